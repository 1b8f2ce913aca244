import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Instant } from '../domain/calendar.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Answer, CitizenRequest } from '../domain/request.ts';
import type { Tries } from '../domain/tries.ts';
import { openApplicant, type PlainApplicant } from './applicant.ts';
import { requestRepository } from './repository.ts';

/** What a tracking code tells the citizen: nothing that names him or repeats what he asked. */
export interface Tracked {
  readonly trackingCode: string;
  readonly state: CitizenRequest['state'];
  readonly confidential: boolean;
  /** The agency that has it; null at the centre, and of a confidential one always. */
  readonly agency: string | null;
  /** Since when it stands as it does. */
  readonly since: Instant;
  readonly registeredAt: Instant;
  readonly dueDay: CitizenRequest['dueDay'];
  readonly answers: readonly Pick<Answer, 'kind' | 'text' | 'at'>[];
}

interface Deps {
  readonly reads: Knex;
  readonly seal: Seal;
  readonly tries: Pick<Tries, 'begin' | 'failed' | 'dropped'>;
}

/** What a citizen types: a tracking code as read (thirteen digits), and the last four digits of his phone or identity, or nothing. */
export interface TrackEntry {
  readonly code: string;
  readonly digits: string;
}

const lastFour = (text: string | null): string | null => text?.replace(/\D/g, '').slice(-4) ?? null;

const sinceOf = ({ state, registeredAt, referredAt, answeredAt, closedAt }: CitizenRequest): Instant =>
  (state === 'closed' ? closedAt : state === 'answered' ? answeredAt : state === 'registered' ? null : referredAt) ?? registeredAt;

/** Following one's request by its code. */
export function createTracking({ reads, seal, tries }: Deps) {
  const NOBODY = 'nobody';
  const stranger: PlainApplicant = { honorific: null, name: null, countyId: null, identityKind: 'national_code', identity: '0000000000', phone: '+980000000000' };
  // What is unsealed where there is no such code, so that the wrong code costs what the wrong digits cost.
  const sealed = {
    identity: seal.seal(stranger.identity ?? '', `requests.${NOBODY}.identity`),
    phone: seal.seal(stranger.phone ?? '', `requests.${NOBODY}.phone`),
  };

  const fits = (request: CitizenRequest | null, digits: string): boolean => {
    const plain = openApplicant(seal, 'requests', request?.id ?? NOBODY, request ?? { ...stranger, ...sealed, identityIndex: null, phoneIndex: null });
    const known = [lastFour(plain.identity), lastFour(plain.phone)].filter((one) => one !== null && one !== '');
    return request !== null && (known.length === 0 || known.includes(digits));
  };

  return {
    /** Refuses `request_unknown` alike for a wrong code and wrong digits, and `too_many_tries` after five of them from one address in a quarter of an hour. */
    async track({ code, digits }: TrackEntry, address: string): Promise<Tracked> {
      await tries.begin(address);
      const request = await requestRepository(reads).byTrackingCode(code).catch(async (error: unknown) => {
        await tries.dropped(address);
        throw error;
      });
      if (!fits(request, digits) || request === null) {
        await tries.failed(address);
        throw new Refusal('request_unknown');
      }
      // Only this try is taken back: one's own code must not buy tries at those of others.
      await tries.dropped(address);
      const { confidential, agencyId } = request;
      const agency = confidential || agencyId === null ? null : await agencyLookup(reads).byId(agencyId);
      return {
        trackingCode: request.trackingCode,
        state: request.state,
        confidential,
        agency: agency?.name ?? null,
        since: sinceOf(request),
        registeredAt: request.registeredAt,
        dueDay: request.dueDay,
        answers: confidential ? [] : (await requestRepository(reads).answersOf([request.id])).map(({ kind, text, at }) => ({ kind, text, at })),
      };
    },
  };
}

export type Tracking = ReturnType<typeof createTracking>;
