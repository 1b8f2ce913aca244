import { formatDayShort, toJalali, type Day } from '../domain/jalali.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import type { Compared, Comparison } from '../domain/rota/comparison.ts';
import type { SupposedAway, Supposition } from '../domain/rota/supposition.ts';
import { settingWords } from './settings.ts';

/** Why an agency would not come, as it is chosen from a list. */
export const AWAY_CHOICES: Readonly<Record<SupposedAway['kind'], string>> = {
  leave: 'مدیر در مرخصی است',
  mission: 'مدیر در مأموریت است',
  sickness: 'مدیر بیمار است',
  governor_meeting: 'مدیر در جلسهٔ استاندار است',
  excluded: 'دستگاه دعوت نشود',
};

/** What an agency's flag would be, as it is chosen from a list. */
export const FLAG_CHOICE_WORDS = { yes: 'دعوت شود', no: 'دیگر دعوت نشود' } as const;

const WEEK = 7;
const WHOLE = 1_000_000;
const WHOLE_FROM = 10;

/** Days as weeks: «۱۴ هفته», «۲٫۵ هفته»; in halves below ten. */
export function weeksWords(days: number): string {
  const weeks = days / WEEK;
  const shown = weeks >= WHOLE_FROM ? Math.round(weeks) : Math.round(weeks * 2) / 2;
  return shown === 0 ? 'کمتر از یک هفته' : `${formatNumber(shown, { fraction: 1 })} هفته`;
}

/** A day with its year: «۱ مهر ۱۳۹۹». */
export const dayWords = (day: Day): string => `${formatDayShort(day)} ${toPersianDigits(toJalali(day).year)}`;

const span = (from: Day, to: Day): string => (from === to ? dayWords(from) : `${dayWords(from)} تا ${dayWords(to)}`);

/** What is supposed, a sentence a part. */
export function suppositionSentences({ since, perWeek, template, away, flags }: Supposition, name: (agencyId: string) => string): string[] {
  const from = dayWords(since);
  return [
    ...(perWeek === null ? [] : [`از ${from}: ${settingWords('sessions_per_week', perWeek)}`]),
    ...(template === null ? [] : [`از ${from}، قالب نوبت‌ها: ${settingWords('slot_template', template)}`]),
    ...away.map(({ agencyId, kind, from: first, to }) => `«${name(agencyId)}»، ${span(first, to)}: ${AWAY_CHOICES[kind]}`),
    ...flags.map(({ agencyId, mayBeInvited }) => `«${name(agencyId)}» ${FLAG_CHOICE_WORDS[mayBeInvited ? 'yes' : 'no']}`),
  ];
}

/** What choosing would do, a sentence a thing. */
export function choiceSentences({ since, perWeek, template, away, flags }: Supposition, name: (agencyId: string) => string): string[] {
  const settings = [...(perWeek === null ? [] : ['شمار جلسه در هفته']), ...(template === null ? [] : ['قالب نوبت‌ها'])].map((title) => `«${title}»`).join(' و ');
  return [
    ...(settings === '' ? [] : [`تنظیم ${settings} از ${dayWords(since)} تغییر می‌کند؛ این تنظیم برای برنامه‌های پس از آن هم برقرار می‌ماند.`]),
    ...away.map(({ agencyId, kind, from, to }) =>
      kind === 'excluded' ? `«${name(agencyId)}» ${span(from, to)} کنار گذاشته می‌شود و نوبتش محفوظ می‌ماند.` : `غیبت مدیر «${name(agencyId)}»، ${span(from, to)}، ثبت می‌شود.`),
    ...flags.map(({ agencyId, mayBeInvited }) => `«${name(agencyId)}» ${mayBeInvited ? 'از این پس به جلسه‌ها دعوت می‌شود.' : 'دیگر به جلسه‌ها دعوت نمی‌شود و سهمش میان دیگران بخش می‌شود.'}`),
  ];
}

const lead = ({ perWeek, template }: Supposition): string =>
  perWeek !== null ? `با ${formatNumber(perWeek)} جلسه در هفته` : template !== null ? 'با قالب تازهٔ نوبت‌ها' : 'با این فرض';

function waitSentence(supposition: Supposition, { now, then }: Comparison): string {
  if (now.meanDays === null || then.meanDays === null) return `${lead(supposition)}، دستگاهی نوبت نمی‌گیرد.`;
  const [before, after] = [weeksWords(now.meanDays), weeksWords(then.meanDays)];
  return before === after ? `${lead(supposition)}، میانگین انتظار همان ${after} می‌ماند.` : `${lead(supposition)}، میانگین انتظار از ${before} به ${after} می‌رسد.`;
}

const verb = (count: number): string => (count === 1 ? 'می‌گیرد' : 'می‌گیرند');

function movedSentence({ gains, loses }: Comparison): string {
  if (gains === 0 && loses === 0) return 'شمار نوبت هیچ دستگاهی تغییر نمی‌کند.';
  const more = `${formatNumber(gains)} دستگاه نوبت بیشتر یا زودتر ${verb(gains)}`;
  if (gains === 0) return `${formatNumber(loses)} دستگاه نوبت کمتر یا دیرتر ${verb(loses)}.`;
  return loses === 0 ? `${more} و نوبت هیچ دستگاهی کمتر نمی‌شود.` : `${more} و ${formatNumber(loses)} دستگاه کمتر یا دیرتر.`;
}

/** Sessions as people read a deviation: «۰٫۸۹». */
export const deviationWords = (micro: number): string => formatNumber(micro / WHOLE, { fraction: 2 });

function deviationSentence({ now, then }: Comparison): string {
  const [before, after] = [deviationWords(now.worst), deviationWords(then.worst)];
  const where = then.withinBound ? `در حد نظری (${deviationWords(then.bound)}) است` : `از حد نظری (${deviationWords(then.bound)}) بیشتر است`;
  return before === after ? `بیشترین فاصله از سهم همان ${after} می‌ماند و ${where}.` : `بیشترین فاصله از سهم از ${before} به ${after} می‌رسد و ${where}.`;
}

/** What the comparison comes to, the wait first. */
export const comparisonSentences = (supposition: Supposition, comparison: Comparison): string[] => [
  waitSentence(supposition, comparison),
  movedSentence(comparison),
  deviationSentence(comparison),
  ...(comparison.then.nobody > 0 ? [`${formatNumber(comparison.then.nobody)} جلسه بی مدیر می‌ماند؛ در برنامهٔ کنونی ${comparison.now.nobody === 0 ? 'هیچ' : formatNumber(comparison.now.nobody)}.`] : []),
];

/** What becomes of one agency, in two words; null where nothing does. */
export function changeWords({ change, now, then }: Compared): string | null {
  if (change === 'same') return null;
  const counted = now.given !== then.given;
  return change === 'gains' ? (counted ? 'نوبت بیشتر' : 'انتظار کمتر') : counted ? 'نوبت کمتر' : 'انتظار بیشتر';
}
