import { randomInt } from 'node:crypto';
import type { Knex } from 'knex';
import { uniqueViolation } from '../../db/errors.ts';
import type { Seal } from '../../db/sealed.ts';
import type { Tx, Writer } from '../../db/writer.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Agency } from '../domain/agency.ts';
import type { IdentityKind, MatterKind } from '../domain/applicant.ts';
import { dayOf, toInstant, type Clock, type Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import type { Day } from '../domain/jalali.ts';
import { searchKey } from '../domain/persian.ts';
import { Refusal } from '../domain/refusal.ts';
import { isTopicOf, topicPath } from '../domain/topic.ts';
import { trackingCode, TRACKING_CHANCE } from '../domain/tracking-code.ts';
import type { WalkIn } from '../domain/visitor.ts';
import { hourLookup } from '../hours/lookup.ts';
import { requestLookup } from '../requests/lookup.ts';
import { inboxStream, requestSteps, requestStream, sealApplicant, type NewRequest } from '../requests/steps.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { topicLookup } from '../topics/lookup.ts';
import { slipCode, slipHash, UNNAMED, visitorStream, walkInFrom, type VisitorEntry } from './entry.ts';
import { visitorRepository } from './repository.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
  readonly newId: () => string;
}

/** What a request needs beside the visit of which it is made. */
export interface Matter {
  readonly kind: MatterKind;
  readonly identityKind: IdentityKind;
  readonly identity: string | null;
}

/** What the visitor is given: the code of his slip, and the tracking code of the request where one was made. */
export interface Registered {
  readonly id: string;
  readonly code: string;
  readonly trackingCode: string | null;
}

/** One visitor of a paper form and the row in which he stands; topic and agency in words. Without a clock he came at the beginning of the manager's hour. */
export interface PaperRow {
  readonly row: number;
  readonly entry: VisitorEntry;
  readonly topic: string | null;
  readonly target: string | null;
  readonly clock: Clock | null;
}

const ATTEMPTS = 4;
/** When somebody came of whom neither the hour nor the manager's is known. */
const MORNING = '09:00' as Clock;

