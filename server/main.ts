import { isDiskFull } from '../db/errors.ts';
import { readConfig, VARIABLES } from './config.ts';
import { instantOf } from './domain/calendar.ts';
import { CannotStart, start } from './start.ts';

const HELP = `Didar: electronic meetings, manager-hours and their live calls, for one governorate.

  npm start             start it; no configuration is needed
  npm start -- --help   this text
  npm run demo          the example of Isfahan 1399 in a throw-away database, with a living day of calls
  npm run simulate      operators and hosts at work in such a database, and whether all figures agreed
  npm run verify        whether the record of changes is as it was written; beside a running program too

Variables:
${VARIABLES.map(({ name, otherwise, meaning }) => `  ${name.padEnd(18)} ${meaning} (${otherwise})`).join('\n')}
`;

const log = (line: object): void => {
  console.log(JSON.stringify({ at: new Date().toISOString(), ...line }));
};

const fail = (faults: readonly string[]): void => {
  console.error(`Didar cannot start:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  process.exit(1);
};

const run = async (): Promise<void> => {
  // Whatever is made here, the database and its copies above all, is for this user alone.
  process.umask(0o077);
  try {
    const running = await start({ ...readConfig(process.env), now: () => instantOf(Date.now()), log });
    const link = await running.wired.setUpLink();
    // Whatever slips through would leave the program in a state nobody tested: say it and let the supervisor restart.
    const last = (error: unknown): void => {
      log({ level: 'fatal', error: error instanceof Error ? error.stack : String(error) });
      process.exit(1);
    };
    process.on('uncaughtException', last);
    process.on('unhandledRejection', last);
    let ending = false;
    const end = (): void => {
      // Whoever asks twice does not want to wait; what was acknowledged is kept either way.
      if (ending) process.exit(1);
      ending = true;
      running.stop().then(() => process.exit(0), last);
    };
    process.on('SIGTERM', end);
    process.on('SIGINT', end);
    console.log(`Didar is at ${running.address}`);
    if (link !== null) console.log(`Set it up, once, at ${running.address}${link}`);
  } catch (error) {
    if (error instanceof CannotStart) fail(error.faults);
    else if (isDiskFull(error)) fail(['The disk of the database is full. Make room on it.']);
    else throw error;
  }
};

if (process.argv.includes('--help')) console.log(HELP);
else await run();
