import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { noPhotos } from '../support/odd-photos.ts';
import { layGround, type Ground } from './ground.ts';
import { layMorning, sendOnce, type Item } from './phones.ts';
import { smallRoom, type Room } from './room.ts';

const noise = (side: number, seed: number): Promise<Buffer> => {
  const pixels = Buffer.alloc(side * side * 3);
  let state = seed + 1;
  for (let at = 0; at < pixels.length; at += 1) {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    pixels[at] = state >>> 16;
  }
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } }).jpeg({ quality: 85 }).toBuffer();
};
const filesUnder = (folder: string): string[] => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name);
const isPhoto = ({ kind }: Item): boolean => kind === 'photo';
const rssOf = (pid: number): number => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

describe('photos on a full disk', function () {
  this.timeout(90_000);
  let ground: Ground;
  let room: Room;
  afterEach(async () => {
    await ground?.remove();
    room?.remove();
  });

  it('are refused calmly and whole: what was acknowledged is there, nothing half-written is, and they go on when there is room', async () => {
    room = smallRoom(2);
    ground = await layGround('SQLite');
    mkdirSync(join(room.folder, 'kept'));
    symlinkSync(join(room.folder, 'kept'), join(ground.folder, 'photos'));
    const { items } = await layMorning(ground, { reports: 8, photosEach: 4, phones: 4, photoOf: (at) => noise(480, at) });
    await ground.launch();
    for (const item of items.filter((one) => !isPhoto(one))) expect((await sendOnce(ground, ground.url, item)).status).to.equal(200);
    const photos = items.filter(isPhoto);
    const first = await Promise.all(photos.map((item) => sendOnce(ground, ground.url, item)));
    const statuses = new Set(first.map(({ status }) => status));
    const taken = photos.filter((_one, at) => first[at]?.status === 200);
    console.log(`      ${taken.length} of ${photos.length} photos taken in before the disk was full`);
    expect([...statuses].sort()).to.deep.equal([200, 507]);
    expect(first.find(({ status }) => status === 507)?.text).to.include('disk_full').and.not.to.match(/ENOSPC|node_modules/);
    const rows = await ground.database.reads('visit_photos').select('hash', 'file', 'bytes');
    expect(new Set(rows.map(({ hash }) => hash))).to.deep.equal(new Set(taken.map(({ hash }) => hash)));
    const whole = (): void => {
      for (const name of filesUnder(room.folder)) {
        expect(name, 'half a file').to.match(/^[0-9a-f]{64}\.jpg$/);
        expect(`${createHash('sha256').update(readFileSync(join(room.folder, 'kept', name.slice(0, 2), name))).digest('hex')}.jpg`).to.equal(name);
      }
    };
    whole();
    const report = items.find((one) => !isPhoto(one));
    if (report === undefined) throw new Error('nothing was laid');
    expect((await sendOnce(ground, ground.url, report)).status, 'reports go on').to.equal(200);
    room.resize(64);
    const again = await Promise.all(photos.map((item) => sendOnce(ground, ground.url, item)));
    expect([...new Set(again.map(({ status }) => status))]).to.deep.equal([200]);
    expect((await ground.database.reads('visit_photos').select('hash')).length).to.equal(photos.length);
    whole();
  });
});

describe('two hundred photos at once', function () {
  this.timeout(200_000);
  let ground: Ground;
  afterEach(() => ground?.remove());

  it('good, huge and false, cost no more memory than a few, and the program answers meanwhile', async () => {
    ground = await layGround('SQLite');
    const [odd, large] = [Object.values(await noPhotos()), await sharp(await noise(300, 7)).resize(6000, 6000, { kernel: 'nearest' }).jpeg({ quality: 80 }).toBuffer()];
    const padded = Buffer.concat([large, Buffer.alloc(10_000_000 - large.length)]);
    const photoOf = (at: number): Promise<Buffer> => Promise.resolve(at % 4 === 0 ? Buffer.concat([padded.subarray(0, -8), Buffer.from(String(at).padStart(8, '0'))]) : Buffer.concat([odd[at % odd.length] ?? Buffer.alloc(0), Buffer.from(String(at))]));
    const { items } = await layMorning(ground, { reports: 25, photosEach: 8, phones: 5, photoOf });
    const program = await ground.launch();
    for (const item of items.filter((one) => !isPhoto(one))) await sendOnce(ground, ground.url, item);
    const photos = items.filter(isPhoto);
    const [fresh, huge] = [rssOf(program.pid), photos.filter(({ body }) => body.length > 5_000_000)];
    const [small] = huge;
    if (small === undefined) throw new Error('nothing was laid');
    // A few, one after another: what the decoder needs in each of the threads on which it may come to run is its own and stays.
    for (const item of huge.slice(0, 8)) await sendOnce(ground, ground.url, item);
    await pause(500);
    const before = rssOf(program.pid);
    let [most, slowest, isOver] = [before, 0, false];
    const watch = (async () => {
      while (!isOver) {
        most = Math.max(most, rssOf(program.pid));
        const began = performance.now();
        // A kept connection may be closed in the moment in which it is taken up again.
        await fetch(`${ground.url}/login`).catch(() => fetch(`${ground.url}/login`));
        slowest = Math.max(slowest, performance.now() - began);
        await pause(50);
      }
    })();
    const giant: Item = { ...small, body: Buffer.alloc(50 * 1024 * 1024) };
    const tooLarge = await sendOnce(ground, ground.url, giant);
    const statuses = new Map<number, number>();
    await Promise.all(photos.map(async (item) => {
      for (;;) {
        const { status } = await sendOnce(ground, ground.url, item);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status !== 503 && status !== 0) return;
        await pause(200);
      }
    }));
    isOver = true;
    await watch;
    console.log(`      ${photos.length} photos at once: ${[...statuses].map(([status, count]) => `${count} × ${status}`).join(', ')}; memory ${Math.round(fresh)} MB, after a few ${Math.round(before)} MB, at most ${Math.round(most)} MB; the login page within ${Math.round(slowest)} ms`);
    expect(tooLarge.status).to.be.oneOf([413, 0]);
    expect([...statuses.keys()].filter((status) => ![200, 422, 503, 0].includes(status))).to.deep.equal([]);
    expect(statuses.get(200)).to.equal(photos.filter(({ body }) => body.length > 5_000_000).length);
    expect(most - before).to.be.below(150);
    expect(most - fresh, 'the decoder with it').to.be.below(300);
  });
});
