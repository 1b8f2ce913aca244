import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { declared, explained, isUndecided, officePhase } from '../domain/hour-acts.ts';
import { Refusal } from '../domain/refusal.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { lifeSteps, seatStream, sessionStream } from '../sessions/steps.ts';
import { createHourChange } from './change-hour.ts';
import { explanationDue } from './explanation.ts';
import { hourLookup } from './lookup.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
}

/** Who answers in the manager's place, and why. */
export interface HourSubstitution {
  readonly personId: string;
  readonly why: string;
}

/** What a manager and his office do of one hour of their agency. */
export function createOfficeActs(deps: Deps) {
  const change = createHourChange(deps);

  const substitute = async (agencyId: string | null, id: string, { personId, why }: HourSubstitution, byCentre: boolean, command: Command) => {
    const seated = await sessionLookup(deps.reads).seatsAt(id, 'host');
    return change({
      id, agencyId, kind: 'hour_substituted', streams: [sessionStream(id), ...seated.map(seatStream)],
      async next(hour, tx) {
        const phase = officePhase(hour, command.at);
        if (phase === 'cancelled') throw new Refusal('hour_step');
        if (phase === 'over') throw new Refusal('hour_over');
        if ((await hourLookup(tx.db).presenceIn(hour)).presence === 'excused') throw new Refusal('hour_excused');
        const sessions = sessionLookup(tx.db);
        const { rule, people } = await sessions.substitutesFor({ ...hour, personId: hour.personId });
        if (rule === 'forbidden' || (rule === 'with_approval' && !byCentre)) throw new Refusal('substitute_forbidden');
        const chosen = people.find((one) => one.personId === personId);
        if (chosen === undefined) throw new Refusal('substitute_not_deputy', { field: 'personId' });
        if (chosen.away) throw new Refusal('substitute_away', { field: 'personId', facts: { name: chosen.name } });
        const life = await sessions.life(id);
        if (life !== null) {
          await lifeSteps(tx).endSeats(id, 'host', seated, command.at, 'substituted');
          const after = { ...life, personId, hostName: chosen.name, hostHonorific: chosen.honorific, post: chosen.post, substituteFor: life.substituteFor ?? life.personId, substituteWhy: why, hostArrivedAt: null };
          lifeSteps(tx).put(life, after);
          tx.raise(sessionStream(id), 'host_substituted', { before: life.state, after: after.state, endsAt: after.endsAt, hostName: after.hostName });
        }
        return { ...hour, substituteId: personId, substituteWhy: why };
      },
    }, command);
  };

  return {
    /** «در دفترم حاضرم»: by whoever says it, in his own name. Refuses `hour_not_begun`, `hour_over`, `hour_excused`, `hour_step`, `not_found`. */
    declare: (agencyId: string, id: string, command: Command) =>
      change({
        id, agencyId, kind: 'hour_declared',
        next: async (hour, tx) => declared(hour, await hourLookup(tx.db).presenceIn(hour), command.actor ?? '', command.at),
      }, command),

    /**
     * Another answers in this hour, as the setting of its day allows: nobody (`substitute_forbidden`, also where the centre must agree), or a deputy
     * (`substitute_not_deputy`); the hour's queue goes to his name. Before the hour's end. Refuses also `substitute_away`, `hour_over`, `hour_step`, `hour_excused`, `not_found`.
     */
    substitute: (agencyId: string, id: string, chosen: HourSubstitution, command: Command) => substitute(agencyId, id, chosen, false, command),

    /** The same by the centre, which agrees to whoever of the agency it is. */
    substituteAt: (id: string, chosen: HourSubstitution, command: Command) => substitute(null, id, chosen, true, command),

    /** What the manager writes, asked why he was not found: one text, kept as he typed it. Refuses `reply_over` with its date, `hour_step`, `not_found`. */
    explain: (agencyId: string, id: string, text: string, command: Command) =>
      change({
        id, agencyId, kind: 'hour_explained',
        next: async (hour, tx) => {
          if (!isUndecided(hour)) throw new Refusal('hour_step');
          return explained(hour, text, await explanationDue(tx.db, hour), command.actor ?? '', command.at);
        },
      }, command),
  };
}

export type OfficeActs = ReturnType<typeof createOfficeActs>;
