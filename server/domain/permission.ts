/** The roles of a governorate's answering centre; one person may hold several. */
export const ROLES = [
  'administrator',
  'scheduler',
  'operator',
  'supervisor',
  'host',
  'companion_expert',
  'manager_office',
  'agency_liaison',
  'agency_expert',
  'inspector',
  'county_inspector',
  'inspection_head',
  'governor',
  'county_governor',
  'press_officer',
] as const;

export type Role = (typeof ROLES)[number];

/** What is held by no account: a place at one session's desk, and a screen of the hall. */
export type Holding = Role | 'seat' | 'wall';

/** How far a role reaches: everywhere, its own agency, its own county, one session, or the person himself. */
export type Reach = 'all' | 'agency' | 'county' | 'session' | 'self';

/** The roles that are held for one agency, and those held for one county. */
export const AGENCY_ROLES: readonly Role[] = ['host', 'companion_expert', 'manager_office', 'agency_liaison', 'agency_expert'];
export const COUNTY_ROLES: readonly Role[] = ['county_governor', 'county_inspector'];

/** One role as one person holds it; `agencyId` and `countyId` say where, null being everywhere. */
export interface Grant {
  readonly role: Role;
  readonly agencyId: string | null;
  readonly countyId: string | null;
}

/** What an actor holds: the roles of an account, or the one session at whose desk he has been seated. */
export interface Held extends Omit<Grant, 'role'> {
  readonly role: Holding;
  readonly sessionId?: string;
}

/** What an act is done to; a missing id means that the act has no such side. */
export interface Subject {
  readonly agencyId?: string | null;
  readonly countyId?: string | null;
  readonly userId?: string | null;
  readonly sessionId?: string | null;
}

/** Who acts: the id compared by `self`, and what is held. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly grants: readonly Held[];
}

type Row = Partial<Record<Holding, Reach>>;

const everyone = (reach: Reach): Row => Object.fromEntries(ROLES.map((role) => [role, reach]));
const staff: Row = {
  administrator: 'all',
  scheduler: 'all',
  operator: 'all',
  supervisor: 'all',
  inspector: 'all',
  inspection_head: 'all',
  governor: 'all',
  press_officer: 'all',
};

/** The policy: for every act, which role may do it and how far. `public` acts need no login. */
export const POLICY = {
  'public.see': 'public',
  'login.own': everyone('self'),
  'users.manage': { administrator: 'all' },
  'health.see': { administrator: 'all' },
  'agencies.see': {
    ...staff,
    host: 'agency',
    companion_expert: 'agency',
    manager_office: 'agency',
    agency_liaison: 'agency',
    agency_expert: 'agency',
    county_governor: 'county',
  },
  'agencies.manage': { administrator: 'all', scheduler: 'all' },
  'absences.register': { administrator: 'all', scheduler: 'all', manager_office: 'agency', agency_liaison: 'agency' },
  'absences.excuse': { scheduler: 'all', inspection_head: 'all' },
  'calendar.see': { ...staff, county_governor: 'all' },
  'calendar.manage': { administrator: 'all', scheduler: 'all' },
  'settings.manage': { administrator: 'all', scheduler: 'all' },
  'demand.manage': { administrator: 'all', scheduler: 'all' },
  'rota.see': { administrator: 'all', scheduler: 'all', supervisor: 'all', inspection_head: 'all', governor: 'all' },
  'rota.edit': { administrator: 'all', scheduler: 'all' },
  'rota.approve': { inspection_head: 'all', governor: 'all' },
  'rota.publish': { administrator: 'all', scheduler: 'all' },
  // A published programme is altered by a version of its own.
  'rota.amend': { administrator: 'all', scheduler: 'all' },
  // Two managers who exchange their turns: each side's office asks and agrees, the scheduler decides.
  'swaps.own': { host: 'agency', manager_office: 'agency' },
  'swaps.decide': { administrator: 'all', scheduler: 'all' },
  'messages.see': { administrator: 'all', scheduler: 'all' },
  'feeds.manage': { administrator: 'all', scheduler: 'all' },
  'feeds.own': { host: 'agency', manager_office: 'agency', agency_liaison: 'agency' },
  'imports.manage': { administrator: 'all', scheduler: 'all' },
  'audit.see': { administrator: 'all', scheduler: 'all', inspection_head: 'all', governor: 'all' },
  'shares.see': { ...staff },
  'invitations.manage': { administrator: 'all', scheduler: 'all' },
  'invitations.answer': { host: 'agency', manager_office: 'agency' },
  // A session on its day: seen by the centre, run by its supervisor.
  'sessions.today': { ...staff },
  'sessions.run': { supervisor: 'all', inspection_head: 'all' },
  'calls.take_in': { operator: 'all', supervisor: 'all' },
  // The host's page: his own seat, his companion's login, and the centre, which may type for him.
  'calls.host': { seat: 'session', host: 'agency', companion_expert: 'agency', operator: 'all', supervisor: 'all' },
  'calls.supervise': { supervisor: 'all', inspection_head: 'all' },
  'calls.watch': { supervisor: 'all', inspection_head: 'all', governor: 'all' },
  'calls.wall': { wall: 'all' },
  'walls.manage': { administrator: 'all', supervisor: 'all' },
  'topics.manage': { administrator: 'all', supervisor: 'all' },
  'requests.see': {
    operator: 'all', supervisor: 'all', inspection_head: 'all', governor: 'all',
    host: 'agency', companion_expert: 'agency', manager_office: 'agency', agency_liaison: 'agency', agency_expert: 'agency',
  },
  'requests.answer': { companion_expert: 'agency', agency_liaison: 'agency', agency_expert: 'agency' },
  'requests.refer': { operator: 'all', supervisor: 'all' },
  // Phone and identity in full, for whoever deals with the request; each look is recorded.
  'requests.reveal': { operator: 'all', supervisor: 'all', companion_expert: 'agency', agency_liaison: 'agency', agency_expert: 'agency' },
  // A complaint about a host, a report of corruption: the inspection office alone (vocabulary, «محرمانه»).
  'requests.confidential': { inspection_head: 'all' },
  'commitments.see': {
    supervisor: 'all', inspection_head: 'all', governor: 'all',
    host: 'agency', companion_expert: 'agency', manager_office: 'agency', agency_liaison: 'agency', agency_expert: 'agency',
  },
  'commitments.keep': { supervisor: 'all', host: 'agency', companion_expert: 'agency', manager_office: 'agency', agency_liaison: 'agency', agency_expert: 'agency' },
  'commitments.withdraw': { supervisor: 'all' },
  // The weekly hour of every manager: its exceptions, the office's own page, and what excuses afterwards.
  'hours.manage': { administrator: 'all', scheduler: 'all' },
  'hours.own': { host: 'agency', manager_office: 'agency' },
  // What a report of not found asks is asked of the manager alone, not of his office.
  'hours.explain': { host: 'agency' },
  'hours.excuse': { inspection_head: 'all', governor: 'all' },
  'hours.decide': { inspection_head: 'all' },
  'visitors.register': { host: 'agency', companion_expert: 'agency', manager_office: 'agency', agency_liaison: 'agency', operator: 'all', supervisor: 'all' },
  'complaints.register': { operator: 'all', supervisor: 'all' },
  'complaints.see': { supervisor: 'all', inspection_head: 'all' },
  // The board of presence: the head and the centre, and each county governor his own county.
  'presence.see': { administrator: 'all', supervisor: 'all', inspection_head: 'all', governor: 'all', county_governor: 'county' },
  // After the hour a director-general sees what was found at his own county offices; the subject is their parent.
  'presence.offices': { host: 'agency' },
  // The draw of visits: the head alone sees weights and list, and verifiers once it is opened.
  'draws.manage': { inspection_head: 'all' },
  'draws.verify': { inspection_head: 'all', governor: 'all', administrator: 'all' },
  'inspections.own': { inspector: 'all', county_inspector: 'county' },
  'inspections.see': { inspection_head: 'all', governor: 'all', county_governor: 'county' },
  'findings.see': { inspection_head: 'all', governor: 'all', host: 'agency', manager_office: 'agency', agency_liaison: 'agency' },
  'findings.answer': { host: 'agency', manager_office: 'agency', agency_liaison: 'agency' },
  'findings.judge': { inspection_head: 'all' },
  // A notice is the manager's own, and not his office's.
  'notices.see': { inspection_head: 'all', governor: 'all' },
  'notices.decide': { inspection_head: 'all' },
  'notices.own': { host: 'agency' },
  'notices.ladder': { administrator: 'all', scheduler: 'all', inspection_head: 'all' },
  'sessions.own': { host: 'agency', companion_expert: 'agency', manager_office: 'agency', agency_liaison: 'agency', agency_expert: 'agency' },
} as const satisfies Record<string, Row | 'public'>;

