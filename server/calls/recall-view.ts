import { dayOf } from '../domain/calendar.ts';
import { formatDayShort, toJalali } from '../domain/jalali.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import { isOverdue, isUnanswered, type RequestState } from '../domain/request.ts';
import { topicPath } from '../domain/topic.ts';
import { groupedCode } from '../domain/tracking-code.ts';
import type { ChipPart, ChipTone } from '../http/parts.ts';
import { callerCalled, callerWords, CALL_OUTCOME_NAMES, CALL_STATE_NAMES } from '../wording/calls.ts';
import { ANSWER_KIND_NAMES, MATTER_KIND_NAMES, REQUEST_STATE_NAMES } from '../wording/requests.ts';
import { placeWords } from '../wording/sessions.ts';
import type { Names } from './facts.ts';
import type { InQueue, Past, Recall } from './recall.ts';

/** One thing that somebody asked before. */
export interface PastView {
  readonly day: string;
  readonly title: string;
  readonly agency: string;
  /** Whose it was, where the telephone is known of several. */
  readonly who: string | null;
  readonly chip: ChipPart;
  /** The last answer that was given to it. */
  readonly answer: string | null;
  /** Its tracking code in the groups in which it is spoken. */
  readonly code: string | null;
  /** The request to which the present call can be added; `topicId` is what it was about. */
  readonly link: { readonly requestId: string; readonly topicId: string; readonly label: string } | null;
}

/** Who is perhaps on the line, and what he asked before; null where nobody is known. */
export interface RecallView {
  readonly people: readonly {
    readonly called: string;
    readonly honorific: string;
    readonly name: string;
    readonly countyId: string;
    readonly first: boolean;
  }[];
  readonly now: readonly string[];
  readonly past: readonly PastView[];
  readonly more: string | null;
}

const SHOWN = 5;

const TONES: Readonly<Record<RequestState, ChipTone>> = {
  registered: 'info', referred: 'info', in_progress: 'info', needs_info: 'warning', returned: 'warning', answered: 'ok', closed: 'plain',
};

const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most).trimEnd()}…` : text);

const dayWords = (at: Past['at']): string => `${formatDayShort(dayOf(at))} ${toPersianDigits(toJalali(dayOf(at)).year)}`;

function pastView(past: Past, names: Names, several: boolean, today: ReturnType<typeof dayOf>): PastView {
  const record = 'request' in past ? past.request : past.call;
  const topic = record.topicId === null ? null : (topicPath(names.topics, record.topicId).split(' › ').at(-1) ?? null);
  const base = {
    day: dayWords(past.at),
    title: topic ?? (record.summary === '' ? MATTER_KIND_NAMES[record.kind] : shortened(record.summary, 60)),
    agency: names.agencies.get(record.agencyId ?? '')?.shortName ?? '',
    who: several ? callerCalled(record) : null,
  };
  if ('call' in past) return { ...base, chip: { tone: 'plain', text: past.call.outcome === null ? CALL_STATE_NAMES[past.call.state] : CALL_OUTCOME_NAMES[past.call.outcome] }, answer: null, code: null, link: null };
  const { request } = past;
  const overdue = isOverdue(request, today);
  return {
    ...base,
    chip: { tone: overdue ? 'bad' : TONES[request.state], text: overdue ? `${REQUEST_STATE_NAMES[request.state]}، معوق` : REQUEST_STATE_NAMES[request.state] },
    answer: request.lastAnswer === null ? null : `${ANSWER_KIND_NAMES[request.lastAnswer.kind]}: ${shortened(request.lastAnswer.text, 160)}`,
    code: toPersianDigits(groupedCode(request.trackingCode)),
    link: isUnanswered(request.state) || request.state === 'answered' ? { requestId: request.id, topicId: request.topicId ?? '', label: `${base.title}${base.agency === '' ? '' : `، ${base.agency}`}` } : null,
  };
}

const nowWords = ({ call, life, place }: InQueue, names: Names): string => {
  const where = names.agencies.get(life?.agencyId ?? '')?.shortName ?? '';
  return place === null ? `${callerCalled(call)} هم‌اکنون در جلسهٔ ${where} است: ${CALL_STATE_NAMES[call.state]}.` : `${callerCalled(call)} هم‌اکنون ${placeWords(place)} صف ${where} است.`;
};

/** Who this may be, in words; null where nothing is known of him. */
export function recallView({ people, past, now }: Recall, names: Names, today: ReturnType<typeof dayOf>): RecallView | null {
  if (people.length === 0 && past.length === 0 && now.length === 0) return null;
  const more = past.length - SHOWN;
  return {
    people: people.map((person, index) => ({
      called: callerWords(person, names.counties),
      honorific: person.honorific ?? '',
      name: person.name ?? '',
      countyId: person.countyId ?? '',
      first: index === 0,
    })),
    now: now.map((one) => nowWords(one, names)),
    past: past.slice(0, SHOWN).map((one) => pastView(one, names, people.length > 1, today)),
    more: more > 0 ? `و ${formatNumber(more)} مورد پیش‌تر` : null,
  };
}
