import type { CallOutcome, HostOutcome, Line } from '../domain/call.ts';
import { formatNumber } from '../domain/persian.ts';
import { LINE_NAMES } from './calls.ts';

/** Who comes next, as the big button says it: «آقای رضایی، از نجف‌آباد؛ روی خط». */
export const nextWords = (called: string, county: string | null, line: Line | 'held'): string =>
  `${called}${county === null ? '' : `، از ${county}`}؛ ${line === 'held' ? 'پشت خط' : LINE_NAMES[line]}`;

/** What the host's buttons say when a caller did not answer. */
export const unansweredWords = (after: number | null, ended: 'call_back' | 'dropped_early' | null): string => {
  if (after !== null) return `پس از ${formatNumber(after)} نفر دوباره تماس می‌گیریم.`;
  return ended === 'call_back' ? 'چند بار پاسخ نداد؛ مرکز بعداً با او تماس می‌گیرد.' : 'چند بار پاسخ نداد و شماره‌ای از او نیست؛ از صف بیرون رفت.';
};

/** What the centre is doing while a caller is connected. */
export const CONNECTING_WORDS: Readonly<Record<Line, string>> = {
  on_line: 'روی خط منتظر است؛ مرکز او را به تلفن شما وصل می‌کند.',
  to_ring: 'مرکز به او زنگ می‌زند و به تلفن شما وصل می‌کند.',
};

/** What follows from the outcome of a talk, said to the host. */
export const CONCLUDED_WORDS: Readonly<Partial<Record<CallOutcome, string>>> = {
  answered: 'پاسخ شما ثبت شد.',
  settled_on_line: 'ثبت شد که با پرسش از دستگاه دیگر در همین تماس حل شد.',
  commitment: 'تعهد شما ثبت شد و تا انجام شدن در فهرست تعهدهای شما می‌ماند.',
  referred: 'به کارشناس دستگاه شما ارجاع شد.',
  other_agency: 'به دستگاه مربوط ارجاع شد.',
  linked: 'این تماس به درخواست پیشین او پیوست.',
  same_problem: 'درخواست او در کنار درخواست‌های مانند آن ثبت شد.',
  call_back: 'مرکز بعداً با او تماس می‌گیرد.',
  dropped: 'ثبت شد که تماس قطع شد.',
};

/** Who writes a note of a call. */
export const NOTE_SIDE_NAMES = { host: 'مدیر پاسخگو', companion: 'کارشناس همراه', operator: 'کارشناس ۱۱۱' } as const;

interface PanelWords {
  readonly path: string;
  readonly outcome: HostOutcome | null;
  readonly title: string;
  readonly hint: string | null;
  readonly submit: string;
}

/** The panels of the host's page: what each is called, says and does. */
export const PANEL_WORDS: Readonly<Record<'referred' | 'commitment' | 'other_agency' | 'settled_on_line' | 'hold' | 'back' | 'transfer' | 'linked' | 'same_problem', PanelWords>> = {
  referred: { path: 'conclude', outcome: 'referred', title: 'ارجاع به کارشناس', hint: 'درخواستی با کد رهگیری ساخته می‌شود و کد را برای تماس‌گیرنده می‌خوانید.', submit: 'ثبت ارجاع' },
  commitment: { path: 'conclude', outcome: 'commitment', title: 'تعهد با مهلت', hint: null, submit: 'ثبت تعهد' },
  other_agency: { path: 'conclude', outcome: 'other_agency', title: 'مربوط به دستگاه دیگر', hint: 'درخواستی برای آن دستگاه با کد رهگیری ساخته می‌شود.', submit: 'ارجاع به آن دستگاه' },
  settled_on_line: { path: 'conclude', outcome: 'settled_on_line', title: 'در همین تماس حل شد', hint: 'با پرسش از دستگاه دیگر، هم‌اکنون حل شد.', submit: 'ثبت' },
  hold: { path: 'hold', outcome: null, title: 'نگه داشتن پشت خط', hint: 'او پیش از دیگران به شما بازمی‌گردد؛ تا آن زمان می‌توانید نفر دیگری را بپذیرید.', submit: 'نگه داشتن' },
  back: { path: 'back', outcome: null, title: 'بازگشت به صف', hint: null, submit: 'بازگرداندن به صف' },
  transfer: { path: 'transfer', outcome: null, title: 'انتقال به جلسهٔ دیگر', hint: null, submit: 'انتقال' },
  linked: { path: 'conclude', outcome: 'linked', title: 'پیوند با درخواست پیشین', hint: null, submit: 'پیوند' },
  same_problem: { path: 'conclude', outcome: 'same_problem', title: 'همان مشکل دیگران', hint: 'درخواست او در کنار درخواست مانند آن ثبت می‌شود.', submit: 'ثبت' },
};

/** What is said beside a tracking code by which nothing is found. */
export const CODE_UNKNOWN = 'درخواستی با این کد یافت نشد؛ کد را دوباره بخوانید.';
