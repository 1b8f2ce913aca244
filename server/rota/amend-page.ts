import type { Knex } from 'knex';
import { agencyLookup } from '../agencies/lookup.ts';
import { callLookup, type Queue } from '../calls/lookup.ts';
import type { Agency } from '../domain/agency.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import { invitationFor, type Invitation } from '../domain/invitation.ts';
import { Refusal } from '../domain/refusal.ts';
import { mustBeAmendable } from '../domain/rota/amend.ts';
import type { SubstituteRule } from '../domain/rota/amend-judge.ts';
import type { TimetablePlace } from '../domain/rota/difference.ts';
import type { PlannedSession } from '../domain/session.ts';
import type { LifeState } from '../domain/session-life.ts';
import { peopleLookup } from '../people/lookup.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { fittingPlacesOf } from './amend-places.ts';
import { amendRepository, type MadeAmendment } from './amend-repository.ts';
import { counterpartsOf, type Counterparts } from './counterparts.ts';
import type { PublishedSession } from './publication.ts';
import { hostWords, worded } from './published-words.ts';
import { rotaRepository } from './repository.ts';
import { surroundingsOf } from './surroundings.ts';

/** So many of the next places are offered. */
const OFFERED = 6;

/** Somebody who may come in the head's place. */
export type Deputy = SubstituteRule['people'][number] & { readonly post: string };

/** What may be done to a published session that has not begun. */
export interface Alterable {
  readonly places: readonly TimetablePlace[];
  readonly counterparts: Counterparts;
  readonly substitutes: { readonly rule: SubstituteRule['rule']; readonly people: readonly Deputy[] };
}

/** A published session with all that versions and amendments told of it. */
export interface PublishedPage {
  readonly session: PlannedSession;
  readonly agency: Agency;
  /** Who comes, in words. */
  readonly host: string;
  readonly invitation: Invitation | null;
  readonly headChanged: boolean;
  readonly queue: Queue;
  readonly life: LifeState;
  readonly versions: readonly (PublishedSession & { readonly version: number; readonly publishedAt: Instant })[];
  readonly amendments: readonly MadeAmendment[];
  /** Names of whoever made the amendments, by the user's id. */
  readonly makers: ReadonlyMap<string, string>;
  /** Null where nothing may be done any more. */
  readonly alterable: Alterable | null;
}

/** Where an agency may be added, and which there are; `places` is empty where none was chosen. */
export interface Room {
  readonly agencies: readonly Agency[];
  readonly places: readonly TimetablePlace[];
}

const isOpenToChange = (session: PlannedSession, life: LifeState, at: Instant): boolean => {
  try {
    mustBeAmendable(session, at);
    return life === 'scheduled' || life === 'awaiting' || life === 'cancelled';
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};

async function alterableOf(db: Knex, session: PlannedSession, headId: string | null, at: Instant): Promise<Alterable> {
  return {
    places: await fittingPlacesOf(db, { sessionId: session.id }, OFFERED, at),
    counterparts: await counterpartsOf(db, session, '', at),
    substitutes: await sessionLookup(db).substitutesFor({ agencyId: session.agencyId ?? '', personId: headId, day: session.day, from: session.from, to: session.to }),
  };
}

/** Reads a published session's page; refuses `not_found` for one that was never published. */
export async function publishedPageOf(db: Knex, id: string, at: Instant): Promise<PublishedPage> {
  const lookup = sessionLookup(db);
  const session = await lookup.byId(id);
  const agency = session?.agencyId == null ? null : await agencyLookup(db).byId(session.agencyId);
  const versions = await rotaRepository(db).versionsOfSession(id);
  if (session === null || agency === null || versions.length === 0) throw new Refusal('not_found');
  const head = await agencyLookup(db).headOf(agency.id, session.day);
  const words = worded(session, await surroundingsOf(db, session.day, session.day));
  const amendments = await amendRepository(db).ofSession(id);
  const publishedAt = new Map((await rotaRepository(db).versions()).map((one) => [one.version, one.publishedAt]));
  const life = (await lookup.life(id))?.state ?? 'scheduled';
  return {
    session, agency,
    host: words === null ? agency.headTitle : hostWords(words),
    ...invitationFor(await lookup.invitationsOfSessions([id]), session, head?.personId ?? null),
    queue: (await callLookup(db).queuesOf([id])).get(id) ?? { waiting: 0, withoutPhone: 0 },
    life,
    versions: versions.map((one) => ({ ...one, publishedAt: publishedAt.get(one.version) ?? at })),
    amendments,
    makers: await peopleLookup(db).namesOfUsers(amendments.map(({ madeBy }) => madeBy)),
    alterable: isOpenToChange(session, life, at) ? await alterableOf(db, session, head?.personId ?? null, at) : null,
  };
}

/** Reads the agencies that may be invited, and the next free places of the chosen one. */
export async function roomOf(db: Knex, agencyId: string | null, at: Instant): Promise<Room> {
  const agencies = (await agencyLookup(db).agenciesOn(dayOf(at), { invitable: true })).map(({ agency }) => agency);
  const chosen = agencies.some(({ id }) => id === agencyId) ? agencyId : null;
  return { agencies, places: chosen === null ? [] : await fittingPlacesOf(db, { agencyId: chosen }, OFFERED, at) };
}
