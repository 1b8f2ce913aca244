import type { Knex } from 'knex';
import { agencyLookup } from '../agencies/lookup.ts';
import { commitmentLookup } from '../commitments/lookup.ts';
import type { Agency } from '../domain/agency.ts';
import { dayOf, startOfDay, type Instant } from '../domain/calendar.ts';
import type { Commitment } from '../domain/commitment.ts';
import { addDays, type Day } from '../domain/jalali.ts';
import type { CitizenRequest } from '../domain/request.ts';
import type { SessionLife } from '../domain/session-life.ts';
import { peopleLookup, type Expert } from '../people/lookup.ts';
import { requestLookup } from '../requests/lookup.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { topicLookup } from '../topics/lookup.ts';
import { callRepository } from './repository.ts';

/** What a host is to know the evening before, on one page. */
export interface Preparation {
  readonly life: SessionLife;
  readonly agency: Agency;
  readonly today: Day;
  readonly topics: readonly { readonly name: string; readonly count: number }[];
  /** The requests that wait for the agency's answer, the longest overdue first; `open` counts all of them. */
  readonly requests: readonly CitizenRequest[];
  readonly overdue: number;
  readonly open: number;
  readonly requestTopics: ReadonlyMap<string, string>;
  /** The nearest of the agency's open commitments; `promised` counts all of them. */
  readonly commitments: readonly Commitment[];
  readonly promised: number;
  readonly companions: readonly Expert[];
  readonly experts: readonly Expert[];
  /** Callers whose place is kept in this session already. */
  readonly kept: number;
}

const TOPIC_DAYS = 90;
const TOPICS_SHOWN = 8;
const REQUESTS_SHOWN = 8;
const COMMITMENTS_SHOWN = 6;

/** Reads the preparation of a session; null where there is no such session. */
export async function readPreparation(db: Knex, sessionId: string, now: Instant): Promise<Preparation | null> {
  const life = await sessionLookup(db).life(sessionId);
  const agency = life === null ? null : await agencyLookup(db).byId(life.agencyId);
  if (life === null || agency === null) return null;
  const today = dayOf(now);
  const [calls, requests, people] = [callRepository(db), requestLookup(db), peopleLookup(db)];
  const counts = await calls.topicCountsOf(agency.id, startOfDay(addDays(today, -TOPIC_DAYS)), TOPICS_SHOWN);
  const names = await topicLookup(db).namesOf(counts.map(({ topicId }) => topicId));
  const waiting = await requests.openOf(agency.id, REQUESTS_SHOWN);
  return {
    life, agency, today,
    topics: counts.flatMap(({ topicId, count }) => {
      const name = names.get(topicId);
      return name === undefined ? [] : [{ name, count }];
    }),
    requests: waiting,
    ...(await requests.openCountsOf(agency.id, today)),
    requestTopics: await topicLookup(db).namesOf(waiting.flatMap(({ topicId }) => topicId ?? [])),
    commitments: await commitmentLookup(db).openOf(agency.id, COMMITMENTS_SHOWN),
    promised: await commitmentLookup(db).openCountOf(agency.id),
    companions: await people.companionsOf(agency.id),
    experts: await people.expertsOf(agency.id),
    kept: (await calls.openOf(life.id)).filter(({ state }) => state === 'waiting').length,
  };
}
