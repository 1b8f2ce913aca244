import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { newPhoneKey, type Key } from './box.ts';
import type { Bytes } from './bytes.ts';

/** A day as it lies on the phone: everything of it shut under the phone's key, and the key of each target's box by itself. */
export interface KeptDay {
  readonly userId: string;
  readonly day: string;
  readonly box: Bytes;
  readonly keys: Readonly<Record<string, Bytes>>;
}

/** Something of a visit that is not sealed yet (what was written, or a photo), shut under the phone's key. */
export interface Shut {
  readonly id: string;
  readonly userId: string;
  readonly targetId: string;
  readonly box: Bytes;
}

/** What waits to be sent, was sent, or was refused: nothing here says what it is of. */
export interface Sending {
  readonly id: string;
  readonly userId: string;
  readonly kind: 'opening' | 'report' | 'photo';
  /** The report of a photo, and the photo's hash. */
  readonly reportId: string;
  readonly hash: string;
  readonly day: string;
  /** The target's number in the route. */
  readonly place: number;
  /** By which they are sent in turn. */
  readonly turn: number;
  readonly at: string;
  readonly attempts: number;
  readonly state: 'waiting' | 'sent' | 'refused';
  /** Why it was refused, in the server's words. */
  readonly why: string;
}

interface PhoneSchema extends DBSchema {
  keys: { key: string; value: Key };
  marks: { key: string; value: string | number };
  day: { key: string; value: KeptDay };
  drafts: { key: string; value: Shut };
  shots: { key: string; value: Shut; indexes: { target: string } };
  outbox: { key: string; value: Sending };
  sealed: { key: string; value: Bytes };
  counter: { key: string; value: number };
}

/** The phone's own store. */
export type Store = IDBPDatabase<PhoneSchema>;
/** What lies in it, by kind. */
export type StoreName = 'keys' | 'marks' | 'day' | 'drafts' | 'shots' | 'outbox' | 'sealed' | 'counter';

/** Opens the store; throws where the browser keeps nothing. */
export const openStore = (): Promise<Store> =>
  openDB<PhoneSchema>('didar inspect', 1, {
    upgrade(database) {
      for (const name of ['keys', 'marks', 'day', 'drafts', 'outbox', 'sealed', 'counter'] as const) database.createObjectStore(name);
      database.createObjectStore('shots').createIndex('target', 'targetId');
    },
  });

/** The phone's key, made at the first need: two tabs that ask at once get the same. */
export async function phoneKey(store: Store): Promise<Key> {
  const kept = await store.get('keys', 'phone');
  if (kept !== undefined) return kept;
  const made = await newPhoneKey();
  const work = store.transaction('keys', 'readwrite');
  const first = await work.store.get('phone');
  if (first === undefined) await work.store.put(made, 'phone');
  await work.done;
  return first ?? made;
}

/** Whether something could not be kept since the phone is full: a browser says so at once, or by breaking off what it had begun to write. */
export const isFull = (error: unknown): boolean => error instanceof DOMException && ['QuotaExceededError', 'UnknownError', 'AbortError'].includes(error.name);
