import { expect } from 'chai';
import type { Database } from '../../../db/connection.ts';
import { auditRepository, type AuditFilter } from '../../../server/audit/repository.ts';
import { instant } from '../../../server/domain/calendar.ts';
import { onBothDatabases } from '../../support/database.ts';

const ALL: AuditFilter = { thing: null, actor: null, since: null, before: null, agency: null, about: [], withheld: [] };
const cursor = { at: '2026-11-22T06:00:00.000Z', stream: 'settings', seq: 4 };

/** The plans of all that `work` asks, as the database tells them. */
const planOf = async ({ reads, direct, dialect }: Database, work: () => Promise<unknown>): Promise<string> => {
  const asked: { sql: string; bindings: readonly unknown[] }[] = [];
  const listen = ({ sql, bindings }: { sql: string; bindings: readonly unknown[] }): void => void asked.push({ sql, bindings });
  reads.on('query', listen);
  await work();
  reads.removeListener('query', listen);
  const plans: string[] = [];
  for (const { sql, bindings } of asked) {
    const explain = dialect === 'sqlite' ? `explain query plan ${sql}` : `explain ${sql.replace(/\$\d+/g, '?')}`;
    const answer: unknown = await direct.raw(explain, [...bindings] as string[]);
    const rows = (dialect === 'sqlite' ? answer : (answer as { rows: unknown }).rows) as readonly Readonly<Record<string, string>>[];
    plans.push(...rows.map((row) => row['detail'] ?? row['QUERY PLAN'] ?? ''));
  }
  return plans.join('\n');
};

/** A record in which what is governed is one event in fifty: the rest are calls. */
const layRecord = async ({ direct }: Database): Promise<void> => {
  const rows = Array.from({ length: 10_000 }, (_, index) => ({
    stream: index % 50 === 0 ? `agency:a${index % 400}` : `session:s${index % 97}`, seq: index + 1, at: new Date(1_700_000_000_000 + index * 1000).toISOString(), actor: `u${index % 7}`,
    key: `k${index}`, kind: index % 50 === 0 ? 'agency_changed' : 'call_queued', data: '{}', hash: 'h',
  }));
  for (let at = 0; at < rows.length; at += 500) await direct('events').insert(rows.slice(at, at + 500));
};

onBothDatabases((name, fresh) => {
  describe('the record of changes', () => {
    it('is read by its own order, and never by way of the calls\' events', async () => {
      const database = await fresh();
      await layRecord(database);
      await database.direct.raw('analyze events');
      const audit = auditRepository(database.reads);
      const questions: readonly (readonly [string, () => Promise<unknown>, RegExp])[] = [
        ['the newest', () => audit.page(ALL, null, 31), /events_governed/],
        ['older ones', () => audit.page(ALL, cursor, 31), /events_governed/],
        ['of a kind of thing', () => audit.page({ ...ALL, thing: 'agencies' }, null, 31), /events_governed/],
        ['of a person', () => audit.page({ ...ALL, actor: 'u1' }, cursor, 31), /events_governed/],
        ['of some days', () => audit.page({ ...ALL, since: instant('2026-11-22T00:00:00Z'), before: instant('2026-11-23T00:00:00Z') }, null, 31), /events_governed/],
        ['of an agency', () => audit.page({ ...ALL, agency: 'a1' }, null, 31), /events_governed/],
        ['who ever changed something', () => audit.actors(), /events_governed/],
        ['of a thing itself', () => audit.ofStreams(['agency:a1', 'versions'], ['x'], null, 10), /sqlite_autoindex_events_1 \(stream=\?\)|events_pkey|events_governed/],
      ];
      for (const [what, work, plan] of questions) {
        const told = await planOf(database, work);
        expect(told, `${name}: ${what}`).to.match(plan).and.not.match(/Seq Scan|SCAN events$|SCAN events USING (COVERING )?INDEX (?!events_governed)/m);
      }
    });
  });
});
