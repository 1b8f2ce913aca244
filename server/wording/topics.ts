import { formatNumber } from '../domain/persian.ts';

/** Who answers for a topic, as chosen in its form. */
export const ANSWERERS = {
  parent: 'همان دستگاه‌های شاخهٔ بالاتر',
  chosen: 'دستگاه‌هایی که برمی‌گزینم',
  any: 'هر دستگاهی',
} as const;

/** How many agencies answer for a topic: `count` of those on the roster, null where any may. */
export function answerersWords(count: number | null, inherited: boolean): string {
  if (count === null) return 'هر دستگاهی';
  if (count === 0) return 'بی دستگاه پاسخگو';
  return `${formatNumber(count)} دستگاه${inherited ? '، از شاخهٔ بالاتر' : ''}`;
}

/** What the pages of topics say when something was done. */
export const TOPIC_DONE = {
  added: 'موضوع افزوده شد.',
  saved: 'تغییرات موضوع ذخیره شد.',
  retired: 'موضوع کنار گذاشته شد و دیگر برای برگزیدن نشان داده نمی‌شود.',
  back: 'موضوع بازگردانده شد.',
};
