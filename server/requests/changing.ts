import type { Knex } from 'knex';
import type { Tx, Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { may, type Act, type Actor } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Answer, CitizenRequest, Referral } from '../domain/request.ts';
import { requestRepository } from './repository.ts';
import { inboxStream, requestStream } from './steps.ts';

/** Where a request lies: open to its agency and the centre, or with the inspection office alone. */
export type Desk = 'open' | 'confidential';

/** A request with the referral that is open still. */
export interface Found {
  readonly request: CitizenRequest;
  readonly referral: Referral | null;
}

/** The request at a desk; refuses `not_found` at the other one too, so that nobody learns of a confidential one by its id. */
export async function foundAt(db: Knex, desk: Desk, id: string): Promise<Found> {
  const requests = requestRepository(db);
  const request = await requests.byId(id);
  if (request === null || request.confidential !== (desk === 'confidential')) throw new Refusal('not_found');
  return { request, referral: await requests.openReferralOf(id) };
}

/** A mark of where a request stands: whoever moves on what he saw standing elsewhere is told so. */
export const markOf = ({ request, referral }: Found): string => `${request.state}.${referral?.id ?? ''}`;

/** Which request is to be changed, by whom, and by what right; `to` is the agency whose list it moves to, null being the centre's. */
export interface Asked {
  readonly id: string;
  readonly desk: Desk;
  readonly act: Act;
  readonly actor: Actor;
  readonly command: Command;
  readonly to?: string | null;
}

/** What a step makes of a request, and what is told of it in its history. */
export interface Made {
  readonly kind: string;
  readonly fields: Partial<Pick<CitizenRequest, 'state' | 'agencyId' | 'dueDay' | 'referredAt' | 'answeredAt' | 'closedAt'>>;
  /** How the open referral ends, where there is one. */
  readonly ends?: { readonly state: Exclude<Referral['state'], 'open'>; readonly note: string | null };
  readonly refers?: Referral;
  /** Whoever has taken the open referral up. */
  readonly takenBy?: string;
  readonly answer?: Answer;
}

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
}

const told = ({ state, agencyId, dueDay }: CitizenRequest) => ({ state, agencyId, dueDay });

function write(tx: Tx, { request, referral }: Found, made: Made, { command }: Asked): CitizenRequest {
  const requests = requestRepository(tx.db);
  const after = { ...request, ...made.fields };
  tx.write(requests.update(request, after));
  if (referral !== null && made.ends !== undefined) {
    tx.write(requests.endReferral(referral.id, { state: made.ends.state, endedAt: command.at, endedBy: command.actor, endedNote: made.ends.note }));
  }
  if (referral !== null && made.takenBy !== undefined) tx.write(requests.assignReferral(referral.id, made.takenBy));
  if (made.refers !== undefined) tx.write(requests.insertReferral(made.refers));
  if (made.answer !== undefined) tx.write(requests.insertAnswer(made.answer));
  return after;
}

/** Makes the one way in which a request is changed: found at its desk, within the actor's reach, and told to the lists it leaves and enters. */
export function createChanging({ reads, writer }: Deps) {
  return async (asked: Asked, decide: (found: Found, tx: Tx) => Made | Promise<Made>): Promise<{ id: string }> => {
    const { id, desk, act, actor, command, to } = asked;
    const { agencyId } = (await foundAt(reads, desk, id)).request;
    const lists = new Set([inboxStream(agencyId, desk === 'confidential'), ...(to === undefined ? [] : [inboxStream(to, false)])]);
    return writer.submit({
      ...command,
      streams: [requestStream(id), ...lists],
      apply: async (tx) => {
        const found = await foundAt(tx.db, desk, id);
        if (found.request.agencyId !== agencyId) throw new Refusal('changed_meanwhile');
        if (!may(actor, act, { agencyId })) throw new Refusal('forbidden');
        const made = await decide(found, tx);
        const after = write(tx, found, made, asked);
        const data = { before: told(found.request), after: told(after), referralId: made.refers?.id ?? found.referral?.id ?? null, answerId: made.answer?.id ?? null };
        tx.raise(requestStream(id), made.kind, data);
        for (const list of lists) tx.raise(list, made.kind, { id });
        return { id };
      },
    });
  };
}
