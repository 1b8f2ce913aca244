import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import { addDays, day, formatDayShort, toJalali, weekday, WEEKDAYS } from '../../../server/domain/jalali.ts';
import { toPersianDigits } from '../../../server/domain/digits.ts';
import { createHeaders } from '../../../server/http/headers.ts';
import type { LayoutView } from '../../../server/http/layout.ts';
import { createRenderer } from '../../../server/http/render.ts';
import type { BoardCallout, BoardDay, BoardMonth, BoardSlot, MoveBody, MoveReply } from '../../../server/rota/board-types.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** The sentence with which the ground refuses a card on the 17th before it is dropped, and on the 14th after. */
export const ON_LEAVE = 'مدیرکل ۱۷ آذر در مرخصی است.';
export const COUNCIL = 'در این روز جلسهٔ شورا دارد.';

const slotOf = (id: string, name: string | null, fixed = false): BoardSlot => ({
  slot: id, rev: 1, time: '۹ تا ۱۱', fixed, emptyReason: 'سه مدیر در مأموریت‌اند.',
  card: name === null ? null : {
    agency: `agency-${id}`, href: `/rota/sessions/${id}`, sector: 'infra', shortName: name, headTitle: 'مدیرکل', person: null,
    state: fixed ? 'published' : 'draft', stateText: fixed ? 'منتشرشده' : 'پیش‌نویس', pinned: null, conflict: null,
    why: { title: `چرا ${name}؟`, day: 'آذر', lines: ['سهم ۳٫۴، برگزارشده ۳'], passedOver: ['میراث فرهنگی: نوبت محفوظ است.'] },
  },
});

const layout: LayoutView = {
  title: 'برنامهٔ پاسخگویی مدیران', heading: null, section: 'rota', governorate: 'استانداری اصفهان', office: 'مرکز ۱۱۱', user: null, nav: [], navRow: [],
  csrf: 'token', assets: 'look', scripts: ['board'], notice: null, live: false, insecure: false, printable: 'landscape',
};
const callout: BoardCallout = { csrf: { token: 'token', key: 'key' }, move: true, pin: '/pin', unpin: '/unpin', clear: '/clear', replace: '/replace/:slot', published: { href: '/rota/sessions/:slot', label: 'تغییر، لغو یا جانشین' } };

/** What the ground has seen, and where it is. */
export interface LookGround {
  readonly url: string;
  /** Command keys of the moves that arrived, in order. */
  readonly keys: string[];
  stop(): Promise<void>;
}

/** Serves one month of a board and a date field under the real policy; moves are kept in memory by the rules of the contract. */
export async function startGround(): Promise<LookGround> {
  const places: Record<number, string> = { 4: 'fixed', 10: 'empty', 11: 'power', 14: 'health', 15: 'roads', 17: 'leave' };
  const slots = new Map([slotOf('fixed', 'ثبت اسناد', true), slotOf('empty', null), slotOf('power', 'توزیع برق'), slotOf('health', 'علوم پزشکی'), slotOf('roads', 'راه و شهرسازی'), slotOf('leave', null)].map((slot) => [slot.slot, slot]));
  const keys: string[] = [];
  let seq = 1;
  const first = day('2026-11-21');
  const dayAt = (offset: number): BoardDay => {
    const iso = addDays(first, offset);
    const { month, day: number } = toJalali(iso);
    const slot = month === 9 ? slots.get(places[number] ?? '') : undefined;
    return {
      day: iso, label: toPersianDigits(number), full: `${WEEKDAYS[weekday(iso)]} ${formatDayShort(iso)}`, outside: month !== 9, today: false, friday: weekday(iso) === 6,
      closed: null, hours: null, slots: slot === undefined ? [] : [slot],
    };
  };
  const month = (): BoardMonth => ({ key: '1405-09', title: 'آذر ۱۴۰۵', note: '', sectors: [{ sector: 'infra', label: 'زیربنایی' }], weeks: [0, 1, 2, 3, 4].map((week) => [0, 1, 2, 3, 4, 5, 6].map((nth) => dayAt(week * 7 + nth))) });
  const move = ({ slot, to, revs }: MoveBody): MoveReply => {
    const [from, target] = [slots.get(slot), slots.get(to)];
    if (!from || !target || from.rev !== revs.from || target.rev !== revs.to) return { code: 'changed_meanwhile', sentence: 'در این میان تغییر کرد.' };
    if (to === 'health') return { code: 'conflict', sentence: COUNCIL };
    slots.set(slot, { ...from, rev: from.rev + 1, card: target.card });
    slots.set(to, { ...target, rev: target.rev + 1, card: from.card });
    seq += 1;
    return { ok: true };
  };
  const render = createRenderer(join(ROOT, 'test/journeys/look/views'), true);
  const app = express();
  app.use(createHeaders(false));
  app.use('/assets', express.static(join(ROOT, 'public/dist')));
  app.get('/favicon.ico', (_req, res) => res.sendFile(join(ROOT, 'public/favicon.ico')));
  app.get('/', (_req, res) => void res.type('html').send(render('board', { layout, month: month(), seq, callout, date: { name: 'to', label: 'تا روز', value: '۱۴۰۵/۰۹/۰۸', error: null } })));
  app.get('/conflicts', (_req, res) => void res.json({ conflicts: { leave: ON_LEAVE } }));
  app.post('/move', express.json(), (req, res) => {
    const body = req.body as MoveBody;
    keys.push(body._key);
    const reply = move(body);
    res.status('ok' in reply ? 200 : 409).json(reply);
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, keys, stop: () => new Promise((done) => (server.close(() => done()), server.closeAllConnections())) };
}
