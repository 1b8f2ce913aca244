import { dayOf } from '../domain/calendar.ts';
import type { Call } from '../domain/call.ts';
import type { Day } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import { isOverdue, isUnanswered, type RequestState } from '../domain/request.ts';
import type { ChipPart, ChipTone } from '../http/parts.ts';
import { CALL_OUTCOME_NAMES } from '../wording/calls.ts';
import { ANSWER_KIND_NAMES, dueWords, MATTER_KIND_NAMES, REQUEST_STATE_NAMES } from '../wording/requests.ts';
import type { OwnHistory } from './history.ts';
import { dayWords, dueChip } from './host-view.ts';

/** A caller's earlier request to the host's own agency. */
export interface PastRequest {
  readonly title: string;
  readonly state: ChipPart;
  readonly date: string;
  readonly due: string | null;
  readonly overdue: boolean;
  readonly answer: string | null;
}

/** What the host may know of a caller's past: his own agency's part in words, the others' as a count; and what he himself has promised. */
export interface PastView {
  readonly requests: readonly PastRequest[];
  readonly calls: readonly { readonly title: string; readonly outcome: string; readonly date: string }[];
  /** «۲ همین دستگاه، ۳ دیگر»: what a telephone shows until it is asked for more. */
  readonly short: string;
  readonly more: string | null;
  readonly elsewhere: string | null;
  readonly promised: readonly { readonly text: string; readonly due: string; readonly left: ChipPart; readonly same: boolean }[];
  readonly promisedMore: string | null;
}

const REQUESTS_SHOWN = 4;
const CALLS_SHOWN = 2;
const PROMISES_SHOWN = 2;
const ANSWER_SHOWN = 160;

const STATE_TONES: Readonly<Record<RequestState, ChipTone>> = {
  registered: 'plain', referred: 'info', in_progress: 'info', needs_info: 'warning', returned: 'warning', answered: 'ok', closed: 'plain',
};

/** A text in one line and no longer than so many letters. */
export const inShort = (text: string, most: number): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most).trimEnd()}…`;
};

/** How a call or a request is called in a list: by what was asked, else by its topic, else by its kind. */
export const titleOf = ({ summary, topicId, kind }: Pick<Call, 'summary' | 'topicId' | 'kind'>, topics: ReadonlyMap<string, string>): string =>
  inShort(summary, 70) || (topics.get(topicId ?? '') ?? MATTER_KIND_NAMES[kind]);

const requestOf = (request: OwnHistory['requests'][number], topics: ReadonlyMap<string, string>, today: Day): PastRequest => {
  const { lastAnswer } = request;
  return {
    title: titleOf(request, topics),
    state: { tone: STATE_TONES[request.state], text: REQUEST_STATE_NAMES[request.state] },
    date: dayWords(dayOf(request.registeredAt)),
    due: isUnanswered(request.state) ? `مهلت ${dayWords(request.dueDay)}، ${dueWords(request, today)}` : null,
    overdue: isOverdue(request, today),
    answer: lastAnswer === null ? null : `${ANSWER_KIND_NAMES[lastAnswer.kind]}: ${inShort(lastAnswer.text, ANSWER_SHOWN)}`,
  };
};

/** The past of a caller as his host sees it on a day. */
export function pastView({ requests, calls, elsewhere, commitments, promised: open }: OwnHistory, topics: ReadonlyMap<string, string>, today: Day): PastView {
  const talked = calls.filter(({ outcome }) => outcome !== null);
  const hidden = Math.max(0, requests.length - REQUESTS_SHOWN) + Math.max(0, talked.length - CALLS_SHOWN);
  const made = new Set(talked.flatMap(({ commitmentId }) => commitmentId ?? []));
  // What was promised to this very caller; where it was nothing, the one that is due next.
  const own = commitments.filter(({ id }) => made.has(id)).slice(0, PROMISES_SHOWN);
  const promised = own.length > 0 ? own : commitments.slice(0, 1);
  const rest = open - promised.length;
  return {
    requests: requests.slice(0, REQUESTS_SHOWN).map((request) => requestOf(request, topics, today)),
    calls: talked.slice(0, CALLS_SHOWN).map((call) => ({
      title: titleOf(call, topics), outcome: call.outcome === null ? '' : CALL_OUTCOME_NAMES[call.outcome], date: dayWords(dayOf(call.receivedAt)),
    })),
    short: `${formatNumber(requests.length + talked.length)} همین دستگاه، ${formatNumber(elsewhere)} دیگر`,
    more: hidden === 0 ? null : `و ${formatNumber(hidden)} مورد دیگر`,
    elsewhere: elsewhere === 0 ? null : `دستگاه‌های دیگر: ${formatNumber(elsewhere)} درخواست`,
    promised: promised.map(({ id, text, dueDay }) => ({ text, due: `تا ${dayWords(dueDay)}`, left: dueChip(dueDay, today), same: made.has(id) })),
    promisedMore: rest > 0 ? `و ${formatNumber(rest)} تعهد دیگر` : null,
  };
}
