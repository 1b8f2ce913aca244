import { parseArgs } from 'node:util';
import { instantOf } from './domain/calendar.ts';
import { throwAwayOffice } from './demo/office.ts';
import { seededNumbers } from './setup/seeded.ts';
import { createChance } from './simulate/chance.ts';
import { simulate, type Credentials } from './simulate/run.ts';
import { CannotStart, start, type Running } from './start.ts';

const HELP = `Operators and hosts at work, driven through the program's own pages and sockets.

  npm run simulate -- --sessions 4 --rate 25 --speed 60

  --sessions N    parallel sessions (4)
  --rate N        calls an hour to each session (25)
  --speed N       how many times faster than life (60)
  --minutes N     how long, in minutes of this clock (2)
  --seed N        the same seed calls the same callers (any)
  --url URL       a running Didar; without it an example office is laid out and thrown away afterwards.
                  It convenes sessions of today there, so do not point it at an office at work.
  --supervisor NAME:PASSWORD   who convenes and closes there (needed with --url)
  --operator NAME:PASSWORD     who takes calls in there; may be given several times (needed with --url)

It ends by itself: with 0, or with 1 where an answer was 500 or above, or a figure did not agree.
`;

interface Place {
  readonly url: string;
  readonly supervisor: Credentials;
  readonly operators: readonly Credentials[];
  readonly running: Running | null;
}

const say = (line: string): void => console.log(`${new Date().toISOString().slice(11, 19)}  ${line}`);

const credentials = (text: string): Credentials => {
  const at = text.indexOf(':');
  if (at < 1) throw new Error(`Not NAME:PASSWORD: ${text}`);
  return { username: text.slice(0, at), password: text.slice(at + 1) };
};

/** A number of the command line; the plain sentence of what is wrong with it is thrown. */
const number = (name: string, text: string, least: number, most: number): number => {
  const value = Number(text);
  if (!Number.isFinite(value) || value < least || value > most) throw new Error(`--${name} must be a number from ${least} to ${most}, not "${text}".`);
  return value;
};

/** The example office, started on a port of its own choosing. */
const ownOffice = async (operators: number): Promise<Place> => {
  const { config, faults, guests } = await throwAwayOffice({ ...process.env, PORT: process.env['PORT'] ?? '0' }, { published: false, moreOperators: operators });
  const running = await start({ config, faults, now: () => instantOf(Date.now()), log: (line) => console.error(JSON.stringify(line)) });
  const supervisor = guests.find(({ role }) => role === 'supervisor');
  if (supervisor === undefined) throw new Error('The example has no supervisor.');
  return { url: running.address, supervisor, operators: guests.filter(({ role }) => role === 'operator'), running };
};

const run = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      sessions: { type: 'string', default: '4' }, rate: { type: 'string', default: '25' }, speed: { type: 'string', default: '60' }, minutes: { type: 'string', default: '2' },
      seed: { type: 'string' }, url: { type: 'string' }, supervisor: { type: 'string' }, operator: { type: 'string', multiple: true }, help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const asked = {
    sessions: Math.floor(number('sessions', values.sessions, 1, 60)),
    rate: number('rate', values.rate, 1, 120),
    speed: number('speed', values.speed, 1, 600),
    minutes: number('minutes', values.minutes, 0.1, 600),
  };
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Math.floor(number('seed', values.seed, 0, 4_294_967_295));
  if (values.url !== undefined && (values.supervisor === undefined || values.operator === undefined)) throw new Error('With --url give --supervisor NAME:PASSWORD and --operator NAME:PASSWORD.');
  const place = values.url === undefined
    ? await ownOffice(asked.sessions)
    : { url: new URL(values.url).origin, supervisor: credentials(values.supervisor ?? ''), operators: (values.operator ?? []).map(credentials), running: null };
  say(`seed ${seed}, at ${place.url}`);
  const tally = await simulate({ ...asked, ...place, chance: createChance(seededNumbers(seed)), say });
  await place.running?.stop();
  for (const fault of tally.faults) console.error(fault);
  say(tally.faults.length === 0 ? 'All figures agree.' : `${tally.faults.length} faults.`);
  return tally.faults.length === 0 ? 0 : 1;
};

run().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof CannotStart ? `Didar cannot start:\n${error.faults.map((fault) => `  - ${fault}`).join('\n')}` : error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
