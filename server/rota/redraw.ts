import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { mustBeDrafting, type DraftAgency } from '../domain/draft.ts';
import { daysFrom } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { emptyCell, placeIdOf, type SessionCell } from '../domain/session.ts';
import { putCells } from './board.ts';
import { boardDataOf, type BoardData } from './board-data.ts';
import { cellFrom, figuresOf } from './draw-up.ts';
import { drawnFrom, prospectOf, type Drawn, type Prospect } from './plan.ts';
import { streamsOf } from './record.ts';
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
function agenciesOf({ draft, sessions }: BoardData): DraftAgency[] {
  const known = new Set(draft.agencies.map(({ id }) => id));
  const more = new Set(sessions.flatMap(({ agencyId }) => (agencyId === null || known.has(agencyId) ? [] : [agencyId])));
  return [...draft.agencies, ...[...more].map(stranger)];
}

/** Agencies whose flag was taken away since the weights were fixed keep their share on paper and are not invited. */
function withFlags(prospect: Prospect): Prospect {
  const { surroundings } = prospect;
  const off = surroundings.agencies.filter(({ mayBeInvited }) => !mayBeInvited);
  const exclusions = off.map(({ id }) => ({ agencyId: id, from: surroundings.from, to: surroundings.to, reason: 'دعوت از این دستگاه برداشته شده است' }));
  return { ...prospect, surroundings: { ...surroundings, exclusions: [...surroundings.exclusions, ...exclusions] } };
}

/** The cell of every session that is neither published nor pinned, drawn anew around the rest. */
async function redrawn(db: Knex, data: BoardData): Promise<{ readonly drawn: Drawn; readonly cells: ReadonlyMap<string, SessionCell> }> {
  const prospect = withFlags(await prospectOf(db, data.draft.from, data.draft.to));
  const isOpen = openOn(prospect.surroundings);
  const own = data.sessions.filter(({ state }) => state === 'draft');
  const closures = new Map(own.flatMap((one) => {
    const answer = isOpen(one.day, one.from, one.to);
    return answer.ok || one.pinned ? [] : [[one.id, answer.title] as const];
  }));
  const kept = own.filter(({ id }) => !closures.has(id));
  const places = new Map(kept.map((session) => [placeIdOf(session), session]));
  const held = prospect.slots.filter(({ id }) => prospect.held.has(id));
  const slots = [...held, ...kept.map((one) => ({ id: placeIdOf(one), day: one.day, from: one.from, to: one.to, line: one.line, weekIndex: 0 }))]
    .sort((a, b) => (`${a.day} ${a.from} ${a.line}` < `${b.day} ${b.from} ${b.line}` ? -1 : 1));
  if (slots.length === 0) throw new Refusal('no_slots');
  const pins = kept.filter(({ pinned }) => pinned).map((one) => ({ slotId: placeIdOf(one), agencyId: one.agencyId, reason: one.pinReason ?? '' }));
  const drawn = drawnFrom(prospect, agenciesOf(data), slots, pins, null);
  const cells = new Map<string, SessionCell>(own.flatMap(({ id }) => {
    const title = closures.get(id);
    return title === undefined ? [] : [[id, emptyCell({ code: 'closed', title })] as const];
  }));
  for (const assignment of drawn.rota.assignments) {
    const session = places.get(assignment.slotId);
    if (session !== undefined && !session.pinned) cells.set(session.id, cellFrom(assignment, session.day, prospect.surroundings));
  }
  return { drawn, cells };
}

/** Drawing the part of a draft anew that nobody has fixed. */
export function createRedraw({ reads, writer }: Deps) {
  return {
    /** Pinned and published sessions stay, weights too; absences, closures and exclusions count as they are now. Refuses `draft_not_open`, `no_slots`. */
    async redraw(draftId: string, command: Command): Promise<{ readonly sessions: readonly string[] }> {
      const draft = await rotaRepository(reads).draft(draftId);
      if (draft === null) throw new Refusal('not_found');
      return writer.submit({
        ...command,
        streams: streamsOf(draftId, daysFrom(draft.from, draft.to)),
        apply: async (tx) => {
          const data = await boardDataOf(tx.db, draftId);
          mustBeDrafting(data.draft);
          const { drawn, cells } = await redrawn(tx.db, data);
          const changes = data.sessions.flatMap((session) => {
            const cell = cells.get(session.id);
            const same = cell?.agencyId === session.agencyId && cell?.personId === session.personId && (session.agencyId !== null || JSON.stringify(cell?.emptyReason) === JSON.stringify(session.emptyReason));
            return cell === undefined || same ? [] : [{ session, cell }];
          });
          tx.write(rotaRepository(tx.db).updateDraft(data.draft, { ...data.draft, rev: data.draft.rev + 1, figures: figuresOf(drawn), inputHash: drawn.inputHash }));
          await putCells(tx, data, changes, { act: 'redraw', undoes: null }, command);
          return { sessions: changes.map(({ session }) => session.id) };
        },
      });
    },
  };
}

export type Redraw = ReturnType<typeof createRedraw>;
