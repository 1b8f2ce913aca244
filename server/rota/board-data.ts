import type { Knex } from 'knex';
import type { Draft } from '../domain/draft.ts';
import type { Invitation } from '../domain/invitation.ts';
import { daysBetween, startOfWeek } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Board } from '../domain/rota/board.ts';
import { conflictsOf, type Conflict } from '../domain/rota/conflict.ts';
import { recount } from '../domain/rota/fairness.ts';
import { WHOLE, type Account } from '../domain/rota/plan.ts';
import { placeIdOf, type PlannedSession } from '../domain/session.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { versionOn, type Publication } from './publication.ts';
import { rotaRepository } from './repository.ts';
import { awayOf, isInvitable, openOn, spacingOf, surroundingsOf, weeklyHoursOf, type Surroundings } from './surroundings.ts';

/** A draft's board as it stands: its own sessions and the published ones of its days, in order of time. */
export interface BoardData {
  readonly draft: Draft;
  readonly sessions: readonly PlannedSession[];
  readonly surroundings: Surroundings;
  readonly invitations: readonly Invitation[];
  readonly publications: readonly Publication[];
}

const byTime = (a: PlannedSession, b: PlannedSession): number => {
  const [one, other] = [a, b].map(({ day, from, line, id }) => `${day} ${from} ${String(line).padStart(4, '0')} ${id}`) as [string, string];
  return one < other ? -1 : 1;
};

/** Reads a draft's board over one handle; refuses `not_found`. */
export async function boardDataOf(db: Knex, draftId: string): Promise<BoardData> {
  const rota = rotaRepository(db);
  const draft = await rota.draft(draftId);
  if (draft === null) throw new Refusal('not_found');
  const surroundings = await surroundingsOf(db, draft.from, draft.to);
  const publications = await rota.publications();
  const lookup = sessionLookup(db);
  const others = surroundings.published.filter((one) => one.day >= draft.from && one.draftId !== draft.id);
  const taken = new Set(others.map(placeIdOf));
  const newestOwn = Math.max(0, ...publications.filter((one) => one.draftId === draft.id).map(({ version }) => version));
  // A later programme that was published over these days has the word on them: what this draft foresaw there is void.
  const later = publications.filter((one) => one.draftId !== draft.id && one.version > newestOwn && one.publishedAt > draft.createdAt);
  const own = (await lookup.ofDraft(draftId)).filter((one) => one.state === 'published' || (!taken.has(placeIdOf(one)) && versionOn(later, one.day) === null));
  return { draft, sessions: [...own, ...others].sort(byTime), surroundings, invitations: await lookup.invitationsOfDraft(draftId), publications };
}

/** The board as the domain judges it; slots bear the ids of their sessions. */
export function domainBoardOf({ draft, sessions, surroundings }: BoardData): Board {
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

/** What speaks against each card where it stands now; published ones are past judging. */
export function standingConflicts(board: Board): ReadonlyMap<string, Conflict> {
  return new Map(
    board.slots.flatMap(({ id }) => {
      const agencyId = board.cards[id] ?? null;
      if (agencyId === null || board.published.includes(id)) return [];
      const [conflict] = conflictsOf({ agencyId, slotId: id, vacated: [] }, board);
      return conflict === undefined ? [] : [[id, conflict] as const];
    }),
  );
}

/** The account of the board as it stands, by the draft's published weights. */
export const accountOf = ({ draft, sessions }: Pick<BoardData, 'draft' | 'sessions'>): Account => recount(sessions, draft.agencies);

/** What a card says of itself as the board stands now: millionths, sessions held before it, and whole weeks since the last. */
export interface Standing {
  readonly entitlement: number;
  readonly heldBefore: number;
  readonly weeksSinceLast: number | null;
}

/** The standing of every card, counted once through the board. */
export function standingsOf({ draft, sessions }: Pick<BoardData, 'draft' | 'sessions'>, account: Account): ReadonlyMap<string, Standing> {
  const known = new Map(draft.agencies.map((agency) => [agency.id, agency]));
  const shares = new Map(account.agencies.map((row) => [row.agencyId, row]));
  const given = new Map<string, number>();
  const last = new Map(draft.agencies.flatMap(({ id, lastDay }) => (lastDay === null ? [] : [[id, lastDay] as const])));
  const standings = new Map<string, Standing>();
  let ordinal = 0;
  for (const { id, agencyId, day } of sessions) {
    if (agencyId === null) continue;
    ordinal += 1;
    const { openingCount = 0 } = known.get(agencyId) ?? {};
    const { share = 0, carried = 0 } = shares.get(agencyId) ?? {};
    const before = given.get(agencyId) ?? 0;
    const lastDay = last.get(agencyId);
    standings.set(id, {
      entitlement: openingCount * WHOLE + carried + share * ordinal,
      heldBefore: openingCount + before,
      weeksSinceLast: lastDay === undefined ? null : Math.floor(daysBetween(lastDay, day) / 7),
    });
    given.set(agencyId, before + 1);
    last.set(agencyId, day);
  }
  return standings;
}
