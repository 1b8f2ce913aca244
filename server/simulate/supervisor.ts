import type { Clock, Instant } from '../domain/calendar.ts';
import { addMinutes, clockOf, dayOf, formatClock, minutesBetween, startOfDay } from '../domain/calendar.ts';
import { toAsciiDigits } from '../domain/digits.ts';
import { addDays, formatDay, type Day } from '../domain/jalali.ts';
import type { Browser } from './browser.ts';
import { optionsOf, plain, tilesOf } from './page.ts';
import type { Tally } from './tally.ts';

/** A session that was convened for now. */
export interface Convened {
  readonly id: string;
  readonly agencyId: string;
  readonly title: string;
  readonly day: Day;
  /** When it is planned to end. */
  readonly endsAt: Instant;
}

/** The hours of a session around now. */
export interface Hours {
  readonly day: Day;
  readonly from: Clock;
  readonly to: Clock;
  readonly endsAt: Instant;
}

const STEP = 5;
// Under so many minutes before midnight nobody is convened any more: a session belongs to one day.
const SHORTEST = 10;

/**
 * Hours from a little before now until so many minutes after, within today: around midnight they are cut, and in the day's
 * last minutes there are none (null), until the next day has begun.
 */
export function hoursAround(now: Instant, minutes: number): Hours | null {
  const day = dayOf(now);
  const midnight = startOfDay(addDays(day, 1));
  const left = minutesBetween(now, midnight) - 1;
  if (left < SHORTEST) return null;
  const past = minutesBetween(startOfDay(day), now);
  const from = addMinutes(now, -(past % STEP) - Math.min(STEP, past - (past % STEP)));
  const endsAt = addMinutes(now, Math.min(minutes, left));
  return { day, from: clockOf(from), to: clockOf(endsAt), endsAt };
}

/** The supervisor of the simulation: he convenes sessions, seats hosts and closes what is over. */
export function createSupervisor(browser: Browser, tally: Tally) {
  return {
    /** The agencies that can be convened today. */
    agencies: async () => optionsOf((await browser.open('/today')).text, 'agencyId'),

    /** Convenes a session for these hours; null where the agency has one then already. */
    async convene(agency: { readonly value: string; readonly label: string }, { day, from, to, endsAt }: Hours): Promise<Convened | null> {
      const { status, location } = await browser.send('/today', { agencyId: agency.value, kind: 'electronic_meeting', day: formatDay(day), from: formatClock(from), to: formatClock(to) });
      const id = /^\/today\/([\w-]+)/.exec(location ?? '')?.[1];
      if (status !== 303 || id === undefined) return null;
      return { id, agencyId: agency.value, title: agency.label, day, endsAt };
    },

    /** A one-time code for a seat at the session's desk, as the page shows it, in ASCII digits. */
    async seatCode(sessionId: string, side: 'host' | 'companion', desk: string): Promise<string> {
      await browser.open(`/today/${sessionId}`);
      const { text } = await browser.send(`/today/${sessionId}/seats`, { side, desk });
      const digits = toAsciiDigits(plain(/class="seat-digits"[^>]*>([\s\S]*?)<\/p>/.exec(text)?.[1] ?? '').replace(/<[^>]*>/g, '')).replace(/\D/g, '');
      if (digits.length !== 8) throw new Error('The page shows no code of eight digits.');
      return digits;
    },

    /** A wallboard's address. */
    async wall(name: string): Promise<string> {
      await browser.open('/walls');
      const { text } = await browser.send('/walls', { name });
      const address = /(https?:\/\/[^\s<"]+)?\/wall\/[\w-]{16,}/.exec(text)?.[0];
      if (address === undefined) throw new Error('The page shows no address of a wallboard.');
      return address;
    },

    /** Closes a session with a way for everybody who is left, and gives the figures of its summary. */
    async close(sessionId: string): Promise<ReadonlyMap<string, number> | null> {
      const page = await browser.open(`/today/${sessionId}/close`);
      const [, how = 'close'] = /name="how" value="(\w+)"/.exec(page.text) ?? [];
      const left = [...new Set([...page.text.matchAll(/name="way\.([\w-]+)"/g)].map(([, call = '']) => call))];
      const ways = Object.fromEntries(left.map((call, index) => [`way.${call}`, index % 2 === 0 ? 'call_back' : 'register']));
      const { status, text } = await browser.send(`/today/${sessionId}/close`, { how, ...(how === 'cancel' ? { reason: 'جلسه برگزار نشد' } : {}), ...ways });
      if (status !== 303) {
        tally.fault(`session ${sessionId} could not be closed (${status}): ${/class="notice[^>]*>([\s\S]{0,400})/.exec(text)?.[1] ?? ''}`);
        return null;
      }
      left.forEach((call, index) => tally.ended(index % 2 === 0 ? 'call_back' : 'registered', sessionId, call));
      return tilesOf((await browser.open(`/today/${sessionId}/summary`)).text);
    },
  };
}

export type Supervisor = ReturnType<typeof createSupervisor>;
