import { z } from 'zod';
import { MATTER_KINDS, type IdentityKind } from '../domain/applicant.ts';
import { CENTRE_OUTCOMES, EMERGENCY_NUMBERS, LINES, type CentreOutcome } from '../domain/call.ts';
import { checkOtherIdentity } from '../domain/persian.ts';
import { choice, optionalId, optionalNationalCode, optionalText, phoneField, text, ticked, whole } from '../http/fields.ts';
import { DESK_WANTS, OTHER_IDENTITY_FAULTS } from '../wording/desk.ts';
import { SENTENCES } from '../wording/refusals.ts';
import type { Entry } from './entry.ts';
import type { Settlement } from './settle.ts';

/** What becomes of a call: a place in a queue (of today, or kept in one to come), or an outcome at the centre. */
export type Deed =
  | { readonly deed: 'queue'; readonly sessionId: string; readonly despite: boolean }
  | { readonly deed: 'settle'; readonly settlement: Settlement };

/** A call as the operator has written it down, and what is to become of it. */
export interface DeskEntry {
  readonly entry: Entry;
  readonly what: Deed;
}

const ASKED = ['national_code', 'foreign', 'passport'] as const;

const identityKind = z.preprocess((value) => (value === undefined || value === '' ? 'national_code' : value), choice('نوع شناسه', ASKED));
// The name that an exchange gives a call, which may have dots and signs.
const incomingId = z.preprocess((value) => (typeof value === 'string' && /^[\w.:@+-]{1,64}$/.test(value) ? value : null), z.string().nullable());
const honorific = z.preprocess((value) => (value === 'khanom' || value === 'agha' ? value : null), z.enum(['khanom', 'agha']).nullable());

// As typed: its own check forgives blanks, dashes and direction signs that came with a copied number.
const typedNumber = z.preprocess((value) => (typeof value === 'string' && value.trim() !== '' ? value.slice(0, 100) : null), z.string().nullable());

/** An identity and what it is, read together; what is wrong with it stands beside `identity`. */
const identity = z.object({ kind: identityKind, number: typedNumber }).transform(({ kind, number }, context): { readonly identityKind: IdentityKind; readonly identity: string | null } => {
  if (number === null) return { identityKind: 'none', identity: null };
  if (kind === 'national_code') {
    const checked = optionalNationalCode.safeParse(number);
    if (!checked.success) context.addIssue({ code: 'custom', message: checked.error.issues[0]?.message ?? '' });
    return { identityKind: kind, identity: checked.data ?? null };
  }
  const read = checkOtherIdentity(kind, number);
  if (read === null) context.addIssue({ code: 'custom', message: OTHER_IDENTITY_FAULTS[kind] });
  return { identityKind: kind, identity: read };
});

/** Who calls, by phone and identity; `areaCode` completes a local number. */
const personFields = (areaCode: string) => ({ phone: phoneField(areaCode), identity });

// Two fields of the form are one thing, so that its fault is told together with those of the other fields.
const together = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((body) => {
    const fields = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
    return { ...fields, identity: { kind: fields['identityKind'], number: fields['identity'] } };
  }, schema);

/** Makes a form once for each area code: making one costs more than reading by it. */
const onceFor = <Schema>(make: (areaCode: string) => Schema): ((areaCode: string) => Schema) => {
  const made = new Map<string, Schema>();
  return (areaCode) => {
    const known = made.get(areaCode) ?? make(areaCode);
    made.set(areaCode, known);
    return known;
  };
};

/** By what the person on the line may be known already. */
export const recallForm = onceFor((areaCode) => together(z.object(personFields(areaCode)).transform(({ phone, identity: who }) => ({ phone, ...who }))));

const settled = (outcome: CentreOutcome, more: Partial<Settlement>): Deed => ({ deed: 'settle', settlement: { outcome, agencyId: null, emergencyTo: null, about: null, ...more } });

const isOutcome = (code: string): code is CentreOutcome => CENTRE_OUTCOMES.some((one) => one === code);

