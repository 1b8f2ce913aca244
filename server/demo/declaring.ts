import { randomBytes, randomUUID } from 'node:crypto';
import type { Instant } from '../domain/calendar.ts';
import { peopleSteps } from '../people/steps.ts';
import { bare } from '../setup/office.ts';
import { enter } from '../simulate/run.ts';
import { createTally } from '../simulate/tally.ts';
import { commandAt, type Ground, type Guest } from './guests.ts';
import type { Silent } from './presence.ts';

/** Somebody who works the screens of offices that have yet to say that their manager is there. */
export interface OfficeWorker {
  readonly username: string;
  readonly password: string;
  readonly offices: readonly Silent[];
}

const OFFICES_MOST = 60;
const EVERY_MS = 7_000;

/** Adds one invented person who works for many of the silent offices at once, so that the board lives. */
export async function inviteOfficeWorker({ writer, passwords }: Ground, guests: readonly Guest[], silent: readonly Silent[], at: Instant): Promise<OfficeWorker> {
  const [id, personId, username, password] = [randomUUID(), randomUUID(), 'county-offices-1', randomBytes(18).toString('base64url')];
  const passwordHash = await passwords.hash(password);
  const offices = silent.slice(0, OFFICES_MOST);
  const grants = offices.map(({ agencyId }) => ({ id: randomUUID(), role: 'manager_office' as const, agencyId, countyId: null }));
  await writer.submit({
    ...commandAt(at, guests[0]?.actor.id ?? null),
    streams: [`user:${id}`],
    apply: async (tx) => {
      const people = peopleSteps(tx);
      await people.addPerson(bare({ id: personId, honorific: 'khanom', name: 'دفترهای شهرستان' }));
      await people.addUser({ id, personId, username, passwordHash, grants }, { name: 'دفترهای شهرستان', honorific: 'khanom' }, at);
      return {};
    },
  });
  return { username, password, offices };
}

/** Says «در دفترم حاضرم» for one office after another while the program runs; ends when all have said it. */
export async function keepDeclaring(url: string, { offices, ...credentials }: OfficeWorker): Promise<void> {
  const browser = await enter(url, credentials, createTally(() => performance.now()));
  for (const { agencyId, hourId } of offices) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    await browser.open(`/office/${agencyId}`);
    await browser.send(`/office/${agencyId}/declare`, { hour: hourId });
  }
}
