import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import { uniqueViolation } from '../../db/errors.ts';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Checks } from './checks.ts';
import { unpack } from './held.ts';
import { importRepository, importStream, type Outcome } from './repository.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
  readonly checks: Checks;
}

/** The decision to take a file in: `seen` is the mark of what was shown, `skip` leaves faulty rows out. */
export type Take = (id: string, decision: { readonly seen: string; readonly skip: boolean }, command: Command) => Promise<{ id: string }>;

/**
 * Takes rows in by one change, all or none: faulty ones are left out where it is said so. Refuses `import_faulty`,
 * `import_nothing`, `import_ended`, and `changed_meanwhile` where it would come to something else by now.
 */
export function createTaking({ reads, writer, seal, checks }: Deps): Take {
  return (id, { seen, skip }, command) =>
    writer.once(command, async () => {
      const one = await importRepository(reads).byId(id);
      if (one === null) throw new Refusal('not_found');
      if (one.state !== 'read') throw new Refusal('import_ended');
      const held = unpack(seal, id, one.sheet);
      if (held.header === null) throw new Refusal('import_ended');
      const checked = await checks.of(one, held.header, held);
      const prospect = await checked.prospect(reads);
      const { counts } = prospect;
      if (prospect.mark !== seen) throw new Refusal('changed_meanwhile');
      if (counts.faulty > 0 && !skip) throw new Refusal('import_faulty', { field: 'skip', facts: { count: counts.faulty } });
      if (counts.new + counts.changed === 0) throw new Refusal('import_nothing');
      const plan = prospect.plan();
      const outcome: Outcome = { added: counts.new, changed: counts.changed, same: counts.same, skipped: counts.faulty, fault: null };
      try {
        const done = await writer.submit({
          ...command,
          streams: [...new Set([...plan.streams, importStream(id)])],
          apply: async (tx) => {
            if ((await checked.prospect(tx.db)).mark !== seen) throw new Refusal('changed_meanwhile');
            await plan.write(tx, command);
            tx.write(importRepository(tx.db).update(one, { state: 'taken_in', sheet: '', outcome: JSON.stringify(outcome), ended_at: command.at }));
            tx.raise(importStream(id), 'import_taken_in', { kind: one.kind, added: outcome.added, changed: outcome.changed, same: outcome.same, skipped: outcome.skipped });
            return { id };
          },
        });
        // Whose numbers stand in it is nobody's business any more.
        checks.forget(id);
        return done;
      } catch (error) {
        if (uniqueViolation(error) !== null) throw new Refusal('changed_meanwhile');
        throw error;
      }
    });
}
