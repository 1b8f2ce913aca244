import { open, openJson, shut, shutJson, type Key } from './box.ts';
import type { Bytes } from './bytes.ts';
import type { Draft } from './draft.ts';
import type { Store } from './store.ts';

/** What is written of visits and not sealed yet, with its photos: shut under the phone's key, each by itself. */
export interface Drafts {
  of(userId: string): Promise<readonly Draft[]>;
  read(userId: string, targetId: string): Promise<Draft | null>;
  /** Lays the draft of a visit that begins; one that lies there already stays. */
  begin(userId: string, draft: Draft): Promise<void>;
  /** Keeps a draft as it is now; one that was sealed meanwhile does not come back. */
  keep(userId: string, draft: Draft): Promise<void>;
  addPhoto(userId: string, targetId: string, hash: string, photo: Bytes): Promise<void>;
  photo(targetId: string, hash: string): Promise<Bytes | null>;
  dropPhoto(targetId: string, hash: string): Promise<void>;
}

/** By this a photo of a visit lies in the store. */
export const shotId = (targetId: string, hash: string): string => `${targetId} ${hash}`;

/** The drafts of a store. */
export function createDrafts(store: Store, key: Key): Drafts {
  const opened = (targetId: string, box: Bytes): Promise<Draft | null> => openJson<Draft>(key, `draft ${targetId}`, box).catch(() => null);
  const put = async (userId: string, draft: Draft, wanted: (there: boolean) => boolean): Promise<void> => {
    const box = await shutJson(key, `draft ${draft.targetId}`, draft);
    const work = store.transaction('drafts', 'readwrite');
    const there = (await work.store.getKey(draft.targetId)) !== undefined;
    if (wanted(there)) await work.store.put({ id: draft.targetId, userId, targetId: draft.targetId, box }, draft.targetId);
    await work.done;
  };
  return {
    async of(userId) {
      const all = (await store.getAll('drafts')).filter((kept) => kept.userId === userId);
      const read = await Promise.all(all.map(({ targetId, box }) => opened(targetId, box)));
      return read.filter((draft) => draft !== null).sort((one, other) => (one.day === other.day ? one.place - other.place : one.day < other.day ? -1 : 1));
    },
    async read(userId, targetId) {
      const kept = await store.get('drafts', targetId);
      return kept === undefined || kept.userId !== userId ? null : opened(targetId, kept.box);
    },
    begin: (userId, draft) => put(userId, draft, (there) => !there),
    keep: (userId, draft) => put(userId, draft, (there) => there),
    async addPhoto(userId, targetId, hash, photo) {
      const id = shotId(targetId, hash);
      await store.put('shots', { id, userId, targetId, box: await shut(key, `photo ${id}`, photo) }, id);
    },
    async photo(targetId, hash) {
      const id = shotId(targetId, hash);
      const kept = await store.get('shots', id);
      return kept === undefined ? null : open(key, `photo ${id}`, kept.box);
    },
    dropPhoto: (targetId, hash) => store.delete('shots', shotId(targetId, hash)),
  };
}
