import { instantOf } from '../domain/calendar.ts';
import { logIn, openBrowser, type Browser } from './browser.ts';
import { newCaller } from './callers.ts';
import type { Chance } from './chance.ts';
import { answerCallers } from './host.ts';
import { workShift } from './operator.ts';
import { topicsOf } from './page.ts';
import { createRoom, type Room } from './room.ts';
import { closeAndCompare, letCall, sitDown } from './session.ts';
import { createSupervisor, hoursAround, type Convened, type Supervisor } from './supervisor.ts';
import { createTally, type Tally } from './tally.ts';

/** Somebody's name and password. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What is simulated: parallel sessions, calls an hour to each, and how much faster than life. */
export interface Simulation {
  readonly sessions: number;
  readonly rate: number;
  readonly speed: number;
  /** Minutes of this clock. */
  readonly minutes: number;
  readonly chance: Chance;
  readonly url: string;
  readonly supervisor: Credentials;
  readonly operators: readonly Credentials[];
  readonly say: (line: string) => void;
}

const SAYS_EVERY_MS = 15_000;
// A session outlasts the simulation, so that its queue is not told that nobody will be reached.
const SPARE_MINUTES = 120;
// Of an hour so much is talked; the rest goes into connecting, notes and looking up.
const TALKED = 0.72;
/** Of the callers so many come into a queue. */
const QUEUED = 0.82;
// Seconds of life.
const [SHORTEST_TALK, LONGEST_TALK] = [35, 240];
const FIRST_CALLERS = 2;

/** How long talks may take so that as many are answered as call, in seconds of life. */
export const talkFor = (rate: number): number => Math.max(SHORTEST_TALK, Math.min(LONGEST_TALK, (TALKED * 3600) / (rate * QUEUED)));

/** Opens a browser in which somebody has entered. */
export async function enter(url: string, { username, password }: Credentials, tally: Tally): Promise<Browser> {
  const browser = openBrowser(url, tally);
  await logIn(browser, username, password);
  return browser;
}

interface Convening {
  readonly count: number;
  readonly minutes: number;
  /** Whose the first session is to be. */
  readonly agencyId?: string;
  /** The agencies that citizens ask something of: these come first. */
  readonly asked: ReadonlySet<string>;
}

/** The agencies that answer for some topic, as an operator's page offers them. */
export const askedAgencies = async (operator: Browser): Promise<ReadonlySet<string>> => new Set(topicsOf((await operator.open('/desk')).text).flatMap(({ agencyIds }) => agencyIds));

/** Convenes so many sessions around now, each of another agency; throws where the day has no room for them. */
export async function conveneAll(supervisor: Supervisor, chance: Chance, { count, minutes, agencyId, asked }: Convening): Promise<Convened[]> {
  const hours = hoursAround(instantOf(Date.now()), minutes);
  if (hours === null) throw new Error('It is nearly midnight, and a session belongs to one day. Try again when the new day has begun.');
  const all = await supervisor.agencies();
  const some = all.filter(({ value }) => asked.has(value));
  const left = some.length < count ? [...all] : some;
  const convened: Convened[] = [];
  while (convened.length < count) {
    const named = convened.length === 0 ? left.findIndex(({ value }) => value === agencyId) : -1;
    const [agency] = left.splice(named >= 0 ? named : Math.floor(chance.number() * left.length), 1);
    if (agency === undefined) throw new Error('There are not enough agencies for so many sessions.');
    const one = await supervisor.convene(agency, hours);
    if (one !== null) convened.push(one);
  }
  return convened;
}

/** Seats a host who plays himself at the desk of a session, and lets him work; settles when he has gone. */
export async function playHost(room: Room, supervisor: Supervisor, url: string, { id, day }: Convened, desk: string, rate: number): Promise<{ readonly work: Promise<void> }> {
  const browser = openBrowser(url, room.tally);
  await sitDown(browser, await supervisor.seatCode(id, 'host', desk));
  return { work: answerCallers(room, browser, { sessionId: id, day, talk: talkFor(rate) }) };
}

/** Runs operators and hosts through the program's own pages and sockets until the time is over; the tally tells whether all was well. */
export async function simulate({ sessions, rate, speed, minutes, chance, url, supervisor: head, operators, say }: Simulation): Promise<Tally> {
  const tally = createTally(() => performance.now());
  const room = createRoom({ chance, tally, speed });
  const supervisor = createSupervisor(await enter(url, head, tally), tally);
  const shifts: Browser[] = [];
  // One more than there are sessions: while all write, somebody can still put a caller through.
  for (let index = 0; index <= sessions; index += 1) shifts.push(await enter(url, operators[index % operators.length] ?? head, tally));
  const asked = shifts[0] === undefined ? new Set<string>() : await askedAgencies(shifts[0]);
  const convened = await conveneAll(supervisor, chance, { count: sessions, minutes: minutes + SPARE_MINUTES, asked });
  say(`${sessions} sessions: ${convened.map(({ title }) => title).join('، ')}`);
  const hosts: Promise<void>[] = [];
  for (const [index, one] of convened.entries()) hosts.push((await playHost(room, supervisor, url, one, `میز ${index + 1}`, rate)).work);
  const work = [
    ...hosts,
    ...shifts.map((browser) => workShift(room, browser, { queueMost: () => Number.POSITIVE_INFINITY })),
    ...convened.map((one) => letCall(room, one, { rate, first: FIRST_CALLERS, newCaller: () => newCaller(chance) })),
  ].map((one) => one.catch((error: unknown) => tally.fault(error instanceof Error ? (error.stack ?? error.message) : String(error))));
  const saying = setInterval(() => say(tally.line()), SAYS_EVERY_MS);
  await new Promise((resolve) => setTimeout(resolve, minutes * 60_000));
  clearInterval(saying);
  room.goHome();
  await Promise.all(work);
  for (const one of convened) await closeAndCompare(room, supervisor, one);
  for (const leave of room.atLockUp) leave();
  say(tally.line());
  return tally;
}
