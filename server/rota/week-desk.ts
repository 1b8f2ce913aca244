import type { Knex } from 'knex';
import type { Agency } from '../domain/agency.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import type { Message } from '../domain/message.ts';
import { seenOf, type SwapSeen } from './swap-facts.ts';
import { swapRepository } from './swap-repository.ts';
import type { LettersWaiting } from './week-letters.ts';

/** An exchange that waits for its other side or for the scheduler; its day is that of the nearer session. */
export interface SwapTask {
  readonly kind: 'swap_decide' | 'swap_answer';
  readonly id: string;
  readonly day: Day;
  readonly swap: SwapSeen;
}

/** What hangs on no session: a message that could not be sent, or letters without a number. */
export interface DeskTask {
  readonly kind: 'message' | 'letter';
  readonly id: string;
  readonly day: null;
  readonly agency: Agency | null;
  readonly message: Message | null;
  readonly letters: LettersWaiting | null;
}

/** The exchanges on their way at an instant. */
export async function swapTasks(db: Knex, now: Instant): Promise<SwapTask[]> {
  const open = (await seenOf(db, await swapRepository(db).open(), now)).filter(({ state }) => state !== 'lapsed');
  return open.map((swap): SwapTask => {
    const kind = swap.state === 'agreed' ? 'swap_decide' : 'swap_answer';
    const [own, other] = [swap.own.session.day, swap.other.session.day];
    return { kind, id: `swap-${swap.exchange.id}`, day: own < other ? own : other, swap };
  });
}
