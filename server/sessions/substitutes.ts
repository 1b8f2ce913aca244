import type { Knex } from 'knex';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Absence } from '../domain/agency.ts';
import { isHeadPost } from '../domain/office.ts';
import type { SessionLife } from '../domain/session-life.ts';
import type { SettingValues } from '../domain/settings.ts';
import { settingsLookup } from '../settings/lookup.ts';

/** Somebody of the agency who may answer in the host's place; `away` where he misses some of the session himself. */
export interface Substitute {
  readonly personId: string;
  readonly name: string;
  readonly honorific: 'khanom' | 'agha';
  readonly post: string;
  readonly away: boolean;
}

/** Who may answer in the host's place, and the rule of the day by which that is so. */
export interface Substitutes {
  readonly rule: SettingValues['substitutes'];
  readonly people: readonly Substitute[];
}

/** A session as the choice of a substitute sees it; `personId` is whoever comes otherwise. */
export type Hosted = Pick<SessionLife, 'agencyId' | 'personId' | 'day' | 'from' | 'to'>;

/** Whether somebody who is away for these hours of the day, or all of it, misses some of the session. */
const meets = ({ fromClock, toClock }: Absence, { from, to }: Hosted): boolean => (fromClock === null || fromClock < to) && (toClock === null || toClock > from);

/** Those in office at the session's agency on its day who may take the host's place: nobody, the deputies, or whoever the centre agrees to. */
export async function substitutesOf(db: Knex, life: Hosted): Promise<Substitutes> {
  const { substitutes: rule } = await settingsLookup(db).settingsOn(life.day);
  const agencies = agencyLookup(db);
  const agency = await agencies.byId(life.agencyId);
  if (rule === 'forbidden' || agency === null) return { rule, people: [] };
  const away = (await agencies.absencesBetween(life.day, life.day)).filter((one) => one.agencyId === life.agencyId && meets(one.absence, life));
  const inOffice = (await agencies.termsBetween(life.day, life.day)).filter((term) => term.agencyId === life.agencyId && term.personId !== life.personId);
  return {
    rule,
    people: inOffice
      .filter(({ post }) => rule === 'with_approval' || !isHeadPost(post, agency.headTitle))
      .map(({ personId, name, honorific, post }) => ({ personId, name, honorific, post, away: away.some((one) => one.personId === personId) })),
  };
}
