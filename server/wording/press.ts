import { formatClockRange } from '../domain/calendar.ts';
import { formatDayLong } from '../domain/jalali.ts';
import { formatNumber, joinWords } from '../domain/persian.ts';
import type { SessionLife, SessionSummary } from '../domain/session-life.ts';
import { hostCalled, minutesWords, postOf, secondsWords } from './sessions.ts';

/** Of what the press is told. */
export interface Told {
  readonly life: SessionLife;
  readonly agency: string;
  readonly governorate: string;
  readonly summary: SessionSummary;
}

const people = (count: number): string => (count === 1 ? 'یک نفر' : `${formatNumber(count)} نفر`);

const counted = (parts: readonly (readonly [number, (whom: string) => string])[]): readonly string[] => parts.flatMap(([count, words]) => (count === 0 ? [] : [words(people(count))]));

/** What is still done for callers, reached or not: a host too may send one on or promise a call. Empty where there is nothing. */
const parted = ({ carried, callBack, registered }: SessionSummary): string =>
  joinWords(counted([
    [carried, (whom) => `جای ${whom} در جلسه‌های دیگر نگه داشته شد`],
    [callBack, (whom) => `با ${whom} دوباره تماس گرفته می‌شود`],
    [registered, (whom) => `درخواست ${whom} ثبت شد`],
  ]));

const talked = ({ taken, answered, settled, committed, referred, otherAgency, linked, minutesAnswering }: SessionSummary): string => {
  if (taken === 0) return 'در این جلسه گفت‌وگویی برقرار نشد.';
  const outcomes = joinWords(counted([
    [answered, (whom) => `به ${whom} پاسخ داده شد`],
    [settled, (whom) => `مشکل ${whom} در همان تماس حل شد`],
    [committed, (whom) => `به ${whom} برای رسیدگی تا روزی معین تعهد داده شد`],
    [referred, (whom) => `درخواست ${whom} به کارشناسان دستگاه ارجاع شد`],
    [otherAgency, (whom) => `درخواست ${whom} به دستگاه‌های دیگر فرستاده شد`],
    [linked, (whom) => `گفتهٔ ${whom} به درخواست‌های پیشین پیوست`],
  ]));
  const talks = `در ${minutesWords(Math.max(1, minutesAnswering))} پاسخگویی، ${people(taken)} با مدیر گفت‌وگو ${taken === 1 ? 'کرد' : 'کردند'}`;
  return outcomes === '' ? `${talks}.` : `${talks}؛ از این میان ${outcomes}.`;
};

/** Three sentences on a session that has ended, ready to be published: who answered whom and when, what came of it, and that nobody was left behind. */
export function pressSentences({ life, agency, governorate, summary }: Told): readonly [string, string, string] {
  const [post, when] = [postOf(life.post, agency), `${formatDayLong(life.day)} از ساعت ${formatClockRange(life.from, life.to)}`];
  const rest = parted(summary);
  if (life.openedAt === null) {
    return [
      `پاسخگویی تلفنی ${post} که قرار بود ${when} در ${governorate} برگزار شود، برگزار نشد.`,
      rest === '' ? 'کسی در صف این جلسه نبود.' : `به همهٔ کسانی که در صف بودند رسیدگی شد: ${rest}.`,
      'برنامهٔ جلسه‌های بعدی پاسخگویی مدیران در همین سامانه منتشر می‌شود و شمارهٔ تماس همچنان ۱۱۱ است.',
    ];
  }
  const host = life.hostName === null ? post : `${hostCalled(life)}، ${post}`;
  const waits = summary.medianWait === null ? '' : `نیمی از تماس‌گیرندگان حداکثر ${secondsWords(summary.medianWait)} در انتظار ماندند`;
  const nobody = rest === '' ? 'در پایان کسی در صف نماند' : `کسی رها نشد: ${rest}`;
  return [
    `${host}، ${when} در ${governorate} پاسخگوی تماس‌های مردم با شمارهٔ ۱۱۱ بود.`,
    talked(summary),
    `${waits === '' ? nobody : `${waits} و ${nobody}`}.`,
  ];
}
