import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import { formatDay } from '../domain/jalali.ts';
import type { Amendment } from '../domain/rota/amendment.ts';
import type { CrumbsPart, CsrfPart, FactsPart, NoticePart } from '../http/parts.ts';
import { AMENDMENT_NAMES, placeWords } from '../wording/amend.ts';
import type { AmendmentProspect, ProspectSession } from './amend.ts';

/** One session as it stands and as it would stand. */
export interface PreviewRow {
  readonly agency: string;
  readonly before: { readonly when: string; readonly who: string } | null;
  /** Null where the session is cancelled. */
  readonly after: { readonly when: string; readonly who: string } | null;
}

/** What a change would come to, before it is made. */
export interface AmendPreviewView {
  readonly crumbs: CrumbsPart;
  readonly version: string;
  readonly rows: readonly PreviewRow[];
  readonly notices: readonly NoticePart[];
  readonly effects: readonly string[];
  readonly grounds: FactsPart;
  readonly action: string;
  readonly csrf: CsrfPart;
  /** What was asked, and the mark of what is shown here. */
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly back: string;
  readonly danger: boolean;
}

declare module '../http/pages.ts' {
  interface Pages {
    'rota/amend-preview': AmendPreviewView;
  }
}

/** What was asked for, as it was typed, with its reason and letter. */
export interface AskedChange {
  readonly amendment: Amendment;
  readonly reason: string;
  readonly letterNo: string | null;
  readonly letterDay: Parameters<typeof formatDay>[0] | null;
  readonly typed: Readonly<Record<string, string>>;
  /** The page that the change was asked on, where it is sent to, and how it was come to. */
  readonly page: string;
  readonly crumbs: CrumbsPart;
}

const rowOf = ({ before, after, agency, comes }: ProspectSession): PreviewRow => ({
  agency,
  before: before === null ? null : { when: placeWords(before), who: comes.before ?? '' },
  after: after.state === 'cancelled' ? null : { when: placeWords(after), who: comes.after ?? '' },
});

const people = (count: number): string => `${formatNumber(count)} نفر`;

/** What goes with the change, each in a sentence. */
function effectsOf(kind: Amendment['kind'], waiting: number): string[] {
  switch (kind) {
    case 'move':
    case 'swap':
      return [
        kind === 'move' ? 'از مدیر برای زمان تازه دوباره دعوت می‌شود و پاسخ پیشین او کنار می‌رود.' : 'از هر دو مدیر برای زمان تازه دوباره دعوت می‌شود و پاسخ پیشین آنان کنار می‌رود.',
        ...(waiting > 0 ? [`${people(waiting)} که در صف‌اند با نوبت به زمان تازه می‌روند؛ به آنان خبر دهید.`] : []),
      ];
    case 'cancel':
      return [
        'دعوت مدیر پس گرفته می‌شود و این نوبت در سهم دستگاه حساب نمی‌شود؛ در برنامهٔ بعد جبران می‌شود.',
        ...(waiting > 0 ? [`با ${people(waiting)} که در صف‌اند دوباره تماس گرفته می‌شود؛ در فهرست تماس‌های مرکز می‌مانند.`] : []),
      ];
    case 'substitute':
      return ['دعوت و صف جلسه به جای خود می‌ماند؛ در برنامهٔ عمومی و میز مدیر نام تازه می‌آید.'];
    case 'add':
      return ['برای مدیر این دستگاه دعوت فرستاده می‌شود.'];
  }
}

/** The page on which a change is confirmed. */
export function amendPreviewView({ amendment, reason, letterNo, letterDay, typed, page, crumbs }: AskedChange, { version, items, waiting, mark }: AmendmentProspect, csrf: CsrfPart): AmendPreviewView {
  const confirmable = items.flatMap((item) => item.confirmable);
  const query = new URLSearchParams(typed).toString();
  return {
    crumbs: { trail: [...crumbs.trail, { label: AMENDMENT_NAMES[amendment.kind], href: null }] },
    version: formatNumber(version),
    rows: items.flatMap(({ sessions }) => sessions.map(rowOf)),
    notices: confirmable.length === 0 ? [] : [{ tone: 'warning', title: 'پیش از ثبت ببینید', text: `${confirmable.join(' ')} اگر با آگاهی از آن می‌خواهید، ثبت کنید.` }],
    effects: effectsOf(amendment.kind, waiting),
    grounds: { facts: [
      { term: 'دلیل', text: reason },
      { term: 'نامه', text: letterNo === null ? 'در انتظار شمارهٔ نامه' : `${toPersianDigits(letterNo)}${letterDay === null ? '' : `، ${formatDay(letterDay)}`}` },
    ] },
    action: page === '/rota/add' ? page : `${page}/change`,
    csrf,
    hidden: [...Object.entries(typed).map(([name, value]) => ({ name, value })), { name: 'seen', value: mark }],
    back: `${page}?${query}`,
    danger: amendment.kind === 'cancel',
  };
}
