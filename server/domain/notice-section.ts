import type { Instant } from './calendar.ts';
import { awaitsNumber, isJudgeable, type Notice } from './notice.ts';

/** What is to be done with a notice next, in the order of the head's list. */
export const NOTICE_SECTIONS = ['proposed', 'to_number', 'to_serve', 'to_reply', 'to_judge', 'ended'] as const;
export type NoticeSection = (typeof NOTICE_SECTIONS)[number];

/** The section of the list in which a notice stands at an instant. */
export function sectionOf(notice: Pick<Notice, 'state' | 'step' | 'letterNo' | 'replyDue'>, now: Instant): NoticeSection {
  switch (notice.state) {
    case 'proposed':
      return 'proposed';
    case 'issued':
      return awaitsNumber(notice) ? 'to_number' : 'to_serve';
    case 'served':
    case 'replied':
      return notice.step === 'commendation' ? 'ended' : isJudgeable(notice, now) ? 'to_judge' : 'to_reply';
    case 'upheld':
    case 'reduced':
    case 'withdrawn':
    case 'declined':
      return 'ended';
  }
}
