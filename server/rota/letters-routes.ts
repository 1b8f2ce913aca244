import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { formatDay } from '../domain/jalali.ts';
import { countedUp, letterKey } from '../domain/letter-number.ts';
import { Refusal } from '../domain/refusal.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, withError, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryPage } from '../http/query.ts';
import { commandOf } from '../http/visitor.ts';
import type { Invitations } from '../sessions/invitations.ts';
import { numbersForm, printedForm, selectionForm } from './letters-forms.ts';
import { meantOf, type LetterSelection, type LettersService } from './letters.ts';
import { isNumbered, letterNumbersView, lettersPrintView, lettersTitle, lettersView, queryOf } from './letters-view.ts';

const DONE = { printed: 'ثبت شد که نامه‌ها چاپ شده است.', numbered: 'شمارهٔ نامه‌ها ثبت شد.' };
const EVERYTHING: LetterSelection = { from: null, until: null, agencyId: null, choice: 'all', kinds: null };

/** Letters to those who are invited: chosen, numbered, and laid out for paper in parts. */
export function lettersRoutes(routes: Routes, letters: LettersService, invitations: Pick<Invitations, 'numberLetters'>): void {
  const idOf = (req: Request): string => String(req.params['id']);
  const selectionOf = (req: Request): LetterSelection => {
    const read = selectionForm.safeParse(req.query);
    return read.success ? read.data : EVERYTHING;
  };
  const csrf = (res: Response) => ({ token: res.locals.visitor.csrf, key: crypto.randomUUID() });
  const to = (req: Request, done: string): string => {
    const query = queryOf(selectionOf(req));
    return `/rota/drafts/${idOf(req)}/letters${query === '' ? '?' : `${query}&`}done=${done}`;
  };

  routes.get('/rota/drafts/:id/letters', 'invitations.manage', async (req, res) => {
    const selection = selectionOf(req);
    const all = await letters.of(idOf(req), EVERYTHING);
    const found = meantOf(all, selection);
    page(res, 'rota/letters', { title: lettersTitle(found), section: 'rota', ...doneNotice(req, DONE) }, lettersView(found, all, selection));
  });

  routes.get('/rota/drafts/:id/letters/print', 'invitations.manage', async (req, res) => {
    const selection = selectionOf(req);
    const found = await letters.of(idOf(req), selection);
    if (found.letters.length === 0) return res.redirect(303, `/rota/drafts/${idOf(req)}/letters${queryOf(selection)}`);
    page(res, 'rota/letters-print', { title: lettersTitle(found), heading: null, section: 'rota', scripts: ['letters'], printable: 'portrait' }, lettersPrintView(found, selection, queryPage(req), res.locals.titles, csrf(res)));
  });

  routes.post('/rota/drafts/:id/letters/printed', 'invitations.manage', async (req, res) => {
    const read = readForm(printedForm, req.body);
    if (!read.ok) throw new Refusal('bad_request');
    const done = await attempt(() => letters.markPrinted(idOf(req), selectionOf(req), read.value.mark, commandOf(req, res)));
    if (!done.ok) throw done.refusal;
    res.redirect(303, to(req, 'printed'));
  });

  const showNumbers = async (req: Request, res: Response, form: FormState | null): Promise<void> => {
    const selection = selectionOf(req);
    const found = await letters.of(idOf(req), selection);
    const view = letterNumbersView(found, selection, form ?? freshForm({ letterDay: formatDay(dayOf(res.locals.now)) }), csrf(res));
    (form === null ? page : pageAgain)(res, 'rota/letters-numbers', { title: 'شمارهٔ نامه‌ها', section: 'rota' }, view);
  };
  routes.get('/rota/drafts/:id/letters/numbers', 'invitations.manage', (req, res) => showNumbers(req, res, null));
  routes.post('/rota/drafts/:id/letters/numbers', 'invitations.manage', async (req, res) => {
    const read = readForm(numbersForm, req.body);
    if (!read.ok) return showNumbers(req, res, read);
    const { letterDay, first, numbers: written } = read.value;
    const all = await letters.of(idOf(req), EVERYTHING);
    const own = new Map(all.letters.filter(isNumbered).map((letter) => [letter.id, letter]));
    // What stands in its field as it was is nobody's change, and keeps its own day.
    const changed = written.filter(({ invitationId, letterNo }) => letterKey(own.get(invitationId)?.letterNo ?? '') !== letterKey(letterNo));
    const named = new Set(written.map(({ invitationId }) => invitationId));
    const blank = first === null ? [] : meantOf(all, selectionOf(req)).letters.filter((letter) => isNumbered(letter) && letter.letterNo === null && !named.has(letter.id));
    const counted = first === null ? [] : countedUp(first, blank.length);
    if (counted === null) return showNumbers(req, res, withError(read, 'first', 'این شماره رقمی ندارد که شماره‌های بعدی از آن شمرده شود.'));
    const numbers = [...changed, ...blank.map(({ id }, index) => ({ invitationId: id, letterNo: counted[index] ?? '' }))];
    if (numbers.length === 0) return showNumbers(req, res, withError(read, '_form', 'شماره‌ای نوشته نشده است.'));
    const done = await attempt(() => invitations.numberLetters({ letterDay, numbers }, commandOf(req, res)));
    if (!done.ok) return showNumbers(req, res, refusedForm(read, new Refusal(done.refusal.code, { field: '_form', facts: done.refusal.facts })));
    res.redirect(303, to(req, 'numbered'));
  });
}
