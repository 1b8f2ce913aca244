import type { Knex } from 'knex';
import type { Tx, Writer } from '../../db/writer.ts';
import { toInstant, ZONE } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { mustBeHorizon, type Draft, type DraftFigures } from '../domain/draft.ts';
import { formatDayShort, type Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { emptyCell, UNALTERED, type PlannedSession, type SessionCell } from '../domain/session.ts';
import type { Assignment, Slot } from '../domain/rota/plan.ts';
import { sessionSteps } from '../sessions/steps.ts';
import type { Horizon } from './horizon.ts';
import { drawnFrom, prospectFrom, prospectOf, sessionIdOf, type Drawn, type Prospect } from './plan.ts';
import { draftStream } from '../domain/rota/streams.ts';
import { foreseenIn, streamsOfForeseen, takeBackForeseen } from './foreseen.ts';
import { reachOf } from './reach.ts';
import { rotaRepository } from './repository.ts';
import { headFor, surroundingsOf, type Surroundings } from './surroundings.ts';

/** So many of the holidays and closures that leave no place are named. */
const REASONS_NAMED = 6;

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** What drawing up came to, for the draft's row; the promise and the demand are those of the weights. */
export const figuresOf = ({ rota, input }: Drawn, { floor, demand }: Pick<DraftFigures, 'floor' | 'demand'>, { slotPlan }: Horizon): DraftFigures => ({
  method: rota.fairness.method,
  worst: rota.fairness.worst,
  bound: rota.fairness.bound,
  lowerBound: rota.fairness.lowerBound,
  withinBound: rota.fairness.withinBound,
  floor,
  demand,
  thinWeeks: slotPlan.thinWeeks,
  away: input.away,
  weeklyHours: input.weeklyHours,
  spacing: input.spacing,
});

/** The cell that an assignment makes of its session. */
export function cellFrom(assignment: Assignment, day: Day, surroundings: Surroundings): SessionCell {
  const { agencyId, why, empty } = assignment;
  if (agencyId === null) return emptyCell(empty ?? { code: 'nobody_free', blocked: [] });
  return { agencyId, ...headFor(surroundings, agencyId, day), pinned: false, pinReason: null, emptyReason: null, why };
}

/** A draft's session at a place of its horizon, with its cell. */
export const sessionOf = (draftId: string, slot: Slot, cell: SessionCell): PlannedSession => ({
  id: sessionIdOf(draftId, slot.id),
  draftId,
  day: slot.day,
  from: slot.from,
  to: slot.to,
  zone: ZONE,
  line: slot.line,
  startsAt: toInstant(slot.day, slot.from),
  ...cell,
  state: 'draft',
  rev: 1,
  version: null,
  ...UNALTERED,
});

const sessionsFrom = (draftId: string, { rota }: Drawn, { slots, held, surroundings }: Horizon): PlannedSession[] => {
  const slotById = new Map(slots.map((slot) => [slot.id, slot]));
  return rota.assignments.flatMap((assignment) => {
    const slot = slotById.get(assignment.slotId);
    return slot === undefined || held.has(slot.id) ? [] : [sessionOf(draftId, slot, cellFrom(assignment, slot.day, surroundings))];
  });
};

/** The streams of everything that holds days: two drafts of the same days cannot be made at once. */
export const DRAFTS_STREAM = 'drafts';

/** Refuses `draft_open_already` where another draft that is not yet published holds a day of the span. */
export async function mustBeFree(db: Knex, from: Day, to: Day, except: string | null): Promise<void> {
  const rota = rotaRepository(db);
  const others = (await rota.openBetween(from, to)).filter(({ id }) => id !== except);
  if (others.length === 0) return;
  const publications = await rota.versions();
  for (const other of others) {
    // An older programme opened again holds only what no later one has taken over.
    if ((await reachOf(db, other, publications)).end >= from) throw new Refusal('draft_open_already', { field: 'from' });
  }
}

/** Refuses a horizon without a place to fill: `all_closed` with what closes it, `all_published`, or `no_slots`. */
function mustHaveRoom({ slots, held, slotPlan, surroundings: { from, to } }: Horizon): void {
  if (slots.length > 0 && slots.every(({ id }) => held.has(id))) throw new Refusal('all_published', { field: 'from' });
  if (slots.length > 0) return;
  const closed = slotPlan.thinWeeks.flatMap((week) => week.closed.flatMap(({ day, title }) => (from <= day && day <= to ? [`${formatDayShort(day)}: ${title}`] : [])));
  if (!slotPlan.allClosed || closed.length === 0) throw new Refusal('no_slots', { field: 'from' });
  throw new Refusal('all_closed', { field: 'from', facts: { why: [...new Set(closed)].slice(0, REASONS_NAMED).join('؛ ') } });
}

/** A horizon with its rota, before it is stored. */
export type DrawnUp = Prospect & Drawn;

/** Draws up a horizon in surroundings that were read of it or supposed, where a place is left to fill; refuses as `prospectFrom` and as a full or closed horizon. */
export async function drawnUpFrom(db: Knex, surroundings: Surroundings, known: Drawn | null): Promise<DrawnUp> {
  const prospect = await prospectFrom(db, surroundings);
  mustHaveRoom(prospect);
  return { ...prospect, ...drawnFrom(prospect, prospect.agencies, prospect.slots, [], known) };
}

/** A draft's place in the record: its id, and the programmes whose forecast it takes over; both decided before the change. */
export interface NewDraft {
  readonly id: string;
  readonly foreseen: Awaited<ReturnType<typeof foreseenIn>>;
}

/** Decides what must be known of a draft before the change that stores it. */
export const newDraft = async (db: Knex, id: string, { from, to }: { readonly from: Day; readonly to: Day }): Promise<NewDraft> => ({ id, foreseen: await foreseenIn(db, { id, from, to }) });

/** The streams that a change must declare which stores it. */
export const streamsOfNew = ({ id, foreseen }: NewDraft): string[] => [DRAFTS_STREAM, draftStream(id), ...streamsOfForeseen(foreseen)];

/** Joins a new draft with its sessions to a change. */
export async function joinDraft(tx: Tx, { id, foreseen }: NewDraft, now: DrawnUp, command: Command): Promise<void> {
  const { from, to } = now.surroundings;
  const draft: Draft = {
    id,
    from,
    to,
    state: 'drafting',
    rev: 1,
    agencies: now.agencies,
    formula: now.formula,
    figures: figuresOf(now, now, now),
    inputHash: now.inputHash,
    letterNo: null,
    letterDay: null,
    approvedBy: null,
    approvedAt: null,
    returnReason: null,
    publishedUntil: null,
    createdAt: command.at,
    createdBy: command.actor ?? '',
  };
  const sessions = sessionsFrom(id, now, now);
  tx.write(rotaRepository(tx.db).insertDraft(draft));
  sessionSteps(tx).plan(sessions);
  await takeBackForeseen(tx, foreseen, { from }, command);
  const { agencies, ...rest } = draft;
  void agencies;
  tx.raise(DRAFTS_STREAM, 'draft_added', { before: null, after: { id, from, to } });
  tx.raise(draftStream(id), 'draft_drawn_up', { before: null, after: rest, sessions: sessions.map(({ id: session, day, agencyId }) => ({ id: session, day, agencyId })) });
}

/** Drawing up: first what a horizon comes to, then the draft itself. */
export function createDrawingUp({ reads, writer, newId }: Deps) {
  return {
    /** What the horizon comes to, nothing stored; refuses a wrong horizon, one without a place to fill, `no_agencies` and `weights_all_zero`. */
    async prospect(from: Day, to: Day): Promise<Prospect> {
      mustBeHorizon(from, to);
      await mustBeFree(reads, from, to, null);
      const prospect = await prospectOf(reads, from, to);
      mustHaveRoom(prospect);
      return prospect;
    },

    /** Draws up a draft of a week to a year; the same surroundings give the same rota. Refuses as `prospect`, and `draft_open_already`. */
    async drawUp({ from, to }: { readonly from: Day; readonly to: Day }, command: Command): Promise<{ readonly id: string }> {
      mustBeHorizon(from, to);
      // Computed before the change, so that it holds up nobody; inside only if something moved meanwhile.
      const known = await drawnUpFrom(reads, await surroundingsOf(reads, from, to), null);
      const draft = await newDraft(reads, newId(), { from, to });
      return writer.submit({
        ...command,
        streams: streamsOfNew(draft),
        apply: async (tx) => {
          await mustBeFree(tx.db, from, to, null);
          await joinDraft(tx, draft, await drawnUpFrom(tx.db, await surroundingsOf(tx.db, from, to), known), command);
          return { id: draft.id };
        },
      });
    },
  };
}
