import type { Knex } from 'knex';
import type { Database } from '../../db/connection.ts';
import { numberOf, numberUnder } from '../../db/numbers.ts';
import { snapshot } from '../../db/snapshot.ts';
import type { Writer } from '../../db/writer.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { accepted, mended, sentBack, type Finding, type FindingTab } from '../domain/finding.ts';
import type { Day } from '../domain/jalali.ts';
import { may, type Act, type Actor, type Subject } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { peopleLookup } from '../people/lookup.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { findingRepository, type FindingCounts } from './repository.ts';
import { findingStream, toldFinding } from './steps.ts';

/** A finding with the names that are told of it. */
export interface ListedFinding {
  readonly finding: Finding;
  readonly agency: string;
}

/** One page of one side of the list, with the number of the stream that tells of its changes. */
export interface FindingList {
  readonly rows: readonly ListedFinding[];
  readonly counts: FindingCounts;
  readonly tab: FindingTab;
  readonly page: number;
  readonly seq: number;
}

/** One finding for its own page. */
export interface FindingDetail extends ListedFinding {
  readonly doneBy: string | null;
  readonly judgedBy: string | null;
  /** So many days the setting of today gives for what is given back. */
  readonly days: number;
}

interface Deps {
  readonly database: Pick<Database, 'reads' | 'snapshot'>;
  readonly writer: Writer;
}

/** So many findings stand on one page. */
export const PAGE_SIZE = 50;

const numberIn = (db: Knex, agencyId: string | null): Promise<number> => (agencyId === null ? numberUnder(db, findingStream('')) : numberOf(db, [findingStream(agencyId)]));

/** What visits found to be mended, and what becomes of it. */
export function createFindings({ database, writer }: Deps) {
  const { reads } = database;

  /** One step of one finding, as it was seen; the step refuses `finding_step` where it does not fit. */
  const step = async (seen: { readonly id: string; readonly rev: number }, act: Act, kind: 'finding_mended' | 'finding_accepted' | 'finding_returned', after: (finding: Finding) => Finding, actor: Actor, command: Command): Promise<void> => {
    const known = await findingRepository(reads).byId(seen.id);
    if (known === null) throw new Refusal('not_found');
    const stream = findingStream(known.agencyId);
    await writer.submit({
      ...command,
      streams: [stream],
      apply: async (tx) => {
        const repository = findingRepository(tx.db);
        const before = await repository.byId(seen.id);
        if (before === null) throw new Refusal('not_found');
        if (!may(actor, act, { agencyId: before.agencyId })) throw new Refusal('forbidden');
        // What is judged is what was read: another word of the agency, or another visit, may have come since.
        if (before.rev !== seen.rev) throw new Refusal('finding_step');
        const next = after(before);
        tx.write(repository.update(before, next));
        tx.raise(stream, kind, { before: toldFinding(before), after: toldFinding(next) });
        return {};
      },
    });
  };

  return {
    /** One page of a list, of one agency or (null) of all, agreeing within itself; a page beyond the last is the last. */
    list: (agencyId: string | null, tab: FindingTab, asked: number, today: Day): Promise<FindingList> =>
      snapshot(database, async (db) => {
        const findings = findingRepository(db);
        const agencyIds = agencyId === null ? null : [agencyId];
        const counts = await findings.counts(agencyIds, today);
        const page = Math.min(Math.max(1, asked), Math.max(1, Math.ceil(counts[tab] / PAGE_SIZE)));
        const rows = await findings.inTab(agencyIds, tab, today, (page - 1) * PAGE_SIZE, PAGE_SIZE);
        const names = await agencyLookup(db).shortNames();
        return { rows: rows.map((finding) => ({ finding, agency: names.get(finding.agencyId) ?? '' })), counts, tab, page, seq: await numberIn(db, agencyId) };
      }),

    /** The number that `list` would carry now. */
    number: (agencyId: string | null): Promise<number> => numberIn(reads, agencyId),

    /** Refuses `not_found`. */
    async detail(id: string, today: Day): Promise<FindingDetail> {
      const finding = await findingRepository(reads).byId(id);
      if (finding === null) throw new Refusal('not_found');
      const names = await peopleLookup(reads).namesOfUsers([finding.doneBy, finding.judgedBy].flatMap((one) => one ?? []));
      return { finding, agency: (await agencyLookup(reads).shortNames()).get(finding.agencyId) ?? '', doneBy: names.get(finding.doneBy ?? '') ?? null, judgedBy: names.get(finding.judgedBy ?? '') ?? null, days: (await settingsLookup(reads).settingsOn(today)).visits.findingDays };
    },

    /** The agency that is to mend it, for the guard; null where there is no such finding. */
    async subject(id: string): Promise<Subject | null> {
      const finding = await findingRepository(reads).byId(id);
      return finding === null ? null : { agencyId: finding.agencyId };
    },

    agencies: async (ids: readonly string[]): Promise<readonly { readonly id: string; readonly name: string }[]> => {
      const names = await agencyLookup(reads).shortNames();
      return ids.map((id) => ({ id, name: names.get(id) ?? '' }));
    },

    /** The agency says what it has done; refuses `finding_step`, `not_found`, `forbidden`. */
    mend: (seen: { readonly id: string; readonly rev: number }, note: string, actor: Actor, command: Command): Promise<void> =>
      step(seen, 'findings.answer', 'finding_mended', (finding) => mended(finding, note, actor.id, command.at), actor, command),

    /** The head finds it mended; refuses `finding_step`, `not_found`, `forbidden`. */
    accept: (seen: { readonly id: string; readonly rev: number }, actor: Actor, command: Command): Promise<void> =>
      step(seen, 'findings.judge', 'finding_accepted', (finding) => accepted(finding, actor.id, command.at), actor, command),

    /** The head gives it back with a reason and a new day; refuses `finding_step`, `day_past`, `not_found`, `forbidden`. */
    giveBack: (seen: { readonly id: string; readonly rev: number }, way: { readonly reason: string; readonly dueDay: Day }, actor: Actor, command: Command): Promise<void> =>
      step(seen, 'findings.judge', 'finding_returned', (finding) => sentBack(finding, way, dayOf(command.at), actor.id, command.at), actor, command),
  };
}

export type Findings = ReturnType<typeof createFindings>;
