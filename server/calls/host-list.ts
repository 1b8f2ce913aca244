import type { Knex } from 'knex';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Agency } from '../domain/agency.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import { addDays } from '../domain/jalali.ts';
import type { Scope } from '../domain/permission.ts';
import { preparedFrom, type SessionLife } from '../domain/session-life.ts';
import { sessionLookup } from '../sessions/lookup.ts';

/** A session at whose desk the reader may work. */
export interface Hosted {
  readonly life: SessionLife;
  readonly agency: Agency;
}

/** The sessions of today within a scope, and from the evening on those of tomorrow, for which one prepares; in order of time. */
export async function hostedBy(db: Knex, { everywhere, agencyIds }: Scope, now: Instant): Promise<readonly Hosted[]> {
  const today = dayOf(now);
  const tomorrow = addDays(today, 1);
  const agencies = new Map((await agencyLookup(db).all()).map((agency) => [agency.id, agency]));
  const lives: SessionLife[] = [];
  for (const day of now >= preparedFrom(tomorrow) ? [today, tomorrow] : [today]) {
    const ofDay = await sessionLookup(db).livesOn(day);
    const known = new Set(ofDay.map(({ id }) => id));
    // Whoever works at every desk finds thousands of hours by their agencies; his own are few.
    const hours = everywhere ? [] : await sessionLookup(db).hoursOf(agencyIds, day);
    lives.push(...[...ofDay, ...hours.filter(({ id }) => !known.has(id))].sort((one, other) => (`${one.startsAt} ${one.line} ${one.id}` < `${other.startsAt} ${other.line} ${other.id}` ? -1 : 1)));
  }
  return lives.flatMap((life) => {
    const agency = agencies.get(life.agencyId);
    return agency === undefined || !(everywhere || agencyIds.includes(agency.id)) ? [] : [{ life, agency }];
  });
}
