import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { mustBeDrafting, type DraftAgency } from '../domain/draft.ts';
import { daysFrom, startOfWeek, type Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { streamsOf } from '../domain/rota/streams.ts';
import { emptyCell, placeIdOf, type PlannedSession, type SessionCell } from '../domain/session.ts';
import { sessionSteps } from '../sessions/steps.ts';
import { putCells } from './board.ts';
import { boardDataOf, type BoardData } from './board-data.ts';
import { cellFrom, figuresOf, sessionOf } from './draw-up.ts';
import { horizonOf, type Horizon } from './horizon.ts';
import { drawnFrom, type Drawn } from './plan.ts';
import { rotaRepository } from './repository.ts';
import { openOn } from './surroundings.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
}

const stranger = (id: string): DraftAgency => ({
  id, weight: 0, carried: 0, lastDay: null, openingCount: 0, demand: 0, share: 0, lifted: false, idealGapDays: null, recentCalls: 0, recentClients: 0,
});

/** The weights of a horizon are fixed until its end: only those who came to hold a slot otherwise are added, without a share. */
function agenciesOf({ draft, sessions, beyond }: BoardData): DraftAgency[] {
  const known = new Set(draft.agencies.map(({ id }) => id));
  const more = new Set([...sessions, ...beyond].flatMap(({ agencyId }) => (agencyId === null || known.has(agencyId) ? [] : [agencyId])));
  return [...draft.agencies, ...[...more].map(stranger)];
}

/** Agencies whose flag was taken away since the weights were fixed keep their share on paper and are not invited. */
function withFlags(horizon: Horizon): Horizon {
  const { surroundings } = horizon;
  const off = surroundings.agencies.filter(({ mayBeInvited }) => !mayBeInvited);
  const exclusions = off.map(({ id }) => ({ agencyId: id, from: surroundings.from, to: surroundings.to, reason: 'دعوت از این دستگاه برداشته شده است' }));
  return { ...horizon, surroundings: { ...surroundings, exclusions: [...surroundings.exclusions, ...exclusions] } };
}

/** Places that the weeks lack which the calendar, the template or the number of sessions has opened since: new sessions, empty as yet. */
function freshOf({ draft, reach }: BoardData, { slots }: Horizon, kept: readonly PlannedSession[], known: readonly PlannedSession[]): PlannedSession[] {
  const places = new Set(known.map(placeIdOf));
  const lacking = new Map<Day, number>();
  const count = (day: Day, by: number): void => void lacking.set(startOfWeek(day), (lacking.get(startOfWeek(day)) ?? 0) + by);
  for (const { day } of slots) count(day, 1);
  for (const { day } of kept) count(day, -1);
  const fresh: PlannedSession[] = [];
  for (const slot of slots) {
    if (slot.day > reach.end || places.has(slot.id) || (lacking.get(startOfWeek(slot.day)) ?? 0) <= 0) continue;
    count(slot.day, -1);
    fresh.push(sessionOf(draft.id, slot, emptyCell({ code: 'nobody_free', blocked: [] })));
  }
  return fresh;
}

interface Redrawn {
  readonly horizon: Horizon;
  readonly drawn: Drawn;
  readonly cells: ReadonlyMap<string, SessionCell>;
  readonly fresh: readonly PlannedSession[];
}

