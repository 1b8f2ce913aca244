import type { VisitFlag } from '../domain/inspection/landed.ts';
import type { ListedVisit } from './reading.ts';

/** By what the list of reports can be narrowed beside the answer. */
export const MARKS = ['any', 'contradicted', 'photos', 'code_stale', 'opened_offline', 'device_time', 'order_invalid', 'rules'] as const;
export type Mark = (typeof MARKS)[number];

/** Whether a report bears anything that the head should look at. */
export const isMarked = ({ visit, contradicted, photosCame }: ListedVisit): boolean => visit.flags.length > 0 || contradicted || photosCame < visit.report.photos.length;

/** Whether a report bears a mark. */
export function bears(one: ListedVisit, mark: Mark): boolean {
  if (mark === 'any') return isMarked(one);
  if (mark === 'contradicted') return one.contradicted;
  if (mark === 'photos') return one.photosCame < one.visit.report.photos.length;
  const flags: readonly VisitFlag[] = mark === 'code_stale' ? ['code_stale', 'code_missing'] : mark === 'opened_offline' ? ['opened_offline', 'never_opened'] : mark === 'device_time' ? ['device_time', 'outside_hour'] : [mark];
  return one.visit.flags.some((flag) => flags.includes(flag));
}
