import { formatInstant, instantOf, type Instant } from '../domain/calendar.ts';
import { formatDayLong } from '../domain/jalali.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import type { ChipPart, CrumbsPart, FactsPart, NoticePart } from '../http/parts.ts';
import { ANSWER_NAMES, CODE_NAMES, CONDUCT_NAMES, FLAG_SENTENCES } from '../wording/inspections.ts';
import type { VisitDetail } from './reading.ts';
import { answerChip, visitRow, type VisitRowView } from './view.ts';

/** One report in full. */
export interface ReportView {
  readonly crumbs: CrumbsPart;
  readonly agency: string;
  readonly answer: ChipPart;
  readonly sub: string;
  readonly notice: NoticePart | null;
  /** What is odd about it, a sentence each. */
  readonly marks: readonly string[];
  readonly said: FactsPart;
  readonly seen: FactsPart;
  readonly times: FactsPart;
  readonly checklist: readonly { readonly text: string; readonly chip: ChipPart; readonly note: string }[];
  readonly note: string;
  readonly photos: readonly { readonly src: string; readonly alt: string; readonly caption: string }[];
  readonly missing: string | null;
  readonly findings: readonly { readonly text: string; readonly due: string; readonly href: string }[];
  readonly others: readonly VisitRowView[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'inspections/report': ReportView;
  }
}

// A device may tell any time at all, which no calendar of ours can write.
const timeOf = (text: string): string => {
  const at = Date.parse(text);
  const [least, most] = [Date.parse('1990-01-01'), Date.parse('2100-01-01')];
  return at > least && at < most ? formatInstant(instantOf(at)) : 'زمانی که خوانده نمی‌شود';
};
const yesNo = (value: boolean | null): string => (value === null ? 'دیده نشد' : value ? 'بود' : 'نبود');
const decimal = (value: number): string => toPersianDigits(value.toFixed(5)).replace('.', '٫');
type Fact = FactsPart['facts'][number];
const known = (term: string, text: string): Fact[] => (text === '' ? [] : [{ term, text }]);

function saidOf({ visit: { report, answer, codeFound, codeShownAt }, inspector, second }: VisitDetail): Fact[] {
  const { notFound, substitute, presenceWitness, code } = report;
  return [
    { term: 'نتیجه', text: ANSWER_NAMES[answer] },
    { term: 'بازرس', text: inspector },
    ...(second === null ? [] : [{ term: 'بازرس دوم', text: `${second.name}؛ ${second.confirmed ? 'گزارش خودش همین را می‌گوید' : 'خودش هنوز تأیید نکرده است'}` }]),
    ...known('جانشین', substitute),
    { term: 'کد حضور', text: codeShownAt === null ? CODE_NAMES[codeFound] : `${CODE_NAMES[codeFound]}؛ نمایش در ${formatInstant(codeShownAt)}` },
    ...(code === '' ? [] : [{ term: 'رقم‌های کد', text: toPersianDigits(code), ltr: true }]),
    ...known('گواه حضور', presenceWitness),
    ...(notFound === null ? [] : [
      ...(notFound.waitedSeconds > 0 ? [{ term: 'انتظار', text: `${formatNumber(Math.floor(notFound.waitedSeconds / 60))} دقیقه` }] : []),
      ...known('شاهد', notFound.witness), ...known('گفتهٔ دفتر', notFound.said),
      ...(notFound.letterNo === '' ? [] : [{ term: 'شمارهٔ نامه', text: toPersianDigits(notFound.letterNo), ltr: true }]),
    ]),
  ];
}

function seenOf({ visit: { report } }: VisitDetail): Fact[] {
  const { peopleWaiting, noticeBoard, namePlate, conduct, position } = report;
  return [
    { term: 'مراجعان منتظر', text: peopleWaiting === null ? 'شمرده نشد' : `${formatNumber(peopleWaiting)} نفر` },
    { term: 'تابلوی ساعت حضور', text: yesNo(noticeBoard) },
    { term: 'تابلوی نام و سمت', text: yesNo(namePlate) },
    { term: 'برخورد با مراجعان', text: conduct === null ? 'دیده نشد' : CONDUCT_NAMES[conduct] },
    { term: 'جای ثبت', text: position === null ? 'گرفته نشد' : `${decimal(position.latitude)}، ${decimal(position.longitude)} با دقت ${formatNumber(Math.round(position.accuracy))} متر` },
  ];
}

function timesOf({ visit: { at, receivedAt, report, number }, target }: VisitDetail): Fact[] {
  const openedAt: Instant | null = target?.openedAt ?? null;
  return [
    { term: 'زمان بازدید، به حساب سامانه', text: formatInstant(at) },
    { term: 'رسیدن به سامانه', text: `${formatInstant(receivedAt)}، شمارهٔ ${formatNumber(number)}` },
    { term: 'زمان بازدید، به ساعت گوشی', text: timeOf(report.visitedAt) },
    { term: 'مهر گزارش، به ساعت گوشی', text: timeOf(report.sealedAt) },
    { term: 'باز شدن مقصد', text: openedAt === null || target?.openedHow === null ? 'ثبت نشده' : `${formatInstant(openedAt)}${target?.openedHow === 'offline' ? '، بدون شبکه' : ''}` },
    ...(target?.deviceOpenedAt === null || target === null ? [] : [{ term: 'باز شدن، به ساعت گوشی', text: timeOf(target.deviceOpenedAt) }]),
  ];
}

/** One report in full, with what is odd about it, and what other reports of the hour say. */
export function reportView(of: VisitDetail): ReportView {
  const { visit, agency, photos, items, findings, others, contradicted } = of;
  const [names, came] = [new Map(items.map(({ id, text }) => [id, text])), new Set(photos.map(({ hash }) => hash))];
  const missing = visit.report.photos.filter((hash) => !came.has(hash)).length;
  return {
    crumbs: { trail: [{ label: 'گزارش‌های بازدید', href: `/inspections?day=${visit.day}` }, { label: agency, href: null }] },
    agency,
    answer: answerChip(visit.answer),
    sub: formatDayLong(visit.day),
    notice: contradicted ? { tone: 'warning', text: 'گزارش دیگری از همین ساعت جز این می‌گوید. آنچه به سود مدیر است روی تابلو می‌ماند.' } : null,
    marks: visit.flags.map((flag) => FLAG_SENTENCES[flag]),
    said: { facts: saidOf(of) },
    seen: { facts: seenOf(of) },
    times: { facts: timesOf(of) },
    checklist: visit.report.checklist.map(({ id, good, note }) => ({
      text: names.get(id) ?? 'بندی که دیگر در فهرست نیست', note,
      chip: good === null ? { tone: 'plain', text: 'دیده نشد' } : good ? { tone: 'ok', text: 'خوب بود', icon: 'check' } : { tone: 'warning', text: 'خوب نبود', icon: 'pencil-line' },
    })),
    note: visit.report.note,
    photos: photos.map(({ hash, receivedAt }, at) => ({ src: `/inspections/photos/${visit.id}/${hash}`, alt: `عکس ${formatNumber(at + 1)} از بازدید ${agency}`, caption: `عکس ${formatNumber(at + 1)}، رسیده در ${formatInstant(receivedAt)}` })),
    missing: missing === 0 ? null : `${formatNumber(missing)} عکس این گزارش هنوز نرسیده است.`,
    findings: findings.map(({ id, text, dueDay }) => ({ text, due: formatDayLong(dueDay), href: `/findings/${id}` })),
    others: others.map(visitRow),
  };
}
