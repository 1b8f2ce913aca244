import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Database } from '../../../db/connection.ts';
import { createWriter } from '../../../db/writer.ts';
import { countOf, readGrid } from '../../../server/demand/forms.ts';
import { demandLookup } from '../../../server/demand/lookup.ts';
import { createDemand } from '../../../server/demand/service.ts';
import { instant } from '../../../server/domain/calendar.ts';
import type { Command } from '../../../server/domain/command.ts';
import { onBothDatabases } from '../../support/database.ts';
import { refused } from '../refused.ts';

const command = (): Command => ({ key: randomUUID(), bodyHash: '', actor: 'u1', at: instant('2026-11-22T06:00:00.000Z') });
const cell = (agencyId: string, month: number, typed: number, was = 0) => ({ agencyId, month, typed, was });

const agency = async ({ direct }: Database, id: string): Promise<void> => {
  await direct('agencies').insert({
    id, code: id, name: id, name_key: id, short_name: id, sort_key: id, search_key: id, sector: 'infra', kind: 'company', head_title: 'مدیر',
    may_be_invited: 1, may_be_inspected: 1, may_be_given_notice: 1,
  });
};

onBothDatabases((_name, fresh) => {
  describe('clients, calls and open requests', () => {
    const ground = async () => {
      const database = await fresh();
      for (const id of ['a1', 'a2']) await agency(database, id);
      const writer = await createWriter(database, () => undefined);
      return { database, demand: createDemand({ reads: database.reads, writer }), lookup: demandLookup(database.reads) };
    };

    it('writes only the cells that were typed anew, and leaves the other measures', async () => {
      const { database, demand, lookup } = await ground();
      expect(await demand.saveYear(command(), 1399, 'clients', [cell('a1', 1, 5), cell('a1', 2, 0), cell('a2', 12, 7)])).to.deep.equal({ saved: 2 });
      expect(await demand.saveYear(command(), 1399, 'calls', [cell('a1', 1, 9)])).to.deep.equal({ saved: 1 });
      expect(await demand.year(1399)).to.deep.equal([
        { agencyId: 'a1', year: 1399, month: 1, clients: 5, calls: 9, openRequests: 0 },
        { agencyId: 'a2', year: 1399, month: 12, clients: 7, calls: 0, openRequests: 0 },
      ]);
      expect(await lookup.demandBetween({ year: 1399, month: 2 }, { year: 1400, month: 1 })).to.have.length(1);
      expect(await lookup.demandSums({ year: 1398, month: 12 }, { year: 1399, month: 11 })).to.deep.equal([{ agencyId: 'a1', clients: 5, calls: 9, openRequests: 0 }]);
      expect(await database.reads('events').where({ stream: 'demand:1399' }).select()).to.have.length(2);
    });

    it('counts our own calls where nobody wrote a number, and what is written stands', async () => {
      const { database, demand, lookup } = await ground();
      const call = (id: string, agencyId: string, at: string, more: object = {}) => ({
        id, session_id: null, agency_id: agencyId, state: 'ended', rank: null, rev: 1, line: 'on_line', queue_key: null, kind: 'complaint', topic_id: null, summary: '',
        identity_kind: 'none', priority: 0 as const, received_at: at, received_by: 'u', tries: 0, held_seconds: 0, outcome: 'answered_by_centre', ...more,
      });
      // 1 Mordad 1399 began at 19:30 UTC of 21 July 2020, in summer time.
      await database.direct('calls').insert([
        call('c1', 'a1', '2020-07-21T19:29:59.999Z'), call('c2', 'a1', '2020-07-21T19:30:00.000Z'), call('c3', 'a1', '2020-07-30T08:00:00.000Z'),
        call('c4', 'a1', '2020-07-30T08:05:00.000Z', { earlier_call_id: 'c3' }), call('c5', 'a2', '2020-07-30T08:00:00.000Z'),
      ]);
      await demand.saveYear(command(), 1399, 'calls', [cell('a2', 5, 90)]);
      const mordad = { year: 1399, month: 5 };
      expect(await lookup.demandSums(mordad, mordad)).to.deep.equal([
        { agencyId: 'a2', clients: 0, calls: 90, openRequests: 0 },
        { agencyId: 'a1', clients: 0, calls: 2, openRequests: 0 },
      ]);
    });

    it('refuses a cell that somebody else changed since it was shown, and then writes none', async () => {
      const { demand } = await ground();
      await demand.saveYear(command(), 1399, 'calls', [cell('a1', 1, 9)]);
      expect(await refused(demand.saveYear(command(), 1399, 'calls', [cell('a2', 1, 3), cell('a1', 1, 4)]))).to.equal('changed_meanwhile');
      expect(await demand.year(1399)).to.have.length(1);
      expect(await demand.saveYear(command(), 1399, 'calls', [cell('a1', 1, 0), cell('a1', 2, 0)])).to.deep.equal({ saved: 0 });
      expect(await demand.saveYear(command(), 1399, 'calls', [cell('a1', 1, 4, 9)])).to.deep.equal({ saved: 1 });
    });
  });
});

describe('the grid as typed', () => {
  const agencies = [{ id: 'a1', name: 'گاز', invitable: true }];

  it('reads all three digit sets, with thousands marks or without', () => {
    expect(['۱۲', '١٢', '12', '۱٬۲۰۰', ' ۱,۲۰۰ ', ''].map(countOf)).to.deep.equal([12, 12, 12, 1200, 1200, 0]);
    expect(['-۳', '۱۲٫۵', 'دوازده', '99999999', '1e3'].map(countOf)).to.deep.equal([null, null, null, null, null]);
  });

  it('marks a wrong cell with a sentence that names it', () => {
    const read = readGrid({ was_a1: '1,2,0', c_a1_1: '۱', c_a1_2: 'x', c_a1_3: '۴', c_zz_1: '5' }, agencies);
    expect(Object.keys(read.errors)).to.deep.equal(['c_a1_2']);
    expect(read.errors['c_a1_2']).to.contain('اردیبهشت، گاز');
    expect(read.cells).to.deep.equal([{ agencyId: 'a1', month: 1, typed: 1, was: 1 }, { agencyId: 'a1', month: 3, typed: 4, was: 0 }]);
  });
});
