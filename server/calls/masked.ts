import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import { maskedPhone } from '../domain/persian.ts';
import { peopleLookup } from '../people/lookup.ts';
import { openApplicant } from '../requests/steps.ts';
import { incomingPhone } from './incoming.ts';
import type { Today } from './today.ts';

/** What the operators' fragment may show of telephones, covered, and who of the centre holds them: by the id of a call, an incoming call or a user. */
export interface MaskedNumbers {
  readonly phones: ReadonlyMap<string, string>;
  readonly staff: ReadonlyMap<string, string>;
}

/** Covers the telephones of those who are being connected, who ring and who are to be called back. */
export async function maskedNumbers(db: Knex, seal: Seal, { sessions, callBacks, incoming }: Today): Promise<MaskedNumbers> {
  const connecting = sessions.flatMap(({ present }) => (present?.state === 'connecting' ? [present] : []));
  const phones = new Map<string, string>();
  const cover = (id: string, phone: string | null): void => void (phone === null ? null : phones.set(id, maskedPhone(phone)));
  for (const call of [...connecting, ...callBacks]) cover(call.id, openApplicant(seal, 'calls', call.id, call).phone);
  for (const one of incoming) cover(one.id, incomingPhone(seal, one));
  const users = [...connecting.map(({ receivedBy }) => receivedBy), ...incoming.flatMap(({ takenBy }) => takenBy ?? [])];
  return { phones, staff: await peopleLookup(db).namesOfUsers([...new Set(users)]) };
}
