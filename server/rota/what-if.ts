import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Database } from '../../db/connection.ts';
import { snapshot } from '../../db/snapshot.ts';
import { mustBeHorizon, type Draft, type DraftAgency } from '../domain/draft.ts';
import type { Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { compare, type Comparison, type Programme } from '../domain/rota/comparison.ts';
import type { Supposition } from '../domain/rota/supposition.ts';
import type { PlannedSession } from '../domain/session.ts';
import { boardDataOf, byTime, type BoardData } from './board-data.ts';
import { drawnUpFrom, mustBeFree, type DrawnUp } from './draw-up.ts';
import { newcomersOf } from './plan.ts';
import { takenIds } from './redraw.ts';
import { redrawnFrom, type Redrawn } from './redrawn.ts';
import { rotaRepository } from './repository.ts';
import { supposedField } from './supposed-fields.ts';
import { mustBeSupposable, suppose } from './suppose.ts';
import { surroundingsOf, type Surroundings } from './surroundings.ts';

/** What a supposition is laid over: a programme, or days for which none is drawn up yet. */
export type Footing = { readonly draftId: string } | { readonly from: Day; readonly to: Day };

/** A footing as it stands. */
export interface Found {
  readonly draft: Draft | null;
  readonly surroundings: Surroundings;
}

/** Two programmes side by side: as it stands, and as it would be. Nothing of it is stored. */
export interface Considered extends Found {
  readonly supposed: Surroundings;
  readonly comparison: Comparison;
  /** Sessions that would come, that would go, and that another agency would have; the pinned and published ones stay. */
  readonly places: { readonly fresh: number; readonly dropped: number; readonly others: number };
  /** Agencies that would be invited and for which no demand is written: they have no share. */
  readonly without: readonly string[];
  /** A mark of all that was compared: whoever chooses says what he saw. */
  readonly mark: string;
}

/** What choosing stores beside the supposition itself. */
export type Outcome =
  | { readonly kind: 'redrawn'; readonly data: BoardData; readonly redrawn: Redrawn }
  | { readonly kind: 'drawn'; readonly now: DrawnUp; readonly then: DrawnUp };

const markOf = (seen: unknown): string => createHash('sha256').update(JSON.stringify(seen)).digest('base64url').slice(0, 22);

const briefly = (sessions: readonly PlannedSession[]): unknown => sessions.map(({ id, day, from, to, agencyId, personId, state }) => [id, day, from, to, agencyId, personId, state]);

/** A board's sessions as they would stand after it was drawn anew, in order of time. */
export function sessionsAfter({ sessions }: Pick<BoardData, 'sessions'>, { cells, fresh, dropped }: Redrawn): PlannedSession[] {
  const gone = new Set(dropped.map(({ id }) => id));
  return [...sessions, ...fresh].flatMap((session) => (gone.has(session.id) ? [] : [{ ...session, ...cells.get(session.id) }])).sort(byTime);
}

const joining = ({ flags }: Supposition): string[] => flags.flatMap(({ agencyId, mayBeInvited }) => (mayBeInvited ? [agencyId] : []));

const undemanded = (agencies: readonly DraftAgency[], supposition: Supposition): string[] => {
  const demands = new Map(agencies.map(({ id, demand }) => [id, demand]));
  return joining(supposition).filter((id) => (demands.get(id) ?? 0) === 0);
};

async function onBoard(db: Knex, draftId: string, supposition: Supposition, today: Day, known: Redrawn | null): Promise<Considered & { readonly outcome: Outcome }> {
  const data = await boardDataOf(db, draftId);
  const { draft, surroundings, sessions } = data;
  if (draft.state === 'discarded') throw new Refusal('not_found');
  mustBeSupposable(surroundings, supposition, today);
  const row = supposition.flags.findIndex(({ mayBeInvited }) => mayBeInvited);
  if (row >= 0 && draft.publishedUntil !== null) throw new Refusal('weights_published', { field: supposedField.flag(row, 'agency') });
  const supposed = suppose(surroundings, supposition);
  const newcomers = await newcomersOf(db, draft, joining(supposition));
  const taken = await takenIds(db, draftId);
  const redrawn = redrawnFrom(data, { surroundings: supposed, supposition, newcomers, taken }, known);
  const after = sessionsAfter(data, redrawn);
  const { from, to, formula } = draft;
  const now: Programme = { from, to, formula, sessions, agencies: draft.agencies, floor: draft.figures.floor };
  const held = new Map(sessions.map(({ id, agencyId }) => [id, agencyId]));
  return {
    draft, surroundings, supposed,
    comparison: compare(now, { ...now, sessions: after, agencies: redrawn.agencies, floor: redrawn.floor }),
    places: { fresh: redrawn.fresh.length, dropped: redrawn.dropped.length, others: after.filter(({ id, agencyId }) => held.has(id) && held.get(id) !== agencyId).length },
    without: undemanded(redrawn.agencies, supposition),
    mark: markOf([supposition, data.rev, draft.state, briefly(after), redrawn.agencies]),
    outcome: { kind: 'redrawn', data, redrawn },
  };
}

const programmeOf = ({ surroundings: { from, to }, slots, rota, agencies, formula, floor }: DrawnUp): Programme => {
  const holders = new Map(rota.assignments.map(({ slotId, agencyId }) => [slotId, agencyId]));
  return { from, to, formula, floor, agencies, sessions: slots.map(({ id, day }) => ({ day, agencyId: holders.get(id) ?? null })) };
};

async function onDays(db: Knex, { from, to }: { readonly from: Day; readonly to: Day }, supposition: Supposition, today: Day, known: DrawnUp | null): Promise<Considered & { readonly outcome: Outcome }> {
  mustBeHorizon(from, to);
  await mustBeFree(db, from, to, null);
  const surroundings = await surroundingsOf(db, from, to);
  mustBeSupposable(surroundings, supposition, today);
  const supposed = suppose(surroundings, supposition);
  const now = await drawnUpFrom(db, surroundings, null);
  const then = await drawnUpFrom(db, supposed, known);
  const places = (one: DrawnUp): Set<string> => new Set(one.slots.map(({ id, to: end }) => `${id} ${end}`));
  const [had, has] = [places(now), places(then)];
  const holders = new Map(now.rota.assignments.map(({ slotId, agencyId }) => [slotId, agencyId]));
  return {
    draft: null, surroundings, supposed,
    comparison: compare(programmeOf(now), programmeOf(then)),
    places: {
      fresh: [...has].filter((id) => !had.has(id)).length,
      dropped: [...had].filter((id) => !has.has(id)).length,
      others: then.rota.assignments.filter(({ slotId, agencyId }) => holders.has(slotId) && holders.get(slotId) !== agencyId).length,
    },
    without: undemanded(then.agencies, supposition),
    mark: markOf([supposition, now.inputHash, then.inputHash]),
    outcome: { kind: 'drawn', now, then },
  };
}

/** Compares over one handle; what is `known` of the outcome is not computed again. Refuses as `consider`. */
export function consideredIn(db: Knex, footing: Footing, supposition: Supposition, today: Day, known: Outcome | null): Promise<Considered & { readonly outcome: Outcome }> {
  return 'draftId' in footing
    ? onBoard(db, footing.draftId, supposition, today, known?.kind === 'redrawn' ? known.redrawn : null)
    : onDays(db, footing, supposition, today, known?.kind === 'drawn' ? known.then : null);
}

/** What would be, beside what is: nothing is stored by looking. */
export function createWhatIf({ database }: { readonly database: Pick<Database, 'snapshot'> }) {
  return {
    /** A footing as it stands; refuses `not_found` and, for days alone, a wrong horizon and `draft_open_already`. */
    see: (footing: Footing): Promise<Found> =>
      snapshot(database, async (db) => {
        if (!('draftId' in footing)) {
          mustBeHorizon(footing.from, footing.to);
          await mustBeFree(db, footing.from, footing.to, null);
          return { draft: null, surroundings: await surroundingsOf(db, footing.from, footing.to) };
        }
        const draft = await rotaRepository(db).draft(footing.draftId);
        if (draft === null || draft.state === 'discarded') throw new Refusal('not_found');
        return { draft, surroundings: await surroundingsOf(db, draft.from, draft.to) };
      }),

    /**
     * Draws up what is supposed and lays it beside what stands, as of one moment; the same ground and the same supposition
     * always give the same. Refuses what cannot be supposed (`mustBeSupposable`), `weights_published`, `no_slots`,
     * `no_agencies`, `weights_all_zero`, and as `see`.
     */
    consider: (footing: Footing, supposition: Supposition, today: Day): Promise<Considered> =>
      snapshot(database, async (db) => {
        const { outcome, ...considered } = await consideredIn(db, footing, supposition, today, null);
        void outcome;
        return considered;
      }),
  };
}

export type WhatIf = ReturnType<typeof createWhatIf>;
