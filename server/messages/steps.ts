import type { Tx } from '../../db/writer.ts';
import type { Instant } from '../domain/calendar.ts';
import { dueOfNews, messageKey, type MessageKind } from '../domain/message.ts';
import type { PlannedSession } from '../domain/session.ts';
import { peopleLookup } from '../people/lookup.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import {
  cancellationText, changeText, LETTER_ANSWERED_TEXT, LETTER_WAITS_TEXT, invitationText, substituteText, swapAnsweredText, swapApprovedText, swapAskedText, swapRejectedText, type ToldGrounds, type ToldSession,
} from '../wording/message-texts.ts';
import { messageGround, type CalendarAsIf, type MessageGround } from './ground.ts';
import { dropWrites, plannedReminders, planWrites, type Asked, type PlannedMessage } from './plan.ts';

export type { Asked } from './plan.ts';

/** The stream of what happens to messages once they are planned; processes take them up in its turn. */
export const MESSAGES_STREAM = 'messages';

/** A published session before and after an amendment: null before where it is new, cancelled after where it is taken away. */
export interface Amended {
  readonly before: PlannedSession | null;
  readonly after: PlannedSession;
}

/** Why sessions are amended: the version makes each message one of its own; `swap` where the managers exchanged their turns. */
export interface AmendedBy extends ToldGrounds {
  readonly version: number;
  readonly swap: boolean;
}

/** Two sessions of an exchange; `id` is the exchange's. */
export interface Exchanging {
  readonly id: string;
  readonly own: PlannedSession;
  readonly other: PlannedSession;
}

/** Whom a letter is for; `about` tells several pieces of news of one letter apart. */
export interface PersonalNews {
  readonly letterId: string;
  readonly agencyId: string;
  readonly personId: string;
  readonly about: string;
}

type News = Pick<PlannedMessage, 'kind' | 'key' | 'body' | 'personId'>;

/** Each session once, from how it was first to how it is last. */
const joined = (touches: readonly Amended[]): readonly Amended[] => {
  const found = new Map<string, Amended>();
  for (const { before, after } of touches) found.set(after.id, { before: found.has(after.id) ? (found.get(after.id)?.before ?? null) : before, after });
  return [...found.values()];
};

const hasMoved = ({ before, after }: Amended): boolean => before !== null && before.startsAt !== after.startsAt;
const isSubstituted = ({ before, after }: Amended): boolean => (before?.substituteId ?? null) !== after.substituteId && after.state !== 'cancelled';

/**
 * The messages that a change joins to its own, planned as rows at `at`; nothing is raised, so no stream is declared for them. `asIf`
 * is the calendar as the change itself leaves it, where it alters the calendar.
 */
