import { openDatabase } from '../../db/connection.ts';
import { byWriter, sideBySide, sqlitePlace } from './changes.ts';

/** What durability costs: the writer with every commit on the disk, to the same at synchronous NORMAL. Goal: 0.85. */
export async function bench(): Promise<object> {
  const places = [await sqlitePlace(), await sqlitePlace()] as const;
  const full = await openDatabase({ url: places[0].url, role: 'server' });
  const normal = await openDatabase({ url: places[1].url, role: 'server', synchronous: 'normal' });
  try {
    const { ratio, first, second } = await sideBySide('full : normal', await byWriter(full), await byWriter(normal), 11);
    return { ratio: ratio.median, min: ratio.min, max: ratio.max, goal: 0.85, full: first.median, normal: second.median };
  } finally {
    await full.close();
    await normal.close();
    for (const place of places) await place.remove();
  }
}
