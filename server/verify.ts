import { existsSync } from 'node:fs';
import { openDatabase } from '../db/connection.ts';
import { recordSize, verifyAll, type BrokenChain } from '../db/events.ts';
import { readConfig } from './config.ts';
import { verifyDraw } from './draws/verify-file.ts';

const FAULTS: Readonly<Record<BrokenChain['fault'], (broken: BrokenChain) => string>> = {
  altered: ({ stream, seq }) => `event ${seq} of the stream ${stream} is not as it was written`,
  gap: ({ stream, seq }) => `event ${seq} of the stream ${stream} is missing`,
  cut_off: ({ stream, seq }) => `the stream ${stream} does not end where its counter says: after event ${seq}`,
};

const fail = (sentence: string): void => {
  console.error(sentence);
  process.exitCode = 1;
};

/** Checks the file of an opened draw, and says a line for each check; ends with 1 where one fails. */
const runDraw = async (path: string): Promise<void> => {
  const { lines, isRight } = await verifyDraw(path);
  for (const line of lines) console.log(line);
  if (!isRight) process.exitCode = 1;
};

/** Reads the whole record as it stands at one moment, and says in a line whether it is whole; ends with 1 where it is not. */
const run = async (): Promise<void> => {
  const { config, faults } = readConfig(process.env);
  const [fault] = faults;
  if (fault !== undefined) return fail(`The record cannot be read: ${fault}`);
  const { databaseUrl: url } = config;
  // Opening would make an empty file, and an empty record is whole.
  if (url.startsWith('sqlite:') && !existsSync(url.slice('sqlite:'.length))) return fail(`The record cannot be read: there is no database at ${url.slice('sqlite:'.length)}.`);
  const database = await openDatabase({ url, role: 'tool' });
  try {
    const { events, streams, broken } = await database.snapshot(async (db) => ({ ...(await recordSize(db)), broken: await verifyAll(db) }));
    const [first] = broken;
    if (first === undefined) console.log(`The record is whole: ${events} events in ${streams} streams.`);
    else fail(`The record is broken in ${broken.length} of ${streams} streams; first: ${FAULTS[first.fault](first)}.`);
  } finally {
    await database.close();
  }
};

const [option, path] = process.argv.slice(2);
if (option === undefined) run().catch((error: unknown) => fail(`The record cannot be read: ${error instanceof Error ? error.message : String(error)}`));
else if (option === '--draw' && path !== undefined) runDraw(path).catch((error: unknown) => fail(`The draw cannot be checked: ${error instanceof Error ? error.message : String(error)}`));
else fail('Usage: npm run verify, or npm run verify -- --draw FILE');
