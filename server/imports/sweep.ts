import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import { addMinutes, type Instant } from '../domain/calendar.ts';
import { importRepository, importStream } from './repository.ts';

/** How long a file that was read waits for a decision. */
export const WAITS_DAYS = 7;

/** Lays aside what nobody decided on for seven days, a hundred at a time, and forgets what was read of it; says how many. */
export async function sweepImports({ reads, writer, newId }: { readonly reads: Knex; readonly writer: Writer; readonly newId: () => string }, now: Instant): Promise<number> {
  const old = await importRepository(reads).unendedBefore(addMinutes(now, -WAITS_DAYS * 24 * 60));
  for (const one of old) {
    await writer.submit({
      key: newId(), bodyHash: `sweep ${one.id}`, actor: null, at: now,
      streams: [importStream(one.id)],
      apply: async (tx) => {
        const standing = await importRepository(tx.db).byId(one.id);
        if (standing === null || standing.rev !== one.rev) return {};
        tx.write(importRepository(tx.db).update(one, { state: 'laid_aside', sheet: '', ended_at: now }));
        tx.raise(importStream(one.id), 'import_laid_aside', { kind: standing.kind });
        return {};
      },
    });
  }
  return old.length;
}
