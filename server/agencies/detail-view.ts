import { formatClockRange, formatInstant } from '../domain/calendar.ts';
import { formatDayShort, toJalali, type Day } from '../domain/jalali.ts';
import { toPersianDigits } from '../domain/persian.ts';
import type { ChipPart, CrumbsPart, EmptyPart, FactsPart, PostPart, WithHistory } from '../http/parts.ts';
import { ABSENCES, AGENCY_FLAGS, AGENCY_KINDS, SECTORS } from '../wording/agencies.ts';
import { calledName } from '../wording/fa.ts';
import { FLAG_CODES, type Absence, type NamedTerm } from '../domain/agency.ts';
import { spansMeet } from '../domain/office.ts';
import { lineText } from './form-view.ts';
import type { AgencyDetail } from './service.ts';
import { chipsOf, validityText } from './view.ts';

/** One agency: what it is, who has headed it, and when they are away. */
export interface AgencyView {
  readonly crumbs: CrumbsPart;
  readonly name: string;
  readonly chips: readonly ChipPart[];
  readonly edit: string | null;
  readonly facts: FactsPart;
  readonly flagsWhy: string;
  readonly children: readonly { readonly href: string; readonly name: string }[];
  readonly addTerm: string | null;
  readonly noTerms: EmptyPart;
  readonly terms: readonly {
    readonly name: string;
    readonly post: string;
    readonly when: string;
    readonly chip: ChipPart | null;
    readonly edit: string | null;
    readonly makeUser: string | null;
  }[];
  readonly showAbsences: boolean;
  readonly addAbsence: string | null;
  readonly noAbsences: EmptyPart;
  readonly absences: readonly {
    readonly name: string;
    readonly kind: string;
    readonly when: string;
    readonly note: string;
    readonly recorded: string;
    readonly chip: ChipPart | null;
    readonly withdraw: PostPart | null;
  }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'agencies/agency': AgencyView & WithHistory;
  }
}

const dayWithYear = (day: Day): string => `${formatDayShort(day)} ${toPersianDigits(toJalali(day).year)}`;

/** The days of an absence in words, and its hours where it has any. */
export function absenceWhen({ from, to, fromClock, toClock }: Absence): string {
  if (from !== to) return `${dayWithYear(from)} تا ${dayWithYear(to)}`;
  return fromClock === null || toClock === null ? dayWithYear(from) : `${dayWithYear(from)}، ${formatClockRange(fromClock, toClock)}`;
}

/** The days of a term in words. */
export const termWhen = ({ from, to }: NamedTerm): string => (to === null ? `از ${dayWithYear(from)}` : `از ${dayWithYear(from)} تا ${dayWithYear(to)}`);

/** How an absence stands today; nothing for one that is over. */
export const absenceChip = (absence: Absence, today: Day): ChipPart | null => {
  if (absence.withdrawnAt !== null) return { tone: 'plain', text: 'پس گرفته شد' };
  if (spansMeet(absence, { from: today, to: today })) return { tone: 'warning', text: 'امروز' };
  return today < absence.from ? { tone: 'info', text: 'در پیش' } : null;
};

const termChip = (term: NamedTerm, detail: AgencyDetail, today: Day): ChipPart | null => {
  if (term.id === detail.headTermId) return { tone: 'ok', text: 'رئیس کنونی' };
  if (spansMeet(term, { from: today, to: today })) return { tone: 'info', text: 'در این سمت' };
  return today < term.from ? { tone: 'plain', text: 'از این پس' } : null;
};

interface May {
  readonly today: Day;
  readonly csrf: string;
  readonly newKey: () => string;
  readonly mayManage: boolean;
  readonly mayRegister: boolean;
  readonly maySeeAbsences: boolean;
  readonly mayMakeUser: boolean;
}

