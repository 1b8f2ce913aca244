import type { Request } from 'express';
import { StaleWrite } from '../../db/errors.ts';
import { Refusal } from '../domain/refusal.ts';
import { sentenceOf } from '../wording/refusals.ts';
import { withError, type FormState } from './forms.ts';
import type { Notice } from './layout.ts';
import { queryText } from './query.ts';

export type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** Runs a change: its value, or the rule that said no; a write that came too late is `changed_meanwhile`, and a bug is thrown on. */
export async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof StaleWrite) return { ok: false, refusal: new Refusal('changed_meanwhile') };
    if (error instanceof Refusal) return { ok: false, refusal: error };
    throw error;
  }
}

/** The form with a refusal's sentence beside its field, or at its head (`_form`) where it belongs to none. */
export const refusedForm = (form: FormState, refusal: Refusal): FormState => withError(form, refusal.field ?? '_form', sentenceOf(refusal));

/** The notice that a page shows after `?done=CODE`; nothing for a code it does not know. */
export function doneNotice(req: Request, sentences: Readonly<Record<string, string>>): { notice?: Notice } {
  const code = queryText(req, 'done');
  // A code of the address may be the name of what every object has.
  const text = Object.hasOwn(sentences, code) ? sentences[code] : undefined;
  return text === undefined ? {} : { notice: { tone: 'ok', text } };
}
