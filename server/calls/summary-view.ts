import { formatClockRange, formatInstant } from '../domain/calendar.ts';
import { formatDayLong } from '../domain/jalali.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import { isLiving } from '../domain/session-life.ts';
import { summarise } from '../domain/queue/summary.ts';
import { groupedCode } from '../domain/tracking-code.ts';
import type { ChipPart, CrumbsPart, TilePart } from '../http/parts.ts';
import { callerCalled, CALL_OUTCOME_NAMES } from '../wording/calls.ts';
import { pressSentences } from '../wording/press.ts';
import { hostCalled, minutesWords, secondsWords, SESSION_KIND_NAMES } from '../wording/sessions.ts';
import type { Afterwards } from './centre.ts';
import { keptWords } from './close-view.ts';
import { lifeChip } from './life-view.ts';

/** What a session came to. */
export interface SummaryView {
  readonly crumbs: CrumbsPart;
  readonly title: string;
  readonly when: string;
  readonly host: string;
  readonly chip: ChipPart;
  /** How it ended; empty while it has not. */
  readonly ended: string;
  /** Said while the session still goes on. */
  readonly soFar: boolean;
  readonly talks: readonly TilePart[];
  readonly rest: readonly TilePart[];
  readonly times: readonly { readonly what: string; readonly median: string; readonly most: string }[];
  readonly press: readonly string[];
  /** Those who were not reached, for whoever deals with them; null for all others. */
  readonly parted: readonly { readonly name: string; readonly way: string; readonly kept: string; readonly code: string }[] | null;
  readonly manage: string | null;
}

declare module '../http/pages.ts' {
  interface Pages {
    'calls/summary': SummaryView;
  }
}

interface Asked {
  readonly governorate: string;
  /** Whether the reader may see who the callers were. */
  readonly names: boolean;
  readonly manage: boolean;
}

/** The page of what a session came to; while it lives, of what it has come to so far. */
export function summaryView({ facts, parted, closedBy }: Afterwards, { governorate, names, manage }: Asked): SummaryView {
  const { life, agency, calls, now } = facts;
  const summary = life.summary ?? summarise(calls, life, now);
  const tile = (label: string, count: number, more: Partial<TilePart> = {}): TilePart => ({ label, value: formatNumber(count), ...more });
  const verb = life.state === 'cancelled' ? 'لغو شد' : 'بسته شد';
  const reason = life.state === 'cancelled' && life.reason !== null ? `؛ دلیل: ${life.reason}` : '';
  return {
    crumbs: { trail: [{ label: 'امروز', href: `/today?day=${life.day}` }, { label: agency.shortName, href: manage ? `/today/${life.id}` : `/today?day=${life.day}` }, { label: 'خلاصه', href: null }] },
    title: `خلاصهٔ جلسهٔ ${agency.shortName}`,
    when: `${SESSION_KIND_NAMES[life.kind]}، ${formatDayLong(life.day)}، ${formatClockRange(life.from, life.to)}`,
    host: life.hostName === null ? life.post : `${hostCalled(life)}، ${life.post}`,
    chip: lifeChip(life),
    ended: life.closedAt === null ? '' : `${formatInstant(life.closedAt)}${closedBy === null ? '' : ` از سوی ${closedBy}`} ${verb}${reason}.`,
    soFar: isLiving(life.state),
    talks: [
      tile('گفت‌وگو با مدیر', summary.taken),
      tile('پاسخ داده شد', summary.answered), tile('در همین تماس حل شد', summary.settled), tile('تعهد با مهلت', summary.committed),
      tile('ارجاع به کارشناس', summary.referred), tile('مربوط به دستگاه دیگر', summary.otherAgency), tile('پیوسته به درخواست پیشین', summary.linked), tile('تماس قطع شد', summary.dropped),
    ],
    rest: [tile('منتقل به جلسهٔ دیگر', summary.carried), tile('دوباره تماس می‌گیریم', summary.callBack), tile('ثبت درخواست', summary.registered), { label: 'زمان پاسخگویی', value: minutesWords(summary.minutesAnswering) }],
    times: [
      { what: 'انتظار تا آغاز گفت‌وگو', median: secondsWords(summary.medianWait), most: secondsWords(summary.p90Wait) },
      { what: 'گفت‌وگو', median: secondsWords(summary.medianTalk), most: secondsWords(summary.p90Talk) },
    ],
    press: isLiving(life.state) ? [] : pressSentences({ life, agency: agency.name, governorate, summary }),
    parted: !names ? null : parted.map(({ call, to, trackingCode }) => ({
      name: callerCalled(call),
      way: call.outcome === null ? '' : CALL_OUTCOME_NAMES[call.outcome],
      kept: to === null ? '' : keptWords(to),
      code: trackingCode === null ? '' : toPersianDigits(groupedCode(trackingCode)),
    })),
    manage: manage ? `/today/${life.id}` : null,
  };
}
