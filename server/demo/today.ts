import { addMinutes, dayOf, instantOf, millisecondsOf, startOfDay } from '../domain/calendar.ts';
import { addDays } from '../domain/jalali.ts';
import type { Role } from '../domain/permission.ts';
import { seededNumbers } from '../setup/seeded.ts';
import type { Browser } from '../simulate/browser.ts';
import { newCaller } from '../simulate/callers.ts';
import { createChance } from '../simulate/chance.ts';
import { workShift } from '../simulate/operator.ts';
import { createRoom } from '../simulate/room.ts';
import { askedAgencies, conveneAll, enter, playHost } from '../simulate/run.ts';
import { letCall } from '../simulate/session.ts';
import { createSupervisor, hoursAround, type Convened, type Supervisor } from '../simulate/supervisor.ts';
import { createTally } from '../simulate/tally.ts';
import { SHOWN_AGENCY, type Guest } from './guests.ts';

/** What a visitor may look at while the day goes on. */
export interface Sights {
  /** The session whose manager nobody plays, and the code of his seat: eight digits. */
  readonly own: { readonly title: string; readonly code: string };
  readonly others: readonly string[];
  readonly wall: string;
}

interface Day {
  readonly url: string;
  readonly guests: readonly Guest[];
  /** Called as the sessions of each round begin. */
  readonly begun: (sights: Sights) => void;
  readonly say: (line: string) => void;
}

const SESSIONS = 4;
// Six times as fast as life: a talk takes half a minute, and there is always something to see.
const SPEED = 6;
const RATE = 25;
const ROUND_MINUTES = 120;
const FIRST_CALLERS = 4;
/** In the visitor's own session nobody is taken in beyond so many: he is one, and in no hurry. */
const OWN_MOST = 6;
const TRIES_TO_CLOSE = 20;
const AGAIN_MS = 15_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

/** When the next day's first sessions can be convened, from one instant of the day before. */
const untilTomorrow = (): number => millisecondsOf(addMinutes(startOfDay(addDays(dayOf(instantOf(Date.now())), 1)), 1)) - Date.now();

/** The visitor may be in the middle of a talk when the round is over: then it is asked again later. */
async function closeSoon(supervisor: Supervisor, { id }: Convened): Promise<void> {
  for (let tries = 0; tries < TRIES_TO_CLOSE; tries += 1) {
    if ((await supervisor.close(id)) !== null) return;
    await pause(AGAIN_MS);
  }
}

/** Keeps a living day: parallel sessions around now with their operators and hosts, and new ones when they are over; for ever. */
export async function keepDay({ url, guests, begun, say }: Day): Promise<never> {
  const guest = (role: Role): Guest => {
    const found = guests.find((one) => one.role === role);
    if (found === undefined) throw new Error(`The demonstration has no ${role}.`);
    return found;
  };
  const chance = createChance(seededNumbers(Date.now() % 1_000_000));
  let wall: string | null = null;
  for (;;) {
    if (hoursAround(instantOf(Date.now()), ROUND_MINUTES) === null) {
      say('It is nearly midnight: the sessions of the new day begin when it has come.');
      await pause(untilTomorrow());
    }
    const tally = createTally(() => performance.now());
    const room = createRoom({ chance, tally, speed: SPEED });
    const supervisor = createSupervisor(await enter(url, guest('supervisor'), tally), tally);
    wall ??= await supervisor.wall('تابلوی سالن');
    const shifts: Browser[] = [];
    for (const operator of guests.filter(({ role }) => role === 'operator')) shifts.push(await enter(url, operator, tally));
    const asked = shifts[0] === undefined ? new Set<string>() : await askedAgencies(shifts[0]);
    const [own, ...others] = await conveneAll(supervisor, chance, { count: SESSIONS, minutes: ROUND_MINUTES, agencyId: SHOWN_AGENCY, asked });
    if (own === undefined) throw new Error('No session was convened.');
    const work: Promise<void>[] = [];
    for (const [index, one] of others.entries()) work.push((await playHost(room, supervisor, url, one, `میز ${index + 2}`, RATE)).work);
    for (const browser of shifts) work.push(workShift(room, browser, { queueMost: (id) => (id === own.id ? OWN_MOST : Number.POSITIVE_INFINITY) }));
    for (const one of [own, ...others]) work.push(letCall(room, one, { rate: RATE, first: FIRST_CALLERS, newCaller: () => newCaller(chance) }));
    begun({ own: { title: own.title, code: await supervisor.seatCode(own.id, 'host', 'میز ۱') }, others: others.map(({ title }) => title), wall });
    await pause(millisecondsOf(own.endsAt) - Date.now());
    room.goHome();
    await Promise.allSettled(work);
    for (const leave of room.atLockUp) leave();
    tally.faults.forEach(say);
    for (const one of [...others, own]) await closeSoon(supervisor, one);
  }
}
