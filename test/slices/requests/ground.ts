import { randomBytes, randomUUID } from 'node:crypto';
import { createSeal, type Seal } from '../../../db/sealed.ts';
import type { Database } from '../../../db/connection.ts';
import { createWriter, type Writer } from '../../../db/writer.ts';
import { instant } from '../../../server/domain/calendar.ts';
import type { Command } from '../../../server/domain/command.ts';
import { day } from '../../../server/domain/jalali.ts';
import type { Actor, Role } from '../../../server/domain/permission.ts';
import { trackingCode } from '../../../server/domain/tracking-code.ts';
import { requestLookup } from '../../../server/requests/lookup.ts';
import { createRequests } from '../../../server/requests/services.ts';
import { inboxStream, requestSteps, requestStream, sealApplicant, type NewRequest, type PlainApplicant } from '../../../server/requests/steps.ts';
import { layUser } from '../../support/client.ts';
import { layPlace } from '../../support/place.ts';

export const AT = instant('2026-11-22T06:00:00.000Z');
export const TODAY = day('2026-11-22');
export const command = (more: Partial<Command> = {}): Command => ({ key: randomUUID(), bodyHash: randomUUID(), actor: 'u1', at: AT, ...more });

export const citizen: PlainApplicant = { honorific: 'khanom', name: 'مریم محمدی', countyId: null, identityKind: 'national_code', identity: '1270000128', phone: '+989131234567' };
export const stranger: PlainApplicant = { honorific: null, name: null, countyId: null, identityKind: 'none', identity: null, phone: null };

const newSeal = (): Seal => createSeal({ encryptionKey: randomBytes(32).toString('base64'), indexKey: randomBytes(32).toString('base64') });
const digits = (): string => Array.from({ length: 12 }, () => String(randomBytes(1)[0] ?? 0).slice(-1)).join('');

/** A request to register by default: a complaint by telephone, for the centre. */
export function newRequest(seal: Seal, more: Partial<NewRequest> = {}, plain: PlainApplicant = citizen): NewRequest {
  const id = more.id ?? randomUUID();
  return {
    id, trackingCode: trackingCode(digits()), kind: 'complaint', topicId: null, agencyId: null, summary: 'آب کوچه سه روز است قطع است.', applicant: sealApplicant(seal, 'requests', id, plain),
    confidential: false, channel: 'phone', callId: randomUUID(), sessionId: null, dueDay: day('2026-12-02'), referral: more.agencyId ? { id: randomUUID(), toUserId: null, note: null } : null, mother: null, ...more,
  };
}

/** Registers in a change of its own, as a call's change would join it. */
export async function registerIn({ database, writer, seal }: { readonly database: Database; readonly writer: Writer; readonly seal: Seal }, more: Partial<NewRequest> = {}, plain: PlainApplicant = citizen): Promise<NewRequest> {
  const one = newRequest(seal, more, plain);
  const mother = one.mother === null ? null : await requestLookup(database.reads).byId(one.mother.id);
  await writer.submit({
    ...command(),
    streams: [requestStream(one.id), inboxStream(one.agencyId, one.confidential), ...(mother === null ? [] : [requestStream(mother.id), inboxStream(mother.agencyId, mother.confidential)])],
    apply: async (tx) => {
      await requestSteps(tx).register(one, 'u1', AT);
      return {};
    },
  });
  return one;
}

/** The services of requests over a database, with two agencies and one person of each who deals with requests. */
export async function requestGround(database: Database, seal: Seal = newSeal()) {
  const writer = await createWriter(database, () => undefined);
  const tried: string[] = [];
  const tries = { begin: async () => undefined, failed: async () => void tried.push('failed'), dropped: async () => void tried.push('dropped') };
  const services = createRequests({ reads: database.reads, writer, seal, newId: randomUUID, tries });
  const [own, other] = [await layPlace(database), await layPlace(database)];
  const actor = async (role: Role, agencyId: string | null = null): Promise<Actor> => {
    const id = await layUser(database, `u${randomUUID().slice(0, 12)}`, [{ role, agencyId, countyId: null }], null, AT);
    return { id, name: '', grants: [{ role, agencyId, countyId: null }] };
  };
  return {
    database, writer, seal, tried, own, other, ...services,
    lookup: requestLookup(database.reads),
    actor,
    expert: await actor('agency_expert', own.agencyId),
    stranger: await actor('agency_expert', other.agencyId),
    operator: await actor('operator'),
    inspection: await actor('inspection_head'),
    register: (more: Partial<NewRequest> = {}, plain: PlainApplicant = citizen): Promise<NewRequest> => registerIn({ database, writer, seal }, more, plain),
    /** Adds a call to a request that was seen at an agency; where it lies now unless told otherwise. */
    async follow(id: string, callId: string, seenAt?: string): Promise<void> {
      const agencyId = seenAt ?? (await requestLookup(database.reads).byId(id))?.agencyId ?? null;
      await writer.submit({
        ...command(),
        streams: [requestStream(id), inboxStream(agencyId, false)],
        apply: async (tx) => {
          await requestSteps(tx).follow({ id, agencyId }, callId, 'u1', AT);
          return {};
        },
      });
    },
    markOf: async (id: string): Promise<string> => {
      const row = await database.reads('referrals').where({ request_id: id, state: 'open' }).first();
      return `${(await database.reads('requests').where({ id }).first())?.state ?? ''}.${row?.id ?? ''}`;
    },
    eventsOf: async (stream: string): Promise<string[]> => (await database.reads('events').where({ stream }).orderBy('seq').select()).map(({ kind }) => kind),
  };
}
