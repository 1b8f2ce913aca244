import { headOn } from '../domain/office.ts';
import type { PlannedSession } from '../domain/session.ts';
import { calledName, headCalled } from '../wording/fa.ts';
import type { PublishedSession } from './publication.ts';
import type { Surroundings } from './surroundings.ts';

/** The words under which a session is published, as they stand now: of whoever comes, the head or somebody in his place; null where it holds nobody. */
export function worded(session: PlannedSession, { agencies, terms }: Pick<Surroundings, 'agencies' | 'terms'>): PublishedSession | null {
  const agency = agencies.find(({ id }) => id === session.agencyId);
  if (agency === undefined) return null;
  const head = headOn(agency, terms, session.day);
  const inOffice = terms.filter(({ agencyId, from, to }) => agencyId === agency.id && from <= session.day && (to === null || to >= session.day));
  const substitute = session.substituteId === null ? undefined : inOffice.find(({ personId }) => personId === session.substituteId);
  const host = substitute ?? head;
  return {
    sessionId: session.id, day: session.day, from: session.from, to: session.to, zone: session.zone, line: session.line,
    agencyId: agency.id, agencyName: agency.name, shortName: agency.shortName, sector: agency.sector, headTitle: agency.headTitle,
    personName: host?.name ?? null, honorific: host?.honorific ?? null, post: host?.post ?? null,
    substituteFor: substitute === undefined ? null : headCalled(head, agency.headTitle),
  };
}

/** Whoever comes, in words: «خانم مریم کاظمی، معاون فنی (به جای آقای رضایی)»; the head's title where nobody is named. */
export const hostWords = ({ personName, honorific, headTitle, post, substituteFor }: PublishedSession): string =>
  personName === null ? headTitle : `${calledName({ honorific, name: personName })}، ${post ?? headTitle}${substituteFor === null ? '' : ` (به جای ${substituteFor})`}`;
