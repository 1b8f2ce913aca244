import type { Request, Response } from 'express';
import { SESSION_KINDS, type HistoryNeed } from '../audit/lookup.ts';
import { mayEver } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Amendment } from '../domain/rota/amendment.ts';
import { draftStream } from '../domain/rota/streams.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import type { Amending, AmendmentProspect } from './amend.ts';
import { addView } from './amend-add-view.ts';
import { amendmentLetterForm, CHANGE_FORMS, CHANGES, ELSEWHERE, seenForm, type AskedForm, type Wanted } from './amend-forms.ts';
import { publishedView, type TypedChange } from './amend-page-view.ts';
import { amendPreviewView } from './amend-preview-view.ts';
import { VERSIONS_STREAM } from './publish.ts';
import { sessionStream } from '../sessions/steps.ts';

const DONE = { lettered: 'شمارهٔ نامه ثبت شد.' };
const ADD = '/rota/add';
const newKey = (): string => crypto.randomUUID();

type Typed = Readonly<Record<string, unknown>>;

/** A refusal stands beside the field of the form that it is about: of a place chosen from the list beside the list. */
function besideItsField(form: FormState, refusal: Refusal): FormState {
  const aboutPlace = refusal.field === 'to' || refusal.field === 'day' || refusal.field === 'until';
  const typedPlace = form.typed['place'] === ELSEWHERE;
  const field = !aboutPlace ? refusal.field : form.typed['otherId'] !== undefined ? 'otherId' : form.typed['place'] === undefined ? undefined : typedPlace ? (refusal.field === 'to' ? 'day' : refusal.field) : 'place';
  return refusedForm(form, new Refusal(refusal.code, { facts: refusal.facts, ...(field === undefined ? {} : { field }) }));
}

