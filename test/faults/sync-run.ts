import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startProxy } from '../support/proxy.ts';
import { chance } from './chance.ts';
import { layGround, type Ground } from './ground.ts';
import { endLogins, layMorning, sendOnce, type Item } from './phones.ts';

/** How much is sent, and what happens to it on the way. */
export interface SyncSize {
  readonly reports: number;
  readonly photosEach: number;
  readonly kills: number;
  readonly seed: number;
}

/** What was sent and what it came to; `wrong` is all that should not be, in words. */
export interface SyncFigures {
  readonly reports: number;
  readonly photos: number;
  readonly sent: number;
  readonly cut: number;
  readonly kills: number;
  readonly logins_ended: number;
  readonly seconds: number;
  readonly wrong: readonly string[];
}

const AT_ONCE = 24;
const PHONES = 12;

/** Begins to send a thing and breaks off after so many bytes of it. */
const cutShort = async ({ port }: { readonly port: number }, ground: Ground, { kind, path, body, by }: Item, share: number): Promise<void> => {
  const { cookie, csrf } = await by.login;
  const head = Buffer.from([
    `POST ${path} HTTP/1.1`, 'host: 127.0.0.1', `origin: ${ground.url}`, `cookie: ${cookie}`, `x-csrf: ${csrf}`, 'accept: application/json',
    `content-type: ${kind === 'report' ? 'application/json' : 'application/octet-stream'}`, `content-length: ${body.length}`, '', '',
  ].join('\r\n'));
  const whole = Buffer.concat([head, body]);
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(whole.subarray(0, Math.floor(whole.length * share)), () => setTimeout(() => socket.resetAndDestroy(), 2)));
    socket.once('error', () => undefined).once('close', () => resolve());
  });
};

