import type { Knex } from 'knex';
import type { Tx } from '../../db/writer.ts';
import { agencyStream } from '../agencies/steps.ts';
import { CENTRE_STREAM } from '../calls/steps.ts';
import type { Command } from '../domain/command.ts';
import type { Day } from '../domain/jalali.ts';
import type { PlannedSession } from '../domain/session.ts';
import { Refusal } from '../domain/refusal.ts';
import { sessionsNamed } from '../domain/rota/amend.ts';
import type { Amendment } from '../domain/rota/amendment.ts';
import { streamsOf } from '../domain/rota/streams.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { seatStream, sessionStream } from '../sessions/steps.ts';
import { amendingGroundOf, daysTouched, draftOn, type AsIf, type PreparedAmendments } from './amend-ground.ts';
import { conflictSentence, judgedBy, markOf } from './amend-judged.ts';
import { writeAmendments } from './amend-write.ts';
import { DRAFTS_STREAM } from './draw-up.ts';
import type { Version } from './publication.ts';
import { VERSIONS_STREAM } from './publish.ts';
import { rotaRepository } from './repository.ts';

export type { AsIf, PreparedAmendments } from './amend-ground.ts';

/** Why published sessions are altered: the reason and its letter are told with the version, `note` is the version's own; `cause` is what led to it. */
export interface AmendingGrounds {
  readonly reason: string;
  readonly letterNo: string | null;
  readonly letterDay: Day | null;
  readonly note: string | null;
  /** 'closure:ID', 'holiday:ID', 'swap:ID' (the managers have agreed), or null. */
  readonly cause: string | null;
  /** The `mark` of the prospect that was confirmed; without it nothing that must be confirmed is done. */
  readonly seen?: string | null;
  /** False where the managers have agreed to other times than these: they are asked anew. */
  readonly agreed?: boolean;
  /** The calendar as it will be when the change that this joins has been made. */
  readonly asIf?: AsIf;
}

/** The streams of the programmes to whose days amendments do something, before and after. */
function programmeStreams(amendments: readonly Amendment[], named: readonly PlannedSession[], publications: readonly Version[]): string[] {
  const days = daysTouched(amendments, named);
  const drafts = new Set([...named.map(({ draftId }) => draftId), ...days.flatMap((day) => draftOn(publications, day) ?? [])]);
  return [...drafts].flatMap((draftId) => streamsOf(draftId, days));
}

/** What is decided for amendments before the change that makes them; refuses `not_found` where a session or an agency does not exist. */
export async function prepareAmendments(reads: Knex, newId: () => string, amendments: readonly Amendment[]): Promise<PreparedAmendments> {
  const lookup = sessionLookup(reads);
  const publications = await rotaRepository(reads).versions();
  const named = await Promise.all(
    [...new Set(amendments.flatMap(sessionsNamed))].map(async (id) => {
      const session = await lookup.byId(id);
      if (session === null) throw new Refusal('not_found');
      return session;
    }),
  );
  const newSessionIds = amendments.map(() => newId());
  const ids = [...named.map(({ id }) => id), ...amendments.flatMap(({ kind }, index) => (kind === 'add' ? (newSessionIds[index] ?? []) : []))];
  const agencies = [...named.map(({ agencyId }) => agencyId ?? ''), ...amendments.flatMap((one) => (one.kind === 'add' ? [one.agencyId] : []))];
  const seats = new Map<string, PreparedAmendments['seats'][string]>();
  for (const { id } of named) seats.set(id, { host: await lookup.seatsAt(id, 'host'), companion: await lookup.seatsAt(id, 'companion') });
  const streams = [
    DRAFTS_STREAM, VERSIONS_STREAM, ...programmeStreams(amendments, named, publications), ...ids.map(sessionStream),
    // Whoever calls a session of his own for one of these agencies must see what happens here.
    ...agencies.map(agencyStream), ...(amendments.some(({ kind }) => kind === 'cancel') ? [CENTRE_STREAM] : []),
    ...[...seats.values()].flatMap(({ host, companion }) => [...host, ...companion].map(seatStream)),
  ];
  return {
    amendments, streams: [...new Set(streams)], ids: amendments.map(() => newId()), newSessionIds,
    invitationIds: Object.fromEntries(ids.map((id) => [id, newId()])),
    days: Object.fromEntries(named.map(({ id, day }) => [id, day])),
    seats: Object.fromEntries(seats),
  };
}

/**
 * Alters published sessions inside a change that declared `prepared.streams`: each conflict is looked at again, and version n+1 tells what changed.
 * Refuses `changed_meanwhile` where what was seen has changed, else the rule that says no to the first amendment that has one, and `slot_conflict`
 * where something must be confirmed and was not.
 */
export async function joinAmendments(tx: Tx, prepared: PreparedAmendments, grounds: AmendingGrounds, command: Command): Promise<{ readonly version: number }> {
  const { amendments, newSessionIds, days } = prepared;
  if (amendments.length === 0) throw new Refusal('nothing_changed');
  const ground = await amendingGroundOf(tx.db, amendments, { newSessionIds, reason: grounds.reason, at: command.at, asIf: grounds.asIf });
  const judged = judgedBy(amendments, ground);
  const hasMoved = ground.sessions.some(({ id, day }) => days[id] !== undefined && days[id] !== day);
  // A programme that was published meanwhile may decide about one of the days.
  const undeclared = programmeStreams(amendments, ground.sessions.filter(({ id }) => days[id] !== undefined), ground.publications).some((stream) => !prepared.streams.includes(stream));
  const seen = grounds.seen ?? null;
  const late = judged.find(({ refusal }) => refusal?.code === 'session_past' || refusal?.code === 'place_past')?.refusal;
  // Time has passed for everybody: nobody else has changed anything.
  if (late !== undefined && late !== null) throw late;
  if (hasMoved || undeclared || (seen !== null && seen !== markOf(judged, ground))) throw new Refusal('changed_meanwhile');
  for (const { refusal } of judged) if (refusal !== null) throw refusal;
  const [unconfirmed] = seen === null ? judged.flatMap(({ confirmable }) => confirmable) : [];
  if (unconfirmed !== undefined) throw new Refusal('slot_conflict', { field: 'to', facts: { conflict: conflictSentence(unconfirmed, ground), code: unconfirmed.code } });
  return writeAmendments(tx, { prepared, grounds, ground, judged }, command);
}
