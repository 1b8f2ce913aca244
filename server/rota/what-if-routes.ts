import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { isDay, parseJalali, type Day } from '../domain/jalali.ts';
import { mayEver, type Act } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Supposition } from '../domain/rota/supposition.ts';
import { attempt, refusedForm } from '../http/attempt.ts';
import { typedIn } from '../http/fields.ts';
import { freshForm, readForm, withError, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryText } from '../http/query.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import type { RotaServices } from './services.ts';
import { choiceForm, closedUp, suppositionForm } from './what-if-forms.ts';
import { whatIfView, type Shown } from './what-if-view.ts';
import type { Footing, Found } from './what-if.ts';

const MOVED_ON = 'در این میان برنامه یا آنچه بر آن اثر دارد تغییر کرد و چیزی ذخیره نشد. مقایسه را دوباره ببینید و اگر هنوز می‌خواهید، برگزینید.';
const newKey = (): string => crypto.randomUUID();

/** The days that an address names, as they stand in addresses or as people type them. */
function spanIn(fields: Readonly<Record<string, unknown>>): Footing {
  const [from, to] = ['from', 'to'].map((name) => { const typed = typedIn(fields, name); return isDay(typed) ? typed : parseJalali(typed); });
  if (from == null || to == null) throw new Refusal('not_found');
  return { from, to };
}

/** The page of what would be, over a programme or over days without one. */
export function whatIfRoutes(routes: Routes, rota: Pick<RotaServices, 'whatIf' | 'choosing'>): void {
  const footingOf = (req: Request, fields: Readonly<Record<string, unknown>>): Footing => (typeof req.params['id'] === 'string' ? { draftId: req.params['id'] } : spanIn(fields));

  const first = ({ surroundings: { from } }: Found, today: Day): Day => (from > today ? from : today);

  /** The form with what is wrong with it, or what it comes to. */
  const considered = async (footing: Footing, found: Found, fields: unknown, today: Day): Promise<{ readonly form: FormState; readonly shown: Shown | null }> => {
    const read = readForm(suppositionForm, fields);
    if (!read.ok) return { form: read, shown: null };
    const supposition: Supposition = { ...read.value, since: read.value.since ?? first(found, today) };
    const made = await attempt(() => rota.whatIf.consider(footing, supposition, today));
    return made.ok ? { form: read, shown: { supposition, considered: made.value } } : { form: refusedForm(read, made.refusal), shown: null };
  };

  const show = (res: Response, found: Found, { form, shown }: { readonly form: FormState; readonly shown: Shown | null }, chosen: FormState = freshForm()): void => {
    const view = whatIfView(found, first(found, dayOf(res.locals.now)), form, shown, chosen, { csrf: res.locals.visitor.csrf, key: newKey() });
    const isWrong = Object.keys({ ...form.errors, ...chosen.errors }).length > 0;
    (isWrong ? pageAgain : page)(res, 'rota/what-if', { title: 'اگر…', heading: null, section: 'rota', printable: 'landscape' }, view);
  };

  const look = async (req: Request, res: Response): Promise<void> => {
    const footing = footingOf(req, req.query);
    const found = await rota.whatIf.see(footing);
    const asked = closedUp(req.query);
    if (queryText(req, 'show') === '') return show(res, found, { form: freshForm(), shown: null });
    show(res, found, await considered(footing, found, asked, dayOf(res.locals.now)));
  };

  /** What is chosen is also a setting, an absence, an agency's flag: whoever chooses must be allowed each. */
  const mustBeAllowed = (res: Response, { perWeek, template, away, flags }: Supposition): void => {
    const acts: Act[] = [
      ...(perWeek !== null || template !== null ? ['settings.manage' as const] : []),
      ...(away.some(({ kind }) => kind !== 'excluded') ? ['absences.register' as const] : []),
      ...(flags.length > 0 ? ['agencies.manage' as const] : []),
    ];
    if (!acts.every((act) => mayEver(actorOf(res), act))) throw new Refusal('forbidden');
  };

  const choose = async (req: Request, res: Response): Promise<void> => {
    const body = closedUp((req.body ?? {}) as Readonly<Record<string, unknown>>);
    const footing = footingOf(req, body);
    const read = readForm(suppositionForm, body);
    const chosen = readForm(choiceForm, body);
    const today = dayOf(res.locals.now);
    const again = async (form: FormState): Promise<void> => {
      const found = await rota.whatIf.see(footing);
      show(res, found, await considered(footing, found, body, today), { typed: { reason: form.typed['reason'] ?? '' }, errors: form.errors });
    };
    if (!read.ok) return again(freshForm());
    if (!chosen.ok) return again(chosen);
    const since = read.value.since ?? first(await rota.whatIf.see(footing), today);
    const supposition: Supposition = { ...read.value, since };
    mustBeAllowed(res, supposition);
    const made = await attempt(() => rota.choosing.choose({ footing, supposition, seen: chosen.value.mark, reason: chosen.value.reason }, commandOf(req, res)));
    if (!made.ok) return again(made.refusal.code === 'changed_meanwhile' ? withError(chosen, '_form', MOVED_ON) : withError(chosen, '_form', refusedForm(freshForm(), made.refusal).errors[made.refusal.field ?? '_form'] ?? ''));
    res.redirect(303, `/rota/drafts/${made.value.id}?done=chosen`);
  };

  routes.get('/rota/what-if', 'rota.edit', look);
  routes.post('/rota/what-if', 'rota.edit', choose);
  routes.get('/rota/drafts/:id/what-if', 'rota.edit', look);
  routes.post('/rota/drafts/:id/what-if', 'rota.edit', choose);
}
