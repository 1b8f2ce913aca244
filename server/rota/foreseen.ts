import type { Knex } from 'knex';
import type { Tx } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import type { Draft } from '../domain/draft.ts';
import { daysFrom, type Day } from '../domain/jalali.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { sessionSteps } from '../sessions/steps.ts';
import { reachOf } from './reach.ts';
import { streamsOf } from '../domain/rota/streams.ts';
import { rotaRepository } from './repository.ts';

type Horizon = Pick<Draft, 'id' | 'from' | 'to'>;

/** The published programmes whose forecast another one takes over; a programme not yet stored may ask with any id. */
export async function foreseenIn(db: Knex, draft: Horizon): Promise<readonly Horizon[]> {
  const rota = rotaRepository(db);
  const { later } = await reachOf(db, draft, await rota.versions());
  return (await rota.horizonsPublished(draft.from, draft.to)).filter(({ id }) => id !== draft.id && !later.has(id));
}

/** The streams of programmes whose forecast may end. */
export const streamsOfForeseen = (drafts: readonly Horizon[]): string[] => drafts.flatMap(({ id, from, to }) => streamsOf(id, daysFrom(from, to)));

/** Takes back the invitations to sessions that those programmes only foresaw, from the new one's first day on: nobody may accept what no longer stands. */
export async function takeBackForeseen(tx: Tx, drafts: readonly Horizon[], { from }: { readonly from: Day }, command: Command): Promise<void> {
  const lookup = sessionLookup(tx.db);
  for (const { id } of drafts) {
    const foreseen = new Map((await lookup.ofDraft(id)).flatMap((one) => (one.state === 'draft' && one.day >= from ? [[one.id, one.day] as const] : [])));
    const taken = (await lookup.invitationsOfDraft(id)).filter(({ sessionId, state }) => foreseen.has(sessionId) && state !== 'withdrawn');
    if (taken.length === 0) continue;
    for (const invitation of taken) sessionSteps(tx).withdraw(invitation, command.actor ?? '', command.at);
    const days = taken.flatMap(({ sessionId }) => foreseen.get(sessionId) ?? []);
    for (const stream of streamsOf(id, days)) tx.raise(stream, 'invitations_withdrawn', { before: taken.map(({ id: invitation, state }) => ({ id: invitation, state })), after: null });
  }
}
