import { randomInt, randomUUID } from 'node:crypto';
import type { Database } from '../../db/connection.ts';
import type { Writer } from '../../db/writer.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { AGENCY_ROLES, COUNTY_ROLES, ROLES, type Actor, type Grant, type Role } from '../domain/permission.ts';
import type { Passwords } from '../people/passwords.ts';
import { peopleSteps } from '../people/steps.ts';
import { exampleOffice } from '../setup/example.ts';
import { inventedNames } from '../setup/example-people.ts';
import { bare } from '../setup/office.ts';
import { seededId, seededNumbers } from '../setup/seeded.ts';
import { createSetup } from '../setup/service.ts';
import { calledName } from '../wording/fa.ts';

/** One who may enter the demonstration. */
export interface Guest {
  readonly actor: Actor;
  readonly role: Role;
  readonly username: string;
  readonly password: string;
}

/** A database that is being laid out, before the program serves it. */
export interface Ground {
  readonly database: Database;
  readonly writer: Writer;
  readonly passwords: Passwords;
}

/** The agency whose people the demonstration shows, and its county. */
export const SHOWN_AGENCY = seededId('agency water-sewage');
const SHOWN_COUNTY = seededId('county اصفهان');

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const newPassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join('-');

/** A command of the demonstration's own, given at an instant. */
export const commandAt = (at: Instant, actor: string | null): Command => ({ key: randomUUID(), bodyHash: '', actor, at });

const grantOf = (role: Role): Grant => ({
  role,
  agencyId: AGENCY_ROLES.includes(role) ? SHOWN_AGENCY : null,
  countyId: COUNTY_ROLES.includes(role) ? SHOWN_COUNTY : null,
});

/** Lays in the example and one person a role, and as many operators more as asked for; the host is the agency's own head. */
export async function inviteGuests({ database: { reads }, writer, passwords }: Ground, at: Instant, moreOperators: number): Promise<Guest[]> {
  const setup = createSetup({ reads, writer, passwords, newId: randomUUID });
  const office = exampleOffice();
  const invited = [...ROLES, ...Array<Role>(moreOperators).fill('operator')];
  const names = inventedNames(invited.length, seededNumbers(1475));
  const head = office.terms.find((term) => term.agencyId === SHOWN_AGENCY && term.to === null);
  const guests: Guest[] = [];
  for (const [index, role] of invited.entries()) {
    const named = role === 'host' ? office.people.find((person) => person.id === head?.personId) : names[index];
    if (named === undefined) throw new Error('The example has no head for its agency.');
    const { honorific, name } = named;
    const number = index < ROLES.length ? '' : `-${index - ROLES.length + 2}`;
    const [username, password] = [`${role.replace('_', '-')}${number}`, newPassword()];
    const called = calledName({ honorific, name });
    if (role === 'administrator') {
      const token = ((await setup.ensureLink(at)) ?? '').slice('/setup/'.length);
      const { userId } = await setup.setUp(commandAt(at, null), token, office, { honorific, name, username, password });
      guests.push({ actor: { id: userId, name: called, grants: [grantOf(role)] }, role, username, password });
      continue;
    }
    const [id, grantId, passwordHash] = [randomUUID(), randomUUID(), await passwords.hash(password)];
    const personId = role === 'host' ? (head?.personId ?? '') : randomUUID();
    await writer.submit({
      ...commandAt(at, guests[0]?.actor.id ?? null),
      streams: [`user:${id}`],
      apply: async (tx) => {
        const people = peopleSteps(tx);
        if (role !== 'host') await people.addPerson(bare({ id: personId, honorific, name }));
        await people.addUser({ id, personId, username, passwordHash, grants: [{ ...grantOf(role), id: grantId }] }, { name, honorific }, at);
        return {};
      },
    });
    guests.push({ actor: { id, name: called, grants: [grantOf(role)] }, role, username, password });
  }
  return guests;
}
