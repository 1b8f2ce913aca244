import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { mustBeApproved, mustBeAsSeen, type Draft } from '../domain/draft.ts';
import { byUrgency, hasAccepted, invitationFor, type Invitation } from '../domain/invitation.ts';
import { addDays, daysFrom, formatDayLong, type Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { diffTimetables } from '../domain/rota/difference.ts';
import type { PlannedSession } from '../domain/session.ts';
import type { NamedTerm } from '../domain/agency.ts';
import { headOn } from '../domain/office.ts';
import { messageSteps } from '../messages/steps.ts';
import { sessionSteps } from '../sessions/steps.ts';
import { boardDataOf, type BoardData } from './board-data.ts';
import { DRAFTS_STREAM, mustBeFree } from './draw-up.ts';
import { foreseenIn, streamsOfForeseen, takeBackForeseen } from './foreseen.ts';
import { streamsOf } from '../domain/rota/streams.ts';
import { conflictsOfSessions, type PublishConflicts } from './publish-conflicts.ts';
import { versionOn, type Changes, type Publication, type PublishedSession, type Version } from './publication.ts';
import { worded } from './published-words.ts';
import { rotaRepository } from './repository.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
}

/** A session that would be published, with the invitation it has. */
export interface Candidate {
  readonly session: PlannedSession;
  readonly invitation: Invitation | null;
  /** Whoever was invited does not head the agency on that day: another must be asked. */
  readonly headChanged: boolean;
  /** Name of whoever heads the agency on that day, with the honorific's code; null where nobody does. */
  readonly head: Pick<NamedTerm, 'name' | 'honorific'> | null;
}

/** What publishing up to a day would do, and what stands in its way. */
export interface Readiness {
  readonly draft: Draft;
  readonly until: Day;
  /** The number that the version would bear. */
  readonly version: number;
  /** New sessions with an agency, those that need a call first. */
  readonly candidates: readonly Candidate[];
  readonly empty: readonly PlannedSession[];
  readonly notInvited: number;
  readonly unanswered: number;
  readonly conflicts: PublishConflicts;
  readonly changes: Changes;
}

/** What a scheduler has confirmed by a tick. */
export interface Publishing {
  readonly draftId: string;
  readonly seen: number | null;
  readonly until: Day;
  readonly despiteUnanswered: boolean;
  readonly despiteEmpty: boolean;
  /** The `mark` of the conflicts that were listed and confirmed; null without the tick. */
  readonly despiteConflicts: string | null;
  readonly note: string | null;
}

/** The versions are numbered one after another: whoever publishes takes this stream. */
export const VERSIONS_STREAM = 'versions';

type Shown = PublishedSession & { readonly version: number };

/** Of the sessions of all versions those that are the truth: each day's newest version. */
export const truthOf = (shown: readonly Shown[], publications: readonly Version[]): Shown[] =>
  shown.filter(({ day, version }) => versionOn(publications, day) === version);

interface Next extends Readiness {
  readonly snapshot: readonly PublishedSession[];
}

/** The next version of a draft up to a day: all that is published within it, words unchanged, and what is new. */
async function nextOf(db: Knex, data: BoardData, until: Day): Promise<Next> {
  const { draft, sessions, surroundings, publications, invitations } = data;
  const candidateOf = (session: PlannedSession): Candidate => {
    const agency = surroundings.agencies.find(({ id }) => id === session.agencyId);
    const head = agency === undefined ? null : headOn(agency, surroundings.terms, session.day);
    return { session, ...invitationFor(invitations, session, head?.personId ?? null), head };
  };
  const rota = rotaRepository(db);
  const before = truthOf(await rota.publishedBetween(draft.from, until), publications);
  const fresh = sessions.filter(({ state, day }) => state === 'draft' && day <= until);
  const filled = fresh.filter(({ agencyId }) => agencyId !== null);
  const candidates = filled.map(candidateOf);
  const asked = ({ invitation, headChanged }: Candidate): Invitation | null => (headChanged ? null : invitation);
  candidates.sort((a, b) => byUrgency(asked(a)?.state ?? null, asked(b)?.state ?? null));
  const published = sessions.filter(({ state, day }) => state === 'published' && day <= until);
  const kept = published.flatMap((session) => before.find(({ sessionId }) => sessionId === session.id) ?? worded(session, surroundings) ?? []);
  const added = filled.flatMap((session) => worded(session, surroundings) ?? []);
  const snapshot = [...kept, ...added];
  const names = Object.fromEntries([...before, ...snapshot].map(({ agencyId, shortName }) => [agencyId, shortName]));
  return {
    draft,
    until,
    version: (publications[0]?.version ?? 0) + 1,
    candidates,
    empty: fresh.filter(({ agencyId }) => agencyId === null),
    notInvited: candidates.filter((one) => asked(one) === null).length,
    unanswered: candidates.filter((one) => { const state = asked(one)?.state; return state !== undefined && !hasAccepted(state); }).length,
    conflicts: conflictsOfSessions(data, filled),
    changes: { changes: diffTimetables(before, snapshot), names },
    snapshot,
  };
}