/** What the files, rows and events say against what the phones were told. */
async function faultsOf({ database: { reads }, folder }: Ground, items: readonly Item[]): Promise<string[]> {
  const wrong: string[] = [];
  const check = (what: string, is: unknown, should: unknown): void => {
    if (is !== should) wrong.push(`${what}: ${String(is)}, not ${String(should)}`);
  };
  const [reports, photos] = [items.filter(({ kind }) => kind === 'report'), items.filter(({ kind }) => kind === 'photo')];
  const ids = new Set(reports.map(({ reportId }) => reportId));
  const rows = (await reads('visit_reports').orderBy('number').select('id', 'number', 'target_id')).filter(({ id }) => ids.has(id));
  const laid = Number((await reads('visit_reports').count({ count: 'id' }).first())?.['count'] ?? 0) - 20;
  check('reports', rows.length, reports.length);
  check('reports of nobody', laid - rows.length, 0);
  check('gaps in their order', rows.filter(({ number }, at) => at > 0 && number !== (rows[at - 1]?.number ?? 0) + 1).length, 0);
  check('targets reported', new Set(rows.map(({ target_id }) => target_id)).size, reports.length);
  const kept = await reads('visit_photos').orderBy(['report_id', 'hash']).select();
  check('photos', kept.length, photos.length);
  const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  check('files that are not whole', kept.filter(({ file, bytes }) => {
    const held = readFileSync(join(folder, 'photos', file.slice(0, 2), file));
    return held.length !== bytes || `${hash(held)}.jpg` !== file;
  }).length, 0);
  const names = readdirSync(join(folder, 'photos'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name);
  const named = new Set(kept.map(({ file }) => file));
  // A killed server may leave a file for which the row did not come; the sweep takes it.
  check('files under no whole name', names.filter((name) => !named.has(name) && !/^[0-9a-f]{64}\.jpg(\.[0-9a-f]{12}\.part)?$/.test(name)).length, 0);
  const events = async (kind: string): Promise<number> => Number((await reads('events').where({ kind }).where('stream', 'not like', 'presence:%').count({ count: 'seq' }).first())?.['count'] ?? 0);
  check('events of reports', await events('visit_reported'), reports.length);
  check('events of hours', await events('hour_visited'), reports.length);
  check('events of photos', await events('visit_photo'), photos.length);
  return wrong;
}

/**
 * Sends every report and photo one to ten times, in any order and side by side, over a network that cuts at random bytes, through ended logins and a server that is killed;
 * each sending is repeated until it is answered. Then counts.
 */
export async function syncRun({ reports, photosEach, kills, seed }: SyncSize): Promise<SyncFigures> {
  const ground = await layGround('SQLite');
  const luck = chance(seed);
  const next = (): number => luck.next();
  const whole = (most: number): number => luck.between(0, most - 1);
  const proxy = await startProxy(Number(new URL(ground.url).port));
  try {
    const { items } = await layMorning(ground, { reports, photosEach, phones: PHONES });
    const times = (): number => 1 + Math.floor(10 * next() ** 3);
    const sendings = items.flatMap((item) => Array.from({ length: Math.min(10, times()) }, () => item));
    for (let at = sendings.length - 1; at > 0; at -= 1) {
      const other = whole(at + 1);
      [sendings[at], sendings[other]] = [sendings[other] as Item, sendings[at] as Item];
    }
    let program = await ground.launch();
    const began = performance.now();
    const answers = new Map<Item, string>();
    const unlike = new Set<Item>();
    const odd = new Map<string, number>();
    let [answered, sent, cut, killed, ended, isDown] = [0, 0, 0, 0, 0, false];
    const total = sendings.length;
    const queue = [...sendings];

    const storm = async (): Promise<void> => {
      while (answered < total) {
        await pause(150 + whole(300));
        if (next() < 0.5) proxy.reset();
        else proxy.resetAfter(1 + whole(400));
        cut += 1;
        if (killed < kills && answered >= ((killed + 1) * total) / (kills + 1)) {
          killed += 1;
          isDown = true;
          await program.end('SIGKILL');
          program = await ground.launch();
          isDown = false;
        }
        if (ended < 2 && answered >= ((ended + 1) * total) / 3) {
          ended += 1;
          await endLogins(ground);
        }
      }
    };
    const worker = async (): Promise<void> => {
      for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
        if (isDown) await pause(50);
        if (sent > 40 * total) {
          odd.set('given up', (odd.get('given up') ?? 0) + 1);
          answered += 1;
          continue;
        }
        if (next() < 0.1) {
          cut += 1;
          await cutShort(proxy, ground, item, next());
        }
        sent += 1;
        const { status, text } = await sendOnce(ground, proxy.url, item);
        if (status !== 200) {
          if (![0, 401, 409, 503].includes(status)) odd.set(`${status} ${text}`, (odd.get(`${status} ${text}`) ?? 0) + 1);
          // A refusal for good would be asked for ever: what is odd is told at the end, and not sent again.
          if ([0, 401, 409, 503].includes(status)) queue.splice(whole(queue.length + 1), 0, item);
          else answered += 1;
          continue;
        }
        answered += 1;
        const first = answers.get(item) ?? text;
        answers.set(item, first);
        if (first !== text) unlike.add(item);
      }
    };
    await Promise.all([storm(), ...Array.from({ length: AT_ONCE }, worker)]);
    const seconds = (performance.now() - began) / 1000;
    await program.end('SIGTERM');
    const wrong = [
      ...(await faultsOf(ground, items)), ...(unlike.size === 0 ? [] : [`answered in two ways: ${unlike.size}`]), ...(answers.size === items.length ? [] : [`never answered: ${items.length - answers.size}`]),
      ...[...odd].map(([what, count]) => `${count} × ${what}`),
    ];
    return { reports, photos: reports * photosEach, sent, cut, kills: killed, logins_ended: ended, seconds: Math.round(seconds * 10) / 10, wrong };
  } finally {
    await proxy.stop();
    await ground.remove();
  }
}
