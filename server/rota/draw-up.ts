import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import { toInstant, ZONE } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { mustBeHorizon, type Draft, type DraftFigures } from '../domain/draft.ts';
import type { Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { emptyCell, type PlannedSession, type SessionCell } from '../domain/session.ts';
import type { Assignment, Slot } from '../domain/rota/plan.ts';
import { sessionSteps } from '../sessions/steps.ts';
import { drawnFrom, prospectOf, sessionIdOf, type Drawn, type Prospect } from './plan.ts';
import { draftStream } from './record.ts';
import { rotaRepository } from './repository.ts';
import { headFor, type Surroundings } from './surroundings.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** What drawing up came to, for the draft's row. */
export const figuresOf = ({ rota, floor, demand, slotPlan, input }: Drawn): DraftFigures => ({
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

const sessionOf = (draftId: string, slot: Slot, cell: SessionCell): PlannedSession => ({
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
});

const sessionsFrom = (draftId: string, { rota, slots, held, surroundings }: Drawn): PlannedSession[] => {
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
  const others = (await rotaRepository(db).openBetween(from, to)).filter(({ id }) => id !== except);
  if (others.length > 0) throw new Refusal('draft_open_already', { field: 'from' });
}

/** Drawing up: first what a horizon comes to, then the draft itself. */
export function createDrawingUp({ reads, writer, newId }: Deps) {
  const drawn = async (db: Knex, from: Day, to: Day, known: Drawn | null): Promise<Drawn> => {
    const prospect = await prospectOf(db, from, to);
    return drawnFrom(prospect, prospect.agencies, prospect.slots, [], known);
  };
  return {
    /** What the horizon comes to, nothing stored; refuses a wrong horizon, `no_agencies` and `weights_all_zero`. */
    async prospect(from: Day, to: Day): Promise<Prospect> {
      mustBeHorizon(from, to);
      await mustBeFree(reads, from, to, null);
      return prospectOf(reads, from, to);
    },

    /** Draws up a draft of a week to a year; the same surroundings give the same rota. Refuses also `no_slots` and `draft_open_already`. */
    async drawUp(horizon: { readonly from: Day; readonly to: Day }, command: Command): Promise<{ readonly id: string }> {
      const { from, to } = horizon;
      mustBeHorizon(from, to);
      // Computed before the change, so that it holds up nobody; inside only if something moved meanwhile.
      const known = await drawn(reads, from, to, null);
      const id = newId();
      return writer.submit({
        ...command,
        streams: [DRAFTS_STREAM, draftStream(id)],
        apply: async (tx) => {
          await mustBeFree(tx.db, from, to, null);
          const now = await drawn(tx.db, from, to, known);
          const draft: Draft = {
            id,
            from,
            to,
            state: 'drafting',
            rev: 1,
            agencies: now.agencies,
            formula: now.formula,
            figures: figuresOf(now),
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
          const sessions = sessionsFrom(id, now);
          tx.write(rotaRepository(tx.db).insertDraft(draft));
          sessionSteps(tx).plan(sessions);
          const { agencies, ...rest } = draft;
          void agencies;
          tx.raise(DRAFTS_STREAM, 'draft_added', { before: null, after: { id, from, to } });
          tx.raise(draftStream(id), 'draft_drawn_up', { before: null, after: rest, sessions: sessions.map(({ id: session, day, agencyId }) => ({ id: session, day, agencyId })) });
          return { id };
        },
      });
    },
  };
}

export type DrawingUp = ReturnType<typeof createDrawingUp>;
