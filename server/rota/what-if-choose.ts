import type { Knex } from 'knex';
import type { Tx, Writer } from '../../db/writer.ts';
import { agencySteps, agencyStream } from '../agencies/steps.ts';
import type { Absence } from '../domain/agency.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { mustBeDrafting } from '../domain/draft.ts';
import { daysFrom, type Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { draftStream, streamsOf } from '../domain/rota/streams.ts';
import type { Supposition } from '../domain/rota/supposition.ts';
import { personStream } from '../people/steps.ts';
import { changeSetting, SETTINGS_STREAM, type SettingValue } from '../settings/steps.ts';
import { joinDraft, newDraft, streamsOfNew, type NewDraft } from './draw-up.ts';
import type { Exclusion } from './publication.ts';
import { AGENCY_EXCLUDED, CHOSEN } from './record.ts';
import { joinRedrawn } from './redraw.ts';
import { rotaRepository } from './repository.ts';
import { headsOver, settingsSupposed } from './suppose.ts';
import type { Surroundings } from './surroundings.ts';
import { consideredIn, type Footing } from './what-if.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** A supposition that is to become so, with the mark of what was compared and the reason. */
export interface Choice {
  readonly footing: Footing;
  readonly supposition: Supposition;
  readonly seen: string;
  readonly reason: string;
}

/** The rows that make a supposition true; their ids are made before the change. */
interface Rows {
  readonly settings: readonly SettingValue[];
  readonly absences: readonly { readonly absence: Absence; readonly name: string; readonly agencyId: string }[];
  readonly exclusions: readonly Exclusion[];
}

const nextOf = (ids: readonly string[]): (() => string) => {
  let at = 0;
  return () => ids[at++] ?? '';
};

/** The rows in a fixed order, so that the same ids fall to the same rows however often they are made. */
function rowsOf(surroundings: Surroundings, supposition: Supposition, reason: string, { at, actor }: Command, newId: () => string): Rows {
  const by = { recordedAt: at, recordedBy: actor ?? '' };
  return {
    settings: settingsSupposed(supposition).map((one) => ({ ...one, id: newId(), from: supposition.since })),
    absences: supposition.away.flatMap((away) => {
      const { agencyId, kind } = away;
      if (kind === 'excluded') return [];
      return headsOver(surroundings, away).map(({ personId, name, from, to }) => ({
        agencyId, name, absence: { id: newId(), personId, agencyId, kind, from, to, fromClock: null, toClock: null, note: reason, withdrawnAt: null, ...by },
      }));
    }),
    exclusions: supposition.away.flatMap(({ agencyId, kind, from, to }) => (kind === 'excluded' ? [{ id: newId(), agencyId, from, to, reason, ...by }] : [])),
  };
}

const streamsOfRows = ({ settings, absences }: Rows, { flags }: Supposition): string[] => [
  ...(settings.length > 0 ? [SETTINGS_STREAM] : []),
  ...absences.flatMap(({ absence, agencyId }) => [agencyStream(agencyId), personStream(absence.personId)]),
  ...flags.map(({ agencyId }) => agencyStream(agencyId)),
];

async function writeRows(tx: Tx, rows: Rows, { supposition, reason }: Choice, before: Surroundings, streams: readonly string[], command: Command): Promise<void> {
  const agencies = agencySteps(tx);
  for (const setting of rows.settings) changeSetting(tx, before.settings, setting, command);
  for (const { absence, agencyId, name } of rows.absences) await agencies.addAbsence(absence, agencyId, name);
  for (const { agencyId, mayBeInvited } of supposition.flags) await agencies.invite(agencyId, mayBeInvited, reason);
  for (const exclusion of rows.exclusions) {
    tx.write(rotaRepository(tx.db).insertExclusion(exclusion));
    for (const stream of streams) tx.raise(stream, AGENCY_EXCLUDED, { before: null, after: exclusion });
  }
}

/** Making a supposition true: what it changes, and the draft drawn anew or up, as one change. */
export function createChoosing({ reads, writer, newId }: Deps) {
  const spanOf = async (db: Knex, footing: Footing): Promise<{ readonly from: Day; readonly to: Day }> => {
    if (!('draftId' in footing)) return footing;
    const draft = await rotaRepository(db).draft(footing.draftId);
    if (draft === null) throw new Refusal('not_found');
    mustBeDrafting(draft);
    return draft;
  };

  const chosen = async (choice: Choice, command: Command): Promise<{ readonly id: string }> => {
    const { footing, supposition, seen, reason } = choice;
    const today = dayOf(command.at);
    const span = await spanOf(reads, footing);
    // Computed before the change, so that it holds up nobody; inside only if something moved meanwhile.
    const { outcome: known, surroundings } = await consideredIn(reads, footing, supposition, today, null);
    const ids: string[] = [];
    const expected = rowsOf(surroundings, supposition, reason, command, () => ids[ids.push(newId()) - 1] ?? '');
    const fresh: NewDraft | null = 'draftId' in footing ? null : await newDraft(reads, newId(), span);
    const draftId = 'draftId' in footing ? footing.draftId : (fresh?.id ?? '');
    const streams = fresh === null ? streamsOf(draftId, daysFrom(span.from, span.to)) : [draftStream(draftId)];
    return writer.submit({
      ...command,
      streams: [...new Set([...streams, ...(fresh === null ? [] : streamsOfNew(fresh)), ...streamsOfRows(expected, supposition)])],
      apply: async (tx) => {
        await spanOf(tx.db, footing);
        const now = await consideredIn(tx.db, footing, supposition, today, known);
        const rows = rowsOf(now.surroundings, supposition, reason, command, nextOf(ids));
        if (now.mark !== seen || JSON.stringify(rows) !== JSON.stringify(expected)) throw new Refusal('changed_meanwhile');
        await writeRows(tx, rows, choice, now.surroundings, streams, command);
        if (now.outcome.kind === 'redrawn') await joinRedrawn(tx, now.outcome.data, now.outcome.redrawn, CHOSEN, command);
        else if (fresh !== null) await joinDraft(tx, fresh, now.outcome.then, command);
        tx.raise(draftStream(draftId), 'supposition_chosen', { before: null, after: { ...supposition, reason } });
        return { id: draftId };
      },
    });
  };

  return {
    /**
     * Refuses as `consider`, `draft_not_open`, and `changed_meanwhile` where the comparison that was seen would come out
     * otherwise by now. The sessions are those of the comparison.
     */
    choose(choice: Choice, command: Command): Promise<{ readonly id: string }> {
      return writer.once(command, () => chosen(choice, command));
    },
  };
}

export type Choosing = ReturnType<typeof createChoosing>;
