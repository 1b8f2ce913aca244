import type { ChecklistItem } from '../domain/inspection/visit-setting.ts';
import type { VisitReport } from '../domain/inspection/report.ts';
import { FINDING_TEXTS } from '../wording/inspections.ts';

/** Something a report found that is to be mended. */
export interface Found { readonly item: string; readonly text: string }

const noted = (text: string, note: string): string => (note === '' ? text : `${text}: ${note}`);

/** What a report found to be mended, by the items of that day's checklist; what was not looked at is no finding. */
export function findingsOf({ noticeBoard, namePlate, conduct, checklist }: VisitReport, items: readonly ChecklistItem[]): Found[] {
  const words = new Map(items.map(({ id, text }) => [id, text]));
  return [
    ...(noticeBoard === false ? [{ item: 'notice_board', text: FINDING_TEXTS.notice_board }] : []),
    ...(namePlate === false ? [{ item: 'name_plate', text: FINDING_TEXTS.name_plate }] : []),
    ...(conduct === 'poor' ? [{ item: 'conduct', text: FINDING_TEXTS.conduct }] : []),
    ...checklist.flatMap(({ id, good, note: own }) => {
      const text = words.get(id);
      return good !== false || text === undefined ? [] : [{ item: id, text: noted(text, own) }];
    }),
  ];
}
