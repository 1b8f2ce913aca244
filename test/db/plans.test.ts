import { expect } from 'chai';
import { callRepository } from '../../server/calls/repository.ts';
import { instant } from '../../server/domain/calendar.ts';
import { day } from '../../server/domain/jalali.ts';
import { requestLists } from '../../server/requests/list-repository.ts';
import { requestRepository } from '../../server/requests/repository.ts';
import { onSqlite } from '../support/database.ts';

const [FROM, TO, TODAY] = [instant('2026-11-29T00:00:00.000Z'), instant('2026-11-30T00:00:00.000Z'), day('2026-11-29')];

describe('queries that are asked with every call', () => {
  // SQLite keeps no statistics here, so it takes the index that the schema makes look best: on PostgreSQL the rows decide.
  onSqlite((fresh) => {
    it('read a person, a day or an agency by an index, and never all that there is', async () => {
      const { reads, direct } = await fresh();
      const asked: { sql: string; bindings: readonly unknown[] }[] = [];
      const listen = ({ sql, bindings }: { sql: string; bindings: readonly unknown[] }): void => void asked.push({ sql, bindings });
      const planOf = async (work: () => Promise<unknown>): Promise<string> => {
        asked.length = 0;
        reads.on('query', listen);
        await work();
        reads.removeListener('query', listen);
        const plans: string[] = [];
        for (const { sql, bindings } of [...asked]) {
          const steps = await direct.raw<{ detail: string }[]>(`explain query plan ${sql}`, [...bindings] as string[]);
          plans.push(...steps.map(({ detail }) => detail));
        }
        return plans.join('\n');
      };
      const [calls, requests, lists] = [callRepository(reads), requestRepository(reads), requestLists(reads)];
      const person = { identityIndexes: ['a'], phoneIndexes: ['b'] };
      const slice = { today: TODAY, userId: 'u', offset: 0, most: 25 };
      const [own, all] = [{ desk: 'open', agencyIds: ['a'] }, { desk: 'open', agencyIds: null }] as const;
      const plans: readonly (readonly [() => Promise<unknown>, RegExp])[] = [
        [() => calls.ofPerson(person, 30), /identity_index=\?[^]*phone_index=\?/],
        [() => requests.ofPerson(person, 30), /identity_index=\?[^]*phone_index=\?/],
        [() => calls.ofSession('s'), /session_id=\?/],
        [() => calls.openOf('s'), /session_id=\?/],
        [() => calls.atCentre(FROM, TO), /session_id=\? AND received_at>\? AND received_at<\?/],
        [() => calls.callBacksDue(50), /call_back=\?/],
        [() => calls.countsOf(FROM, TO), /received_at>\? AND received_at<\?/],
        [() => calls.receivedCount('u', FROM), /received_by=\? AND received_at>\?/],
        [() => calls.topicCountsOf('a', FROM, 8), /agency_id=\? AND received_at>\?/],
        [() => requests.openOf('a', 10), /agency_id=\? AND confidential=\? AND state=\?/],
        [() => requests.openCountsOf('a', TODAY), /agency_id=\? AND confidential=\? AND state=\?[^]*due_day<\?/],
        [() => lists.page(own, { ...slice, tab: 'open' }), /agency_id=\? AND confidential=\? AND state=\?/],
        [() => lists.page(all, { ...slice, tab: 'overdue' }), /state=\? AND confidential=\? AND due_day<\?/],
        // The closed are ever more: the newest are read, and not sorted out of all.
        [() => lists.page(all, { ...slice, tab: 'closed' }), /answered_at_index \(state=\? AND confidential=\?\)\n.*LAST TERM/],
      ];
      for (const [index, [work, plan]] of plans.entries()) expect(await planOf(work), `query ${index}`).to.match(plan).and.not.include('SCAN');
    });
  });
});
