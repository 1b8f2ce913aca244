import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openDatabase } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';
import { createWriter } from '../../db/writer.ts';
import { bundled } from '../support/process.ts';
import { layOpenSessions } from './one-call.ts';
import type { Orders } from './writing-process.ts';

const changes = 100;
// A call that another thread interrupts is written in two lines; only its end says that it was done.
const flushed = /\bf(data)?sync(\(\d+\)| resumed>\)?).*= 0/;
const acked = /\bwrite\(1, "acked /;

/** Traces a process that makes 100 changes one by one: how many were acknowledged, how many with a flush just before. */
async function trace(synchronous: 'full' | 'normal', kind: 'counties' | 'calls' = 'counties'): Promise<{ readonly acked: number; readonly flushedFirst: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'didar-fsync-'));
  try {
    const url = `sqlite:${join(folder, 'didar.db')}`;
    const database = await openDatabase({ url, role: 'tool' });
    await migrate(database);
    const sessions = kind === 'counties' ? [] : await layOpenSessions(database, await createWriter(database, () => undefined), 1);
    await database.close();
    const orders: Orders = { url, run: 'traced', callers: kind === 'counties' ? 1 : 0, changes, sessions, synchronous };
    const log = join(folder, 'calls');
    const traced = ['-f', '-qq', '-e', 'trace=fsync,fdatasync,write', '-o', log, process.execPath, await bundled('writing')];
    const child = spawn('strace', [...traced, JSON.stringify(orders)], { stdio: ['ignore', 'ignore', 'inherit'] });
    expect(await once(child, 'close')).to.deep.equal([0, null]);
    let seen = false;
    const found = { acked: 0, flushedFirst: 0 };
    for (const line of readFileSync(log, 'utf8').split('\n')) {
      if (flushed.test(line)) seen = true;
      if (!acked.test(line)) continue;
      found.acked += 1;
      if (seen) found.flushedFirst += 1;
      seen = false;
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('an acknowledged change', function () {
  this.timeout(120_000);

  it('was flushed to the disk first, each of a hundred', async () => {
    expect(await trace('full')).to.deep.equal({ acked: changes, flushedFirst: changes });
  });

  it('of a call was flushed to the disk first, each of a hundred', async () => {
    expect(await trace('full', 'calls')).to.deep.equal({ acked: changes, flushedFirst: changes });
  });

  it('has a test that notices synchronous NORMAL', async () => {
    const found = await trace('normal');
    expect(found.acked).to.equal(changes);
    expect(found.flushedFirst).to.be.below(changes / 10);
  });
});
