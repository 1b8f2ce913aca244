import type { PhoneDay } from '../../../server/inspections/phone-types.ts';
import { SIGNED_OUT } from '../page/sign-out.ts';
import { open, openJson, shut, shutJson, type Key } from './box.ts';
import { fromBase64Url, type Bytes } from './bytes.ts';
import { merged, type KnownDay } from './known-day.ts';
import { alone } from './locks.ts';
import type { KeptDay, Store } from './store.ts';

/** The days that lie on the phone, each shut under the phone's key. */
export interface Days {
  /** Whose phone it is now; null before anybody's day was fetched, and after he has signed out. */
  user(): Promise<string | null>;
  read(userId: string): Promise<KnownDay | null>;
  /** Keeps what the server told, and that this person is the phone's from now on. */
  keep(fresh: PhoneDay): Promise<KnownDay>;
  /** The day's record as it is to lie in the store, for a change that is made together with others. */
  record(day: KnownDay): Promise<KeptDay>;
  /** The key of a target's box, for opening without a network. */
  keyOf(userId: string, targetId: string): Promise<Bytes | null>;
  /** Milliseconds that the server's clock is ahead of the device's. */
  offset(): Promise<number>;
}

/** The last signing out in this browser, whenever that was: clocks go wrong and are put right, so that it is told apart and never ordered. */
const lastSignOut = (): string => {
  try {
    return localStorage.getItem(SIGNED_OUT) ?? '';
  } catch {
    return '';
  }
};

/** What changes a day or the outbox holds this name of `alone`. */
export const CHANGING = 'inspect store';

/** The days of a store. */
export function createDays(store: Store, key: Key): Days {
  const read = async (userId: string): Promise<KnownDay | null> => {
    const kept = await store.get('day', userId);
    if (kept === undefined) return null;
    // A store that was put back from elsewhere has another key: then the day must be fetched again.
    return openJson<KnownDay>(key, `day ${userId}`, kept.box).catch(() => null);
  };
  const record = async (day: KnownDay): Promise<KeptDay> => {
    const kept = await store.get('day', day.userId);
    return { userId: day.userId, day: day.day, keys: kept?.keys ?? {}, box: await shutJson(key, `day ${day.userId}`, day) };
  };

  return {
    async user() {
      const [userId, after] = [await store.get('marks', 'user'), await store.get('marks', 'came after')];
      return typeof userId === 'string' && (after ?? '') === lastSignOut() ? userId : null;
    },
    read,
    keep: (fresh) => alone(CHANGING, async () => {
      const day = merged(fresh, await read(fresh.userId));
      const keys = Object.fromEntries(await Promise.all(fresh.targets.map(async ({ id, key: own }) => [id, await shut(key, `key ${id}`, fromBase64Url(own))] as const)));
      const kept: KeptDay = { ...(await record(day)), keys };
      const work = store.transaction(['day', 'marks'], 'readwrite');
      const marks = work.objectStore('marks');
      await Promise.all([
        work.objectStore('day').put(kept, fresh.userId), marks.put(fresh.userId, 'user'), marks.put(lastSignOut(), 'came after'), marks.put(Date.parse(fresh.serverNow) - Date.now(), 'offset'), work.done,
      ]);
      return day;
    }),
    record,
    async keyOf(userId, targetId) {
      const wrapped = (await store.get('day', userId))?.keys[targetId];
      return wrapped === undefined ? null : open(key, `key ${targetId}`, wrapped);
    },
    offset: async () => Number((await store.get('marks', 'offset')) ?? 0),
  };
}
