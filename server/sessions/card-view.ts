import { dayOf, formatClockRange, type Instant } from '../domain/calendar.ts';
import { mayStep, timeAsked } from '../domain/invitation.ts';
import { formatDayLong, type Day } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import { isOpenExchange, type ExchangeState } from '../domain/rota/exchange.ts';
import { preparedFrom } from '../domain/session-life.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, type ChipPart, type ChipTone, type Control } from '../http/parts.ts';
import { explanation, INVITATION_STATE_NAMES } from '../wording/rota.ts';
import { EXCHANGE_STATE_NAMES, WAITS_FOR_YOU } from '../wording/swaps.ts';
import type { OwnExchange } from './needs.ts';
import type { OwnSession } from './own.ts';

/** One session of one's own agency. */
export interface MineCard {
  readonly id: string;
  readonly when: string;
  readonly time: string;
  readonly agency: string;
  readonly person: string;
  readonly chips: readonly ChipPart[];
  /** Whether it will not be held: its date is struck through. */
  readonly cancelled: boolean;
  /** Where it stood before it was taken elsewhere; null where it was not. */
  readonly was: string | null;
  /** What was altered after it was published, and why. */
  readonly altered: string | null;
  readonly why: string | null;
  readonly note: string | null;
  /** Who answered for the manager; null where he did himself or nobody did. */
  readonly answered: string | null;
  /** Where the page's script tells that the invitation was looked at; null where it was before, or the reader may not answer. */
  readonly seenUrl: string | null;
  /** The time that is shown, as the forms of an answer carry it. */
  readonly of: string;
  readonly accept: { readonly action: string; readonly key: string } | null;
  /** The sheet by which its host prepares, from the evening before on. */
  readonly prepare: string | null;
  /** An exchange of this session: on its way, or ended of late. */
  readonly exchange: { readonly href: string; readonly with: string; readonly chip: ChipPart } | null;
  /** Where a colleague is asked for his turn; null where that cannot be now. */
  readonly swap: string | null;
  readonly change: { readonly action: string; readonly key: string; readonly control: Control; readonly open: boolean } | null;
}

/** What the page knows beside the sessions. */
export interface MineAsked {
  readonly now: Instant;
  /** Agencies for which the reader answers invitations. */
  readonly answersFor: readonly string[];
  /** Agencies whose sessions the reader hosts. */
  readonly hosts: readonly string[];
  /** Agencies for which the reader exchanges sessions. */
  readonly swapsFor: readonly string[];
  readonly exchanges: readonly OwnExchange[];
  /** A refused form and the invitation that it belongs to. */
  readonly refused: { readonly id: string; readonly form: FormState } | null;
  readonly mayMakeFeeds: boolean;
  readonly csrf: string;
  readonly newKey: () => string;
}

const TONES: Readonly<Record<string, ChipTone>> = { sent: 'info', seen: 'info', accepted: 'ok', accepted_by_phone: 'ok', change_asked: 'warning', no_answer: 'bad' };
const EXCHANGE_TONES: Readonly<Record<ExchangeState, ChipTone>> = { asked: 'info', agreed: 'warning', declined: 'plain', taken_back: 'plain', approved: 'ok', rejected: 'bad', lapsed: 'plain' };

/** What is not yet published still waits for its answer, whatever the day. */
export const isToCome = ({ session }: OwnSession, today: Day): boolean => session.state === 'draft' || session.day >= today;

const stateChip = ({ session: { state } }: OwnSession): ChipPart =>
  state === 'published' ? { tone: 'ok', text: 'منتشرشده', icon: 'check' } : state === 'cancelled' ? { tone: 'bad', text: 'لغوشده', icon: 'x' } : { tone: 'draft', text: 'پیش از انتشار', icon: 'hourglass' };

/** What a version altered, in a sentence; nothing of one that was only added, which is news to nobody invited. */
function alteredWords({ altered }: OwnSession): string | null {
  if (altered === null || altered.kind === 'add') return null;
  const verb = { move: 'جابه‌جا شد', swap: 'با نوبت همکار جابه‌جا شد', cancel: 'لغو شد', substitute: 'حضور مدیر تغییر کرد' }[altered.kind];
  const told = `${verb} (نسخهٔ ${formatNumber(altered.version)})`;
  // Whoever exchanged his turn knows why.
  return altered.kind === 'swap' ? `${told}.` : `${told}: ${altered.reason}`;
}

