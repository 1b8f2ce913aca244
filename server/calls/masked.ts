import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import { startOfDay } from '../domain/calendar.ts';
import type { Call } from '../domain/call.ts';
import { maskedPhone } from '../domain/persian.ts';
import { peopleLookup } from '../people/lookup.ts';
import { openApplicant } from '../requests/steps.ts';
import { incomingRepository } from './incoming-repository.ts';
import { incomingPhone } from './incoming.ts';
import type { Today } from './today.ts';

/** What the operators' fragment may show of telephones, covered, on which line they came in, and who of the centre holds them: by the id of a call (or incoming call), a call, and a user. */
export interface MaskedNumbers {
  readonly phones: ReadonlyMap<string, string>;
  readonly lines: ReadonlyMap<string, string>;
  readonly staff: ReadonlyMap<string, string>;
}

/** The covered telephones of these calls, by the call's id; those who gave none are left out. */
export const maskedPhones = (seal: Seal, calls: readonly Call[]): Map<string, string> =>
  new Map(calls.flatMap((call): [string, string][] => {
    const { phone } = openApplicant(seal, 'calls', call.id, call);
    return phone === null ? [] : [[call.id, maskedPhone(phone)]];
  }));

/** Covers the telephones of those who are being connected, who ring and who are to be called back. */
export async function maskedNumbers(db: Knex, seal: Seal, { day, sessions, callBacks, incoming }: Today): Promise<MaskedNumbers> {
  const connecting = sessions.flatMap(({ present }) => (present?.state === 'connecting' ? [present] : []));
  const phones = maskedPhones(seal, [...connecting, ...callBacks]);
  for (const one of incoming) {
    const phone = incomingPhone(seal, one);
    if (phone !== null) phones.set(one.id, maskedPhone(phone));
  }
  const users = [...connecting.map(({ receivedBy }) => receivedBy), ...incoming.flatMap(({ takenBy }) => takenBy ?? [])];
  const onLine = connecting.filter(({ line }) => line === 'on_line').map(({ id }) => id);
  return { phones, lines: onLine.length === 0 ? new Map() : await incomingRepository(db).linesOf(onLine, startOfDay(day)), staff: await peopleLookup(db).namesOfUsers([...new Set(users)]) };
}
