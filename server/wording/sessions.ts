import { clockOf, formatClock, type Instant } from '../domain/calendar.ts';
import { formatNumber } from '../domain/persian.ts';
import type { LifeState, LifeStep, SessionKind, SessionLife } from '../domain/session-life.ts';
import { calledName, type Honorific } from './fa.ts';

/** What a session is (domain glossary). */
export const SESSION_KIND_NAMES: Readonly<Record<SessionKind, string>> = {
  electronic_meeting: 'ملاقات الکترونیکی',
  manager_hour: 'ساعت حضور',
  public_desk: 'ملاقات مردمی',
};

/** Where a session stands on its day. */
export const LIFE_STATE_NAMES: Readonly<Record<LifeState, string>> = {
  scheduled: 'برنامه‌ریزی‌شده',
  awaiting: 'در انتظار حضور مدیر',
  open: 'در حال پاسخگویی',
  paused: 'پذیرش متوقف است',
  closing: 'رو به پایان',
  closed: 'پایان‌یافته',
  cancelled: 'لغوشده',
};

/** The button of each step. */
export const LIFE_STEP_NAMES: Readonly<Record<LifeStep, string>> = {
  await: 'آمادهٔ حضور مدیر',
  open: 'آغاز پاسخگویی',
  pause: 'توقف پذیرش',
  resume: 'ادامهٔ پذیرش',
  extend: 'وقت اضافه',
  leave: 'پایان حضور مدیر',
};

/** Who sits at the desk. */
export const SEAT_SIDE_NAMES = { host: 'مدیر پاسخگو', companion: 'کارشناس همراه' } as const;

/** The host as he is called, «آقای کریمی»; his post where nobody is named. */
export const hostCalled = ({ hostName, hostHonorific, post }: Pick<SessionLife, 'hostName' | 'hostHonorific' | 'post'>): string =>
  hostName === null ? post : calledName({ honorific: hostHonorific, name: hostName });

/** Somebody who may answer in the manager's place, as a choice says it. */
export const substituteWords = (one: { readonly honorific: Honorific; readonly name: string; readonly post: string; readonly away: boolean }): string =>
  `${calledName(one)}، ${one.post}${one.away ? ' (در این روز غایب)' : ''}`;

/** A time of day at an instant, «۱۰:۴۲». */
export const clockWords = (at: Instant): string => formatClock(clockOf(at));

/** A span of seconds: «۳ دقیقه و ۲۰ ثانیه»; «نبود» where there was none to measure. */
export function secondsWords(seconds: number | null): string {
  if (seconds === null) return 'نبود';
  const [minutes, rest] = [Math.floor(seconds / 60), Math.round(seconds) % 60];
  if (minutes === 0) return `${formatNumber(rest)} ثانیه`;
  return rest === 0 ? `${formatNumber(minutes)} دقیقه` : `${formatNumber(minutes)} دقیقه و ${formatNumber(rest)} ثانیه`;
}

/** A span of minutes: «۱ ساعت و ۵۲ دقیقه», «۴۰ دقیقه». */
export function minutesWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${formatNumber(rest)} دقیقه`;
  return rest === 0 ? `${formatNumber(hours)} ساعت` : `${formatNumber(hours)} ساعت و ${formatNumber(rest)} دقیقه`;
}

const ORDINALS = ['اول', 'دوم', 'سوم', 'چهارم', 'پنجم', 'ششم', 'هفتم', 'هشتم', 'نهم', 'دهم'];

/** Which one of a row, from 1: «سوم», and from the eleventh on in figures. */
export const ordinalWords = (number: number): string => ORDINALS[number - 1] ?? `${formatNumber(number)}م`;

/** A place in a queue: «نفر سوم». */
export const placeWords = (place: number): string => `نفر ${ordinalWords(place)}`;

/** A post with its agency, as it is said: «مدیرکل راه و شهرسازی استان اصفهان», «شهردار اصفهان», «مدیرعامل شرکت گاز استان اصفهان». */
export function postOf(post: string, agency: string): string {
  const [general, organization, city, county] = ['اداره کل ', 'سازمان ', 'شهرداری ', 'فرمانداری '];
  if (post.startsWith('مدیرکل') && agency.startsWith(general)) return `${post} ${agency.slice(general.length)}`;
  if (post.endsWith('سازمان') && agency.startsWith(organization)) return `${post} ${agency.slice(organization.length)}`;
  if (post === 'شهردار' && agency.startsWith(city)) return `${post} ${agency.slice(city.length)}`;
  if (post === 'فرماندار' && agency.startsWith(county)) return `${post} ${agency.slice(county.length)}`;
  return `${post} ${agency}`;
}
