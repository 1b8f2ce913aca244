import { formatClockRange, formatInstant, type Instant } from '../domain/calendar.ts';
import { formatDayLong } from '../domain/jalali.ts';
import type { ExchangeState } from '../domain/rota/exchange.ts';
import type { PlannedSession } from '../domain/session.ts';
import type { ChipPart, ChipTone } from '../http/parts.ts';
import { headCalled } from '../wording/fa.ts';
import { EXCHANGE_STATE_NAMES } from '../wording/swaps.ts';
import type { SwapSeen, SwapSide } from './swap-facts.ts';

/** One side of an exchange: who, when now, and when afterwards; `after` is null where nothing more will change. */
export interface SwapSideView {
  readonly title: string;
  readonly agency: string;
  readonly person: string;
  readonly now: string;
  readonly after: string | null;
}

/** One thing that has happened to an exchange, with its words. */
export interface SwapStepView {
  readonly text: string;
  readonly when: string;
  readonly note: string | null;
}

const TONES: Readonly<Record<ExchangeState, ChipTone>> = { asked: 'info', agreed: 'warning', declined: 'plain', taken_back: 'plain', approved: 'ok', rejected: 'bad', lapsed: 'plain' };
const ICONS: Readonly<Record<ExchangeState, string>> = { asked: 'hourglass', agreed: 'hourglass', declined: 'x', taken_back: 'undo-2', approved: 'check', rejected: 'ban', lapsed: 'clock' };

/** The state of an exchange as a chip. */
export const swapChip = (state: ExchangeState): ChipPart => ({ tone: TONES[state], text: EXCHANGE_STATE_NAMES[state], icon: ICONS[state] });

/** «یکشنبه ۱۵ آذر ۱۴۰۵، ۹ تا ۱۱» */
export const whenOf = ({ day, from, to }: Pick<PlannedSession, 'day' | 'from' | 'to'>): string => `${formatDayLong(day)}، ${formatClockRange(from, to)}`;

/** Whoever heads a side, as he is called; his post where nobody does. */
export const personOf = ({ head, agency }: SwapSide): string => headCalled(head, agency.headTitle);

/** A side as it stands, and where it would go while the exchange is on its way. */
export const sideView = (title: string, side: SwapSide, goesTo: SwapSide | null): SwapSideView => ({
  title, agency: side.agency.shortName, person: personOf(side), now: whenOf(side.session), after: goesTo === null ? null : whenOf(goesTo.session),
});

/** Who took a step: the manager himself, or somebody of his office. */
function whoOf({ people }: SwapSeen, by: string | null, side: SwapSide): string {
  const who = by === null ? undefined : people.get(by);
  if (who === undefined) return personOf(side);
  return who.personId === side.head?.personId ? who.called : `دفتر مدیر (${who.called})`;
}

/** What has happened to an exchange so far, the first first. */
export function historyOf(seen: SwapSeen): SwapStepView[] {
  const { exchange, own, other, people, state } = seen;
  const at = (instant: Instant | null): string => (instant === null ? '' : formatInstant(instant));
  const steps: SwapStepView[] = [{ text: `${whoOf(seen, exchange.askedBy, own)} از ${own.agency.shortName} درخواست کرد`, when: at(exchange.askedAt), note: exchange.reason }];
  if (exchange.answeredAt !== null) {
    steps.push({ text: `${whoOf(seen, exchange.answeredBy, other)} از ${other.agency.shortName} ${exchange.state === 'declined' ? 'نپذیرفت' : 'پذیرفت'}`, when: at(exchange.answeredAt), note: exchange.answerNote });
  }
  const decider = exchange.decidedBy === null ? '' : (people.get(exchange.decidedBy)?.called ?? 'مسئول برنامه');
  if (exchange.state === 'approved') steps.push({ text: `${decider} تأیید کرد`, when: at(exchange.decidedAt), note: exchange.decisionNote });
  if (exchange.state === 'rejected') steps.push({ text: `${decider} تأیید نکرد`, when: at(exchange.decidedAt), note: exchange.decisionNote });
  if (exchange.state === 'taken_back') steps.push({ text: `${whoOf(seen, exchange.decidedBy, own)} درخواست را پس گرفت`, when: at(exchange.decidedAt), note: null });
  if (state === 'lapsed') {
    const cancelled = [own, other].some(({ session }) => session.state === 'cancelled');
    steps.push({ text: cancelled ? 'یکی از دو جلسه لغو شد و درخواست از میان رفت' : 'زمان یکی از دو جلسه رسید و درخواست از میان رفت', when: at(exchange.decidedAt), note: null });
  }
  return steps;
}
