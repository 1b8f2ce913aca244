import type { Holiday } from '../domain/working-time.ts';

/** What a form shows of a holiday, so that an edit of something older is refused. */
export const holidayMark = ({ day, title, status, altDay }: Holiday): string => [day, status, altDay ?? '', title].join('|');
