import { formatNumber } from '../domain/digits.ts';

// Words of times that run on while a page stands open: the server writes them first, and the page's script anew.

/** A wait of whole minutes in a row of a queue. */
export const waitWords = (minutes: number): string => (minutes < 1 ? 'هم‌اکنون' : `${formatNumber(minutes)} دقیقه`);

/**
 * How those who wait stand against the minutes that are left, where a talk is likely to take `talk` minutes: «۷ نفر در صف؛», and «حدود ۵ دقیقه برای هر نفر»;
 * where there is more than twice the time they need, only that it is enough.
 */
export function shareWords(waiting: number, left: number, talk: number): { readonly people: string; readonly each: string } {
  if (waiting === 0) return { people: '', each: 'کسی در صف نیست' };
  const each = Math.floor(left / waiting);
  const people = `${formatNumber(waiting)} نفر در صف؛`;
  if (left > waiting * talk * 2) return { people, each: 'وقت برای همه هست' };
  return { people, each: each < 1 ? 'کمتر از یک دقیقه برای هر نفر' : `حدود ${formatNumber(each)} دقیقه برای هر نفر` };
}

/** What is said of those whom the session does not reach; empty where it reaches all. */
export const unreachedWords = (count: number): string => (count === 0 ? '' : `${formatNumber(count)} نفر به این جلسه ${count === 1 ? 'نمی‌رسد' : 'نمی‌رسند'}`);

/** What is left of a session, the figure apart from its words: minutes to its beginning, to its end, or that its time is over. */
export function leftWords(untilStart: number, untilEnd: number): { readonly figure: string; readonly words: string } {
  if (untilStart > 0) return { figure: `${formatNumber(untilStart)} دقیقه`, words: 'تا آغاز جلسه' };
  if (untilEnd > 0) return { figure: `${formatNumber(untilEnd)} دقیقه`, words: 'تا پایان جلسه' };
  return { figure: `${formatNumber(-untilEnd)} دقیقه`, words: 'گذشته از پایان برنامه' };
}

/** How long a talk is meant to take, and that it takes longer. */
export const targetWords = (minutes: number, over = false): string =>
  over ? `از هدف ${formatNumber(minutes)} دقیقه گذشته است` : `هدف: حدود ${formatNumber(minutes)} دقیقه`;
