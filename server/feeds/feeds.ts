import { createHash, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { addDays, type Day } from '../domain/jalali.ts';
import type { Scope } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { peopleLookup } from '../people/lookup.ts';
import { calledName } from '../wording/fa.ts';
import { feedSessions, type FeedSession } from './events.ts';
import { FEEDS_STREAM, subjectOf, type Feed, type FeedOf } from './feed.ts';
import { feedRepository } from './repository.ts';

interface Deps {
  readonly reads: Knex;
  /** For what is no change of anything: when a feed was last asked for. */
  readonly direct: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** Something of which a calendar may be made. */
export interface Offer extends FeedOf {
  readonly name: string;
}

/** What an address leads to: the calendar of a feed, or nothing (any more). */
export type Found = { readonly state: 'unknown' | 'revoked' } | { readonly state: 'used'; readonly feed: Feed; readonly name: string; readonly sessions: readonly FeedSession[] };

/** So far back and ahead calendars tell, in days. */
const PAST = 366;
const AHEAD = 732;

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Calendars at secret addresses: whoever has the address reads published sessions, and nothing else. */
export function createFeeds({ reads, direct, writer, newId }: Deps) {
  const offers = async (scope: Scope, today: Day): Promise<Offer[]> => {
    const agencies = (await agencyLookup(reads).agenciesOn(today)).filter(({ agency }) => scope.everywhere || scope.agencyIds.includes(agency.id));
    return [
      ...(scope.everywhere ? [{ scope: 'all' as const, agencyId: null, personId: null, name: 'همهٔ دستگاه‌ها' }] : []),
      ...agencies.map(({ agency }) => ({ scope: 'agency' as const, agencyId: agency.id, personId: null, name: agency.shortName })),
      ...agencies.flatMap(({ agency, head }) =>
        head === null ? [] : [{ scope: 'person' as const, agencyId: agency.id, personId: head.personId, name: `${calledName(head)}، ${agency.shortName}` }]),
    ];
  };

  const nameOf = async ({ scope, agencyId, personId }: Feed): Promise<string> => {
    if (scope === 'all') return 'همهٔ دستگاه‌ها';
    if (scope === 'agency') return (await agencyLookup(reads).byId(agencyId ?? ''))?.shortName ?? '';
    const person = await peopleLookup(reads).personById(personId ?? '');
    return person === null ? '' : calledName(person);
  };

  return {
    offers,

    /** The feeds that may be seen within a scope, each with the name of whom it tells of. */
    async within(scope: Scope): Promise<readonly (Feed & { readonly of: string })[]> {
      const feeds = scope.everywhere ? await feedRepository(reads).all() : await feedRepository(reads).ofAgencies(scope.agencyIds);
      return Promise.all(feeds.map(async (feed) => ({ ...feed, of: await nameOf(feed) })));
    },

    /** Makes a feed of what is offered within the scope; its key, 43 letters that a log leaves out, is in this answer and nowhere else. Refuses `not_found`. */
    async add(asked: { readonly subject: string; readonly name: string }, scope: Scope, command: Command): Promise<{ readonly key: string }> {
      const offer = (await offers(scope, dayOf(command.at))).find((one) => subjectOf(one) === asked.subject);
      if (offer === undefined) throw new Refusal('not_found', { field: 'subject' });
      const [id, key] = [newId(), randomBytes(32).toString('base64url')];
      const feed: Feed = {
        id, scope: offer.scope, agencyId: offer.agencyId, personId: offer.personId, name: asked.name, createdAt: command.at, createdBy: command.actor ?? '', revokedAt: null, readAt: null,
      };
      await writer.submit({
        ...command,
        // Never a replay: the answer to a repeat could not show the key again, since nobody has kept it.
        key: newId(),
        streams: [FEEDS_STREAM],
        apply: async (tx) => {
          tx.write(feedRepository(tx.db).insert(feed, hashOf(key)));
          tx.raise(FEEDS_STREAM, 'feed_added', { before: null, after: feed });
          return {};
        },
      });
      return { key };
    },

    /** Revokes an address; doing it twice is the same as once. Refuses `not_found`. */
    revoke: (id: string, command: Command): Promise<Record<string, never>> =>
      writer.submit({
        ...command,
        streams: [FEEDS_STREAM],
        apply: async (tx) => {
          const before = await feedRepository(tx.db).byId(id);
          if (before === null) throw new Refusal('not_found');
          if (before.revokedAt !== null) return {};
          tx.write(feedRepository(tx.db).revoke(id, command.at, command.actor ?? ''));
          tx.raise(FEEDS_STREAM, 'feed_revoked', { before, after: { ...before, revokedAt: command.at } });
          return {};
        },
      }),

    /** The agency whose office may see a feed, for the guard; null where there is no such feed. */
    async agencyOf(id: string): Promise<string | null> {
      return (await feedRepository(reads).byId(id))?.agencyId ?? null;
    },

    /** What an address leads to; that it was asked for is noted once a day. */
    async read(key: string, now: Instant): Promise<Found> {
      const feed = await feedRepository(reads).byKeyHash(hashOf(key));
      if (feed === null) return { state: 'unknown' };
      if (feed.revokedAt !== null) return { state: 'revoked' };
      const today = dayOf(now);
      // A note that cannot be made is no reason to keep the calendar back.
      if (feed.readAt === null || dayOf(feed.readAt) < today) await feedRepository(direct).touch(feed.id, now).catch(() => 0);
      return { state: 'used', feed, name: await nameOf(feed), sessions: await feedSessions(reads, feed, addDays(today, -PAST), addDays(today, AHEAD)) };
    },
  };
}

export type Feeds = ReturnType<typeof createFeeds>;