export function messageSteps(tx: Tx, at: Instant, asIf?: CalendarAsIf) {
  const groundOf = (sessions: readonly PlannedSession[]): Promise<MessageGround> => messageGround(tx.db, tx.known, sessions.map(({ day }) => day), at, asIf);
  const plan = async (planned: readonly PlannedMessage[]): Promise<void> => tx.write(...(await planWrites(tx.db, planned, at)));

  /** News about a session, due as soon as its agency may be told, or at once where one of these instants is near. */
  const newsOf = (ground: MessageGround, session: PlannedSession, invitationId: string | null, begins: readonly Instant[], news: News): PlannedMessage => ({
    ...news, agencyId: session.agencyId ?? '', sessionId: session.id, invitationId, dueAt: dueOfNews(begins, ground.hoursOf(session.agencyId ?? ''), at),
  });

  const invitationOf = (ground: MessageGround, { session, invitation }: Asked): PlannedMessage[] => {
    const told = ground.told(invitation.agencyId, session);
    const key = messageKey('invitation', invitation.id, session.startsAt);
    return told === null ? [] : [newsOf(ground, session, invitation.id, [session.startsAt], { kind: 'invitation', key, body: invitationText(told), personId: invitation.personId })];
  };

  /** What the manager of an amended session is told. */
  const toldOf = async (ground: MessageGround, touch: Amended, invitationId: string | null, by: AmendedBy): Promise<PlannedMessage[]> => {
    const { before, after } = touch;
    const told = ground.told(after.agencyId ?? '', after);
    if (told === null || before === null) return [];
    const begins = [before.startsAt, after.startsAt];
    const news = (kind: MessageKind, body: string, personId: string | null, whom = ''): PlannedMessage =>
      newsOf(ground, after, invitationId, begins, { kind, body, personId, key: messageKey(kind, after.id, `${by.version}${whom}`) });
    if (after.state === 'cancelled') return [news('cancellation', cancellationText(told, by), before.substituteId ?? before.personId)];
    const moved = hasMoved(touch) ? [by.swap ? news('swap_approved', swapApprovedText(told), after.personId) : news('change', changeText(told, before, by), after.personId)] : [];
    if (!isSubstituted(touch)) return moved;
    const who = after.substituteId === null ? null : ((await peopleLookup(tx.known).personById(after.substituteId))?.name ?? null);
    const body = substituteText(told, who);
    const stranger = after.substituteId ?? before.substituteId;
    return [...moved, news('substitute', body, after.personId), ...(stranger === null ? [] : [news('substitute', body, stranger, ':substitute')])];
  };

  const bothTold = (ground: MessageGround, { own, other }: Exchanging): readonly [ToldSession, ToldSession] | null => {
    const [one, two] = [ground.told(own.agencyId ?? '', own), ground.told(other.agencyId ?? '', other)];
    return one === null || two === null ? null : [one, two];
  };
  const aboutSwap = async (exchange: Exchanging, news: (own: ToldSession, other: ToldSession) => readonly (readonly [PlannedSession, MessageKind, string])[]): Promise<void> => {
    const { id, own, other } = exchange;
    const ground = await groundOf([own, other]);
    const told = bothTold(ground, exchange);
    if (told === null) return;
    const begins = [own.startsAt, other.startsAt];
    await plan(news(...told).map(([session, kind, body]) => newsOf(ground, session, null, begins, { kind, body, personId: session.personId, key: messageKey(kind, id, session.id) })));
  };

  return {
    /** Invitations sent: each is told, and its reminders are planned. */
    async invited(all: readonly Asked[]): Promise<void> {
      if (all.length === 0) return;
      const ground = await groundOf(all.map(({ session }) => session));
      await plan(all.flatMap((asked) => [...invitationOf(ground, asked), ...plannedReminders(asked, ground, at)]));
    },

    /** Sessions published or otherwise promised: their reminders stand, once, whoever planned them first. */
    async reminded(all: readonly Asked[]): Promise<void> {
      if (all.length === 0) return;
      const ground = await groundOf(all.map(({ session }) => session));
      await plan(all.flatMap((asked) => plannedReminders(asked, ground, at)));
    },

    /** Invitations taken back: what waits about them is laid aside. */
    async withdrawn(invitationIds: readonly string[]): Promise<void> {
      if (invitationIds.length > 0) tx.write(...(await dropWrites(tx.db, invitationIds, 'withdrawn')));
    },

    /**
     * Published sessions amended: each manager is told what became of his turn, the reminders of the old time are laid aside and those
     * of the new one planned. `asked` are the invitations that the change itself wrote, by session; others are looked up.
     */
    async amended(all: readonly Amended[], asked: ReadonlyMap<string, Asked['invitation']>, by: AmendedBy): Promise<void> {
      if (all.length === 0) return;
      const touches = joined(all);
      const ground = await groundOf(touches.flatMap(({ before, after }) => (before === null ? [after] : [before, after])));
      const standing = await sessionLookup(tx.db).invitationsOfSessions(touches.map(({ after }) => after.id));
      for (const touch of touches) {
        const { before, after } = touch;
        const earlier = standing.filter((one) => one.sessionId === after.id && one.state !== 'withdrawn');
        const invitation = asked.get(after.id) ?? earlier.find(({ agencyId }) => agencyId === after.agencyId) ?? null;
        const reminders = after.state === 'cancelled' || invitation === null ? [] : plannedReminders({ session: after, invitation }, ground, at);
        const own = before === null && invitation !== null ? invitationOf(ground, { session: after, invitation }) : [];
        const dropped = [...earlier.map(({ id }) => id), ...(invitation === null ? [] : [invitation.id])];
        const stands = new Set([...reminders.map(({ key }) => key), messageKey('invitation', invitation?.id ?? '', after.startsAt)]);
        tx.write(...(await (after.state === 'cancelled' ? dropWrites(tx.db, [...new Set(dropped)], 'cancelled') : dropWrites(tx.db, [...new Set(dropped)], 'moved', stands))));
        await plan([...own, ...(await toldOf(ground, touch, invitation?.id ?? null, by)), ...reminders]);
      }
    },

    /** A letter waits for somebody of an agency, or has been answered: nothing of it is told, and nobody else is told of it. */
    async personal(kind: 'letter_waits' | 'letter_answered', { letterId, agencyId, personId, about }: PersonalNews): Promise<void> {
      const ground = await groundOf([]);
      const body = kind === 'letter_waits' ? LETTER_WAITS_TEXT : LETTER_ANSWERED_TEXT;
      await plan([{ kind, key: messageKey(kind, letterId, about), agencyId, personId, sessionId: null, invitationId: null, body, dueAt: dueOfNews([], ground.hoursOf(agencyId), at) }]);
    },

    /** A colleague is asked to exchange turns: `other` is his. */
    swapAsked: (exchange: Exchanging): Promise<void> => aboutSwap(exchange, (own, other) => [[exchange.other, 'swap_asked', swapAskedText(own, other)]]),
    /** He has said yes or no: the asker is told. */
    swapAnswered: (exchange: Exchanging, agreed: boolean): Promise<void> =>
      aboutSwap(exchange, (own, other) => [[exchange.own, agreed ? 'swap_agreed' : 'swap_declined', swapAnsweredText(own, other, agreed)]]),
    /** The scheduler has said no: both are told. What he approves of is told with the amendment. */
    swapRejected: (exchange: Exchanging): Promise<void> =>
      aboutSwap(exchange, (own, other) => [[exchange.own, 'swap_rejected', swapRejectedText(own)], [exchange.other, 'swap_rejected', swapRejectedText(other)]]),
  };
}
