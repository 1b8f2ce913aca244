import type { Instant } from '../domain/calendar.ts';

/** Of whom a calendar tells: a person, an agency, or all. */
export type FeedScope = 'person' | 'agency' | 'all';

/** Whose sessions a feed holds; a person's has the agency beside him whose office may revoke it. */
export interface FeedOf {
  readonly scope: FeedScope;
  readonly agencyId: string | null;
  readonly personId: string | null;
}

/** A calendar at a secret address; of the key in it only the hash is kept. */
export interface Feed extends FeedOf {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly revokedAt: Instant | null;
  /** When a calendar program last asked, to the day. */
  readonly readAt: Instant | null;
}

/** The stream of the feeds' keys. */
export const FEEDS_STREAM = 'feeds';

/** A feed's subject in one value, for a field that offers several: 'all', 'agency:ID', 'person:ID'. */
export const subjectOf = ({ scope, agencyId, personId }: FeedOf): string => (scope === 'all' ? 'all' : scope === 'agency' ? `agency:${agencyId ?? ''}` : `person:${personId ?? ''}`);
