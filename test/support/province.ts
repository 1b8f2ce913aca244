import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connection.ts';
import { inParts } from '../../db/parts.ts';
import { addMinutes, toInstant, clock, type Instant } from '../../server/domain/calendar.ts';
import { day as dayFrom } from '../../server/domain/jalali.ts';
import { hourIdOf, type Presence, type VisitAnswer } from '../../server/domain/manager-hour.ts';
import { searchKey, sortKey, foldKey } from '../../server/domain/persian.ts';

/** An office as it was laid, with the id of its hour on each day. */
export interface LaidOffice {
  readonly agencyId: string;
  readonly countyId: string | null;
  readonly personId: string;
  readonly hourIds: readonly string[];
}

/** A county as it was laid. */
export interface LaidCounty {
  readonly id: string;
  readonly name: string;
}

const COUNTIES = [
  'اصفهان', 'کاشان', 'نجف‌آباد', 'خمینی‌شهر', 'شاهین‌شهر و میمه', 'لنجان', 'فلاورجان', 'شهرضا', 'مبارکه', 'گلپایگان', 'آران و بیدگل', 'برخوار', 'نائین', 'سمیرم', 'اردستان', 'نطنز', 'تیران و کرون', 'فریدن', 'خوانسار', 'فریدونشهر',
  'چادگان', 'دهاقان', 'بوئین و میاندشت', 'خور و بیابانک',
];
const OFFICES = [
  ['آموزش و پرورش', 'culture_education'], ['ثبت اسناد و املاک', 'public_justice'], ['تعاون، کار و رفاه اجتماعی', 'economy'], ['بهداشت و درمان', 'health_welfare'], ['آب و فاضلاب', 'infra'], ['بهزیستی', 'health_welfare'],
  ['منابع طبیعی', 'production'], ['ورزش و جوانان', 'culture_education'], ['راه و شهرسازی', 'infra'], ['جهاد کشاورزی', 'production'], ['امور مالیاتی', 'economy'], ['گاز', 'infra'], ['برق', 'infra'], ['تأمین اجتماعی', 'health_welfare'], ['دامپزشکی', 'production'],
] as const;
const PEOPLE = ['مرادی', 'کریمی', 'محمدی', 'رضایی', 'احمدی', 'موسوی', 'حسینی', 'جعفری', 'صادقی', 'نوری', 'عباسی', 'قاسمی'];

/** What is laid: so many offices in so many counties (the last part of them the province's own), each with an hour on these days; `stateOf` says how one stands. */
export interface ProvinceGiven {
  readonly counties: number;
  readonly offices: number;
  readonly days: readonly string[];
  readonly stateOf?: (office: number, day: string) => Presence;
}

const ANSWERS: Partial<Record<Presence, VisitAnswer>> = { verified: 'present', late: 'late', substitute: 'substitute', not_found: 'not_found', absent: 'not_found' };

const momentsOf = (presence: Presence, startsAt: Instant, minute: number) => {
  const at = addMinutes(startsAt, minute);
  const answer = ANSWERS[presence] ?? null;
  return {
    presence, answer,
    declared_at: presence === 'declared' ? at : null,
    seen_at: answer === null ? null : at,
    excused_at: presence === 'excused' ? addMinutes(startsAt, 5) : null, excuse: presence === 'excused' ? 'mission' : null,
    decided_at: presence === 'absent' ? addMinutes(startsAt, minute + 1) : null, decision: presence === 'absent' ? 'confirmed' : null,
  };
};

/** Lays a province straight into the tables: what tests and benches of the board look at. People and offices are invented. */
export async function layProvince({ direct }: Pick<Database, 'direct'>, { counties: countyCount, offices: officeCount, days, stateOf = () => 'no_report' }: ProvinceGiven): Promise<{ readonly counties: readonly LaidCounty[]; readonly offices: readonly LaidOffice[] }> {
  const counties = Array.from({ length: countyCount }, (_, index): LaidCounty => ({ id: randomUUID(), name: COUNTIES[index] ?? `شهرستان ${index}` }));
  await direct('counties').insert(counties.map(({ id, name }) => ({ id, name, name_key: foldKey(name), sort_key: sortKey(name), centre: name, amar_code: null, valid_from: null, valid_to: null })));
  const offices = Array.from({ length: officeCount }, (_, index): LaidOffice & { name: string; sector: string } => {
    const county = counties[index % (countyCount + 1)] ?? null;
    const [kind, sector] = OFFICES[Math.floor(index / (countyCount + 1)) % OFFICES.length] ?? OFFICES[0];
    const agencyId = randomUUID();
    const round = Math.floor(index / (countyCount + 1) / OFFICES.length);
    const name = `${county === null ? 'اداره کل' : 'اداره'} ${kind} ${county?.name ?? 'استان'}${round === 0 ? '' : `، ناحیهٔ ${new Intl.NumberFormat('fa-IR').format(round + 1)}`}`;
    return { agencyId, countyId: county?.id ?? null, personId: randomUUID(), hourIds: days.map((day) => hourIdOf(agencyId, dayFrom(day))), name, sector };
  });
  const rows = {
    people: offices.map(({ personId }, index) => {
      const name = PEOPLE[index % PEOPLE.length] ?? '';
      return { id: personId, honorific: index % 4 === 0 ? ('khanom' as const) : ('agha' as const), name, name_key: foldKey(name), sort_key: sortKey(name), search_key: searchKey(name) };
    }),
    agencies: offices.map(({ agencyId, countyId, name, sector }) => ({
      id: agencyId, code: agencyId, name, short_name: name, name_key: foldKey(name), sort_key: sortKey(name), search_key: searchKey(name), sector, kind: 'general_directorate', head_title: 'رئیس', county_id: countyId,
      parent_id: null, valid_from: null, valid_to: null, may_be_invited: 1 as const, may_be_inspected: 1 as const, may_be_given_notice: 1 as const, flags_why: null,
    })),
    terms: offices.map(({ agencyId, personId }) => ({ id: randomUUID(), agency_id: agencyId, person_id: personId, post: 'رئیس', from_day: '2020-01-01', to_day: null })),
    hours: days.flatMap((day) => offices.map(({ agencyId, countyId, personId }, index) => {
      const [startsAt, endsAt] = [toInstant(dayFrom(day), clock('09:00')), toInstant(dayFrom(day), clock('12:00'))];
      return {
        id: hourIdOf(agencyId, dayFrom(day)), agency_id: agencyId, county_id: countyId, planned_day: day, day, from_clock: '09:00', to_clock: '12:00', starts_at: startsAt, ends_at: endsAt, state: 'held', title: null,
        person_id: personId, rev: 1, ...momentsOf(stateOf(index, day), startsAt, (index * 7) % 46),
      };
    })),
  };
  for (const part of inParts(rows.people)) await direct('people').insert(part);
  for (const part of inParts(rows.agencies)) await direct('agencies').insert(part);
  for (const part of inParts(rows.terms)) await direct('terms').insert(part);
  for (const part of inParts(rows.hours)) for (const few of [part.slice(0, 50), part.slice(50)]) if (few.length > 0) await direct('hours').insert(few);
  return { counties, offices };
}

/** A mixture as a real morning has it: most declared, few visited. */
export function morningState(office: number): Presence {
  const part = (office * 37) % 100;
  if (part < 2) return 'verified';
  if (part < 70) return 'declared';
  if (part < 73) return 'late';
  if (part < 76) return 'substitute';
  if (part < 79) return 'excused';
  return part < 80 && office % 3 === 0 ? 'not_found' : office % 211 === 7 ? 'absent' : 'no_report';
}
