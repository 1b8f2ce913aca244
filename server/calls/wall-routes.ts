import type { Response } from 'express';
import { z } from 'zod';
import { dayOf, startOfDay, type Instant } from '../domain/calendar.ts';
import { addDays, type Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { text } from '../http/fields.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { STATUSES } from '../http/statuses.ts';
import { commandOf } from '../http/visitor.ts';
import { sentenceOf } from '../wording/refusals.ts';
import type { Centre } from './centre.ts';
import { todayStream } from './today-live.ts';
import { wallView } from './wall-view.ts';
import type { Walls } from './walls.ts';
import { wallKeyView, wallsView } from './walls-view.ts';

interface Parts {
  readonly centre: Centre;
  readonly walls: Walls;
  readonly userNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly origin: () => string;
}

const DONE = { revoked: 'نشانی آن تابلو باطل شد.' };
const wallForm = z.object({ name: text('نام تابلو', { max: 60 }) });
const endOf = (day: Day): Instant => startOfDay(addDays(day, 1));

/** The hall's screens and their keys; whoever has a key sees counts, and never a person. */
export function wallRoutes(routes: Routes, { centre, walls, userNames, origin }: Parts): void {
  const csrf = (res: Response) => () => ({ token: res.locals.visitor.csrf, key: crypto.randomUUID() });
  const show = async (res: Response, form: FormState | null, notice: ReturnType<typeof doneNotice> = {}): Promise<void> => {
    const all = await walls.all();
    const view = wallsView(all, await userNames([...new Set(all.map((wall) => wall.createdBy))]), form ?? freshForm(), csrf(res));
    (form === null ? page : pageAgain)(res, 'calls/walls', { title: 'تابلوهای سالن', section: 'today', ...notice }, view);
  };

  routes.get('/walls', 'walls.manage', (req, res) => show(res, null, doneNotice(req, DONE)));

  // Answered with the page itself: a redirect would have to carry the key where others may read it.
  routes.post('/walls', 'walls.manage', async (req, res) => {
    const form = readForm(wallForm, req.body);
    if (!form.ok) return show(res, form);
    const { name } = form.value;
    const { key } = await walls.add(name, commandOf(req, res));
    page(res, 'calls/wall-key', { title: 'نشانی تابلو', section: 'today' }, wallKeyView(name, `${origin()}/wall/${key}`));
  });

  routes.post('/walls/:id/revoke', 'walls.manage', async (req, res) => {
    const done = await attempt(() => walls.revoke(String(req.params['id']), commandOf(req, res)));
    if (!done.ok) return show(res, refusedForm(freshForm(), done.refusal));
    res.redirect(303, '/walls?done=revoked');
  });

  routes.get('/wall/:key', 'public.see', async (req, res) => {
    const key = String(req.params['key']);
    const frame = { title: 'تابلوی سالن', heading: null, scripts: ['wall'] };
    if ((await walls.whoIs(key)) === null) {
      pageAgain(res, 'calls/wall-gone', frame, { sentence: sentenceOf(new Refusal('wall_revoked')) }, STATUSES.wall_revoked);
      return;
    }
    const day = dayOf(res.locals.now);
    const { today, coming } = await centre.wall(day, res.locals.now);
    page(res, 'calls/wall', { ...frame, live: true }, wallView(today, coming, { wall: key, governorate: res.locals.titles.governorate, until: endOf(day), stream: todayStream(day) }));
  });
}