/** The cell of every session that is neither published nor pinned, drawn anew around the rest; what is `known` is not computed again. */
async function redrawn(db: Knex, data: BoardData, known: Redrawn | null): Promise<Redrawn> {
  const horizon = withFlags(await horizonOf(db, data.draft.from, data.draft.to));
  const isOpen = openOn(horizon.surroundings);
  const planned = data.sessions.filter(({ state }) => state === 'draft');
  const closures = new Map(planned.flatMap((one) => {
    const answer = isOpen(one.day, one.from, one.to);
    return answer.ok || one.pinned ? [] : [[one.id, answer.title] as const];
  }));
  const standing = planned.filter(({ id }) => !closures.has(id));
  const published = [...data.sessions, ...data.beyond].filter(({ state }) => state === 'published');
  const fresh = freshOf(data, horizon, [...standing, ...published], [...planned, ...published]);
  const own = [...planned, ...fresh];
  const kept = [...standing, ...fresh];
  const places = new Map(kept.map((session) => [placeIdOf(session), session]));
  const held = horizon.slots.filter(({ id }) => horizon.held.has(id));
  const slots = [...held, ...kept.map((one) => ({ id: placeIdOf(one), day: one.day, from: one.from, to: one.to, line: one.line, weekIndex: 0 }))]
    .sort((a, b) => (`${a.day} ${a.from} ${a.line}` < `${b.day} ${b.from} ${b.line}` ? -1 : 1));
  if (slots.length === 0) throw new Refusal('no_slots');
  const pins = kept.filter(({ pinned }) => pinned).map((one) => ({ slotId: placeIdOf(one), agencyId: one.agencyId, reason: one.pinReason ?? '' }));
  const drawn = drawnFrom(horizon, agenciesOf(data), slots, pins, known?.drawn ?? null);
  const cells = new Map<string, SessionCell>(own.flatMap(({ id }) => {
    const title = closures.get(id);
    return title === undefined ? [] : [[id, emptyCell({ code: 'closed', title })] as const];
  }));
  for (const assignment of drawn.rota.assignments) {
    const session = places.get(assignment.slotId);
    if (session !== undefined && !session.pinned) cells.set(session.id, cellFrom(assignment, session.day, horizon.surroundings));
  }
  return { horizon, drawn, cells, fresh };
}

const isSame = (session: PlannedSession, cell: SessionCell): boolean =>
  cell.agencyId === session.agencyId && cell.personId === session.personId && (session.agencyId !== null || JSON.stringify(cell.emptyReason) === JSON.stringify(session.emptyReason));

/** Drawing the part of a draft anew that nobody has fixed. */
export function createRedraw({ reads, writer }: Deps) {
  return {
    /**
     * Pinned and published sessions stay, weights too; absences, closures and exclusions count as they are now, and places
     * that have opened since are filled too. `seen` is
     * the `rev` of the board as the page showed it. Refuses `draft_not_open`, `no_slots`, and
     * `changed_meanwhile` where the board moved on since.
     */
    async redraw({ draftId, seen }: { readonly draftId: string; readonly seen: number }, command: Command): Promise<{ readonly sessions: readonly string[] }> {
      // Computed before the change, so that it holds up nobody; inside only if something moved meanwhile.
      const before = await boardDataOf(reads, draftId);
      const known = before.draft.state === 'drafting' ? await redrawn(reads, before, null) : null;
      return writer.submit({
        ...command,
        streams: streamsOf(draftId, daysFrom(before.draft.from, before.draft.to)),
        apply: async (tx) => {
          const data = await boardDataOf(tx.db, draftId);
          const { draft } = data;
          mustBeDrafting(draft);
          if (data.rev !== seen) throw new Refusal('changed_meanwhile');
          const { horizon, drawn, cells, fresh } = await redrawn(tx.db, data, known);
          sessionSteps(tx).plan(fresh);
          const changes = [...data.sessions, ...fresh].flatMap((session) => {
            const cell = cells.get(session.id);
            return cell === undefined || isSame(session, cell) ? [] : [{ session, cell }];
          });
          const after = { figures: figuresOf(drawn, draft.figures, horizon), inputHash: drawn.inputHash };
          tx.write(rotaRepository(tx.db).updateDraft(draft, { ...draft, ...after, rev: draft.rev + 1 }));
          const told = { before: { figures: draft.figures, inputHash: draft.inputHash }, after };
          await putCells(tx, data, changes, { act: 'redraw', undoes: null, drawn: told }, command);
          return { sessions: changes.map(({ session }) => session.id) };
        },
      });
    },
  };
}
