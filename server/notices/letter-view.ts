import type { CrumbsPart } from '../http/parts.ts';
import { addressee, letterFrame, type LetterFrame } from '../wording/letters.ts';
import { noticeSubject, noticeText } from '../wording/notice-letters.ts';
import type { NoticeDetail } from './reading.ts';

/** A notice's letter on paper. */
export interface NoticeSheet {
  readonly frame: LetterFrame;
  /** Paragraphs, each of its lines. */
  readonly body: readonly (readonly string[])[];
  readonly due: string;
}

/** The letter alone on its page, to be printed. */
export interface NoticeLetterView {
  readonly crumbs: CrumbsPart;
  readonly back: string;
  readonly sheet: NoticeSheet;
}

declare module '../http/pages.ts' {
  interface Pages {
    'notices/letter': NoticeLetterView;
  }
}

/** What the head of the office is called. */
export interface Titles {
  readonly governorate: string;
  readonly office: string;
}

/** The text of a letter as it stands: what was issued, or the template's words before that. */
export const textOf = ({ notice, earlier }: Pick<NoticeDetail, 'notice' | 'earlier'>): string => (notice.body === '' ? noticeText(notice, earlier) : notice.body);

/** A notice's letter under the head of the office. */
export function noticeSheet(detail: NoticeDetail, titles: Titles): NoticeSheet {
  const { notice, agency, recipient, letterhead } = detail;
  return {
    frame: letterFrame({
      ...titles, letterhead, letterNo: notice.letterNo, letterDay: notice.letterDay, mark: { term: 'طبقه', text: 'محرمانه، تنها برای گیرنده' }, to: addressee(recipient, agency), subject: noticeSubject(notice),
      // The name stands under the letters of whoever signs those of the office.
      signer: letterhead.signerTitle === notice.signer ? letterhead.signer : '', signerTitle: notice.signer,
    }),
    body: textOf(detail).split(/\n{2,}/).map((paragraph) => paragraph.split('\n')),
    due: notice.step === 'commendation' ? '' : 'مهلت پاسخ از هنگام ابلاغ آغاز می‌شود و پایان آن در سامانه نوشته شده است.',
  };
}

/** The printable page of a notice's letter. */
export const noticeLetterView = (detail: NoticeDetail, titles: Titles): NoticeLetterView => ({
  crumbs: { trail: [{ label: 'تذکر و اخطار', href: '/notices' }, { label: noticeSubject(detail.notice), href: `/notices/${detail.notice.id}` }, { label: 'نامه', href: null }] },
  back: `/notices/${detail.notice.id}`,
  sheet: noticeSheet(detail, titles),
});
