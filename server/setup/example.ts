import type { Absence, Agency, County, Term } from '../domain/agency.ts';
import type { RecordedClosure } from '../calendar/repository.ts';
import { addDays, fromJalali, type Day } from '../domain/jalali.ts';
import type { Clock, Instant } from '../domain/calendar.ts';
import { DEFAULTS, type DatedSetting, type SettingName, type SettingValues } from '../domain/settings.ts';
import { exampleDemand } from './example-demand.ts';
import { inventedNames } from './example-people.ts';
import type { Office, PlainPerson } from './office.ts';
import { agenciesOf, countiesOf, LISTED_PROVINCE } from './provinces.ts';
import { seededId, seededNumbers } from './seeded.ts';

const SEED = 1399;
const IN_COUNTY: Readonly<Record<string, string>> = {
  'water-sewage-kashan': 'کاشان', kaums: 'کاشان', 'power-dist-isfahan': 'اصفهان', 'municipality-isfahan': 'اصفهان', 'farmandari-isfahan': 'اصفهان',
};
const CHANGED_HEADS = 16;
const at = (text: string): Clock => text as Clock;
const UNWRITTEN = '' as Instant;

const counties = (): County[] =>
  countiesOf(LISTED_PROVINCE)
    .filter((county) => county.validFrom === null)
    .map((county) => ({ id: seededId(`county ${county.name}`), ...county, validTo: null }));

const agencies = (): Agency[] =>
  agenciesOf(LISTED_PROVINCE).map(({ code, name, shortName, sector, kind, headTitle, mayBeInvited, mayBeInspected, mayBeGivenNotice, why, aliases }) => {
    const county = IN_COUNTY[code];
    return {
      id: seededId(`agency ${code}`), code, name, shortName, aliases, sector, kind, headTitle, mayBeInvited, mayBeInspected, mayBeGivenNotice, flagsWhy: why,
      countyId: county === undefined ? null : seededId(`county ${county}`),
      parentId: null, validFrom: null, validTo: null, directLine: null,
    };
  });

// Every body has a head since 1397 or before; some changed heads in 1398.
const heads = (bodies: readonly Agency[], chance: () => number): { people: PlainPerson[]; terms: Term[] } => {
  const names = inventedNames(bodies.length + CHANGED_HEADS, chance);
  const people = names.map((named, index) => ({ id: seededId(`person ${index}`), ...named }));
  const terms = bodies.flatMap((body, index): Term[] => {
    const [first, second] = [people[index], index % 7 === 3 ? people[bodies.length + Math.floor(index / 7)] : undefined];
    if (first === undefined) return [];
    const from = addDays(fromJalali(1396, 1, 1), Math.floor(chance() * 700));
    const term = { agencyId: body.id, post: body.headTitle };
    if (second === undefined) return [{ ...term, id: seededId(`term ${index}`), personId: first.id, from, to: null }];
    const change = addDays(fromJalali(1398, 2, 1), Math.floor(chance() * 300));
    return [
      { ...term, id: seededId(`term ${index}`), personId: first.id, from, to: addDays(change, -1) },
      { ...term, id: seededId(`term ${index} second`), personId: second.id, from: change, to: null },
    ];
  });
  const used = new Set(terms.map((term) => term.personId));
  return { people: people.filter((person) => used.has(person.id)), terms };
};

const dated = <Name extends SettingName>(name: Name, value: SettingValues[Name], from: Day): DatedSetting =>
  ({ id: seededId(`setting ${name} ${from}`), name, value, from, recordedAt: '', recordedBy: '' }) as DatedSetting;

const settings = (): DatedSetting[] => {
  // The first electronic meetings were held from 15 Mehr 1397 (IRNA, summer 1399).
  const start = fromJalali(1397, 7, 15);
  return [
    dated('governorate', 'استانداری اصفهان', start),
    dated('office_title', 'دفتر مدیریت عملکرد، بازرسی و امور حقوقی', start),
    dated('province', LISTED_PROVINCE, start),
    dated('area_code', '031', start),
    dated('sessions_per_week', 2, start),
    dated('sessions_per_week', 4, fromJalali(1399, 1, 1)),
    dated('slot_template', [{ weekdays: [0, 1, 3, 4], from: at('09:00'), to: at('11:00'), minutes: null, gap: 0, lines: 1 }], start),
    dated('least_gap_days', 14, start),
    dated('manager_hour', { weekday: 2, from: at('09:00'), to: at('12:00') }, start),
    dated('office_hours', { from: at('07:30'), to: at('14:30') }, start),
    dated('thursday', { policy: 'closed' }, start),
    dated('substitutes', 'with_approval', start),
    dated('approver', 'either', start),
    dated('demand_formula', { ...DEFAULTS.demand_formula, floor: { threshold: 13_000, maxWaitDays: 80 } }, start),
  ];
};

const ABSENCES = [
  { code: 'labour', kind: 'mission', from: [1399, 1, 24], days: 3, note: 'مأموریت تهران' },
  { code: 'water-sewage', kind: 'leave', from: [1399, 2, 14], days: 5, note: 'مرخصی استحقاقی' },
  { code: 'education', kind: 'governor_meeting', from: [1399, 2, 28], days: 1, note: 'جلسهٔ استاندار' },
  { code: 'social-security', kind: 'sickness', from: [1399, 3, 17], days: 10, note: 'بستری' },
  { code: 'heritage', kind: 'leave', from: [1399, 4, 21], days: 3, note: 'مرخصی استحقاقی' },
  { code: 'roads-urban', kind: 'mission', from: [1399, 5, 11], days: 4, note: 'بازدید از طرح‌های استان' },
] as const;

const absences = (bodies: readonly Agency[], terms: readonly Term[]): Absence[] =>
  ABSENCES.flatMap(({ code, kind, from: [year, month, day], days, note }) => {
    const from = fromJalali(year, month, day);
    const body = bodies.find((one) => one.code === code);
    const head = terms.find((term) => term.agencyId === body?.id && term.from <= from && term.to === null);
    if (head === undefined) return [];
    return [{
      id: seededId(`absence ${code}`), personId: head.personId, agencyId: head.agencyId, kind, from, to: addDays(from, days - 1), fromClock: null, toClock: null, note,
      recordedAt: UNWRITTEN, recordedBy: '', withdrawnAt: null,
    }];
  });

const closures = (): RecordedClosure[] => [{
  id: seededId('closure'), from: fromJalali(1399, 10, 23), to: fromJalali(1399, 10, 24), scope: { kind: 'province' }, kind: 'remote_work',
  openFrom: null, closeAt: null, reason: 'آلودگی هوا (نمونه)', orderNo: null, issuedAt: fromJalali(1399, 10, 22), recordedAt: '', recordedBy: '', withdrawnAt: null,
}];

/** «نمونهٔ اصفهان ۱۳۹۹»: the governorate of the news report with its 24 counties and 109 bodies; people and monthly numbers are invented, always the same. */
export function exampleOffice(): Office {
  const chance = seededNumbers(SEED);
  const bodies = agencies();
  const { people, terms } = heads(bodies, chance);
  return {
    counties: counties(),
    agencies: bodies,
    people,
    terms,
    absences: absences(bodies, terms),
    closures: closures(),
    settings: settings(),
    demand: exampleDemand(bodies.map((body) => ({ id: body.id, code: body.code, invitable: body.mayBeInvited })), chance),
  };
}
