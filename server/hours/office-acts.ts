import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { declared, explained, officePhase, substituted } from '../domain/hour-acts.ts';
import { Refusal } from '../domain/refusal.ts';
import { isLiving } from '../domain/session-life.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { lifeSteps, seatStream, sessionStream, type Substitution } from '../sessions/steps.ts';
import { createHourChange } from './change-hour.ts';
import { explanationDue } from './explanation.ts';
import { hourLookup } from './lookup.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
}

/** What a manager and his office do of one hour of their agency. */
export function createOfficeActs(deps: Deps) {
  const change = createHourChange(deps);

  const substitute = async (agencyId: string | null, id: string, chosen: Substitution, command: Command) => {
    const seated = await sessionLookup(deps.reads).seatsAt(id, 'host');
    return change({
      id, agencyId, kind: 'hour_substituted', streams: [sessionStream(id), ...seated.map(seatStream)],
      async next(hour, tx) {
        const phase = officePhase(hour, command.at);
        if (phase === 'over') throw new Refusal('hour_over');
        const life = await sessionLookup(tx.db).life(id);
        if (phase === 'cancelled' || life === null || !isLiving(life.state)) throw new Refusal('hour_step');
        return substituted(hour, await lifeSteps(tx).substitute(life, chosen, seated, command.at));
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
     * (`substitute_not_deputy`); the hour's queue goes to his name. Before the hour's end, also where the manager has registered that he is away. Refuses also
     * `substitute_away`, `hour_over`, `hour_step`, `not_found`.
     */
    substitute: (agencyId: string, id: string, chosen: Omit<Substitution, 'byCentre'>, command: Command) => substitute(agencyId, id, { ...chosen, byCentre: false }, command),

    /** The same by the centre, which agrees to whoever of the agency it is. */
    substituteAt: (id: string, chosen: Omit<Substitution, 'byCentre'>, command: Command) => substitute(null, id, { ...chosen, byCentre: true }, command),

    /** What the manager writes, asked why he was not found: one text, kept as he typed it. Refuses `reply_over` with its date, `hour_step`, `not_found`. */
    explain: (agencyId: string, id: string, text: string, command: Command) =>
      change({
        id, agencyId, kind: 'hour_explained',
        next: async (hour, tx) => explained(hour, text, await explanationDue(tx.db, hour), command.actor ?? '', command.at),
      }, command),
  };
}

export type OfficeActs = ReturnType<typeof createOfficeActs>;
