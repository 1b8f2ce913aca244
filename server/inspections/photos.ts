import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import { isPhotoTwice, photoRepository } from './photos-repository.ts';
import { millisecondsOf, type Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import type { Actor } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { OfficePlace } from '../draws/places.ts';
import type { ReportKeys } from './envelope.ts';
import type { Images } from './images.ts';
import { orderRepository } from './orders-repository.ts';
import type { PhotoAnswer } from './phone-types.ts';
import { inspectionRepository } from './repository.ts';
import { visitStream } from './steps.ts';
import type { PhotoStore } from './store.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly keys: ReportKeys;
  readonly images: Images;
  readonly store: PhotoStore;
  readonly placeOf: (agencyId: string) => Promise<OfficePlace>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const HASH = /^[0-9a-f]{64}$/;

/** Photos of visits: each taken in once, made anew, and never shown as it came. */
export function createPhotos({ reads, writer, keys, images, store, placeOf }: Deps) {
  return {
    /**
     * Takes in one sealed photo of a report; a repeat is answered alike, whatever it carries. The file is on the disk before its row is written.
     * Refuses `report_first`, `target_foreign`, `not_found` (the report does not name it), `report_unreadable`, `photo_forbidden`, `photo_not_image`, `busy`, `disk_full`.
     */
    async take(reportId: string, hash: string, body: Buffer, actor: Actor, command: Command): Promise<PhotoAnswer> {
      const answer: PhotoAnswer = { hash, received: true };
      if (!HASH.test(hash)) throw new Refusal('not_found');
      const visit = await inspectionRepository(reads).visitById(reportId);
      if (visit === null) throw new Refusal('report_first');
      if (visit.inspectorId !== actor.id) throw new Refusal('target_foreign');
      if (!visit.report.photos.includes(hash)) throw new Refusal('not_found');
      if ((await photoRepository(reads).one(reportId, hash)) !== null) return answer;
      if (!(await placeOf(visit.agencyId)).photosAllowed) throw new Refusal('photo_forbidden');
      const photo = keys.open(body);
      if (createHash('sha256').update(photo).digest('hex') !== hash) throw new Refusal('report_unreadable');
      const { bytes, width, height } = await images.remade(photo);
      const file = await store.keep(bytes);
      try {
        return await writer.submit({
          key: `photo ${reportId} ${hash}`,
          bodyHash: hash,
          actor: actor.id,
          at: command.at,
          streams: [visitStream(visit.targetId)],
          apply: async (tx) => {
            const photos = photoRepository(tx.db);
            if ((await photos.one(reportId, hash)) !== null) return answer;
            tx.write(photos.insert({ reportId, hash, file, bytes: bytes.length, width, height, receivedAt: command.at }));
            tx.raise(visitStream(visit.targetId), 'visit_photo', { reportId, hash });
            return answer;
          },
        });
      } catch (error) {
        if (isPhotoTwice(error)) return answer;
        throw error;
      }
    },

    /** A photo as it is kept, a JPEG; null where there is none. */
    async show(reportId: string, hash: string): Promise<Buffer | null> {
      const photo = await photoRepository(reads).one(reportId, hash);
      return photo === null ? null : store.read(photo.file);
    },

    /** Removes files that no row names and that are a day old: what was written for a row that never came. */
    async sweep(now: Instant): Promise<number> {
      const named = new Set([...(await photoRepository(reads).files()), ...(await orderRepository(reads).files())]);
      return store.sweep((name) => named.has(name), millisecondsOf(now) - DAY_MS);
    },
  };
}

export type Photos = ReturnType<typeof createPhotos>;
