import { dayOf, formatClockRange, type Instant } from '../domain/calendar.ts';
import { mayStep } from '../domain/invitation.ts';
import { formatDayLong, type Day } from '../domain/jalali.ts';
import { preparedFrom } from '../domain/session-life.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, type ChipPart, type ChipTone, type Control } from '../http/parts.ts';
import { explanation, INVITATION_STATE_NAMES } from '../wording/rota.ts';
import type { OwnSession } from './own.ts';

/** One session of one's own agency. */
export interface MineCard {
  readonly id: string;
  readonly when: string;
  readonly time: string;
  readonly agency: string;
  readonly person: string;
  readonly chips: readonly ChipPart[];
  readonly why: string | null;
  readonly note: string | null;
  /** Where the page's script tells that the invitation was looked at; null where it was before, or the reader may not answer. */
  readonly seenUrl: string | null;
  readonly accept: { readonly action: string; readonly key: string } | null;
  /** The sheet by which its host prepares, from the evening before on. */
  readonly prepare: string | null;
  readonly change: { readonly action: string; readonly key: string; readonly control: Control; readonly open: boolean } | null;
}

export interface MineView {
  readonly csrf: string;
  /** Where the calendars of one's own sessions are made; null for whoever may not. */
  readonly feeds: string | null;
  readonly problem: string | null;
  readonly upcoming: readonly MineCard[];
  readonly past: readonly MineCard[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'sessions/mine': MineView;
  }
}

const TONES: Readonly<Record<string, ChipTone>> = { sent: 'info', seen: 'info', accepted: 'ok', accepted_by_phone: 'ok', change_asked: 'warning', no_answer: 'bad' };

interface Asked {
  readonly now: Instant;
  /** Agencies for which the reader answers invitations. */
  readonly answersFor: readonly string[];
  /** Agencies whose sessions the reader hosts. */
  readonly hosts: readonly string[];
  /** A refused form and the invitation that it belongs to. */
  readonly refused: { readonly id: string; readonly form: FormState } | null;
  readonly mayMakeFeeds: boolean;
  readonly csrf: string;
  readonly newKey: () => string;
}

/** What is not yet published still waits for its answer, whatever the day. */
const isToCome = ({ session }: OwnSession, today: Day): boolean => session.state === 'draft' || session.day >= today;

function cardOf(own: OwnSession, { now, answersFor, hosts, refused, newKey }: Asked): MineCard {
  const { session, invitation, standing, figures } = own;
  const today = dayOf(now);
  const near = session.state === 'published' && session.day >= today && now >= preparedFrom(session.day);
  const open = invitation !== null && session.agencyId !== null && answersFor.includes(session.agencyId) && isToCome(own, today);
  const base = `/mine/invitations/${invitation?.id ?? ''}`;
  const form = refused !== null && refused.id === invitation?.id ? refused.form : { typed: {}, errors: {} };
  return {
    id: session.id,
    when: formatDayLong(session.day),
    time: formatClockRange(session.from, session.to),
    agency: own.agencyName,
    person: own.substituteName === null ? (own.personName ?? own.headTitle) : `${own.substituteName} به جای ${own.personName ?? own.headTitle}`,
    chips: [
      session.state === 'published' ? { tone: 'ok', text: 'منتشرشده', icon: 'check' } : session.state === 'cancelled' ? { tone: 'bad', text: 'لغوشده', icon: 'x' } : { tone: 'draft', text: 'پیش از انتشار', icon: 'hourglass' },
      ...(invitation === null ? [] : [{ tone: TONES[invitation.state] ?? 'plain', text: INVITATION_STATE_NAMES[invitation.state], icon: 'mail' }]),
    ],
    why: standing === null || figures === null ? null : explanation({ ...figures, ...standing }),
    note: session.state === 'cancelled' ? session.cancelReason : (invitation?.note ?? null),
    seenUrl: invitation !== null && answersFor.includes(invitation.agencyId) && mayStep(invitation.state, 'see') ? `${base}/seen` : null,
    prepare: near && session.agencyId !== null && hosts.includes(session.agencyId) ? `/host/${session.id}/prepare` : null,
    accept: open && mayStep(invitation.state, 'accept') ? { action: `${base}/accept`, key: newKey() } : null,
    change: open && mayStep(invitation.state, 'ask_change') ? {
      action: `${base}/ask-change`, key: newKey(), open: form.errors['reason'] !== undefined,
      control: controlsOf(form).field('reason', 'چرا این نوبت برایتان شدنی نیست؟', { type: 'textarea', rows: 2, required: true, max: 500, wide: true, id: `reason-${session.id}`, hint: 'روزهایی را که می‌توانید هم بنویسید.' }),
    } : null,
  };
}

/** One's own sessions: those to come in order, the past ones newest first. */
export function mineView(sessions: readonly OwnSession[], asked: Asked): MineView {
  const isPast = (one: OwnSession): boolean => !isToCome(one, dayOf(asked.now));
  return {
    csrf: asked.csrf,
    feeds: asked.mayMakeFeeds ? '/mine/feeds' : null,
    problem: asked.refused?.form.errors['_form'] ?? null,
    upcoming: sessions.filter((one) => !isPast(one)).map((one) => cardOf(one, asked)),
    past: sessions.filter(isPast).reverse().map((one) => cardOf(one, asked)),
  };
}
