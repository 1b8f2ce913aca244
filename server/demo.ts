import { instantOf } from './domain/calendar.ts';
import { keepDeclaring } from './demo/declaring.ts';
import type { Guest } from './demo/guests.ts';
import { throwAwayOffice } from './demo/office.ts';
import { keepDay, type Sights } from './demo/today.ts';
import { CannotStart, start } from './start.ts';
import { ROLE_NAMES } from './wording/fa.ts';

// One operator for the visitor to look over the shoulder of, and others so that callers are put through in time.
const MORE_OPERATORS = 3;

const table = (guests: readonly Guest[]): string => {
  const shown = guests.filter(({ username }) => !/-\d$/.test(username));
  const width = Math.max(...shown.map(({ username }) => username.length)) + 2;
  return shown.map(({ actor, role, username, password }) => `  ${username.padEnd(width)}${password}   ${ROLE_NAMES[role]}، ${actor.name}`).join('\n');
};

const sights = (address: string, { own, others, wall }: Sights): string => `Calls are coming in now. Look at them side by side, in a private window each:

  a host's desk        ${address}/seat   code ${own.code.slice(0, 4)} ${own.code.slice(4)}: be the manager of «${own.title}», nobody else is
  the operators' desk  ${address}/desk   as operator
  supervisor's board   ${address}/supervise   as supervisor
  today's sessions     ${address}/today   «${[own.title, ...others].join('»، «')}»
  managers' presence   ${address}/presence   as inspection-head, or as county-governor for his county alone
  a manager's office   ${address}/office   as manager-office: say that your manager is there, and look at the board
  the hall's screen    ${new URL(wall, address).href}
`;

const run = async (): Promise<void> => {
  const { config, faults, guests, officeWorker } = await throwAwayOffice(process.env, { published: true, moreOperators: MORE_OPERATORS });
  const log = (line: object): void => console.error(JSON.stringify(line));
  const running = await start({ config, faults, now: () => instantOf(Date.now()), log });
  console.log(`The example of Isfahan 1399 is at ${running.address} until this program ends. Names and passwords:\n\n${table(guests)}\n`);
  let ending = false;
  const end = (): void => {
    if (ending) process.exit(1);
    ending = true;
    running.stop().then(() => process.exit(0), () => process.exit(1));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (officeWorker !== null) keepDeclaring(running.address, officeWorker).catch((error: unknown) => { if (!ending) console.error('The offices say nothing more:', error); });
  await keepDay({ url: running.address, guests, begun: (seen) => console.log(sights(running.address, seen)), say: (line) => console.error(line) }).catch((error: unknown) => {
    // The example stays open to be looked at, if nobody is at work in it.
    if (!ending) console.error('The simulated day has stopped:', error);
  });
};

run().catch((error: unknown) => {
  console.error(error instanceof CannotStart ? `Didar cannot start:\n${error.faults.map((fault) => `  - ${fault}`).join('\n')}` : error);
  process.exit(1);
});
