import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { openDatabase } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';
import { hourIdOf } from '../../server/domain/manager-hour.ts';
import type { Day } from '../../server/domain/jalali.ts';
import { nameKeysOf } from '../../server/people/person.ts';
import { createPhotoStore } from '../../server/inspections/store.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { layHour } from '../support/hours.ts';
import { layPlace } from '../support/place.ts';
import { layTarget } from '../support/visits.ts';

export const DAY = '2026-11-23' as Day;
/** Half past nine of the day. */
export const NOW = '2026-11-23T06:00:00.000Z';

/** The offices of the route, in its order; the third forbids photos. */
export const OFFICES = [
  { name: 'ادارهٔ بهزیستی نجف‌آباد', manager: 'کیومرث موسوی', area: 'نجف‌آباد', address: 'خیابان امام، کوی ۵، طبقهٔ دوم', photos: 1, screen: 0 },
  { name: 'ادارهٔ جهاد کشاورزی نجف‌آباد', manager: 'شهرام رستگار', area: 'نجف‌آباد', address: 'بلوار کشاورز، روبه‌روی پارک', photos: 1, screen: 1 },
  { name: 'ادارهٔ تعاون، کار و رفاه اجتماعی نجف‌آباد', manager: 'فریدون کیهانی', area: 'نجف‌آباد', address: 'میدان باغ ملی، پلاک ۱۲', photos: 0, screen: 1 },
] as const;

/** Two inspectors who enter by name and password; the first has the route and an order. */
export const INSPECTORS = [
  { username: 'sohrabi', password: 'بوی نان تازهٔ کوچه', name: 'سهراب سهرابی' },
  { username: 'parvin', password: 'باران بر شیروانی سبز', name: 'پروین نیک‌پی' },
] as const;

/** The program with such a Monday, and who is who. */
export interface PhoneGround {
  readonly app: TestApp;
  readonly inspectorId: string;
  readonly otherId: string;
  readonly targets: readonly string[];
  stop(): Promise<void>;
}

/** A photo as a phone's camera makes it: large, with a place and a device in its EXIF. */
export const cameraPhoto = (shade: number): Promise<Buffer> =>
  sharp({ create: { width: 2400, height: 1800, channels: 3, noise: { type: 'gaussian', mean: 90 + shade, sigma: 24 }, background: '#777' } })
    .withExif({ IFD0: { Make: 'SECRETPHONE', Model: 'SERIAL77' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '32/1 38/1 0/1' } })
    .jpeg({ quality: 88 })
    .toBuffer();

async function layInspector(app: TestApp, { username, password, name }: (typeof INSPECTORS)[number]): Promise<string> {
  const { direct } = app.database;
  const id = await app.person(username, password);
  await direct('grants').where({ user_id: id }).update({ role: 'inspector' });
  const user = await direct('users').where({ id }).first('person_id');
  await direct('people').where({ id: user?.person_id ?? '' }).update({ name, honorific: 'agha', ...nameKeysOf(name) });
  return id;
}

async function layOrder({ database: { direct }, seal, dataDir }: TestApp, userId: string): Promise<void> {
  const [id, code] = [randomUUID(), randomBytes(32).toString('base64url')];
  const part = (width: number, height: number, background: string) => sharp({ create: { width, height, channels: 3, background } }).png().toBuffer();
  const face = sharp({ create: { width: 300, height: 400, channels: 3, background: '#c9d6df' } })
    .composite([{ input: await part(130, 150, '#8a6a55'), left: 85, top: 70 }, { input: await part(240, 150, '#33475b'), left: 30, top: 250 }]);
  const photo = await createPhotoStore(join(dataDir, 'photos')).keep(await face.jpeg().toBuffer());
  await direct('inspection_orders').insert({
    id, user_id: userId, number: '۱۴۰۵/۲۱۴', from_day: '2026-11-01', to_day: '2027-03-20', photo, code_hash: seal.index(`order ${code}`), code: seal.seal(code, `inspection_orders.${id}.code`), issued_at: NOW, issued_by: userId, revoked_at: null, rev: 1,
  });
}

/** Lays it all out in a database of its own; the caller stops it. */
export async function phoneGround(): Promise<PhoneGround> {
  const folder = mkdtempSync(join(tmpdir(), 'didar-phone-'));
  const database = await openDatabase({ url: `sqlite:${join(folder, 'phone.db')}`, role: 'server' });
  await migrate(database);
  const app = await startApp(database, NOW);
  const { direct } = database;
  const [inspectorId, otherId] = [await layInspector(app, INSPECTORS[0]), await layInspector(app, INSPECTORS[1])];
  await layOrder(app, inspectorId);
  const targets: string[] = [];
  for (const [index, { name, manager, area, address, photos, screen }] of OFFICES.entries()) {
    const { agencyId, personId } = await layPlace(database);
    await direct('agencies').where({ id: agencyId }).update({ name, short_name: name, ...nameKeysOf(name) });
    await direct('people').where({ id: personId }).update({ name: manager, ...nameKeysOf(manager) });
    await direct('inspection_places').insert({ agency_id: agencyId, area, address, photos_allowed: photos, has_screen: screen, rev: 1 });
    await layHour(database, { agencyId, day: DAY });
    targets.push(await layTarget(database, app.seal, { day: DAY, inspectorId, agencyId, hourId: hourIdOf(agencyId, DAY), place: index + 1, minute: 20 + index * 50 }));
  }
  // The second inspector goes out on that day too, so that he can be the first one's pair.
  const spare = await layPlace(database);
  await layHour(database, { agencyId: spare.agencyId, day: DAY });
  await layTarget(database, app.seal, { day: DAY, inspectorId: otherId, agencyId: spare.agencyId, hourId: hourIdOf(spare.agencyId, DAY), place: 1 });
  return {
    app, inspectorId, otherId, targets,
    async stop() {
      await app.stop();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
