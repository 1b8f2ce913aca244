import { randomInt } from 'node:crypto';
import type { Knex } from 'knex';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Agency } from '../domain/agency.ts';
import type { Applicant, MatterKind } from '../domain/applicant.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import type { Call, Line } from '../domain/call.ts';
import { foldKey } from '../domain/persian.ts';
import { Refusal } from '../domain/refusal.ts';
import { agencyCodesOf, isTopicOf, type Topic } from '../domain/topic.ts';
import { trackingCode, TRACKING_CHANCE } from '../domain/tracking-code.ts';
import type { PlainApplicant } from '../requests/steps.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { topicLookup } from '../topics/lookup.ts';

/** What an operator writes down of a caller and his matter. */
export interface Entry {
  readonly applicant: PlainApplicant;
  readonly kind: MatterKind;
  readonly topicId: string | null;
  readonly summary: string;
  readonly line: Line;
  /** Why this caller goes before others; null where he does not. */
  readonly priority: string | null;
  /** The incoming call of the exchange that this is, and the call by which this one was owed. */
  readonly incomingId: string | null;
  readonly callBackOf: string | null;
}

/** A fresh tracking code; chance is drawn before a change is handed to the writer. */
export const newTrackingCode = (): string => trackingCode(Array.from({ length: TRACKING_CHANCE }, () => randomInt(10)).join(''));

/** By what nobody stands in one queue twice: his identity, or his phone with his name; null where nothing tells him from another. */
export const queueKeyOf = ({ identityIndex, phoneIndex, name }: Pick<Applicant, 'identityIndex' | 'phoneIndex' | 'name'>): string | null =>
  identityIndex ?? (phoneIndex === null ? null : `${phoneIndex} ${foldKey(name ?? '')}`);

/**
 * Whether two callers are one person: by their identities where both gave one, else by telephone and name. Whoever is named by his national code
 * in one call and by none in the next is the same still.
 */
export const isSamePerson = (one: Pick<Applicant, 'identityIndex' | 'phoneIndex' | 'name'>, other: Pick<Applicant, 'identityIndex' | 'phoneIndex' | 'name'>): boolean =>
  one.identityIndex !== null && other.identityIndex !== null
    ? one.identityIndex === other.identityIndex
    : one.phoneIndex !== null && one.phoneIndex === other.phoneIndex && foldKey(one.name ?? '') === foldKey(other.name ?? '');

/** The call that an entry begins, as it stands before its outcome or its place is decided. */
export function callFrom(entry: Entry, id: string, applicant: Applicant, by: string, at: Instant): Call {
  return {
    id, ...applicant,
    sessionId: null, agencyId: null, state: 'ended', rank: null, rev: 1, line: entry.line, queueKey: null,
    kind: entry.kind, topicId: entry.topicId, summary: entry.summary, priority: entry.priority !== null, priorityReason: entry.priority,
    receivedAt: at, receivedBy: by, queuedAt: null, takenAt: null, takenBy: null, talkAt: null, talkEndedAt: null, endedAt: at,
    tries: 0, holdReason: null, heldAt: null, holdUntil: null, heldSeconds: 0, wrapUntil: null,
    outcome: null, outcomeBy: null, targetAgencyId: null, requestId: null, commitmentId: null,
    earlierCallId: entry.callBackOf, laterCallId: null, emergencyTo: null, callBack: null, calledBackAt: null,
  };
}

/** Refuses `identity_needed` where the setting of the day asks for an identity that was not given. */
export async function mustBeIdentified(db: Knex, { applicant }: Entry, at: Instant): Promise<void> {
  const { identity: rule } = await settingsLookup(db).settingsOn(dayOf(at));
  const { identityKind, identity } = applicant;
  const enough = rule === 'optional' || (identity !== null && (rule === 'any' ? identityKind !== 'none' : identityKind === 'national_code'));
  if (!enough) throw new Refusal('identity_needed', { field: 'identity' });
}

/** Refuses `not_found` beside its field where a county or a topic was named that does not exist. */
export async function mustBeKnown(db: Knex, { applicant, topicId }: Entry): Promise<void> {
  if (applicant.countyId !== null && (await agencyLookup(db).countyById(applicant.countyId)) === null) throw new Refusal('not_found', { field: 'countyId' });
  if (topicId !== null && !(await topicLookup(db).tree()).has(topicId)) throw new Refusal('not_found', { field: 'topicId' });
}

/** Refuses `topic_not_of_agency` where the topic is not the agency's to answer. */
export async function mustBeTopicOf(db: Knex, topicId: string | null, agency: Agency): Promise<void> {
  if (topicId === null) return;
  const topics = await topicLookup(db).tree();
  if (!topics.has(topicId)) throw new Refusal('not_found', { field: 'topicId' });
  if (!isTopicOf(topics, topicId, agency.code)) throw new Refusal('topic_not_of_agency', { field: 'topicId', facts: { agency: agency.shortName } });
}

/** The agencies that answer for a topic; none where any may. */
export async function agenciesFor(db: Knex, topicId: string | null): Promise<readonly Agency[]> {
  if (topicId === null) return [];
  const topics: ReadonlyMap<string, Topic> = await topicLookup(db).tree();
  const codes = agencyCodesOf(topics, topicId);
  return (await agencyLookup(db).all()).filter(({ code }) => codes.includes(code));
}
