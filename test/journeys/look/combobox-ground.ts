import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import agencies from '../../../db/seeds/data/agencies.json' with { type: 'json' };
import topics from '../../../db/seeds/data/topics.json' with { type: 'json' };
import { topicOptions } from '../../../server/domain/topic.ts';
import { createHeaders } from '../../../server/http/headers.ts';
import type { LayoutView } from '../../../server/http/layout.ts';
import type { ComboboxPart, FieldPart } from '../../../server/http/parts.ts';
import { createRenderer } from '../../../server/http/render.ts';

const ROOT = join(import.meta.dirname, '../../..');

const layout: LayoutView = {
  title: 'ثبت تماس', heading: null, section: 'calls', governorate: 'استانداری اصفهان', office: 'مرکز ۱۱۱', user: null, nav: [], navRow: [],
  csrf: 'token', assets: 'look', scripts: [], notice: null, live: false, insecure: false, printable: null,
};

const tree = new Map(topics.map((topic, place) => [topic.id, { ...topic, aliases: topic.aliases.join('، '), place, retired: false, rev: 1 }]));
const roster = agencies.map(({ code, shortName }) => ({ id: `id-${code}`, code, shortName })).filter(({ code }) => code !== 'gas');

/** What was sent, and where the ground is. */
export interface ComboboxGround {
  readonly url: string;
  readonly sent: Readonly<Record<string, string>>[];
  stop(): Promise<void>;
}

/** Serves a form with the topics of the reference list and the agencies as comboboxes, under the real policy. */
export async function startComboboxGround(): Promise<ComboboxGround> {
  const sent: Readonly<Record<string, string>>[] = [];
  const topic: ComboboxPart = {
    name: 'topicId', label: 'موضوع', value: '', error: null, required: true, empty: 'نام موضوع یا آنچه تماس‌گیرنده می‌گوید', hint: 'با ↓ همهٔ فهرست باز می‌شود.',
    options: topicOptions(tree, roster).map(({ id, path, search, agencyIds, nobody }) => ({
      id, label: path, search, data: { agencyIds }, ...(nobody ? { note: 'بی دستگاه پاسخگو' } : {}),
    })),
  };
  const agency: ComboboxPart = { name: 'agencyId', label: 'دستگاه', value: 'id-tax', error: 'این دستگاه پاسخگوی این موضوع نیست.', options: roster.map(({ id, shortName }) => ({ id, label: shortName })), empty: 'هیچ‌کدام' };
  const summary: FieldPart = { name: 'summary', label: 'خلاصه', value: '', error: null, type: 'textarea', wide: true };
  const render = createRenderer(join(ROOT, 'test/journeys/look/views'), true);
  const app = express();
  app.use(createHeaders(false));
  app.use('/assets', express.static(join(ROOT, 'public/dist')));
  app.get('/favicon.ico', (_req, res) => res.sendFile(join(ROOT, 'public/favicon.ico')));
  app.get('/', (_req, res) => void res.type('html').send(render('combobox', { layout, topic, agency, summary })));
  app.get('/fetched', (_req, res) => void res.type('html').send(render('combobox', { layout, topic: { ...topic, options: [], from: '/options' }, agency, summary })));
  app.get('/options', (_req, res) => void res.json(topic.options));
  app.post('/sent', express.urlencoded({ extended: false }), (req, res) => {
    sent.push({ ...(req.body as Record<string, string>) });
    res.redirect(303, '/');
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, sent, stop: () => new Promise((done) => (server.close(() => done()), server.closeAllConnections())) };
}
