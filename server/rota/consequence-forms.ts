import { z } from 'zod';
import { optionalDay, optionalText } from '../http/fields.ts';

/** What the names of this page's own fields begin with; all others belong to the calendar's form and are carried through. */
export const OWN = 'c-';

// One choice for all sessions that are hit, or back to the calendar's form.
const SETS = ['proposed', 'cancel', 'keep', 'rewrite'] as const;

const own = z.object({
  'c-mark': optionalText('فهرست', { max: 40 }),
  'c-set': z.preprocess((value) => SETS.find((set) => set === value) ?? null, z.enum(SETS).nullable()),
  'c-letterNo': optionalText('شمارهٔ نامه', { max: 60 }),
  'c-letterDay': optionalDay('تاریخ نامه'),
  'c-note': optionalText('یادداشت نسخه', { max: 300, long: true }),
});

/** What was decided about a list of consequences; `mark` is null where no list was shown yet, `set` does nothing but set one choice for all sessions, or asks for the calendar's form again. */
export const decisionForm = own.transform((form) => ({ mark: form['c-mark'], set: form['c-set'], letterNo: form['c-letterNo'], letterDay: form['c-letterDay'], note: form['c-note'] }));

/** The choice of each row by its key, of what a form sent. */
export const valuesOf = (typed: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(typed).flatMap(([name, value]) => (name.startsWith(`${OWN}hit_`) || name.startsWith(`${OWN}freed_`) || name.startsWith(`${OWN}hour_`) ? [[name.slice(OWN.length), value]] : [])));