/** Who answered for the manager; the centre is named where it wrote down what it was told by telephone. */
function answeredWords({ answered, invitation }: OwnSession): string | null {
  if (answered === null || answered.as === 'head') return null;
  if (answered.as === 'office') return `از سوی دفتر مدیر: ${answered.called}`;
  return invitation?.state === 'accepted' ? null : `ثبت تلفنی از سوی مرکز: ${answered.called}`;
}

function exchangeOf({ session }: OwnSession, exchanges: readonly OwnExchange[]): MineCard['exchange'] {
  const own = exchanges.filter(({ sessionId, otherSessionId }) => sessionId === session.id || otherSessionId === session.id);
  const one = own.find(({ state }) => isOpenExchange(state)) ?? own[0];
  if (one === undefined) return null;
  const isAsker = one.agencyId === session.agencyId;
  const waitsForMe = one.state === 'asked' && !isAsker;
  return {
    href: `/mine/swaps/${one.id}`, with: isAsker ? one.colleague : one.asker,
    chip: { tone: waitsForMe ? 'warning' : EXCHANGE_TONES[one.state], text: waitsForMe ? WAITS_FOR_YOU : EXCHANGE_STATE_NAMES[one.state], icon: 'arrow-left-right' },
  };
}

/** A session with what its manager or his office may do about it. */
export function cardOf(own: OwnSession, { now, answersFor, hosts, swapsFor, exchanges, refused, newKey }: MineAsked): MineCard {
  const { session, invitation, standing, figures, altered } = own;
  const today = dayOf(now);
  const agencyId = session.agencyId ?? '';
  const toCome = isToCome(own, today);
  const near = session.state === 'published' && session.day >= today && now >= preparedFrom(session.day);
  const open = invitation !== null && session.state !== 'cancelled' && answersFor.includes(agencyId) && toCome;
  const base = `/mine/invitations/${invitation?.id ?? ''}`;
  const form = refused !== null && refused.id === invitation?.id ? refused.form : { typed: {}, errors: {} };
  const onItsWay = exchanges.some(({ state, sessionId, otherSessionId }) => isOpenExchange(state) && (sessionId === session.id || otherSessionId === session.id));
  const before = toCome && session.state === 'published' ? (altered?.before ?? null) : null;
  return {
    id: session.id,
    when: formatDayLong(session.day),
    time: formatClockRange(session.from, session.to),
    agency: own.agencyName,
    person: own.substituteName === null ? (own.personName ?? own.headTitle) : `${own.substituteName} به جای ${own.personName ?? own.headTitle}`,
    chips: [
      stateChip(own),
      ...(invitation === null ? [] : [{ tone: TONES[invitation.state] ?? 'plain', text: INVITATION_STATE_NAMES[invitation.state], icon: 'mail' }]),
    ],
    cancelled: session.state === 'cancelled',
    was: before === null ? null : `${formatDayLong(before.day)}، ${formatClockRange(before.from, before.to)}`,
    altered: toCome ? alteredWords(own) : null,
    why: session.state === 'cancelled' || standing === null || figures === null ? null : explanation({ ...figures, ...standing }),
    note: session.state === 'cancelled' && altered === null ? session.cancelReason : (invitation?.note ?? null),
    answered: answeredWords(own),
    seenUrl: invitation !== null && answersFor.includes(invitation.agencyId) && mayStep(invitation.state, 'see') ? `${base}/seen` : null,
    prepare: near && hosts.includes(agencyId) ? `/host/${session.id}/prepare` : null,
    of: timeAsked(session),
    accept: open && mayStep(invitation.state, 'accept') ? { action: `${base}/accept`, key: newKey() } : null,
    exchange: toCome ? exchangeOf(own, exchanges) : null,
    swap: session.state === 'published' && session.startsAt > now && swapsFor.includes(agencyId) && !onItsWay ? `/mine/sessions/${session.id}/swap` : null,
    change: open && mayStep(invitation.state, 'ask_change') ? {
      action: `${base}/ask-change`, key: newKey(), open: form.errors['reason'] !== undefined,
      control: controlsOf(form).field('reason', 'چرا این نوبت برایتان شدنی نیست؟', { type: 'textarea', rows: 2, required: true, max: 500, wide: true, id: `reason-${session.id}`, hint: 'روزهایی را که می‌توانید هم بنویسید.' }),
    } : null,
  };
}