/** Published sessions' pages, the previews of what is to be altered, and the altering. */
export function amendRoutes(routes: Routes, amending: Amending, history: HistoryNeed): void {
  const idOf = (req: Request): string => String(req.params['id']);
  const withLine = async ({ line, ...window }: Wanted, except: string | null) => ({ ...window, line: line ?? (await amending.lineFor(window, except)) });

  const amendmentOf = async (asked: AskedForm, sessionId: string): Promise<Amendment> => {
    switch (asked.kind) {
      case 'move':
        return { kind: 'move', sessionId, to: await withLine(asked.to, sessionId) };
      case 'swap':
        return { kind: 'swap', sessionId, otherId: asked.otherId };
      case 'cancel':
        return { kind: 'cancel', sessionId };
      case 'substitute':
        return { kind: 'substitute', sessionId, personId: asked.personId };
      case 'add':
        return { kind: 'add', agencyId: asked.agencyId, to: await withLine(asked.to, null) };
    }
  };

  const showSession = async (req: Request, res: Response, id: string, typed: TypedChange | null, again: boolean): Promise<void> => {
    const found = await amending.page(id, res.locals.now);
    const { draftId } = found.session;
    const changes = await history(actorOf(res), [sessionStream(id), draftStream(draftId), VERSIONS_STREAM], { about: [id], kinds: SESSION_KINDS });
    const view = publishedView(found, { mayAmend: mayEver(actorOf(res), 'rota.amend'), typed, csrf: res.locals.visitor.csrf, newKey });
    const { facts } = view.facts;
    (again ? pageAgain : page)(res, 'rota/published', { title: `${view.crumbs.trail.at(-1)?.label ?? ''}، ${facts[1]?.text ?? ''}`, section: 'rota', ...doneNotice(req, DONE) }, { ...view, changes });
  };
  const showAdd = async (res: Response, form: FormState, again: boolean): Promise<void> => {
    (again ? pageAgain : page)(res, 'rota/add', { title: 'افزودن دستگاه به برنامهٔ منتشرشده', section: 'rota' }, addView(await amending.room(form.typed['agency'] ?? null, res.locals.now), form));
  };

  /** The page again on which something was asked, with what was typed and what was wrong. */
  const showAgain = (req: Request, res: Response, kind: string, form: FormState): Promise<void> =>
    kind === 'add' ? showAdd(res, form, true) : showSession(req, res, idOf(req), { kind, form }, true);

  const showPreview = (req: Request, res: Response, asked: AskedForm, amendment: Amendment, prospect: AmendmentProspect, form: FormState): void => {
    const { seen, ...typed } = form.typed;
    void seen;
    const at = asked.kind === 'add' ? ADD : `/rota/sessions/${idOf(req)}`;
    const trail = [{ label: 'برنامه', href: '/rota' }, asked.kind === 'add' ? { label: 'افزودن دستگاه', href: ADD } : { label: prospect.items[0]?.sessions[0]?.agency ?? '', href: at }];
    const view = amendPreviewView({ amendment, ...asked, typed, page: at, crumbs: { trail } }, prospect, { token: res.locals.visitor.csrf, key: newKey() });
    page(res, 'rota/amend-preview', { title: 'پیش از ثبت', heading: `پیش از ثبت: نسخهٔ ${view.version} برنامه`, section: 'rota' }, view);
  };

  /** Reads a form and shows what it would come to, or the form again. */
  const preview = async (req: Request, res: Response, kind: keyof typeof CHANGE_FORMS, body: Typed): Promise<void> => {
    const read = readForm(CHANGE_FORMS[kind], body);
    if (!read.ok) return showAgain(req, res, kind, read);
    const amendment = await amendmentOf(read.value, idOf(req));
    const prospect = await amending.prospect([amendment], res.locals.now);
    const refused = prospect.items[0]?.refusal ?? null;
    if (refused?.refusal.code === 'not_found') throw refused.refusal;
    if (refused !== null) return showAgain(req, res, kind, besideItsField(read, refused.refusal));
    showPreview(req, res, read.value, amendment, prospect, read);
  };

  /** Makes what was previewed; where a rule says no, or something has changed since, the form is shown again as it was typed. */
  const make = async (req: Request, res: Response, kind: keyof typeof CHANGE_FORMS): Promise<void> => {
    const read = readForm(CHANGE_FORMS[kind], req.body);
    const seen = readForm(seenForm, req.body);
    if (!read.ok || !seen.ok) return preview(req, res, kind, req.body as Typed);
    const { reason, letterNo, letterDay } = read.value;
    const amendment = await amendmentOf(read.value, idOf(req));
    const made = await attempt(() => amending.amend({ amendments: [amendment], reason, letterNo, letterDay, note: null, cause: null, seen: seen.value.seen }, commandOf(req, res)));
    if (made.ok) return res.redirect(303, `/rota/versions/${made.value.version}?done=amended`);
    if (made.refusal.code === 'not_found') throw made.refusal;
    return showAgain(req, res, kind, besideItsField(read, made.refusal));
  };

  const kindOf = (body: Typed): (typeof CHANGES)[number] => {
    const kind = CHANGES.find((one) => one === body['kind']);
    if (kind === undefined) throw new Refusal('bad_request');
    return kind;
  };
  const typedIn = (req: Request): FormState => freshForm(Object.fromEntries(Object.entries(req.query).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))));

  routes.get('/rota/sessions/:id', 'rota.see', (req, res) => {
    const form = typedIn(req);
    const kind = form.typed['kind'];
    return showSession(req, res, idOf(req), kind === undefined ? null : { kind, form }, false);
  });
  routes.get('/rota/sessions/:id/change', 'rota.amend', (req, res) => preview(req, res, kindOf(req.query), req.query));
  routes.post('/rota/sessions/:id/change', 'rota.amend', (req, res) => make(req, res, kindOf(req.body as Typed)));

  routes.get(ADD, 'rota.amend', (req, res) => showAdd(res, typedIn(req), false));
  routes.get(`${ADD}/change`, 'rota.amend', (req, res) => preview(req, res, 'add', req.query));
  routes.post(ADD, 'rota.amend', (req, res) => make(req, res, 'add'));

  routes.post('/rota/amendments/:id/letter', 'rota.amend', async (req, res) => {
    const sessionId = await amending.sessionOf(idOf(req));
    const read = readForm(amendmentLetterForm, req.body);
    if (!read.ok) return showSession(req, res, sessionId, { kind: `letter-${idOf(req)}`, form: read }, true);
    const made = await attempt(() => amending.numberLetter(idOf(req), read.value, commandOf(req, res)));
    if (!made.ok) return showSession(req, res, sessionId, { kind: `letter-${idOf(req)}`, form: refusedForm(read, made.refusal) }, true);
    res.redirect(303, `/rota/sessions/${sessionId}?done=lettered`);
  });
}
