import type { Knex } from 'knex';
import { uniqueViolation } from '../../db/errors.ts';
import type { Instant } from '../domain/calendar.ts';

/** A photo of a report as it is kept: `hash` is of what the phone sent, `file` names what was made of it. */
export interface Photo {
  readonly reportId: string;
  readonly hash: string;
  readonly file: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly receivedAt: Instant;
}

/** Whether a photo was written that is there already. */
export const isPhotoTwice = (error: unknown): boolean => uniqueViolation(error)?.table === 'visit_photos';

/** The photos of visits over one handle; writes are unsent builders for the change to queue. */
export function photoRepository(db: Knex) {
  const toPhoto = (row: Readonly<Record<string, unknown>>): Photo => ({
    reportId: String(row['report_id']), hash: String(row['hash']), file: String(row['file']), bytes: Number(row['bytes']), width: Number(row['width']), height: Number(row['height']), receivedAt: row['received_at'] as Instant,
  });
  return {
    async one(reportId: string, hash: string): Promise<Photo | null> {
      const row = await db('visit_photos').where({ report_id: reportId, hash }).first();
      return row === undefined ? null : toPhoto({ ...row });
    },
    ofReport: async (reportId: string): Promise<Photo[]> => (await db('visit_photos').where({ report_id: reportId }).orderBy(['received_at', 'hash'])).map((row) => toPhoto({ ...row })),
    /** The files that photos name. */
    async files(): Promise<ReadonlySet<string>> {
      return new Set((await db('visit_photos').distinct('file').orderBy('file')).map(({ file }) => file));
    },
    insert: ({ reportId, hash, file, bytes, width, height, receivedAt }: Photo) => db('visit_photos').insert({ report_id: reportId, hash, file, bytes, width, height, received_at: receivedAt }),
  };
}
