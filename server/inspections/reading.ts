import type { Knex } from 'knex';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Finding } from '../domain/finding.ts';
import type { Target, Visit } from '../domain/inspection/landed.ts';
import { checklistOf, type ChecklistItem } from '../domain/inspection/visit-setting.ts';
import type { Day } from '../domain/jalali.ts';
import { presenceSeen } from '../domain/manager-hour.ts';
import type { Scope } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { findingLookup } from '../findings/lookup.ts';
import { hourLookup } from '../hours/lookup.ts';
import { peopleLookup } from '../people/lookup.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { photoRepository, type Photo } from './photos-repository.ts';
import { inspectionRepository } from './repository.ts';

/** A report as the pages list it. */
export interface ListedVisit {
  readonly visit: Visit;
  readonly agency: string;
  readonly inspector: string;
  /** How many of its photos have come. */
  readonly photosCame: number;
  /** Whether another report of the same hour says otherwise. */
  readonly contradicted: boolean;
}

/** What is missing in an inspector's count of targets that he opened without a network. */
export interface CountGap { readonly inspector: string; readonly missing: readonly number[] }

/** The reports of a day. */
export interface VisitDay {
  readonly day: Day;
  readonly visits: readonly ListedVisit[];
  readonly gaps: readonly CountGap[];
  /** Targets that are open and not yet reported. */
  readonly underWay: number;
  /** Whether reports are held back from this reader, since routes are still running. */
  readonly heldBack: boolean;
  /** The days around it on which there are reports; null where there is none. */
  readonly earlier: Day | null;
}

/** One report in full. */
export interface VisitDetail extends ListedVisit {
  readonly target: Target | null;
  /** The colleague whom a report names as the second, and whether his own report of the hour says the same. */
  readonly second: { readonly name: string; readonly confirmed: boolean } | null;
  readonly photos: readonly Photo[];
  readonly items: readonly ChecklistItem[];
  readonly findings: readonly Finding[];
  /** Other reports of the same hour, in the order in which they came. */
  readonly others: readonly ListedVisit[];
}

const MOST_MISSING = 50;
const missingIn = (counts: readonly number[], from: number): number[] => {
  const there = new Set(counts);
  return Array.from({ length: Math.max(0, Math.min(MOST_MISSING, Math.max(...counts) - from + 1)) }, (_, at) => from + at).filter((count) => !there.has(count));
};
// Whoever changes his phone begins to count anew: what lies between two phones is no gap.
const gapsIn = (counts: readonly number[], before: number): number[] => {
  const [anew, further] = [counts.filter((count) => count <= before), counts.filter((count) => count > before)];
  return [...missingIn(anew, Math.min(...anew)), ...missingIn(further, before + 1)];
};

