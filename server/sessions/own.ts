import type { Knex } from 'knex';
import { headOn } from '../agencies/lookup.ts';
import type { DraftAgency } from '../domain/draft.ts';
import type { Invitation } from '../domain/invitation.ts';
import type { PlannedSession } from '../domain/session.ts';
import { accountOf, boardDataOf, standingsOf, type BoardData, type Standing } from '../rota/lookup.ts';
import { sessionRepository } from './repository.ts';

/** One session of one's own agency, with what explains it to the manager; who was passed over is not in it. */
export interface OwnSession {
  readonly session: PlannedSession;
  readonly invitation: Invitation | null;
  readonly agencyName: string;
  readonly headTitle: string;
  readonly personName: string | null;
  readonly standing: Standing | null;
  readonly figures: Pick<DraftAgency, 'recentCalls' | 'recentClients'> | null;
}

const ownOf = (session: PlannedSession, data: BoardData, standing: Standing | null): OwnSession | null => {
  const agency = data.surroundings.agencies.find(({ id }) => id === session.agencyId);
  if (agency === undefined) return null;
  return {
    session,
    invitation: data.invitations.find((one) => one.sessionId === session.id && one.agencyId === session.agencyId && one.state !== 'withdrawn') ?? null,
    agencyName: agency.name,
    headTitle: agency.headTitle,
    personName: headOn(agency, data.surroundings.terms, session.day)?.name ?? null,
    standing,
    figures: data.draft.agencies.find(({ id }) => id === session.agencyId) ?? null,
  };
};

/** The sessions that a manager and his office see: those of their own agencies, invited to or published. */
export function createOwnSessions({ reads }: { readonly reads: Knex }) {
  return {
    /** In order of time. */
    async of(agencyIds: readonly string[]): Promise<OwnSession[]> {
      const sessions = await sessionRepository(reads).ofAgencies(agencyIds);
      const own: OwnSession[] = [];
      for (const draftId of new Set(sessions.map((one) => one.draftId))) {
        const data = await boardDataOf(reads, draftId);
        // Whoever laid the programme aside has taken back what it had not published.
        const shown = sessions.filter((one) => one.draftId === draftId && (one.state === 'published' || data.draft.state !== 'discarded'));
        const standings = standingsOf(data, accountOf(data));
        own.push(...shown.flatMap((session) => ownOf(session, data, standings.get(session.id) ?? null) ?? []));
      }
      return own.sort((a, b) => (`${a.session.day} ${a.session.from} ${a.session.id}` < `${b.session.day} ${b.session.from} ${b.session.id}` ? -1 : 1));
    },
  };
}

export type OwnSessions = ReturnType<typeof createOwnSessions>;
