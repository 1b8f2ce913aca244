import type { Holiday } from '../domain/working-time.ts';
import type { ClosureEntry } from './change.ts';

/** What a form shows of a holiday, so that an edit of something older is refused. */
export const holidayMark = ({ day, title, status, altDay }: Holiday): string => [day, status, altDay ?? '', title].join('|');

/** Where, when and how a closure holds, whatever is said of it. */
export const closureFacts = ({ from, to, scope, kind, openFrom, closeAt }: ClosureEntry): string => {
  const place = scope.kind === 'county' ? scope.countyId : scope.kind === 'agency' ? scope.agencyId : '';
  return [from, to, scope.kind, place, kind, openFrom ?? '', closeAt ?? ''].join('|');
};

/** What a form shows of a closure, so that an edit of something older is refused. */
export const closureMark = (closure: ClosureEntry): string => [closureFacts(closure), closure.orderNo ?? '', closure.issuedAt ?? '', closure.reason].join('|');
