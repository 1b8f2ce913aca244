import { setTimeout as pause } from 'node:timers/promises';
import { readConfig } from '../../server/config.ts';
import { instant } from '../../server/domain/calendar.ts';
import { start } from '../../server/start.ts';

// The program with its first promise broken: it answers, and commits a little later. The kill test must notice.
const running = await start({
  ...readConfig(process.env),
  now: () => instant(new Date().toISOString()),
  log: () => undefined,
  probe: { breaks: 'ack_before_commit', at: (point) => (point === 'before_commit' ? pause(150) : undefined) },
});
console.log(`Didar is at ${running.address}`);
