import { dayOf } from '../domain/calendar.ts';
import type { Message } from '../domain/message.ts';
import type { LinkPart, NoticePart } from '../http/parts.ts';
import { ownMessages, type OwnMessagesPart } from '../wording/messages.ts';
import { cardOf, isToCome, type MineAsked, type MineCard } from './card-view.ts';
import type { OwnSession } from './own.ts';

/** One's own sessions, and what waits for one's answer. */
export interface MineView {
  readonly csrf: string;
  /** Where the calendars of one's own sessions are made; null for whoever may not. */
  readonly feeds: string | null;
  readonly problem: string | null;
  /** Colleagues who ask for one's turn and wait for the answer. */
  readonly waiting: readonly (NoticePart & { readonly action: LinkPart })[];
  readonly upcoming: readonly MineCard[];
  readonly past: readonly MineCard[];
  readonly messages: OwnMessagesPart;
}

declare module '../http/pages.ts' {
  interface Pages {
    'sessions/mine': MineView;
  }
}

/** One's own sessions: those to come in order, the past ones newest first; and the latest that one was told. */
export function mineView(sessions: readonly OwnSession[], asked: MineAsked, messages: readonly Message[] = []): MineView {
  const isPast = (one: OwnSession): boolean => !isToCome(one, dayOf(asked.now));
  return {
    csrf: asked.csrf,
    feeds: asked.mayMakeFeeds ? '/mine/feeds' : null,
    problem: asked.refused?.form.errors['_form'] ?? null,
    waiting: asked.exchanges.filter(({ state, otherAgencyId }) => state === 'asked' && asked.swapsFor.includes(otherAgencyId)).map(({ id, asker }) => ({
      tone: 'warning', title: 'درخواست جابه‌جایی نوبت', text: `${asker} می‌خواهد نوبتش را با نوبت شما جابه‌جا کند.`, action: { href: `/mine/swaps/${id}`, label: 'دیدن و پاسخ' },
    })),
    upcoming: sessions.filter((one) => !isPast(one)).map((one) => cardOf(one, asked)),
    past: sessions.filter(isPast).reverse().map((one) => cardOf(one, asked)),
    messages: ownMessages(messages),
  };
}