/** Reading visits on the pages of the office. */
export function createReading({ reads }: { readonly reads: Knex }) {
  const inspections = inspectionRepository(reads);

  const listed = async (visits: readonly Visit[]): Promise<ListedVisit[]> => {
    const names = await agencyLookup(reads).shortNames();
    const people = await peopleLookup(reads).calledOf(visits.map(({ inspectorId }) => inspectorId));
    const came = await inspections.photosOf(visits.map(({ id }) => id));
    const seen = new Map<string, Set<string>>();
    for (const { hourId, answer } of visits) seen.set(hourId, (seen.get(hourId) ?? new Set<string>()).add(presenceSeen(answer)));
    return visits.map((visit) => ({
      visit, agency: names.get(visit.agencyId) ?? '', inspector: people.get(visit.inspectorId) ?? '', photosCame: came.get(visit.id)?.length ?? 0, contradicted: (seen.get(visit.hourId)?.size ?? 0) > 1,
    }));
  };

  // Managers warn each other: while routes are running, only the head and the centre see where inspectors have been.
  const isRunning = async (day: Day, now: Instant): Promise<boolean> => (await hourLookup(reads).onDay(day)).some(({ state, endsAt }) => state !== 'cancelled' && now < endsAt);
  const isHeldBack = async ({ everywhere }: Scope, day: Day, now: Instant): Promise<boolean> => !everywhere && (await isRunning(day, now));

  const gapsOn = async (targets: readonly Target[], day: Day): Promise<CountGap[]> => {
    const offline = targets.filter(({ openedCount }) => openedCount !== null);
    const inspectors = [...new Set(offline.map(({ inspectorId }) => inspectorId))];
    const people = await peopleLookup(reads).calledOf(inspectors);
    const gaps: CountGap[] = [];
    for (const inspectorId of inspectors) {
      const missing = gapsIn(offline.filter((one) => one.inspectorId === inspectorId).map(({ openedCount }) => openedCount ?? 0), await inspections.countBefore(inspectorId, day));
      if (missing.length > 0) gaps.push({ inspector: people.get(inspectorId) ?? '', missing });
    }
    return gaps;
  };

  return {
    /** The latest day up to one on which there are reports; that day itself where there are none, or where a reader is not to learn whether there are any yet. */
    async latestDay(today: Day, scope: Scope, now: Instant): Promise<Day> {
      if ((await isHeldBack(scope, today, now)) || (await inspections.visitsOn(today, scope.everywhere ? null : scope.countyIds)).length > 0) return today;
      return (await inspections.daysBefore(today, 1))[0] ?? today;
    },

    /** The reports of a day within a reader's scope. */
    async day(day: Day, scope: Scope, now: Instant): Promise<VisitDay> {
      const [heldBack, [earlier = null]] = [await isHeldBack(scope, day, now), await inspections.daysBefore(day, 1)];
      if (heldBack) return { day, visits: [], gaps: [], underWay: 0, heldBack, earlier };
      const visits = await inspections.visitsOn(day, scope.everywhere ? null : scope.countyIds);
      const targets = scope.everywhere ? await inspections.targetsOn(day) : [];
      return { day, visits: await listed(visits), gaps: await gapsOn(targets, day), underWay: targets.filter(({ state }) => state === 'opened').length, heldBack, earlier };
    },

    /** Where a report's agency lies, for whoever asks who may see it; null where there is no such report. */
    async placeOf(id: string): Promise<{ readonly agencyId: string; readonly countyId: string | null } | null> {
      const visit = await inspections.visitById(id);
      const agency = visit === null ? null : await agencyLookup(reads).byId(visit.agencyId);
      return visit === null || agency === null ? null : { agencyId: agency.id, countyId: agency.countyId };
    },

    /** Refuses `not_found` where a reader may not see a report yet, or there is none. */
    async mustBeShown(id: string, scope: Scope, now: Instant): Promise<void> {
      const visit = await inspections.visitById(id);
      if (visit === null || (await isHeldBack(scope, visit.day, now))) throw new Refusal('not_found');
    },

    /** One report in full. Refuses `not_found`. */
    async one(id: string, scope: Scope, now: Instant): Promise<VisitDetail> {
      await this.mustBeShown(id, scope, now);
      const visit = await inspections.visitById(id);
      if (visit === null) throw new Refusal('not_found');
      const ofHour = await listed((await inspections.visitsOfAgency(visit.agencyId, visit.day, visit.day)).filter(({ hourId }) => hourId === visit.hourId));
      const own = ofHour.find((one) => one.visit.id === id);
      if (own === undefined) throw new Refusal('not_found');
      const target = await inspections.targetById(visit.targetId);
      const { visits } = await settingsLookup(reads).settingsOn(visit.day);
      const secondId = visit.report.notFound?.secondId ?? null;
      return {
        ...own, target,
        second: secondId === null ? null : {
          name: (await peopleLookup(reads).calledOf([secondId])).get(secondId) ?? 'نامعلوم', confirmed: ofHour.some((one) => one.visit.inspectorId === secondId && presenceSeen(one.visit.answer) === 'not_found'),
        },
        photos: await photoRepository(reads).ofReport(id), items: checklistOf(visits), findings: await findingLookup(reads).ofReport(id), others: ofHour.filter((one) => one.visit.id !== id),
      };
    },
  };
}

export type Reading = ReturnType<typeof createReading>;
