import type { Request, Response } from 'express';
import { scopeOf } from '../domain/permission.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { sendFile } from '../http/download.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { etagOf, icsOf, isKnown } from '../http/ics.ts';
import { placeOf, type Pace } from '../http/limits.ts';
import { page, pageAgain } from '../http/pages.ts';
import { STATUSES } from '../http/statuses.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { dayOf } from '../domain/calendar.ts';
import { FEED_GONE } from '../wording/feeds.ts';
import { sentenceOf } from '../wording/refusals.ts';
import { calendarOf } from './calendar.ts';
import type { Feeds } from './feeds.ts';
import { feedForm } from './forms.ts';
import { feedKeyView, feedsView, type FeedsPlace } from './view.ts';

interface Parts {
  readonly feeds: Feeds;
  readonly userNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly origin: () => string;
  readonly pace: Pace;
  readonly addressOf: (req: Request) => string;
}

const DONE = { revoked: 'آن نشانی باطل شد.' };
const ACTS = { all: 'feeds.manage', own: 'feeds.own' } as const;
const SECTIONS: Readonly<Record<FeedsPlace, string>> = { all: 'rota', own: 'mine' };

const say = (res: Response, status: number, sentence: string): void => void res.status(status).type('text/plain; charset=utf-8').send(`${sentence}\n`);

/** Calendars at secret addresses: the addresses themselves, and the two pages on which they are made and revoked. */
export function feedRoutes(routes: Routes, { feeds, userNames, origin, pace, addressOf }: Parts): void {
  const pages = (place: FeedsPlace, base: string): void => {
    const act = ACTS[place];
    const scope = (res: Response) => scopeOf(actorOf(res), act);
    const show = async (req: Request, res: Response, form: FormState | null): Promise<void> => {
      const all = await feeds.within(scope(res));
      const view = feedsView({
        place, feeds: all, form: form ?? freshForm(), names: await userNames([...new Set(all.map(({ createdBy }) => createdBy))]),
        offers: await feeds.offers(scope(res), dayOf(res.locals.now)), csrf: () => ({ token: res.locals.visitor.csrf, key: crypto.randomUUID() }),
      });
      (form === null ? page : pageAgain)(res, 'feeds/list', { title: 'نشانی‌های تقویم', section: SECTIONS[place], ...doneNotice(req, DONE) }, view);
    };
    routes.get(base, act, (req, res) => show(req, res, null));
    // Answered with the page itself: a redirect would have to carry the key where others may read it.
    routes.post(base, act, async (req, res) => {
      const read = readForm(feedForm, req.body);
      if (!read.ok) return show(req, res, read);
      const made = await attempt(() => feeds.add(read.value, scope(res), commandOf(req, res)));
      if (!made.ok) return show(req, res, refusedForm(read, made.refusal));
      page(res, 'feeds/key', { title: 'نشانی تقویم', section: SECTIONS[place] }, feedKeyView(place, read.value.name, `${origin()}/feeds/${made.value.key}.ics`));
    });
    routes.post(`${base}/:id/revoke`, act, async (req, res) => {
      const done = await attempt(() => feeds.revoke(String(req.params['id']), commandOf(req, res)));
      if (!done.ok) throw done.refusal;
      res.redirect(303, `${base}?done=revoked`);
    }, place === 'all' ? undefined : async (req) => {
      const agencyId = await feeds.agencyOf(String(req.params['id']));
      return agencyId === null ? null : { agencyId };
    });
  };
  pages('all', '/feeds');
  pages('own', '/mine/feeds');

  routes.get('/feeds/:key.ics', 'public.see', async (req, res) => {
    // A calendar program keeps no cookies, and what is answered hangs on the address alone.
    res.removeHeader('Set-Cookie');
    const allowed = await attempt(() => pace.take(placeOf(addressOf(req))));
    if (!allowed.ok) {
      res.setHeader('Retry-After', String(allowed.refusal.facts['seconds'] ?? 60));
      return say(res, STATUSES[allowed.refusal.code], sentenceOf(allowed.refusal));
    }
    const found = await feeds.read(String(req.params['key']), res.locals.now);
    if (found.state !== 'used') return say(res, found.state === 'revoked' ? 410 : STATUSES.not_found, FEED_GONE[found.state]);
    const body = icsOf(calendarOf(found.name, res.locals.titles.governorate, found.sessions));
    const etag = etagOf(body);
    res.setHeader('Cache-Control', 'private, max-age=300');
    res.setHeader('ETag', etag);
    if (isKnown(req.get('if-none-match'), etag)) return void res.status(304).end();
    sendFile(res, { ascii: 'didar.ics', name: 'برنامهٔ پاسخگویی مدیران.ics', body }, 'inline');
  });
}
