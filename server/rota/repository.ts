import type { Knex } from 'knex';
import { inParts } from '../../db/parts.ts';
import type { DraftRow, ExclusionRow, PublicationRow, PublicationSessionRow } from '../../db/tables.ts';
import type { Clock, Instant } from '../domain/calendar.ts';
import { OPEN_STATES, type Draft, type DraftAgency, type DraftFigures } from '../domain/draft.ts';
import type { Day } from '../domain/jalali.ts';
import type { WeightFormula } from '../domain/rota/entitlement.ts';
import type { Changes, Exclusion, Publication, PublishedSession, Version } from './publication.ts';

const toDraft = (row: DraftRow): Draft => ({
  id: row.id,
  from: row.from_day as Day,
  to: row.to_day as Day,
  state: row.state,
  rev: row.rev,
  agencies: JSON.parse(row.weights) as DraftAgency[],
  formula: JSON.parse(row.formula) as WeightFormula,
  figures: JSON.parse(row.figures) as DraftFigures,
  inputHash: row.input_hash,
  letterNo: row.letter_no,
  letterDay: row.letter_day as Day | null,
  approvedBy: row.approved_by,
  approvedAt: row.approved_at as Instant | null,
  returnReason: row.return_reason,
  publishedUntil: row.published_until as Day | null,
  createdAt: row.created_at as Instant,
  createdBy: row.created_by,
});

const draftRow = (draft: Draft): DraftRow => ({
  id: draft.id,
  from_day: draft.from,
  to_day: draft.to,
  state: draft.state,
  rev: draft.rev,
  weights: JSON.stringify(draft.agencies),
  formula: JSON.stringify(draft.formula),
  figures: JSON.stringify(draft.figures),
  input_hash: draft.inputHash,
  letter_no: draft.letterNo,
  letter_day: draft.letterDay,
  approved_by: draft.approvedBy,
  approved_at: draft.approvedAt,
  return_reason: draft.returnReason,
  published_until: draft.publishedUntil,
  created_at: draft.createdAt,
  created_by: draft.createdBy,
});

const VERSION_COLUMNS = ['version', 'draft_id', 'from_day', 'until_day', 'published_at', 'published_by', 'letter_no', 'letter_day', 'note', 'kind'] as const;

const toVersion = (row: Omit<PublicationRow, 'changes'>): Version => ({
  version: row.version,
  draftId: row.draft_id,
  from: row.from_day as Day,
  until: row.until_day as Day,
  publishedAt: row.published_at as Instant,
  publishedBy: row.published_by,
  letterNo: row.letter_no,
  letterDay: row.letter_day as Day | null,
  note: row.note,
  kind: row.kind,
});

const toPublication = (row: PublicationRow): Publication => ({ ...toVersion(row), ...(JSON.parse(row.changes) as Changes) });

const toPublished = (row: PublicationSessionRow): PublishedSession => ({
  sessionId: row.session_id,
  day: row.day as Day,
  from: row.from_clock as Clock,
  to: row.to_clock as Clock,
  zone: row.zone,
  line: row.line,
  agencyId: row.agency_id,
  agencyName: row.agency_name,
  shortName: row.short_name,
  sector: row.sector,
  headTitle: row.head_title,
  personName: row.person_name,
  honorific: row.honorific as PublishedSession['honorific'],
  post: row.post,
  substituteFor: row.substitute_for,
});

const publishedRow = (version: number, one: PublishedSession): PublicationSessionRow => ({
  version,
  session_id: one.sessionId,
  day: one.day,
  from_clock: one.from,
  to_clock: one.to,
  zone: one.zone,
  line: one.line,
  agency_id: one.agencyId,
  agency_name: one.agencyName,
  short_name: one.shortName,
  sector: one.sector,
  head_title: one.headTitle,
  person_name: one.personName,
  honorific: one.honorific,
  post: one.post,
  substitute_for: one.substituteFor,
});

const toExclusion = (row: ExclusionRow): Exclusion => ({
  id: row.id,
  agencyId: row.agency_id,
  from: row.from_day as Day,
  to: row.to_day as Day,
  reason: row.reason,
  recordedAt: row.recorded_at as Instant,
  recordedBy: row.recorded_by,
});

const overlapping = (query: Knex.QueryBuilder, from: Day, to: Day): Knex.QueryBuilder => query.where('from_day', '<=', to).where('to_day', '>=', from);

