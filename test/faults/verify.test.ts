import { expect } from 'chai';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../db/connection.ts';
import { letChange } from '../../db/migrations/001/unchanged.ts';
import { run, temporaryFolder } from '../support/process.ts';
import { layGround, type Ground } from './ground.ts';

const verified = (url: string) => run({ DATABASE_URL: url }, { entry: 'verify' });

describe('verifying the record', function () {
  this.timeout(90_000);
  let ground: Ground;
  afterEach(() => ground.remove());

  it('finds a record whole beside the running program, and a copy with one letter changed broken, and says where', async () => {
    ground = await layGround('SQLite');
    await ground.launch();
    const whole = await verified(`sqlite:${join(ground.folder, 'didar.sqlite')}`);
    expect(whole.output + whole.faults).to.match(/^The record is whole: \d+ events in \d+ streams\.\n$/);
    expect(whole.code).to.equal(0);

    const copy = join(temporaryFolder(), 'copy.sqlite');
    await ground.database.direct.raw('vacuum into ?', [copy]);
    const tampered = await openDatabase({ url: `sqlite:${copy}`, role: 'tool' });
    await letChange(tampered.direct, ['events']);
    const victim = await tampered.direct('events').orderBy('stream').orderBy('seq').first();
    await tampered.direct('events').where({ stream: victim?.stream ?? '', seq: victim?.seq ?? 0 }).update({ actor: 'somebody else' });
    await tampered.close();
    const broken = await verified(`sqlite:${copy}`);
    expect(broken.faults).to.equal(`The record is broken in 1 of ${/in (\d+) streams/.exec(whole.output)?.[1] ?? ''} streams; first: event ${victim?.seq ?? 0} of the stream ${victim?.stream ?? ''} is not as it was written.\n`);
    expect([broken.code, broken.output]).to.deep.equal([1, '']);

    const cut = join(temporaryFolder(), 'cut.sqlite');
    copyFileSync(copy, cut);
    const shorter = await openDatabase({ url: `sqlite:${cut}`, role: 'tool' });
    await shorter.direct('events').delete();
    await shorter.close();
    expect((await verified(`sqlite:${cut}`)).faults).to.match(/^The record is broken in \d+ of \d+ streams; first: the stream \S+ does not end where its counter says: after event 0\.\n$/);
  });

  it('says plainly that there is nothing to read, and makes no empty record in its place', async () => {
    ground = await layGround('SQLite');
    const nowhere = await verified('sqlite:/nowhere/at/all.sqlite');
    expect([nowhere.code, nowhere.faults]).to.deep.equal([1, 'The record cannot be read: there is no database at /nowhere/at/all.sqlite.\n']);
    expect((await verified('mysql://x')).code).to.equal(1);
  });
});
