import { z } from 'zod';
import { MATTER_KINDS, type IdentityKind } from '../domain/applicant.ts';
import type { Clock } from '../domain/calendar.ts';
import { checkOtherIdentity } from '../domain/persian.ts';
import { readVisitCode } from '../domain/visit-code.ts';
import { VISIT_OUTCOMES } from '../domain/visitor.ts';
import { choice, day, fieldsOf, optionalClock, optionalId, optionalNationalCode, optionalText, phoneField, rowField, text, typedIn, whole } from '../http/fields.ts';
import { OTHER_IDENTITY_FAULTS } from '../wording/desk.ts';
import type { VisitorEntry } from './entry.ts';
import type { PaperRow } from './register.ts';

/** The greatest length of what is written of a visit. */
export const LONGEST_NOTE = 1000;
/** So many rows the paper form has, and so many more may be counted beside them. */
export const PAPER_ROWS = 15;
export const MOST_COUNTED = 500;

/** The outcomes that are chosen at the desk, and on paper, from which no request is made. */
export const DESK_OUTCOMES = VISIT_OUTCOMES.filter((one) => one !== 'counted');
export const PAPER_OUTCOMES = DESK_OUTCOMES.filter((one) => one !== 'registered');

const honorific = z.preprocess((value) => (value === 'khanom' || value === 'agha' ? value : null), z.enum(['khanom', 'agha']).nullable());
const kind = z.preprocess((value) => (value === undefined || value === '' ? 'service_request' : value), choice('نوع', MATTER_KINDS));
const identityKind = z.preprocess((value) => (value === undefined || value === '' ? 'national_code' : value), choice('نوع شناسه', ['national_code', 'foreign', 'passport'] as const));

/** A visitor at the desk, and of one whose request is registered who he is; `areaCode` completes a local number. */
export const visitorForm = (areaCode: string) =>
  z
    .object({
      honorific, kind, identityKind,
      name: optionalText('نام', { max: 200 }),
      phone: phoneField(areaCode),
      topicId: optionalId,
      outcome: choice('نتیجه', DESK_OUTCOMES),
      targetAgencyId: optionalId,
      identity: optionalText('شناسه', { max: 40 }),
      note: optionalText('یادداشت', { long: true, max: LONGEST_NOTE }),
    })
    .transform((fields, context) => {
      const { identity: typed, identityKind: asked, kind: matter, note, ...visitor } = fields;
      const refuse = (path: string, message: string): void => void context.addIssue({ code: 'custom', path: [path], message });
      const registering = visitor.outcome === 'registered';
      if (registering && (note ?? '').length < 3) refuse('note', 'برای ثبت درخواست بنویسید مراجعه‌کننده چه می‌خواهد.');
      if (visitor.outcome === 'referred' && visitor.targetAgencyId === null) refuse('targetAgencyId', '«دستگاه» را برگزینید.');
      let identity: { readonly identityKind: IdentityKind; readonly identity: string | null } = { identityKind: 'none', identity: null };
      if (registering && typed !== null) {
        const code = asked === 'national_code' ? optionalNationalCode.safeParse(typed) : null;
        const other = asked === 'national_code' ? null : checkOtherIdentity(asked, typed);
        if (code !== null && !code.success) refuse('identity', code.error.issues[0]?.message ?? '');
        else if (asked !== 'national_code' && other === null) refuse('identity', OTHER_IDENTITY_FAULTS[asked]);
        identity = { identityKind: asked, identity: code?.data ?? other };
      }
      return { entry: { ...visitor, note: note ?? '' } satisfies VisitorEntry, matter: { kind: matter, ...identity } };
    });

const ROWS = Array.from({ length: PAPER_ROWS }, (_, row) => row);

/** The rows of the paper form of one day, each read whole where anything stands in it; topics and agencies are written in words. */
export const paperForm = (areaCode: string) =>
  z.intersection(
    z.object({ day: day('روز'), counted: z.preprocess((value) => (value === undefined || value === '' ? '0' : value), whole('شمار دیگران', 0, MOST_COUNTED)) }),
    fieldsOf.transform((fields, context): { readonly rows: readonly PaperRow[] } => {
      const rows = ROWS.flatMap((row): readonly PaperRow[] => {
        const at = (field: string): string => typedIn(fields, rowField(row, field));
        if (['name', 'phone', 'topic', 'outcome', 'target', 'note'].every((field) => at(field) === '')) return [];
        const read = <T>(field: string, schema: z.ZodType<T>, otherwise: T): T => {
          const found = schema.safeParse(at(field));
          if (!found.success) context.addIssue({ code: 'custom', path: [rowField(row, field)], message: found.error.issues[0]?.message ?? '' });
          return found.success ? found.data : otherwise;
        };
        const outcome = read('outcome', choice('نتیجه', PAPER_OUTCOMES), 'by_expert');
        const target = read('target', optionalText('دستگاه'), null);
        if (outcome === 'referred' && target === null) context.addIssue({ code: 'custom', path: [rowField(row, 'target')], message: '«دستگاه» را بنویسید.' });
        return [{
          row, target,
          topic: read('topic', optionalText('موضوع', { max: 400 }), null),
          clock: read<Clock | null>('clock', optionalClock('ساعت'), null),
          entry: {
            honorific: read('honorific', honorific, null), name: read('name', optionalText('نام', { max: 200 }), null), phone: read('phone', phoneField(areaCode), null),
            topicId: null, outcome, targetAgencyId: null, note: read('note', optionalText('یادداشت', { max: LONGEST_NOTE }), null) ?? '',
          },
        }];
      });
      if (rows.length === 0 && ['', '0', '۰'].includes(typedIn(fields, 'counted'))) context.addIssue({ code: 'custom', path: ['_form'], message: 'هنوز هیچ ردیفی پر نشده است. دست‌کم یک مراجعه‌کننده یا شمار آنان را بنویسید.' });
      return { rows };
    }),
  );

/** What was typed from the slip; a code that can be none reads as null, and is answered like a wrong one. */
export const answerForm = z.object({
  code: text('کد برگه', { max: 60 }).transform((value) => readVisitCode(value)),
  met: choice('پاسخ', ['yes', 'no'] as const),
});