/** An agency's page; what the person may not do is not there. */
export function agencyView(detail: AgencyDetail, may: May): AgencyView {
  const { agency, terms, absences } = detail;
  const here = `/agencies/${agency.id}`;
  const nameOf = (personId: string): string => {
    const term = terms.find((one) => one.personId === personId);
    return term === undefined ? '' : calledName(term);
  };
  const recordedBy = ({ recordedBy, recordedAt }: Absence): string => [formatInstant(recordedAt), detail.recorders.get(recordedBy) ?? ''].filter(Boolean).join('، ');
  return {
    crumbs: { trail: [{ label: 'دستگاه‌ها', href: '/agencies' }, { label: agency.shortName, href: null }] },
    name: agency.name,
    chips: [{ tone: 'brand', text: SECTORS[agency.sector] }, ...chipsOf(agency, may.today)],
    edit: may.mayManage ? `${here}/edit` : null,
    facts: {
      facts: [
        { term: 'نام کوتاه', text: agency.shortName },
        { term: 'نوع', text: AGENCY_KINDS[agency.kind] },
        { term: 'رئیس دستگاه', text: agency.headTitle },
        ...(agency.directLine === null ? [] : [{ term: 'تلفن مستقیم', text: lineText(agency), ltr: true }]),
        { term: 'حوزه', text: detail.county === null ? 'استانی' : `شهرستان ${detail.county.name}` },
        ...(detail.parent === null ? [] : [{ term: 'زیرمجموعهٔ', text: detail.parent.shortName }]),
        ...(validityText(agency) === '' ? [] : [{ term: 'دورهٔ اعتبار', text: validityText(agency) }]),
        { term: 'اختیار مرکز', text: FLAG_CODES.filter((flag) => agency[flag]).map((flag) => AGENCY_FLAGS[flag].on).join('، ') || 'هیچ‌کدام' },
        { term: 'شناسه', text: agency.code, ltr: true },
      ],
    },
    flagsWhy: agency.flagsWhy ?? '',
    children: detail.children.map(({ id, shortName }) => ({ href: `/agencies/${id}`, name: shortName })),
    addTerm: may.mayManage ? `${here}/terms/new` : null,
    noTerms: {
      icon: 'user-round', text: 'هنوز مدیری برای این دستگاه ثبت نشده است.', hint: 'تا مدیری در سمت نباشد، دعوت‌نامه‌ای به نام کسی نیست.',
      ...(may.mayManage ? { action: { href: `${here}/terms/new`, label: 'ثبت دورهٔ مدیر' } } : {}),
    },
    terms: terms.map((term) => ({
      name: calledName(term),
      post: term.post,
      when: termWhen(term),
      chip: termChip(term, detail, may.today),
      edit: may.mayManage ? `${here}/terms/${term.id}` : null,
      makeUser: may.mayMakeUser && !detail.withUser.has(term.personId) ? `/users/new?person=${term.personId}&agency=${agency.id}` : null,
    })),
    showAbsences: may.maySeeAbsences,
    addAbsence: may.mayRegister && terms.length > 0 ? `${here}/absences/new` : null,
    noAbsences: { icon: 'calendar-x', text: 'غیبتی ثبت نشده است.', hint: 'مرخصی، مأموریت، بیماری و جلسهٔ استاندار را پیش از تنظیم برنامه ثبت کنید تا نوبتی به آن روز نیفتد.' },
    absences: absences.map((absence) => ({
      name: nameOf(absence.personId),
      kind: ABSENCES[absence.kind],
      when: absenceWhen(absence),
      note: absence.note,
      recorded: recordedBy(absence),
      chip: absenceChip(absence, may.today),
      withdraw:
        may.mayRegister && absence.withdrawnAt === null
          ? {
              action: `${here}/absences/${absence.id}/withdraw`, label: 'پس گرفتن', small: true, look: 'quiet', csrf: { token: may.csrf, key: may.newKey() },
              title: `پس گرفتن ${ABSENCES[absence.kind]} ${nameOf(absence.personId)}`, confirm: `${ABSENCES[absence.kind]} ${nameOf(absence.personId)} (${absenceWhen(absence)}) پس گرفته شود؟`,
            }
          : null,
    })),
  };
}