/** Reads the button that was pressed: `queue`, `queue_despite`, `carry:SESSION`, `emergency:110`, or another outcome's code; null for none of them. */
function deedOf(code: string, { session, hour, agencyId, about }: { readonly session: string | null; readonly hour: string | null; readonly agencyId: string | null; readonly about: string | null }): Deed | null {
  const [kind = '', rest = ''] = code.split(':');
  // A manager's hour that was looked for goes before the session that happens to be chosen.
  const queue = hour ?? session;
  if (kind === 'queue' || kind === 'queue_despite') return queue === null ? null : { deed: 'queue', sessionId: queue, despite: kind === 'queue_despite' };
  if (kind === 'carry') return /^[\w-]{1,64}$/.test(rest) ? { deed: 'queue', sessionId: rest, despite: false } : null;
  const emergencyTo = EMERGENCY_NUMBERS.find((number) => number === rest) ?? null;
  if (kind === 'emergency') return emergencyTo === null ? null : settled('emergency', { emergencyTo, about });
  return isOutcome(kind) ? settled(kind, { agencyId, about }) : null;
}

/** Which fields must be filled before this can become of a call; whoever adds to an earlier request has said there what it is about. */
function wantsOf(code: string, line: Entry['line'], about: string | null): { readonly name: boolean; readonly topic: boolean; readonly summary: boolean; readonly phone: boolean } {
  const [kind = ''] = code.split(':');
  const queues = kind === 'queue' || kind === 'queue_despite';
  const named = queues || kind === 'carry' || (kind === 'registered' && about === null);
  return {
    name: named || kind === 'call_back',
    topic: named,
    summary: (kind === 'registered' && about === null) || kind === 'confidential',
    phone: kind === 'carry' || kind === 'call_back' || (queues && line === 'to_ring'),
  };
}

/** A whole call as the desk's form sends it. */
export const callForm = onceFor((areaCode): z.ZodType<DeskEntry> =>
  together(z
    .object({
      ...personFields(areaCode),
      honorific,
      name: optionalText('نام و نام خانوادگی', { max: 80 }),
      countyId: optionalId,
      kind: choice('نوع', MATTER_KINDS),
      topicId: optionalId,
      summary: optionalText('شرح کوتاه', { max: 1000, long: true }),
      line: choice('خط', LINES),
      priority: ticked,
      priorityReason: optionalText('دلیل اولویت', { max: 200 }),
      what: text('نتیجه', { min: 0, max: 80 }),
      session: optionalId,
      hour: optionalId,
      agencyId: optionalId,
      about: optionalId,
      incomingId,
      callBackOf: optionalId,
    })
    .transform((typed, context): DeskEntry => {
      const fault = (field: string, message: string): void => context.addIssue({ code: 'custom', path: [field], message });
      const wants = wantsOf(typed.what, typed.line, typed.about);
      if (wants.phone && typed.phone === null) fault('phone', SENTENCES.phone_needed);
      if (wants.name && typed.name === null) fault('name', DESK_WANTS.name);
      if (wants.topic && typed.topicId === null) fault('topicId', DESK_WANTS.topic);
      if (wants.summary && typed.summary === null) fault('summary', DESK_WANTS.summary);
      if (typed.priority && typed.priorityReason === null) fault('priorityReason', DESK_WANTS.reason);
      const what = deedOf(typed.what, typed);
      if (what === null) fault(typed.what.startsWith('queue') ? 'session' : '_form', typed.what.startsWith('queue') ? DESK_WANTS.session : DESK_WANTS.deed);
      return {
        entry: {
          applicant: { honorific: typed.honorific, name: typed.name, countyId: typed.countyId, phone: typed.phone, ...typed.identity },
          kind: typed.kind,
          topicId: typed.topicId,
          summary: typed.summary ?? '',
          line: typed.line,
          priority: typed.priority ? typed.priorityReason : null,
          incomingId: typed.incomingId,
          callBackOf: typed.callBackOf,
        },
        what: what ?? settled('out_of_scope', {}),
      };
    })));

/** A question about a queue: whether somebody who joined it now would be reached. */
export const prospectForm = z.object({ session: optionalId, priority: ticked });

/** Where a caller of a queue is put: his place, the first being 1. */
export const moveForm = z.object({ place: whole('جای او در صف', 1, 200) });

/** Why a caller leaves the queue. */
export const leaveForm = z.object({ outcome: choice('دلیل', ['dropped_early', 'call_back']) });

/** The session to which a caller goes on. */
export const goOnForm = z.object({ to: optionalId });
