import type { VisitOutcome } from '../domain/visitor.ts';

/** What became of a visit. */
export const VISIT_OUTCOME_NAMES: Readonly<Record<VisitOutcome, string>> = {
  by_manager: 'مدیر پاسخ داد',
  by_expert: 'کارشناس پاسخ داد',
  registered: 'ثبت درخواست',
  referred: 'به دستگاه دیگر',
  unanswered: 'بی‌پاسخ رفت',
  counted: 'تنها شمرده شد',
};

/** The question of a visitor's slip. */
export const VISIT_QUESTION = 'آیا مدیر در ساعت حضور در دفترش بود و شما را دید؟';

/** The two answers. */
export const MET_NAMES = { yes: 'بله، مرا دید', no: 'نه، نبود یا مرا ندید' } as const;

/** What the pages of visitors say when something was done. */
export const VISITOR_DONE = {
  counted: 'یک مراجعه‌کننده شمرده شد.',
  registered: 'ثبت شد.',
  answered: 'پاسخ مراجعه‌کننده ثبت شد.',
  laid: 'مراجعه‌های این روز ثبت شد.',
};
