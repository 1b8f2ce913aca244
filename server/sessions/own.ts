import type { Knex } from 'knex';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Instant } from '../domain/calendar.ts';
import type { DraftAgency } from '../domain/draft.ts';
import { invitationFor, type Invitation } from '../domain/invitation.ts';
import type { Day } from '../domain/jalali.ts';
import type { Message } from '../domain/message.ts';
import type { Standing } from '../domain/rota/standing.ts';
import type { PlannedSession } from '../domain/session.ts';
import { messageLookup } from '../messages/lookup.ts';
import { peopleLookup } from '../people/lookup.ts';
import type { Alteration, OwnExchange, Programmes } from './needs.ts';
import { sessionRepository } from './repository.ts';

/** One session of one's own agency, with what explains it to the manager; who was passed over is not in it. */
export interface OwnSession {
  readonly session: PlannedSession;
  readonly invitation: Invitation | null;
  readonly agencyName: string;
  readonly headTitle: string;
  readonly personName: string | null;
  /** Who comes in the head's place; null where he comes himself. */
  readonly substituteName: string | null;
  /** What a version last altered of it; null where nothing has. */
  readonly altered: Alteration | null;
  /** Who answered the invitation: the manager himself, somebody of his office, or the centre that had rung him; null where nobody has. */
  readonly answered: { readonly called: string; readonly as: 'head' | 'office' | 'centre' } | null;
  readonly standing: Standing | null;
  readonly figures: Pick<DraftAgency, 'recentCalls' | 'recentClients'> | null;
}

type Explained = Pick<OwnSession, 'session' | 'standing' | 'figures'>;

/** So many past sessions are shown, the latest ones; the published timetables keep the rest. */
const PAST_SHOWN = 40;

interface Deps {
  readonly reads: Knex;
  readonly programmes: Programmes;
}

const inTime = (a: PlannedSession, b: PlannedSession): number => (`${a.day} ${a.from} ${a.id}` < `${b.day} ${b.from} ${b.id}` ? -1 : 1);

/** The sessions that a manager and his office see: those of their own agencies, invited to or published. */
export function createOwnSessions({ reads, programmes }: Deps) {
  const of = (sessions: readonly PlannedSession[], draftId: string) => sessions.filter((one) => one.draftId === draftId);

  /** Sessions to come, explained as their boards stand now. */
  const toCome = async (sessions: readonly PlannedSession[]): Promise<Explained[]> => {
    const explained: Explained[] = [];
    for (const draftId of new Set(sessions.map((one) => one.draftId))) {
      const board = await programmes(reads).board(draftId);
      // Whoever laid the programme aside has taken back what it had not published, and a later programme ends what it foresaw.
      const stands = new Set(board.sessions.map(({ id }) => id));
      const shown = of(sessions, draftId).filter(({ id, state }) => state !== 'draft' || (stands.has(id) && board.draft.state !== 'discarded'));
      explained.push(...shown.map((session) => ({ session, standing: board.standings.get(session.id) ?? null, figures: board.draft.agencies.find(({ id }) => id === session.agencyId) ?? null })));
    }
    return explained;
  };

  /** Past sessions, explained as they were drawn up: no board is counted again for them. */
  const past = async (sessions: readonly PlannedSession[]): Promise<Explained[]> => {
    const explained: Explained[] = [];
    for (const draftId of new Set(sessions.map((one) => one.draftId))) {
      const draft = await programmes(reads).draft(draftId);
      explained.push(...of(sessions, draftId).map((session) => ({ session, standing: session.why, figures: draft?.agencies.find(({ id }) => id === session.agencyId) ?? null })));
    }
    return explained;
  };

  return {
    /** All that are to come and the latest past ones, in order of time. */
    async of(agencyIds: readonly string[], today: Day): Promise<OwnSession[]> {
      const repository = sessionRepository(reads);
      const explained = [...(await past(await repository.pastOf(agencyIds, today, PAST_SHOWN))), ...(await toCome(await repository.toComeOf(agencyIds, today)))]
        .sort((a, b) => inTime(a.session, b.session));
      const [first, last] = [explained[0]?.session.day ?? today, explained.at(-1)?.session.day ?? today];
      const lookup = agencyLookup(reads);
      const agencies = new Map((await lookup.all()).map((agency) => [agency.id, agency]));
      const headOn = await lookup.headsBetween(first, last);
      const terms = await lookup.termsBetween(first, last);
      const substituteOf = ({ agencyId, substituteId }: PlannedSession): string | null =>
        substituteId === null ? null : (terms.find((term) => term.agencyId === agencyId && term.personId === substituteId)?.name ?? null);
      const invitations = await repository.invitationsOfSessions(explained.map(({ session }) => session.id));
      const altered = await programmes(reads).alterationsOf(explained.map(({ session }) => session.id));
      const people = await peopleLookup(reads).whoAre(invitations.flatMap(({ answeredBy }) => answeredBy ?? []));
      const offices = new Set([...(await peopleLookup(reads).officesOf(agencyIds)).values()].flat().map(({ userId }) => userId));
      const answeredOf = (invitation: Invitation | null): OwnSession['answered'] => {
        const by = invitation?.answeredBy ?? '';
        const who = people.get(by);
        return who === undefined ? null : { called: who.called, as: who.personId === invitation?.personId ? 'head' : offices.has(by) ? 'office' : 'centre' };
      };
      return explained.flatMap((one): OwnSession[] => {
        const { session } = one;
        const agency = agencies.get(session.agencyId ?? '');
        if (agency === undefined) return [];
        const head = headOn(agency.id, session.day);
        const { invitation, headChanged } = invitationFor(invitations, session, head?.personId ?? null);
        // Until whoever heads the agency now is asked himself, what is not published is nothing to him.
        if (headChanged && session.state === 'draft') return [];
        return [{ ...one, invitation: headChanged ? null : invitation, agencyName: agency.name, headTitle: agency.headTitle, personName: head?.name ?? null, substituteName: substituteOf(session), altered: altered.get(session.id) ?? null, answered: headChanged ? null : answeredOf(invitation) }];
      });
    },

    /** The latest exchanges of agencies, on either side, the newest first. */
    exchanges: (agencyIds: readonly string[], at: Instant): Promise<readonly OwnExchange[]> => programmes(reads).exchangesOf(agencyIds, at),

    /** The latest that agencies have been told, the newest first. */
    messages: (agencyIds: readonly string[], at: Instant): Promise<readonly Message[]> => messageLookup(reads).messagesOf(agencyIds, at),
  };
}

export type OwnSessions = ReturnType<typeof createOwnSessions>;
