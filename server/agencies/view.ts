import { formatDay, type Day } from '../domain/jalali.ts';
import { formatNumber, searchKey, toPersianDigits } from '../domain/persian.ts';
import { controlsOf, optionsOf, type ChipPart, type Control, type EmptyPart, type TilePart } from '../http/parts.ts';
import { AGENCY_FLAGS, SECTORS } from '../wording/agencies.ts';
import { calledName } from '../wording/fa.ts';
import { FLAG_CODES, type Agency, type County } from '../domain/agency.ts';
import { isValidOn } from '../domain/office.ts';
import type { ListedAgency } from './service.ts';

/** The list of agencies by sector, with its filters. */
export interface AgencyListView {
  readonly filters: readonly Control[];
  readonly filtered: boolean;
  readonly mayManage: boolean;
  readonly mayRegister: boolean;
  readonly tiles: readonly TilePart[];
  readonly empty: EmptyPart;
  readonly sectors: readonly {
    readonly code: string;
    readonly name: string;
    readonly count: string;
    readonly agencies: readonly {
      readonly href: string;
      readonly shortName: string;
      readonly name: string;
      readonly place: string;
      readonly headTitle: string;
      readonly head: string;
      readonly chips: readonly ChipPart[];
    }[];
  }[];
}

/** The list of counties. */
export interface CountiesView {
  readonly mayManage: boolean;
  readonly empty: EmptyPart;
  readonly counties: readonly {
    readonly name: string;
    readonly centre: string;
    readonly amarCode: string;
    readonly validity: string;
    readonly stands: boolean;
    readonly edit: string;
    readonly agencies: string;
    readonly count: string;
  }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'agencies/list': AgencyListView;
    'agencies/counties': CountiesView;
  }
}

/** Validity in words; empty where it is open on both sides. */
export const validityText = ({ validFrom, validTo }: { readonly validFrom: Day | null; readonly validTo: Day | null }): string =>
  [validFrom === null ? '' : `از ${formatDay(validFrom)}`, validTo === null ? '' : `تا ${formatDay(validTo)}`].filter(Boolean).join(' ');

/** The marks of an agency: what may not be done to it, and that it no longer stands. */
export function chipsOf(agency: Agency, today: Day): ChipPart[] {
  const off = FLAG_CODES.filter((flag) => !agency[flag]).map((flag): ChipPart => ({ tone: 'plain', text: AGENCY_FLAGS[flag].off, icon: 'ban' }));
  if (isValidOn(agency, today)) return off;
  const ahead = agency.validFrom !== null && today < agency.validFrom;
  return [{ tone: 'warning', text: ahead ? 'هنوز برپا نشده' : 'دیگر برپا نیست' }, ...off];
}

export const FLAG_FILTERS = Object.fromEntries(FLAG_CODES.flatMap((flag) => [[`${flag}-on`, AGENCY_FLAGS[flag].on], [`${flag}-off`, AGENCY_FLAGS[flag].off]]));
export const STATE_FILTERS = { standing: 'برپا', gone: 'نابرپا', all: 'همه' };

/** The list, in the order given, under its sectors. */
export function agencyListView(
  listed: readonly ListedAgency[],
  counties: readonly County[],
  asked: Readonly<Record<string, string>>,
  { today, mayManage, mayRegister }: { readonly today: Day; readonly mayManage: boolean; readonly mayRegister: boolean },
): AgencyListView {
  const control = controlsOf({ typed: asked, errors: {} });
  const countyName = new Map(counties.map((county) => [county.id, county.name]));
  const filtered = Object.entries(asked).some(([name, value]) => value !== '' && !(name === 'state' && value === 'standing'));
  const headless = listed.filter(({ agency, head }) => agency.mayBeInvited && head === null).length;
  const count = (test: (one: ListedAgency) => boolean): string => formatNumber(listed.filter(test).length);
  return {
    filters: [
      control.field('q', 'جست‌وجوی نام', { type: 'search', max: 80 }),
      control.select('sector', 'بخش', optionsOf(SECTORS), { empty: 'همهٔ بخش‌ها' }),
      control.select('county', 'شهرستان', [{ value: 'province', label: 'استانی' }, ...counties.map(({ id, name }) => ({ value: id, label: name }))], { empty: 'همه' }),
      control.select('flag', 'اختیار', optionsOf(FLAG_FILTERS), { empty: 'همه' }),
      control.select('state', 'وضعیت', optionsOf(STATE_FILTERS)),
    ],
    filtered,
    mayManage,
    mayRegister,
    tiles: [
      { label: 'دستگاه', value: formatNumber(listed.length), note: filtered ? 'با این پالایه' : 'برپا' },
      { label: 'دعوت‌شدنی', value: count(({ agency }) => agency.mayBeInvited) },
      { label: 'بازدیدشدنی', value: count(({ agency }) => agency.mayBeInspected) },
      { label: 'دعوت‌شدنی بی مدیر', value: formatNumber(headless), note: 'دورهٔ مدیر ثبت نشده است', ...(headless > 0 ? { tone: 'warning' as const } : {}) },
    ],
    empty: filtered
      ? { icon: 'search', text: 'دستگاهی با این نشانه‌ها نیست.', action: { href: '/agencies', label: 'همهٔ دستگاه‌ها' } }
      : { icon: 'building-2', text: 'هنوز دستگاهی ثبت نشده است.', ...(mayManage ? { action: { href: '/agencies/new', label: 'افزودن دستگاه' } } : {}) },
    sectors: Object.entries(SECTORS).flatMap(([code, name]) => {
      const within = listed.filter(({ agency }) => agency.sector === code);
      if (within.length === 0) return [];
      return {
        code,
        name,
        count: `${formatNumber(within.length)} دستگاه`,
        agencies: within.map(({ agency, head }) => ({
          href: `/agencies/${agency.id}`,
          shortName: agency.shortName,
          // The full name is told where it tells more than the short one.
          name: searchKey(agency.name) === searchKey(agency.shortName) ? '' : agency.name,
          place: agency.countyId === null ? 'استانی' : (countyName.get(agency.countyId) ?? ''),
          headTitle: agency.headTitle,
          head: head === null ? '' : calledName(head),
          chips: chipsOf(agency, today),
        })),
      };
    }),
  };
}

/** The counties in the order given, with how many agencies each has. */
export function countiesView(counties: readonly County[], agencies: readonly Agency[], { today, mayManage }: { readonly today: Day; readonly mayManage: boolean }): CountiesView {
  return {
    mayManage,
    empty: { icon: 'map-pin', text: 'هنوز شهرستانی ثبت نشده است.', ...(mayManage ? { action: { href: '/counties/new', label: 'افزودن شهرستان' } } : {}) },
    counties: counties.map((county) => {
      const count = agencies.filter((agency) => agency.countyId === county.id).length;
      return {
        name: county.name,
        centre: county.centre,
        amarCode: toPersianDigits(county.amarCode ?? ''),
        validity: validityText(county),
        stands: isValidOn(county, today),
        edit: `/counties/${county.id}`,
        agencies: `/agencies?county=${county.id}`,
        count: count === 0 ? '' : `${formatNumber(count)} دستگاه`,
      };
    }),
  };
}
