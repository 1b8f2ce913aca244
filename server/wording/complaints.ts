import type { ComplaintChannel } from '../domain/complaint.ts';

/** How word of it came. */
export const COMPLAINT_CHANNEL_NAMES: Readonly<Record<ComplaintChannel, string>> = { call: 'تماس با ۱۱۱', other: 'ثبت کارشناس' };

/** What the pages say when something was done. */
export const COMPLAINT_DONE = {
  registered: 'ثبت شد. این گزارش در قرعهٔ بازدیدها به کار می‌آید و خودبه‌خود تذکری نمی‌آورد.',
  withdrawn: 'گزارش کنار گذاشته شد و دیگر شمرده نمی‌شود.',
};