/** Taking down who came in person. */
export function createRegistering({ reads, writer, seal, newId }: Deps) {
  /** The agency; refuses `not_found`, for what was named in the entry beside its field. */
  const known = async (tx: Tx, agencyId: string, { topicId, outcome, targetAgencyId }: VisitorEntry): Promise<Agency> => {
    const agency = await agencyLookup(tx.known).byId(agencyId);
    if (agency === null) throw new Refusal('not_found');
    if (topicId !== null) {
      const topics = await topicLookup(tx.known).tree();
      if (!topics.has(topicId)) throw new Refusal('not_found', { field: 'topicId' });
      if (outcome === 'registered' && !isTopicOf(topics, topicId, agency.code)) throw new Refusal('topic_not_of_agency', { field: 'topicId', facts: { agency: agency.shortName } });
    }
    if (outcome === 'referred' && targetAgencyId !== null) {
      if (targetAgencyId === agencyId) throw new Refusal('target_same_agency', { field: 'targetAgencyId' });
      if ((await agencyLookup(tx.known).byId(targetAgencyId)) === null) throw new Refusal('not_found', { field: 'targetAgencyId' });
    }
    return agency;
  };

  const hourAt = async (db: Knex, agencyId: string, day: Day, at: Instant): Promise<string | null> =>
    (await hourLookup(db).ofAgency(agencyId, day, day)).find(({ state, startsAt, endsAt }) => state !== 'cancelled' && startsAt <= at && at < endsAt)?.id ?? null;

  /** Refuses `identity_needed` where the setting of the day asks for one that was not given. */
  const mustBeIdentified = async (tx: Tx, { identityKind, identity }: Matter, day: Day): Promise<void> => {
    const { identity: rule } = await settingsLookup(tx.known).settingsOn(day);
    const enough = rule === 'optional' || (identity !== null && (rule === 'any' ? identityKind !== 'none' : identityKind === 'national_code'));
    if (!enough) throw new Refusal('identity_needed', { field: 'identity' });
  };

  const requestOf = async (walkIn: WalkIn, entry: VisitorEntry, matter: Matter, today: Day): Promise<NewRequest> => {
    const id = newId();
    const { honorific, name, phone } = entry;
    return {
      id, trackingCode: trackingCode(Array.from({ length: TRACKING_CHANCE }, () => randomInt(10)).join('')),
      kind: matter.kind, topicId: entry.topicId, agencyId: walkIn.agencyId, summary: entry.note,
      applicant: sealApplicant(seal, 'requests', id, { honorific, name, countyId: null, identityKind: matter.identityKind, identity: matter.identity, phone }),
      confidential: false, channel: 'visit', callId: null, sessionId: null, dueDay: await requestLookup(reads).deadlineFrom(today),
      referral: { id: newId(), toUserId: null, note: null }, mother: null,
    };
  };

  const submit = async (agencyId: string, entry: VisitorEntry, matter: Matter, slip: boolean, command: Command, attempt: number): Promise<{ id: string; attempt: number; trackingCode: string | null }> => {
    const today = dayOf(command.at);
    const by = command.actor ?? '';
    const row = walkInFrom(seal, entry, { id: newId(), agencyId, day: today, at: command.at, by });
    const request = entry.outcome === 'registered' ? await requestOf(row, entry, matter, today) : null;
    return writer.submit({
      ...command,
      streams: [visitorStream(agencyId), ...(request === null ? [] : [requestStream(request.id), inboxStream(agencyId, false)])],
      apply: async (tx) => {
        await known(tx, agencyId, entry);
        if (request !== null) {
          await mustBeIdentified(tx, matter, today);
          await requestSteps(tx).register(request, by, command.at);
        }
        const walkIn: WalkIn = { ...row, hourId: await hourAt(tx.db, agencyId, today, command.at), requestId: request?.id ?? null, codeHash: slip ? slipHash(seal, slipCode(seal, command.key, attempt)) : null };
        tx.write(visitorRepository(tx.db).insert(walkIn));
        tx.raise(visitorStream(agencyId), slip ? 'visitor_registered' : 'visitor_counted', { id: walkIn.id, outcome: walkIn.outcome, topicId: walkIn.topicId, hourId: walkIn.hourId, requestId: walkIn.requestId });
        return { id: walkIn.id, attempt, trackingCode: request?.trackingCode ?? null };
      },
    });
  };

  /** What was written in words of a row, found by its name; refuses `not_found` beside the row's field. */
  const namedIn = async (rows: readonly PaperRow[]): Promise<(row: PaperRow) => VisitorEntry> => {
    const topics = await topicLookup(reads).tree();
    const agencies = await agencyLookup(reads).all();
    const topicKeys = new Map([...topics.keys()].flatMap((id): [string, string][] => [[searchKey(topics.get(id)?.name ?? ''), id], [searchKey(topicPath(topics, id)), id]]));
    const agencyKeys = new Map(agencies.flatMap(({ id, name, shortName }): [string, string][] => [[searchKey(name), id], [searchKey(shortName), id]]));
    const found = (keys: ReadonlyMap<string, string>, text: string | null, field: string): string | null => {
      if (text === null) return null;
      const id = keys.get(searchKey(text));
      if (id === undefined) throw new Refusal('not_found', { field });
      return id;
    };
    const entries = new Map(rows.map((one) => [one.row, { ...one.entry, topicId: found(topicKeys, one.topic, `r${one.row}_topic`), targetAgencyId: found(agencyKeys, one.target, `r${one.row}_target`) }]));
    return (one) => entries.get(one.row) ?? one.entry;
  };

  return {
    /**
     * Takes down one visitor who is there now; of a `registered` one a request is made in the same commit, referred to the agency. Refuses `not_found`,
     * `topic_not_of_agency`, `target_same_agency`, `identity_needed`. A repeat is answered with the same slip.
     */
    async register(agencyId: string, entry: VisitorEntry, matter: Matter, command: Command): Promise<Registered> {
      for (let attempt = 0; ; attempt += 1) {
        try {
          const done = await submit(agencyId, entry, matter, true, command, attempt);
          return { id: done.id, code: slipCode(seal, command.key, done.attempt), trackingCode: done.trackingCode };
        } catch (error) {
          // Another slip has the code: of a hundred million that happens now and then.
          if (uniqueViolation(error)?.table !== 'walk_ins' || attempt >= ATTEMPTS) throw error;
        }
      }
    },

    /** Counts one visitor and no more. Refuses `not_found`. */
    async count(agencyId: string, command: Command): Promise<void> {
      await submit(agencyId, UNNAMED, { kind: 'service_request', identityKind: 'none', identity: null }, false, command, 0);
    },

    /**
     * Lays in what stands on the paper form of a day, with so many more who were only counted, all in one commit; nobody of them gets a slip. Refuses `not_found`
     * and `target_same_agency` beside the row's field (`r0_topic`), and `range_backwards` for a day to come.
     */
    async layIn(agencyId: string, day: Day, rows: readonly PaperRow[], counted: number, command: Command): Promise<{ count: number }> {
      if (day > dayOf(command.at)) throw new Refusal('range_backwards', { field: 'day' });
      if ((await agencyLookup(reads).byId(agencyId)) === null) throw new Refusal('not_found');
      const entryOf = await namedIn(rows);
      const own = rows.find((one) => entryOf(one).targetAgencyId === agencyId);
      if (own !== undefined) throw new Refusal('target_same_agency', { field: `r${own.row}_target` });
      const hours = (await hourLookup(reads).ofAgency(agencyId, day, day)).filter(({ state }) => state !== 'cancelled');
      const paper = [...rows.map((one) => ({ entry: entryOf(one), clock: one.clock })), ...Array.from({ length: counted }, () => ({ entry: UNNAMED, clock: null }))];
      const walkIns = paper.map(({ entry, clock }): WalkIn => {
        const at = toInstant(day, clock ?? hours[0]?.from ?? MORNING);
        const hourId = hours.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)?.id ?? null;
        return { ...walkInFrom(seal, entry, { id: newId(), agencyId, day, at, by: command.actor ?? '' }), hourId };
      });
      return writer.submit({
        ...command,
        streams: [visitorStream(agencyId)],
        apply: (tx) => {
          tx.write(...visitorRepository(tx.db).insertAll(walkIns));
          tx.raise(visitorStream(agencyId), 'visitors_laid_in', { day, count: walkIns.length });
          return Promise.resolve({ count: walkIns.length });
        },
      });
    },
  };
}

export type Registering = ReturnType<typeof createRegistering>;