export type Act = keyof typeof POLICY;

const reaches = (reach: Reach, grant: Held, actor: Actor, subject: Subject): boolean => {
  if (reach === 'all') return true;
  if (reach === 'self') return subject.userId === actor.id;
  if (reach === 'session') return grant.sessionId !== undefined && subject.sessionId === grant.sessionId;
  if (reach === 'agency') return grant.agencyId !== null && subject.agencyId === grant.agencyId;
  return grant.countyId !== null && subject.countyId === grant.countyId;
};

const reachOf = (act: Act, role: Holding): Reach | undefined => {
  const row: Row | 'public' = POLICY[act];
  return row === 'public' ? 'all' : row[role];
};

/** Whether the actor may do the act to the subject; nobody (null) may do public acts only. */
export function may(actor: Actor | null, act: Act, subject: Subject = {}): boolean {
  if (POLICY[act] === 'public') return true;
  if (actor === null) return false;
  return actor.grants.some((grant) => {
    const reach = reachOf(act, grant.role);
    return reach !== undefined && reaches(reach, grant, actor, subject);
  });
}

/** Whether there is any subject at all on which the actor may do the act: enough to show a menu entry. */
export function mayEver(actor: Actor | null, act: Act): boolean {
  if (POLICY[act] === 'public') return true;
  return actor !== null && actor.grants.some((grant) => reachOf(act, grant.role) !== undefined);
}

/** Where a list must stop: everywhere, or the agencies and counties named. */
export interface Scope {
  readonly everywhere: boolean;
  readonly agencyIds: readonly string[];
  readonly countyIds: readonly string[];
}

/** A scope that holds nothing. */
export const NOWHERE: Scope = { everywhere: false, agencyIds: [], countyIds: [] };

/** How far the actor may do the act, each place once, for queries that list: an empty scope lists nothing. */
export function scopeOf(actor: Actor, act: Act): Scope {
  const held = actor.grants.map((grant) => ({ grant, reach: reachOf(act, grant.role) }));
  const ids = (reach: Reach, id: (grant: Held) => string | null): string[] =>
    [...new Set(held.flatMap((one) => (one.reach === reach ? (id(one.grant) ?? []) : [])))];
  return {
    everywhere: held.some((one) => one.reach === 'all'),
    agencyIds: ids('agency', (grant) => grant.agencyId),
    countyIds: ids('county', (grant) => grant.countyId),
  };
}
