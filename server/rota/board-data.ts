import type { Knex } from 'knex';
import type { Draft } from '../domain/draft.ts';
import type { Invitation } from '../domain/invitation.ts';
import { daysBetween, startOfWeek } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Board } from '../domain/rota/board.ts';
import { createJudge, isHopeless, type Conflict } from '../domain/rota/conflict.ts';
import { recount } from '../domain/rota/fairness.ts';
import type { Account } from '../domain/rota/plan.ts';
import { placeIdOf, type PlannedSession } from '../domain/session.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import type { Version } from './publication.ts';
import { reachOf, type Reach } from './reach.ts';
import { rotaRepository } from './repository.ts';
import { awayOf, isInvitable, openOn, spacingOf, surroundingsOf, weeklyHoursOf, type Surroundings } from './surroundings.ts';

/** A draft's board as it stands: its own sessions and those that were published before it for its days, in order of time. */
export interface BoardData {
  readonly draft: Draft;
  /** Grows with every change of the draft or of a session of its own. */
  readonly rev: number;
  readonly reach: Reach;
  readonly sessions: readonly PlannedSession[];
  readonly surroundings: Surroundings;
  readonly invitations: readonly Invitation[];
  readonly publications: readonly Version[];
  /** What later programmes published in its days: not its own to show or to count, and still in the way of its cards. */
  readonly beyond: readonly PlannedSession[];
}

/** Sessions in order of time, those of one moment by line. */
export const byTime = (a: PlannedSession, b: PlannedSession): number => {
  const [one, other] = [a, b].map(({ day, from, line, id }) => `${day} ${from} ${String(line).padStart(4, '0')} ${id}`) as [string, string];
  return one < other ? -1 : 1;
};

/** Reads a draft's board over one handle; refuses `not_found`. */
export async function boardDataOf(db: Knex, draftId: string): Promise<BoardData> {
  const rota = rotaRepository(db);
  const draft = await rota.draft(draftId);
  if (draft === null) throw new Refusal('not_found');
  const surroundings = await surroundingsOf(db, draft.from, draft.to);
  const publications = await rota.versions();
  const lookup = sessionLookup(db);
  const reach = await reachOf(db, draft, publications);
  const others = surroundings.published.filter((one) => one.day >= draft.from && one.draftId !== draft.id);
  // One that an amendment brought here from a later programme stands in days that this one decides.
  const isBeyond = ({ draftId: id, day }: PlannedSession): boolean => reach.later.has(id) && day > reach.end;
  const [before, beyond] = [others.filter((one) => !isBeyond(one)), others.filter(isBeyond)];
  const taken = new Set(others.map(placeIdOf));
  const planned = await lookup.ofDraft(draftId);
  // From the rows and not from the events, which a change of the same batch has not written yet.
  const rows = await lookup.rowsOfDraft(draftId);
  const rev = rows.reduce((sum, session) => sum + session.rev, draft.rev);
  // What an amendment took to another programme's days is counted there.
  const within = planned.filter(({ day }) => draft.from <= day && day <= draft.to);
  const own = within.filter((one) => one.state === 'published' || (one.day <= reach.end && !taken.has(placeIdOf(one))));
  return { draft, rev, reach, sessions: [...own, ...before].sort(byTime), surroundings, invitations: await lookup.invitationsOfDraft(draftId), publications, beyond };
}

/** The board as the domain judges it; slots bear the ids of their sessions. */
export function domainBoardOf({ draft, sessions: own, beyond, surroundings }: BoardData): Board {
  const sessions = [...own, ...beyond];
  const isOpen = openOn(surroundings);
  const lastDays = new Map(draft.agencies.map(({ id, lastDay }) => [id, lastDay]));
  const closed = sessions.flatMap(({ id, day, from, to }) => {
    const answer = isOpen(day, from, to);
    return answer.ok ? [] : [[id, answer.title] as const];
  });
  return {
    slots: sessions.map(({ id, day, from, to, line }) => ({ id, day, from, to, line, weekIndex: daysBetween(startOfWeek(draft.from), startOfWeek(day)) / 7 })),
    cards: Object.fromEntries(sessions.map(({ id, agencyId }) => [id, agencyId])),
    pins: Object.fromEntries(sessions.flatMap(({ id, pinned, pinReason }) => (pinned ? [[id, pinReason ?? '']] : []))),
    agencies: surroundings.agencies.map((agency) => ({ id: agency.id, mayBeInvited: isInvitable(agency, surroundings), lastDay: lastDays.get(agency.id) ?? null })),
    away: awayOf(surroundings),
    weeklyHours: weeklyHoursOf(surroundings),
    spacing: spacingOf(surroundings),
    published: sessions.flatMap(({ id, state }) => (state === 'published' ? [id] : [])),
    closed: Object.fromEntries(closed),
  };
}

/** What speaks against each card where it stands now, the gravest first; published ones are past judging. */
export function standingConflicts(board: Board): ReadonlyMap<string, Conflict> {
  const judge = createJudge(board);
  const published = new Set(board.published);
  return new Map(
    board.slots.flatMap(({ id }) => {
      const conflicts = published.has(id) ? [] : judge.conflictsAt(id);
      const conflict = conflicts.find(isHopeless) ?? conflicts[0];
      return conflict === undefined ? [] : [[id, conflict] as const];
    }),
  );
}

/** The account of the board as it stands, by the draft's published weights. */
export const accountOf = ({ draft, sessions }: Pick<BoardData, 'draft' | 'sessions'>): Account => recount(sessions, draft.agencies);
