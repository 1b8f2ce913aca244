import { randomInt, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '../db/connection.ts';
import { migrate } from '../db/migrate.ts';
import { seedReference } from '../db/seeds/reference.ts';
import { createWriter, type Writer } from '../db/writer.ts';
import { readConfig } from './config.ts';
import { instant, type Instant } from './domain/calendar.ts';
import type { Command } from './domain/command.ts';
import { fromJalali } from './domain/jalali.ts';
import { AGENCY_ROLES, COUNTY_ROLES, ROLES, type Actor, type Grant, type Role } from './domain/permission.ts';
import { createPasswords, type Passwords } from './people/passwords.ts';
import { peopleSteps } from './people/steps.ts';
import { createApproval } from './rota/approve.ts';
import { createDrawingUp } from './rota/draw-up.ts';
import { rotaLookup } from './rota/lookup.ts';
import { createPublishing } from './rota/publish.ts';
import { prepareSecrets } from './secrets.ts';
import { createInvitations } from './sessions/invitations.ts';
import { sessionLookup } from './sessions/lookup.ts';
import { exampleOffice } from './setup/example.ts';
import { inventedNames } from './setup/example-people.ts';
import { bare } from './setup/office.ts';
import { seededId, seededNumbers } from './setup/seeded.ts';
import { createSetup } from './setup/service.ts';
import { CannotStart, start } from './start.ts';
import { HONORIFICS, ROLE_NAMES } from './wording/fa.ts';

/** One who may enter the demonstration. */
interface Guest {
  readonly actor: Actor;
  readonly role: Role;
  readonly username: string;
  readonly password: string;
}

// The office of the example was set up in Esfand 1398, and its programme of 1399 drawn up, approved and published before Nowruz.
const SET_UP = instant('2020-02-20T06:00:00.000Z');
const DRAWN_UP = instant('2020-03-01T06:00:00.000Z');
const APPROVED = instant('2020-03-04T07:30:00.000Z');
const ANSWERED = instant('2020-03-08T08:00:00.000Z');
const PUBLISHED = instant('2020-03-12T09:00:00.000Z');
const HALF_YEAR = { from: fromJalali(1399, 1, 1), to: fromJalali(1399, 6, 31) };
const PUBLISHED_UNTIL = fromJalali(1399, 3, 31);

// Its agency is the one whose people the demonstration shows.
const SHOWN_AGENCY = seededId('agency water-sewage');
const SHOWN_COUNTY = seededId('county اصفهان');

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const newPassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join('-');

const command = (at: Instant, actor: string | null): Command => ({ key: randomUUID(), bodyHash: '', actor, at });

const grantOf = (role: Role): Grant => ({
  role,
  agencyId: AGENCY_ROLES.includes(role) ? SHOWN_AGENCY : null,
  countyId: COUNTY_ROLES.includes(role) ? SHOWN_COUNTY : null,
});

interface Ground {
  readonly database: Database;
  readonly writer: Writer;
  readonly passwords: Passwords;
}

/** Lays in the example and one person a role; the host is the agency's own head. */
async function inviteGuests({ database: { reads }, writer, passwords }: Ground): Promise<Guest[]> {
  const setup = createSetup({ reads, writer, passwords, newId: randomUUID });
  const office = exampleOffice();
  const names = inventedNames(ROLES.length, seededNumbers(1475));
  const head = office.terms.find((term) => term.agencyId === SHOWN_AGENCY && term.to === null);
  const guests: Guest[] = [];
  for (const [index, role] of ROLES.entries()) {
    const named = role === 'host' ? office.people.find((person) => person.id === head?.personId) : names[index];
    if (named === undefined) throw new Error('The example has no head for its agency.');
    const { honorific, name } = named;
    const [username, password] = [role.replace('_', '-'), newPassword()];
    const called = `${HONORIFICS[honorific]} ${name}`;
    if (role === 'administrator') {
      const token = ((await setup.ensureLink(SET_UP)) ?? '').slice('/setup/'.length);
      const { userId } = await setup.setUp(command(SET_UP, null), token, office, { honorific, name, username, password });
      guests.push({ actor: { id: userId, name: called, grants: [grantOf(role)] }, role, username, password });
      continue;
    }
    const [id, grantId, passwordHash] = [randomUUID(), randomUUID(), await passwords.hash(password)];
    const personId = role === 'host' ? (head?.personId ?? '') : randomUUID();
    await writer.submit({
      ...command(SET_UP, guests[0]?.actor.id ?? null),
      streams: [`user:${id}`],
      apply: async (tx) => {
        const people = peopleSteps(tx);
        if (role !== 'host') await people.addPerson(bare({ id: personId, honorific, name }));
        await people.addUser({ id, personId, username, passwordHash, grants: [{ ...grantOf(role), id: grantId }] }, { name, honorific }, SET_UP);
        return {};
      },
    });
    guests.push({ actor: { id, name: called, grants: [grantOf(role)] }, role, username, password });
  }
  return guests;
}

/** Draws up the first half of 1399, approves it, asks the managers and publishes the spring; the summer stands as forecast. */
async function publishProgramme({ database: { reads }, writer }: Ground, guests: readonly Guest[]): Promise<void> {
  const actorWith = (role: Role): Actor => {
    const guest = guests.find((one) => one.role === role);
    if (guest === undefined) throw new Error(`The demonstration has no ${role}.`);
    return guest.actor;
  };
  const [scheduler, inspectionHead] = [actorWith('scheduler'), actorWith('inspection_head')];
  const slice = { reads, writer, newId: randomUUID };
  const { id: draftId } = await createDrawingUp(slice).drawUp(HALF_YEAR, command(DRAWN_UP, scheduler.id));
  const approval = createApproval(slice);
  await approval.submit({ draftId, seen: null }, command(DRAWN_UP, scheduler.id));
  await approval.approve({ draftId, seen: null }, { letterNo: '۱۲۳/۴۵۶', letterDay: fromJalali(1398, 12, 14) }, inspectionHead, command(APPROVED, inspectionHead.id));
  const invitations = createInvitations({ ...slice, programmes: rotaLookup });
  await invitations.invite(draftId, PUBLISHED_UNTIL, command(APPROVED, scheduler.id));
  const asked = await sessionLookup(reads).invitationsOfDraft(draftId);
  for (const [index, { id }] of asked.entries()) {
    if (index % 5 !== 4) await invitations.record(id, 'accept_by_phone', null, command(ANSWERED, scheduler.id));
  }
  await createPublishing(slice).publish(
    { draftId, seen: null, until: PUBLISHED_UNTIL, despiteUnanswered: true, despiteEmpty: true, despiteConflicts: null, note: null },
    command(PUBLISHED, scheduler.id),
  );
}

const table = (guests: readonly Guest[]): string => {
  const width = Math.max(...guests.map(({ username }) => username.length)) + 2;
  return guests.map(({ actor, role, username, password }) => `  ${username.padEnd(width)}${password}   ${ROLE_NAMES[role]}، ${actor.name}`).join('\n');
};

const run = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'didar-demo-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const { config, faults } = readConfig({ ...process.env, DATA_DIR: folder, DATABASE_URL: `sqlite:${join(folder, 'didar.sqlite')}` });
  const secrets = await prepareSecrets(config);
  const database = await openDatabase({ url: config.databaseUrl, role: 'server' });
  await migrate(database);
  const writer = await createWriter(database, () => undefined);
  const ground: Ground = { database, writer, passwords: createPasswords(secrets.pepper) };
  await seedReference(database.reads, writer, SET_UP);
  const guests = await inviteGuests(ground);
  await publishProgramme(ground, guests);
  await writer.drain();
  await database.close();

  const log = (line: object): void => console.error(JSON.stringify(line));
  const running = await start({ config, faults, now: () => instant(new Date().toISOString()), log });
  console.log(`The example of Isfahan 1399 is at ${running.address} until this program ends. Names and passwords:\n\n${table(guests)}\n`);
  const end = (): void => {
    running.stop().then(() => process.exit(0), () => process.exit(1));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
};

run().catch((error: unknown) => {
  console.error(error instanceof CannotStart ? `Didar cannot start:\n${error.faults.map((fault) => `  - ${fault}`).join('\n')}` : error);
  process.exit(1);
});
