import { formatClockRange, type Instant } from '../domain/calendar.ts';
import type { Call } from '../domain/call.ts';
import { formatDayLong, formatDayShort, WEEKDAYS, weekday } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import { isPresent } from '../domain/call.ts';
import { waitingSince } from '../domain/queue/steps.ts';
import { topicPath } from '../domain/topic.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, type Control, type CrumbsPart, type CsrfPart, type OptionPart } from '../http/parts.ts';
import { callerWords, LINE_NAMES } from '../wording/calls.ts';
import { counted, type CountPart } from '../wording/counts.ts';
import { placeWords, SESSION_KIND_NAMES } from '../wording/sessions.ts';
import type { Ahead, Leaving } from './centre.ts';

/** One way of dealing with a caller who was not reached. */
export interface WayOption {
  readonly value: 'carry' | 'call_back' | 'register';
  readonly label: string;
  readonly hint: string;
  readonly chosen: boolean;
  readonly disabled: boolean;
}

/** A session in which a place can be kept, and how many wait in it already. */
export interface CarryTarget extends OptionPart { readonly waiting: number }

/** A caller who was not reached, and what can be done for him. */
export interface LeftCaller {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly line: string;
  readonly waited: CountPart;
  readonly ways: readonly WayOption[];
  readonly targets: readonly CarryTarget[];
  readonly target: string;
  /** The place he would have there behind those who are carried there before him; empty for one with priority, who goes before others. */
  readonly place: string;
  readonly error: string;
  /** Whether he came while the page was being filled in. */
  readonly isNew: boolean;
}

/** The page on which a session ends. */
export interface CloseView {
  readonly now: Instant;
  readonly crumbs: CrumbsPart;
  readonly title: string;
  readonly intro: string;
  readonly how: 'close' | 'cancel';
  readonly action: string;
  readonly back: string;
  readonly csrf: CsrfPart;
  readonly problem: string | null;
  readonly busy: string;
  readonly reason: Control | null;
  readonly callers: readonly LeftCaller[];
  /** The same way for all: shown where there is more than one. */
  readonly all: readonly { readonly value: string; readonly label: string }[];
  readonly submit: string;
}

declare module '../http/pages.ts' {
  interface Pages {
    'calls/close': CloseView;
  }
}

const targetOf = ({ life, waiting }: Ahead): CarryTarget => ({
  value: life.id,
  label: `${WEEKDAYS[weekday(life.day)]} ${formatDayShort(life.day)}، ${formatClockRange(life.from, life.to)}، ${SESSION_KIND_NAMES[life.kind]}`,
  waiting,
});

interface Asked {
  readonly how: 'close' | 'cancel';
  readonly csrf: CsrfPart;
  /** What was chosen and refused; null where the page is fresh. */
  readonly form: FormState | null;
}

// His place is kept where there is one to keep; else the centre rings him; whoever cannot be rung is written down.
const defaultWay = (call: Call, ahead: readonly Ahead[]): WayOption['value'] => (call.phone === null ? 'register' : ahead.length > 0 ? 'carry' : 'call_back');

const chosenFor = (call: Call, ahead: readonly Ahead[], { form }: Asked): { readonly way: string; readonly target: string } => ({
  way: form?.typed[`way.${call.id}`] ?? defaultWay(call, ahead),
  target: form?.typed[`to.${call.id}`] ?? ahead[0]?.life.id ?? '',
});

const placeIn = (call: Call, { left, ahead }: Leaving, asked: Asked): string => {
  const { target } = chosenFor(call, ahead, asked);
  const there = ahead.find(({ life }) => life.id === target);
  if (there === undefined || call.priority) return '';
  const before = left.slice(0, left.indexOf(call)).filter((other) => {
    const theirs = chosenFor(other, ahead, asked);
    return theirs.way === 'carry' && theirs.target === target;
  });
  return `نفر ${formatNumber(there.waiting + before.length + 1)} صف می‌شود`;
};

