import { z } from 'zod';

/** What was typed, kept as text so that the page can show it again, with a sentence for each wrong field. */
export interface FormState {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

export type FormResult<T> = ({ readonly ok: true; readonly value: T } & FormState) | ({ readonly ok: false } & FormState);

/** A form nobody has typed into yet, filled with `typed`. */
export const freshForm = (typed: Readonly<Record<string, string>> = {}): FormState => ({ typed, errors: {} });

/** The same form with one more error beside a field: how a refusal of the service comes back to the form. */
export const withError = (form: FormState, field: string, sentence: string): FormState => ({
  typed: form.typed,
  errors: { ...form.errors, [field]: sentence },
});

const asTyped = (body: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => {
      if (name === '_csrf' || name === '_key') return [];
      if (typeof value === 'string') return [[name, value]];
      return Array.isArray(value) ? [[name, value.filter((one) => typeof one === 'string').join('\n')]] : [];
    }),
  );

/** Reads a request body by a schema: the value, or the first Persian sentence for each wrong field. */
export function readForm<Schema extends z.ZodType>(schema: Schema, body: unknown): FormResult<z.output<Schema>> {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  const typed = asTyped(fields);
  const result = schema.safeParse(fields);
  if (result.success) return { ok: true, value: result.data, typed, errors: {} };
  const errors: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const name = issue.path.map(String).join('.') || '_form';
    errors[name] ??= issue.message;
  }
  return { ok: false, typed, errors };
}