function mustBeReady(next: Next, { reach }: Pick<BoardData, 'reach'>, publishing: Publishing): void {
  const { draft, until } = next;
  mustBeApproved(draft);
  mustBeAsSeen(draft, publishing.seen);
  if (until < draft.from || until > draft.to) throw new Refusal('publish_past', { field: 'until' });
  if (reach.next !== null && until > reach.end) throw new Refusal('later_programme', { field: 'until', facts: { day: formatDayLong(reach.next.from) } });
  if (next.candidates.length === 0) throw new Refusal('nothing_to_publish', { field: 'until' });
  const { hopeless, confirmable, mark } = next.conflicts;
  if (hopeless.length > 0) throw new Refusal('publish_closed', { facts: { list: hopeless.join('؛ ') } });
  if (next.notInvited > 0) throw new Refusal('not_invited_yet', { facts: { count: next.notInvited } });
  if (next.unanswered > 0 && !publishing.despiteUnanswered) throw new Refusal('not_answered_yet', { field: 'despiteUnanswered', facts: { count: next.unanswered } });
  if (next.empty.length > 0 && !publishing.despiteEmpty) throw new Refusal('draft_has_empty', { field: 'despiteEmpty' });
  if (confirmable.length > 0 && publishing.despiteConflicts !== mark) throw new Refusal('publish_conflicts', { field: 'despiteConflicts', facts: { count: confirmable.length } });
}

/** Publishing a programme up to a day as the next version; what is published is never altered again. */
export function createPublishing({ reads, writer }: Deps) {
  return {
    /** What publishing up to the day would do; refuses `not_found`. */
    async readiness(draftId: string, until: Day): Promise<Readiness> {
      return nextOf(reads, await boardDataOf(reads, draftId), until);
    },

    /**
     * Refuses `draft_not_approved`, `changed_meanwhile`, `publish_past`, `nothing_to_publish`, `not_invited_yet`,
     * `draft_open_already` (another draft holds the new days), `later_programme`, `publish_closed`, and without the tick `not_answered_yet`,
     * `draft_has_empty` and `publish_conflicts`.
     */
    async publish(publishing: Publishing, command: Command): Promise<{ readonly version: number }> {
      const { draftId, until } = publishing;
      const known = await rotaRepository(reads).draft(draftId);
      if (known === null) throw new Refusal('not_found');
      const streams = streamsOf(draftId, daysFrom(known.from, known.to));
      const ended = await foreseenIn(reads, known);
      return writer.submit({
        ...command,
        streams: [DRAFTS_STREAM, VERSIONS_STREAM, ...streams, ...streamsOfForeseen(ended)],
        apply: async (tx) => {
          const data = await boardDataOf(tx.db, draftId);
          const next = await nextOf(tx.db, data, until);
          // What is foreseen may be drawn up anew by another draft: until that is settled, it is not promised.
          await mustBeFree(tx.db, next.draft.publishedUntil === null ? next.draft.from : addDays(next.draft.publishedUntil, 1), until, draftId);
          mustBeReady(next, data, publishing);
          const { draft, version, candidates, changes, snapshot } = next;
          const publication: Publication = {
            version, draftId, from: draft.from, until, publishedAt: command.at, publishedBy: command.actor ?? '',
            letterNo: draft.letterNo, letterDay: draft.letterDay, note: publishing.note, kind: 'programme', ...changes,
          };
          const rota = rotaRepository(tx.db);
          tx.write(rota.insertPublication(publication), ...rota.insertPublished(version, snapshot));
          const steps = sessionSteps(tx);
          for (const { session } of candidates) steps.publish(session, version);
          await messageSteps(tx, command.at).reminded(candidates.flatMap(({ session, invitation, headChanged }) => (invitation === null || headChanged ? [] : [{ session, invitation }])));
          await takeBackForeseen(tx, ended, data.draft, command);
          const publishedUntil = draft.publishedUntil !== null && draft.publishedUntil > until ? draft.publishedUntil : until;
          tx.write(rota.updateDraft(draft, { ...draft, state: 'published', publishedUntil, rev: draft.rev + 1 }));
          const told = { version, until, sessions: candidates.map(({ session }) => session.id), changes: changes.changes };
          tx.raise(VERSIONS_STREAM, 'version_published', { before: null, after: { draftId, ...told } });
          for (const stream of streams) tx.raise(stream, 'version_published', { before: null, after: { version, until } });
          return { version };
        },
      });
    },
  };
}
