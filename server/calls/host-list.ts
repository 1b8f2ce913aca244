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
  const lives = await sessionLookup(db).livesOn(today);
  if (now >= preparedFrom(tomorrow)) lives.push(...(await sessionLookup(db).livesOn(tomorrow)));
  return lives.flatMap((life) => {
    const agency = agencies.get(life.agencyId);
    return agency === undefined || !(everywhere || agencyIds.includes(agency.id)) ? [] : [{ life, agency }];
  });
}
