import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import { agencyLookup, isValidOn } from '../agencies/lookup.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import type { Day } from '../domain/jalali.ts';
import type { Actor } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { handled, type Referral, type RequestStep } from '../domain/request.ts';
import { peopleLookup } from '../people/lookup.ts';
import { createChanging, markOf, type Found } from './changing.ts';

/** Where a request is sent, and by when it is to be answered; `seen` is the mark of where it stood. */
export interface Destination {
  readonly agencyId: string;
  readonly dueDay: Day;
  readonly note: string | null;
  readonly seen: string;
}

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

const mustStand = (found: Found, seen: string): void => {
  if (markOf(found) !== seen) throw new Refusal('changed_meanwhile');
};

/** Sending a request on: to an agency by the centre, to an expert by his agency. Each refuses `not_found`, `forbidden`, `request_step` and `changed_meanwhile`. */
export function createReferring({ reads, writer, newId }: Deps) {
  const change = createChanging({ reads, writer });

  const send = (step: Extract<RequestStep, 'refer' | 'reopen'>, kind: string) => (id: string, { agencyId, dueDay, note, seen }: Destination, actor: Actor, command: Command) => {
    const referralId = newId();
    return change({ id, desk: 'open', act: 'requests.refer', actor, command, to: agencyId }, async (found, tx) => {
      const { request } = found;
      mustStand(found, seen);
      const state = handled(request.state, step);
      const today = dayOf(command.at);
      const agency = await agencyLookup(tx.db).byId(agencyId);
      if (agency === null || !isValidOn(agency, today)) throw new Refusal('not_found', { field: 'agencyId' });
      if (step === 'refer' && request.agencyId === agencyId) throw new Refusal('target_same_agency', { field: 'agencyId' });
      if (dueDay < today) throw new Refusal('day_past', { field: 'dueDay' });
      const refers: Referral = {
        id: referralId, requestId: id, fromAgencyId: request.agencyId, toAgencyId: agencyId, toUserId: null, note, dueDay,
        state: 'open', at: command.at, by: actor.id, endedAt: null, endedBy: null, endedNote: null,
      };
      return { kind, fields: { state, agencyId, dueDay, referredAt: command.at, answeredAt: null, closedAt: null }, ends: { state: 'passed', note: null }, refers };
    });
  };

  return {
    /** The centre names an agency and a deadline; refuses `target_same_agency` and `day_past` too. */
    refer: send('refer', 'request_referred'),
    /** The centre has an answered one looked into again, with the reason as the referral's note; the same agency may be named. Refuses `day_past` too. */
    reopen: send('reopen', 'request_reopened'),

    /** An agency hands it to one of its experts; the deadline stays. Refuses `expert_unknown` too. */
    pass: (id: string, { userId, note, seen }: { readonly userId: string; readonly note: string | null; readonly seen: string }, actor: Actor, command: Command) => {
      const referralId = newId();
      return change({ id, desk: 'open', act: 'requests.answer', actor, command }, async (found, tx) => {
        const { request } = found;
        mustStand(found, seen);
        const state = handled(request.state, 'refer');
        if (request.agencyId === null) throw new Refusal('request_step');
        const experts = await peopleLookup(tx.db).expertsOf(request.agencyId);
        if (!experts.some((expert) => expert.userId === userId)) throw new Refusal('expert_unknown', { field: 'userId' });
        const refers: Referral = {
          id: referralId, requestId: id, fromAgencyId: request.agencyId, toAgencyId: request.agencyId, toUserId: userId, note, dueDay: request.dueDay,
          state: 'open', at: command.at, by: actor.id, endedAt: null, endedBy: null, endedNote: null,
        };
        return { kind: 'request_passed', fields: { state }, ends: { state: 'passed', note: null }, refers };
      });
    },
  };
}

export type Referring = ReturnType<typeof createReferring>;
