import type { Tx } from '../../db/writer.ts';
import { releaseQueue } from '../calls/steps.ts';
import type { Command } from '../domain/command.ts';
import { summarise } from '../domain/queue/summary.ts';
import type { Touch } from '../domain/rota/amend.ts';
import type { Amendment } from '../domain/rota/amendment.ts';
import type { PlannedSession } from '../domain/session.ts';
import type { SessionLife } from '../domain/session-life.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { lifeSteps } from '../sessions/steps.ts';

type Seats = { readonly host: readonly string[]; readonly companion: readonly string[] };

/** Ends the queue and the life of a cancelled session; whoever waited is called back. */
async function cancel(tx: Tx, life: SessionLife, reason: string | null, seats: Seats | undefined, command: Command): Promise<void> {
  if (life.state === 'cancelled') return;
  const calls = await releaseQueue(tx, life.id, command);
  for (const side of ['host', 'companion'] as const) await lifeSteps(tx).endSeats(life.id, side, seats?.[side] ?? [], command.at, 'session_cancelled');
  const ended: SessionLife = { ...life, state: 'cancelled', closedAt: command.at, closedBy: command.actor, reason, currentCallId: null };
  lifeSteps(tx).put(life, { ...ended, summary: summarise(calls, ended, command.at) });
}

/** Whether somebody else comes than the programme has it: the supervisor has put him there on the day. */
async function isStoodIn(tx: Tx, before: PlannedSession, life: SessionLife): Promise<boolean> {
  const planned = await sessionLookup(tx.db).lifeAt(before);
  return planned !== null && planned.personId !== life.personId;
}

/** Takes the day's side of a session along with an amendment: where, when and by whom it is held; callers who wait stay in its queue. */
export async function alterLife(tx: Tx, kind: Amendment['kind'], { before, after }: Touch, life: SessionLife | undefined, seats: Seats | undefined, command: Command): Promise<void> {
  if (life === undefined) return;
  if (kind === 'cancel') return cancel(tx, life, after.cancelReason, seats, command);
  // One that nothing has happened to is read from the programme.
  if (life.rev === 0) return;
  const fresh = await sessionLookup(tx.db).lifeAt(after);
  if (fresh === null) return;
  for (const side of kind === 'substitute' ? (['host'] as const) : (['host', 'companion'] as const)) await lifeSteps(tx).endSeats(life.id, side, seats?.[side] ?? [], command.at, 'session_amended');
  const { day, from, to, line, startsAt, endsAt } = fresh;
  // Whoever stands in for that day does so at any hour of it.
  const stays = kind !== 'substitute' && before?.day === day && (await isStoodIn(tx, before, life));
  const { personId, hostHonorific, hostName, post, substituteFor, substituteWhy } = stays ? life : fresh;
  lifeSteps(tx).put(life, {
    ...life, day, from, to, line, startsAt, endsAt, personId, hostHonorific, hostName, post, substituteFor, substituteWhy, hostArrivedAt: null,
    state: kind === 'substitute' ? life.state : 'scheduled',
  });
}