function callerOf(call: Call, leaving: Leaving, asked: Asked): LeftCaller {
  const { facts, names, ahead, dueDay } = leaving;
  const { form } = asked;
  const typed = form?.typed[`way.${call.id}`];
  const { way: chosen, target } = chosenFor(call, ahead, asked);
  const topic = call.topicId === null ? '' : topicPath(names.topics, call.topicId);
  const silent = call.phone === null ? 'شمارهٔ تلفنش ثبت نشده است' : '';
  const way = (value: WayOption['value'], label: string, hint: string, disabled: boolean): WayOption => ({ value, label, hint, disabled, chosen: chosen === value });
  return {
    id: call.id,
    name: callerWords(call, names.counties),
    about: [topic, call.summary].filter(Boolean).join('؛ '),
    line: LINE_NAMES[call.line],
    waited: counted('minutes', waitingSince(call, facts.life), facts.now),
    ways: [
      way('carry', 'جایش نگه داشته شود', silent || (ahead.length === 0 ? 'در هفته‌های پیش رو جلسه‌ای نیست' : ''), silent !== '' || ahead.length === 0),
      way('call_back', 'دوباره تماس می‌گیریم', silent || 'در فهرست تماس‌های مرکز می‌ماند', silent !== ''),
      way('register', 'ثبت درخواست', `مهلت پاسخ تا ${formatDayShort(dueDay)}`, false),
    ],
    targets: ahead.map(targetOf),
    target,
    place: placeIn(call, leaving, asked),
    error: form?.errors[`ways.${call.id}`] ?? '',
    isNew: form !== null && typed === undefined,
  };
}

/** The page on which a session is closed or cancelled, with a way for everybody who was not reached. */
export function closeView(leaving: Leaving, asked: Asked): CloseView {
  const { facts: { life, agency, present, now }, left, ahead } = leaving;
  const { how, csrf, form } = asked;
  const count = formatNumber(left.length);
  const title = how === 'close' ? 'بستن جلسه' : 'لغو جلسه';
  return {
    now, how, title,
    crumbs: { trail: [{ label: 'امروز', href: `/today?day=${life.day}` }, { label: agency.shortName, href: `/today/${life.id}` }, { label: title, href: null }] },
    intro: `${agency.shortName}، ${formatDayLong(life.day)}، ${formatClockRange(life.from, life.to)}. ${left.length === 0 ? 'کسی در صف نمانده است.' : left.length === 1 ? 'یک نفر در صف مانده است؛ راهی برایش برگزینید.' : `${count} نفر در صف مانده‌اند؛ برای هر یک راهی برگزینید.`}`,
    action: `/today/${life.id}/close`,
    back: `/today/${life.id}`,
    csrf,
    problem: form?.errors['_form'] ?? null,
    busy: present !== null && isPresent(present.state) ? `مدیر با ${callerWords(present, leaving.names.counties)} در گفت‌وگو است. نخست نتیجهٔ آن تماس ثبت شود.` : '',
    reason: how === 'close' ? null : controlsOf(form ?? { typed: {}, errors: {} }).field('reason', 'دلیل لغو', { max: 200, required: true, wide: true, hint: 'مانند مأموریت ناگهانی مدیر؛ در پروندهٔ جلسه و فهرست روز دیده می‌شود.' }),
    callers: left.map((call) => callerOf(call, leaving, asked)),
    all: left.length < 2 ? [] : [...(ahead.length > 0 ? [{ value: 'carry', label: 'جای همه نگه داشته شود' }] : []), { value: 'call_back', label: 'با همه دوباره تماس می‌گیریم' }, { value: 'register', label: 'درخواست همه ثبت شود' }],
    submit: title,
  };
}

/** Where a caller's place is kept, as it is told to him: «دوشنبه ۱۶ آذر، ۹ تا ۱۲، ساعت حضور، نفر سوم». */
export const keptWords = ({ life, place }: { readonly life: Ahead['life']; readonly place: number | null }): string =>
  [`${WEEKDAYS[weekday(life.day)]} ${formatDayShort(life.day)}`, formatClockRange(life.from, life.to), SESSION_KIND_NAMES[life.kind], ...(place === null ? [] : [placeWords(place)])].join('، ');
