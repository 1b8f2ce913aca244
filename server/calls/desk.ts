import type { Database } from '../../db/connection.ts';
import { snapshot } from '../../db/snapshot.ts';
import type { Seal } from '../../db/sealed.ts';
import type { Writer } from '../../db/writer.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Agency, County } from '../domain/agency.ts';
import { dayOf, startOfDay, type Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import type { SessionLife } from '../domain/session-life.ts';
import type { SettingValues } from '../domain/settings.ts';
import { topicOptions, type TopicOption } from '../domain/topic.ts';
import { occurrenceLookup, type AgencyHour } from '../occurrences/lookup.ts';
import { requestLookup } from '../requests/lookup.ts';
import type { PlainApplicant } from '../requests/steps.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { namesOf, sessionFacts, type Names, type SessionFacts } from './facts.ts';
import { maskedNumbers, type MaskedNumbers } from './masked.ts';
import { pacedOf, prospectOf, type Intake, type Prospect } from './intake.ts';
import { recall, type Recall } from './recall.ts';
import { callRepository } from './repository.ts';
import { createCallRevealing } from './reveal.ts';
import { readToday, type Today } from './today.ts';
import { toldOf, type Told } from './told.ts';

interface Deps {
  readonly database: Pick<Database, 'reads' | 'snapshot'>;
  readonly writer: Writer;
  readonly seal: Seal;
  readonly intake: Intake;
}

/** What the desk's form offers to choose from, and by which rules it is read. */
export interface DeskChoices {
  readonly rules: Pick<SettingValues, 'area_code' | 'identity'>;
  readonly counties: readonly County[];
  readonly agencies: readonly Agency[];
  readonly topics: readonly TopicOption[];
  /** The managers' hours of today that are not over: each takes callers, though none is listed before somebody waits in it. */
  readonly hours: readonly AgencyHour[];
}

/** The desk as it stood at one moment. */
export interface DeskFacts extends DeskChoices {
  readonly today: Today;
  readonly masked: MaskedNumbers;
  /** How many calls this operator has taken in today. */
  readonly mine: number;
}

/** How somebody would stand in a queue, and what can be offered to him if he will not be reached. */
export interface Offers {
  readonly facts: SessionFacts;
  readonly prospect: Prospect;
  /** The manager's next session or manager-hour, and the place that could be kept there. */
  readonly carry: { readonly life: SessionLife; readonly place: number } | null;
  readonly dueDay: Day;
}

/** What the operators' desk reads. */
export function createDesk({ database, writer, seal, intake }: Deps) {
  const { reads } = database;

  return {
    ...createCallRevealing({ reads, writer, seal }),

    rules: async (now: Instant): Promise<DeskChoices['rules']> => settingsLookup(reads).settingsOn(dayOf(now)),

    /** Everything of the page, agreeing within itself; `by` is the operator. */
    read: (by: string, now: Instant): Promise<DeskFacts> =>
      snapshot(database, async (db) => {
        const day = dayOf(now);
        const today = await readToday(db, day, now);
        const agencies = (await agencyLookup(db).agenciesOn(day)).map(({ agency }) => agency);
        return {
          today,
          masked: await maskedNumbers(db, seal, today),
          mine: await callRepository(db).receivedCount(by, startOfDay(day)),
          rules: await settingsLookup(db).settingsOn(day),
          counties: await agencyLookup(db).counties(),
          agencies,
          topics: topicOptions(today.names.topics, agencies),
          hours: (await occurrenceLookup(db).heldOn(day)).filter(({ endsAt }) => endsAt > now),
        };
      }),

    recall: (asked: Pick<PlainApplicant, 'identityKind' | 'identity' | 'phone'>): Promise<{ readonly recall: Recall; readonly names: Names }> =>
      snapshot(database, async (db) => ({ recall: await recall(db, seal, asked), names: await namesOf(db) })),

    told: (of: { readonly callId: string; readonly sessionId: string | null }, by: string, now: Instant): Promise<Told | null> => snapshot(database, (db) => toldOf(db, of, by, now)),

    mine: (by: string, now: Instant): Promise<number> => callRepository(reads).receivedCount(by, startOfDay(dayOf(now))),

    /** How somebody would stand in the queue, with what else can be offered; refuses `not_found`. */
    async offers(sessionId: string, priority: boolean, now: Instant): Promise<Offers | null> {
      const { ahead, ...prospect } = await intake.prospect(sessionId, priority, now);
      const facts = await sessionFacts(reads, sessionId, now);
      const [life] = ahead;
      if (facts === null) return null;
      return {
        facts,
        prospect,
        carry: life === undefined ? null : { life, place: prospectOf(await pacedOf(reads, life.id), priority, facts.rule, now).place },
        dueDay: await requestLookup(reads).deadlineFrom(dayOf(now)),
      };
    },
  };
}

export type Desk = ReturnType<typeof createDesk>;
