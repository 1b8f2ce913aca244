import { addMinutes, clockOf, formatInstant, type Instant } from '../domain/calendar.ts';
import { formatClock } from '../domain/clock.ts';
import type { Checked, DrawFile } from '../domain/inspection/draw-file.ts';
import { weightOf } from '../domain/inspection/draw-inputs.ts';
import { formatDayLong } from '../domain/jalali.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import type { ChipPart, CrumbsPart, FactsPart, NoticePart } from '../http/parts.ts';
import { CHECK_WORDS, FIRST_SEED, SEALED_LATE, SECRECY_LIMIT } from '../wording/draws.ts';
import { crumbsTo, hashGroups } from './view.ts';

/** An opened draw for whoever verifies it; `checks` and what follows are empty before the opening. */
export interface VerifyView {
  readonly crumbs: CrumbsPart;
  readonly notice: NoticePart;
  readonly limit: string;
  readonly facts: FactsPart;
  readonly again: string | null;
  readonly download: string | null;
  readonly checks: readonly { readonly text: string; readonly chip: ChipPart }[];
  readonly routes: readonly { readonly inspector: string; readonly visits: readonly { readonly place: string; readonly agency: string; readonly time: string; readonly weight: string }[] }[];
  readonly amendments: readonly { readonly title: string; readonly text: string; readonly hash: string }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'draws/verify': VerifyView;
  }
}

interface Names {
  readonly agencies: ReadonlyMap<string, string>;
  readonly users: ReadonlyMap<string, string>;
}

/** What is shown of a draw that is not opened yet: that it is sealed, and by what. */
export const sealedView = (notice: NoticePart, commitment: string): VerifyView => ({
  crumbs: crumbsTo('بازبینی'), notice, limit: SECRECY_LIMIT, facts: { facts: [{ term: 'تعهد قرعه', text: hashGroups(commitment), code: true }] },
  again: null, download: null, checks: [], routes: [], amendments: [],
});

const routesOf = ({ list, inputs }: DrawFile, { agencies, users }: Names): VerifyView['routes'] => {
  const offices = new Map(inputs.offices.map((office) => [office.id, office]));
  const timeOf = (minutes: number): string => formatClock(clockOf(addMinutes(inputs.startsAt as Instant, minutes)));
  return [...new Set(list.visits.map(({ inspectorId }) => inspectorId))].map((inspectorId) => ({
    inspector: users.get(inspectorId) ?? 'بازرس',
    visits: list.visits.filter((visit) => visit.inspectorId === inspectorId).map(({ agencyId, place, minute }) => {
      const office = offices.get(agencyId);
      return { place: formatNumber(place), agency: agencies.get(agencyId) ?? '', time: timeOf((office?.opens ?? 0) + minute), weight: office === undefined ? '' : formatNumber(weightOf(office, inputs.weights)) };
    }),
  }));
};

const noticeOf = (checked: readonly Checked[]): NoticePart => {
  const failed = checked.filter(({ passed }) => !passed);
  if (failed.length === 0) return { tone: 'ok', text: 'قرعه دوباره کشیده شد و همهٔ بررسی‌ها درست است.' };
  // A late one was told to be late from the beginning.
  if (failed.every(({ check }) => check === 'before_hour')) return { tone: 'warning', text: `این قرعه ${SEALED_LATE}. دوباره کشیده شد و بررسی‌های دیگر درست است.` };
  return { tone: 'bad', text: `${formatNumber(failed.length)} بررسی درست نیست.` };
};

/** An opened draw with its checks, each passed or failed. */
export function verifyView(file: DrawFile, checked: readonly Checked[], names: Names): VerifyView {
  const before = file.openedBefore === null ? FIRST_SEED : `هنگام باز شدن قرعهٔ ${formatDayLong(file.openedBefore.day)}`;
  return {
    crumbs: crumbsTo('بازبینی'), limit: SECRECY_LIMIT,
    notice: noticeOf(checked),
    facts: {
      facts: [
        { term: 'برنامه', text: file.program, code: true },
        { term: 'بذر', text: hashGroups(file.seed), code: true },
        { term: 'تعهد بذر', text: hashGroups(file.seedCommitment), code: true },
        { term: 'زمان تعهد بذر', text: `${formatInstant(file.seedCommittedAt as Instant)}؛ ${before}` },
        { term: 'تعهد قرعه', text: hashGroups(file.commitment), code: true },
        { term: 'زمان مهر', text: formatInstant(file.drawnAt as Instant) },
        { term: 'زمان باز شدن', text: formatInstant(file.openedAt as Instant) },
        { term: 'ورودی‌ها', text: `${formatNumber(file.inputs.offices.length)} دستگاه، ${formatNumber(file.inputs.inspectors.length)} بازرس، ${formatNumber(file.list.visits.length)} بازدید` },
      ],
    },
    again: `/draws/${file.day}/verify`, download: `/draws/${file.day}/file.json`,
    checks: checked.map(({ check, passed }) => ({ text: CHECK_WORDS[check], chip: passed ? { tone: 'ok', text: 'درست', icon: 'check' } : { tone: 'bad', text: 'نادرست', icon: 'x' } })),
    routes: routesOf(file, names),
    amendments: file.amendments.map(({ number, change, reason, hash }) => ({
      title: `اصلاحیهٔ ${toPersianDigits(number)}: ${names.users.get(change.inspectorId) ?? 'بازرس'}`,
      text: `${change.targets.map(({ agencyId, toId }) => `${names.agencies.get(agencyId) ?? ''}: ${toId === null ? 'کنار گذاشته شد' : `به ${names.users.get(toId) ?? 'بازرسی دیگر'}`}`).join('، ')}. علت: ${reason}`, hash: hashGroups(hash),
    })),
  };
}
