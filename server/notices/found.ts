import type { Knex } from 'knex';
import { agencyLookup } from '../agencies/lookup.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import { addDays, formatDayLong, type Day } from '../domain/jalali.ts';
import { formatClockRange } from '../domain/clock.ts';
import { formatNumber } from '../domain/persian.ts';
import type { NoticeEvidence } from '../domain/notice.ts';
import { requestLookup } from '../requests/lookup.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { groundRepository } from './grounds-repository.ts';

/** Something that may be the ground of a step, which nobody has judged yet. */
export interface FoundGround {
  readonly evidence: NoticeEvidence & { readonly items: readonly string[] };
  readonly agencyId: string;
  readonly agency: string;
  readonly personId: string;
  readonly who: string;
}

/** How far back the lists look. */
const MISSED_DAYS = 60;
const COUNTED_DAYS = 1100;

/** Published meetings that are over, to which their host never came, for whom nobody stood in and who was not excused beforehand; of agencies within the authority, the newest first. */
export async function missedSessions(db: Knex, now: Instant): Promise<FoundGround[]> {
  const today = dayOf(now);
  const [since, agencies] = [addDays(today, -MISSED_DAYS), new Map((await agencyLookup(db).all()).map((agency) => [agency.id, agency]))];
  const sessions = await sessionLookup(db).published(since, today);
  const lives = (await Promise.all([...new Set(sessions.map(({ day }) => day))].map((day) => sessionLookup(db).livesOn(day)))).flat();
  const away = (await agencyLookup(db).absencesBetween(since, today)).filter(({ asHead }) => asHead);
  const judged = new Set((await groundRepository(db).since('missed_session', since)).map(({ id }) => id));
  const isExcused = (agencyId: string, day: Day, from: string, to: string, startsAt: Instant): boolean =>
    away.some(({ agencyId: of, from: first, to: last, absence }) =>
      of === agencyId && first <= day && day <= last && (absence.fromClock ?? from) <= from && (absence.toClock ?? to) >= to && absence.recordedAt < startsAt);
  return lives
    .filter(({ kind, id, state, endsAt, hostArrivedAt, substituteFor, personId, agencyId, day, from, to, startsAt }) =>
      kind === 'electronic_meeting' && state !== 'cancelled' && (state === 'closed' || endsAt <= now) && startsAt < now && hostArrivedAt === null && substituteFor === null && personId !== null && !judged.has(id) &&
      sessions.some((session) => session.id === id && session.substituteId === null) && agencies.get(agencyId)?.mayBeGivenNotice === true && !isExcused(agencyId, day, from, to, startsAt))
    .map(({ id, agencyId, personId, hostName, post, day, from, to }) => ({
      evidence: { kind: 'session' as const, id, day, text: `جلسهٔ پاسخگویی ساعت ${formatClockRange(from, to)}`, items: [] },
      agencyId, agency: agencies.get(agencyId)?.shortName ?? '', personId: personId ?? '', who: hostName ?? post,
    }))
    .sort((one, other) => (one.evidence.day === other.evidence.day ? (one.evidence.id < other.evidence.id ? -1 : 1) : one.evidence.day < other.evidence.day ? 1 : -1));
}

/** Agencies with so many overdue answers at a time as the ladder says, those left out that were counted before; of agencies within the authority, the most first. */
export async function overdueAnswers(db: Knex, now: Instant): Promise<FoundGround[]> {
  const today = dayOf(now);
  const least = (await settingsLookup(db).settingsOn(today)).notice_ladder.overdueAtOnce;
  const counted = new Set((await groundRepository(db).since('overdue', addDays(today, -COUNTED_DAYS))).flatMap(({ items }) => items));
  const late = (await requestLookup(db).overdueOn(today)).filter(({ id }) => !counted.has(id));
  const byAgency = new Map<string, typeof late>();
  for (const one of late) byAgency.set(one.agencyId, [...(byAgency.get(one.agencyId) ?? []), one]);
  const standing = await agencyLookup(db).agenciesOn(today);
  return standing
    .flatMap(({ agency, head }) => {
      const own = byAgency.get(agency.id) ?? [];
      const [oldest] = own;
      if (head === null || oldest === undefined || own.length < least || !agency.mayBeGivenNotice) return [];
      const text = `${formatNumber(own.length)} درخواست؛ کهن‌ترین آن‌ها تا ${formatDayLong(oldest.dueDay)} مهلت داشت`;
      return [{ evidence: { kind: 'requests' as const, id: `${agency.id}.${today}`, day: today, text, items: own.map(({ id }) => id) }, agencyId: agency.id, agency: agency.shortName, personId: head.personId, who: head.name }];
    })
    .sort((one, other) => other.evidence.items.length - one.evidence.items.length || (one.agencyId < other.agencyId ? -1 : 1));
}