/** Drafts, exclusions and versions over one handle; writes are unsent builders for the change to queue. */
export function rotaRepository(db: Knex) {
  const drafts = async (query: Knex.QueryBuilder): Promise<Draft[]> => ((await query) as DraftRow[]).map(toDraft);
  return {
    async draft(id: string): Promise<Draft | null> {
      return (await drafts(db('drafts').where({ id })))[0] ?? null;
    },
    /** Every draft that was not laid aside, the latest horizon first. */
    drafts: (): Promise<Draft[]> => drafts(db('drafts').whereNot({ state: 'discarded' }).orderBy([{ column: 'from_day', order: 'desc' }, { column: 'created_at', order: 'desc' }, 'id'])),
    /** Drafts that hold days of a span and are not yet published. */
    openBetween: (from: Day, to: Day): Promise<Draft[]> => drafts(overlapping(db('drafts'), from, to).whereIn('state', [...OPEN_STATES]).orderBy('id')),
    /** The horizons of all programmes that have published and hold days of a span. */
    async horizonsPublished(from: Day, to: Day): Promise<Pick<Draft, 'id' | 'from' | 'to'>[]> {
      const rows = (await overlapping(db('drafts'), from, to).whereNotNull('published_until').orderBy('id')) as DraftRow[];
      return rows.map(({ id, from_day, to_day }) => ({ id, from: from_day as Day, to: to_day as Day }));
    },
    /** The drafts that have published and began before a day, the earliest first: where its debts come from. */
    publishedBefore: (day: Day): Promise<Draft[]> =>
      drafts(db('drafts').whereNotNull('published_until').where('from_day', '<', day).orderBy(['from_day', 'created_at', 'id'])),
    insertDraft: (draft: Draft) => db('drafts').insert(draftRow(draft)),
    /** Replaces a draft that still has the `rev` seen; the new one carries its own. */
    updateDraft: (before: Pick<Draft, 'id' | 'rev'>, after: Draft) => db('drafts').where({ id: before.id, rev: before.rev }).update(draftRow(after)),

    async exclusionsBetween(from: Day, to: Day): Promise<Exclusion[]> {
      const rows = (await overlapping(db('exclusions'), from, to).whereNull('withdrawn_at').orderBy(['from_day', 'id'])) as ExclusionRow[];
      return rows.map(toExclusion);
    },
    insertExclusion: (one: Exclusion) =>
      db('exclusions').insert({
        id: one.id,
        agency_id: one.agencyId,
        from_day: one.from,
        to_day: one.to,
        reason: one.reason,
        recorded_at: one.recordedAt,
        recorded_by: one.recordedBy,
        withdrawn_at: null,
      }),
    withdrawExclusion: (id: string, at: Instant) => db('exclusions').where({ id, withdrawn_at: null }).update({ withdrawn_at: at }),

    /** Every version, the newest first, without what it changed: enough to tell what stands. */
    async versions(): Promise<Version[]> {
      return (await db('publications').orderBy('version', 'desc').select(...VERSION_COLUMNS)).map(toVersion);
    },
    /** Every version with what it changed, the newest first: for pages that show changes. */
    async publications(): Promise<Publication[]> {
      return (await db('publications').orderBy('version', 'desc').select()).map(toPublication);
    },
    /** What a version showed, in order of time. */
    async publishedOf(version: number): Promise<PublishedSession[]> {
      return (await db('publication_sessions').where({ version }).orderBy(['day', 'from_clock', 'line', 'session_id']).select()).map(toPublished);
    },
    /** Everything that versions ever said of some sessions, the oldest first. */
    async publishedOfSessions(ids: readonly string[]): Promise<(PublishedSession & { readonly version: number })[]> {
      const found: (PublishedSession & { readonly version: number })[] = [];
      for (const part of inParts(ids)) {
        const rows = await db('publication_sessions').whereIn('session_id', part).orderBy(['version', 'session_id']).select();
        found.push(...rows.map((row) => ({ ...toPublished(row), version: row.version })));
      }
      return found;
    },
    /** The sessions of all versions within a span of days, each with its version. */
    async publishedBetween(from: Day, to: Day): Promise<(PublishedSession & { readonly version: number })[]> {
      const rows = await db('publication_sessions').where('day', '>=', from).where('day', '<=', to).orderBy(['day', 'from_clock', 'line', 'version', 'session_id']).select();
      return rows.map((row) => ({ ...toPublished(row), version: row.version }));
    },
    /** The sessions that any version ever showed on a day: one that has gone elsewhere since is among them. */
    async sessionsEverOn(day: Day): Promise<string[]> {
      return (await db('publication_sessions').where({ day }).distinct('session_id').orderBy('session_id')).map(({ session_id }) => session_id);
    },
    /** A session as each version told of it, the oldest first. */
    async versionsOfSession(sessionId: string): Promise<(PublishedSession & { readonly version: number })[]> {
      const rows = await db('publication_sessions').where({ session_id: sessionId }).orderBy('version').select();
      return rows.map((row) => ({ ...toPublished(row), version: row.version }));
    },
    insertPublication: ({ version, draftId, from, until, publishedAt, publishedBy, letterNo, letterDay, note, kind, changes, names }: Publication) =>
      db('publications').insert({
        version,
        draft_id: draftId,
        from_day: from,
        until_day: until,
        published_at: publishedAt,
        published_by: publishedBy,
        letter_no: letterNo,
        letter_day: letterDay,
        note,
        kind,
        changes: JSON.stringify({ changes, names }),
      }),
    insertPublished: (version: number, all: readonly PublishedSession[]): Knex.QueryBuilder[] =>
      inParts(all).map((part) => db('publication_sessions').insert(part.map((one) => publishedRow(version, one)))),
  };
}
