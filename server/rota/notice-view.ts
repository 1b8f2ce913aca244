import { formatDay, type Day } from '../domain/jalali.ts';
import { formatNumber, isolate, toPersianDigits } from '../domain/persian.ts';
import type { TimetableChange } from '../domain/rota/difference.ts';
import { noticeLine } from '../wording/amend.ts';

/** What a notice to the media is made from: one version, what it altered of what was promised, and why. */
export interface NoticeGround {
  readonly governorate: string;
  readonly office: string;
  readonly version: number;
  readonly corrections: readonly TimetableChange[];
  /** Short names of agencies by id, as they were when the version was published. */
  readonly names: Readonly<Record<string, string>>;
  readonly reason: string | null;
  readonly letterNo: string | null;
  readonly letterDay: Day | null;
  readonly note: string | null;
}

/** The correction notice (اصلاحیه) of a version as plain text for copying; in right-to-left text its names, numbers and times keep their order. Empty where nothing was corrected. */
export function noticeText({ governorate, office, version, corrections, names, reason, letterNo, letterDay, note }: NoticeGround): string {
  if (corrections.length === 0) return '';
  const letter = letterNo === null ? null : `شمارهٔ نامه: ${isolate(toPersianDigits(letterNo))}${letterDay === null ? '' : `، تاریخ ${isolate(formatDay(letterDay))}`}`;
  return [
    `اصلاحیهٔ برنامهٔ پاسخگویی مدیران (نسخهٔ ${formatNumber(version)})`,
    `${isolate(governorate)}، ${isolate(office)}`,
    '',
    'به آگاهی مردم گرامی می‌رساند:',
    ...corrections.map((change) => `• ${noticeLine(change, names)}`),
    '',
    ...(reason === null ? [] : [`دلیل: ${isolate(reason)}`]),
    ...(note === null ? [] : [isolate(note)]),
    ...(letter === null ? [] : [letter]),
    'در ساعت جلسه با شمارهٔ ۱۱۱ تماس بگیرید.',
  ].join('\n');
}
