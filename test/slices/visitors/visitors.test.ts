import { expect } from 'chai';
import { createSeal } from '../../../db/sealed.ts';
import { createWriter } from '../../../db/writer.ts';
import { complaintLookup } from '../../../server/complaints/lookup.ts';
import { instant, type Clock } from '../../../server/domain/calendar.ts';
import type { Command } from '../../../server/domain/command.ts';
import { addDays, day } from '../../../server/domain/jalali.ts';
import { NOWHERE } from '../../../server/domain/permission.ts';
import { requestLookup } from '../../../server/requests/lookup.ts';
import { slipCode, UNNAMED, type VisitorEntry } from '../../../server/visitors/entry.ts';
import type { PaperRow } from '../../../server/visitors/register.ts';
import { createVisitors } from '../../../server/visitors/services.ts';
import { onBothDatabases, type Fresh } from '../../support/database.ts';
import { layPlace } from '../../support/place.ts';
import { refused } from '../refused.ts';
import { AT, command } from '../requests/ground.ts';

const TODAY = day('2026-11-22');
const key = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64');
const MATTER = { kind: 'service_request', identityKind: 'none', identity: null } as const;
const MARYAM: VisitorEntry = { honorific: 'khanom', name: 'مریم رضایی', phone: '+989131234567', topicId: null, outcome: 'by_manager', note: '', targetAgencyId: null };

const ground = async (fresh: Fresh) => {
  const database = await fresh();
  const writer = await createWriter(database, () => undefined);
  const [own, other] = [await layPlace(database), await layPlace(database)];
  const seal = createSeal({ encryptionKey: key(), indexKey: key() });
  const failed: string[] = [];
  const tries = { begin: async () => undefined, failed: async (one: string) => void failed.push(one), dropped: async () => undefined };
  let ids = 0;
  const visitors = createVisitors({ database, writer, seal, newId: () => `visit-id-${(ids += 1)}`, tries });
  const at = (clock: string): Command => ({ ...command(), at: instant(`2026-11-22T${clock}:00.000Z`) });
  return { database, writer, own, other, seal, visitors, failed, at };
};

describe('visitors', () => {
  onBothDatabases((_name, fresh) => {
    it('are written down sealed, in the manager\'s hour or outside of it, and listed covered', async () => {
      const g = await ground(fresh);
      const { registering, reading } = g.visitors;
      await registering.register(g.own.agencyId, MARYAM, MATTER, g.at('06:00'));
      await registering.count(g.own.agencyId, g.at('06:10'));
      await registering.register(g.own.agencyId, { ...MARYAM, outcome: 'unanswered' }, MATTER, g.at('10:00'));
      const read = await reading.day(g.own.agencyId, TODAY);
      expect(read.rows.map(({ walkIn: { outcome }, name, phone }) => [outcome, name, phone === null])).to.deep.equal([['unanswered', 'م… ر…', false], ['by_manager', 'م… ر…', false]]);
      expect(read.rows[0]?.phone).not.to.include('1234').and.not.to.include('۱۲۳۴۵');
      expect(read.times.map(({ hourId }) => hourId === g.own.hourId)).to.deep.equal([true, true, false]);
      expect((await reading.day(g.other.agencyId, TODAY)).times).to.deep.equal([]);
      const rows = JSON.stringify(await g.database.direct('walk_ins'));
      const told = JSON.stringify([await g.database.direct('events'), await g.database.direct('commands')]);
      for (const text of ['مریم', '9131234567']) expect(rows + told, text).not.to.include(text);
    });

    it('get a slip that a repeat shows again, of which nothing but a keyed hash is kept', async () => {
      const g = await ground(fresh);
      const same = command();
      const first = await g.visitors.registering.register(g.own.agencyId, MARYAM, MATTER, same);
      const again = await g.visitors.registering.register(g.own.agencyId, MARYAM, MATTER, same);
      expect([again.code, again.id]).to.deep.equal([first.code, first.id]);
      const stored = JSON.stringify([await g.database.direct('walk_ins'), await g.database.direct('events'), await g.database.direct('commands')]);
      expect(stored).not.to.include(first.code);
      expect(await g.database.direct('walk_ins')).to.have.length(1);
    });

    it('get another code where a slip has theirs already', async () => {
      const g = await ground(fresh);
      const mine = command();
      const first = await g.visitors.registering.register(g.own.agencyId, MARYAM, MATTER, command());
      await g.database.direct('walk_ins').where({ id: first.id }).update({ code_hash: g.seal.index(`visit ${slipCode(g.seal, mine.key, 0)}`) });
      const second = await g.visitors.registering.register(g.own.agencyId, MARYAM, MATTER, mine);
      expect(second.code).to.equal(slipCode(g.seal, mine.key, 1));
    });

    it('become a request with a tracking code, referred to the agency, where there is something to be done', async () => {
      const g = await ground(fresh);
      const entry: VisitorEntry = { ...MARYAM, outcome: 'registered', note: 'آب روستا گل‌آلود است' };
      const made = await g.visitors.registering.register(g.own.agencyId, entry, MATTER, command());
      const request = await requestLookup(g.database.reads).byTrackingCode(made.trackingCode ?? '');
      expect(request).to.include({ agencyId: g.own.agencyId, state: 'referred', channel: 'visit', summary: entry.note, name: 'مریم رضایی' });
      expect((await g.database.direct('walk_ins').where({ id: made.id }).first())?.request_id).to.equal(request?.id);
      expect(await refused(g.visitors.registering.register(g.own.agencyId, { ...entry, topicId: 'none' }, MATTER, command()))).to.equal('not_found');
      expect(await refused(g.visitors.registering.register(g.own.agencyId, { ...MARYAM, outcome: 'referred', targetAgencyId: g.own.agencyId }, MATTER, command()))).to.equal('target_same_agency');
      expect(await refused(g.visitors.registering.register('nowhere', MARYAM, MATTER, command()))).to.equal('not_found');
      expect(await g.database.direct('walk_ins')).to.have.length(1);
    });

    it('answer their slip once, a wrong code and a used one alike; «no» weighs in the draw and makes no step', async () => {
      const g = await ground(fresh);
      const { answering, registering } = g.visitors;
      const slips = [await registering.register(g.own.agencyId, MARYAM, MATTER, command()), await registering.register(g.own.agencyId, MARYAM, MATTER, command()), await registering.register(g.other.agencyId, MARYAM, MATTER, command())];
      const [no, yes, elsewhere] = slips.map(({ code }) => code);
      const notices = await g.database.direct('notices').count({ count: 'id' }).first();
      const visitor = { ...command(), actor: null };
      await Promise.all([answering.byVisitor(no ?? '', 'no', 'here', visitor), answering.byVisitor(no ?? '', 'no', 'here', visitor)]);
      await answering.byTelephone(yes ?? '', 'yes', command());
      expect(await refused(answering.byVisitor(no ?? '', 'yes', 'here', { ...command(), actor: null })), 'used').to.equal('visit_code_spent');
      expect(await refused(answering.byVisitor('000000000', 'no', 'here', { ...command(), actor: null })), 'wrong').to.equal('visit_code_spent');
      expect(await refused(answering.byVisitor(null, 'no', 'here', { ...command(), actor: null })), 'no code at all').to.equal('visit_code_spent');
      expect(g.failed).to.have.length(3);
      const both = await Promise.allSettled([answering.byVisitor(elsewhere ?? '', 'no', 'a', { ...command(), actor: null }), answering.byTelephone(elsewhere ?? '', 'yes', command())]);
      expect(both.map(({ status }) => status).sort(), 'two answers to one slip').to.deep.equal(['fulfilled', 'rejected']);
      expect((await complaintLookup(g.database.reads).countsSince(TODAY)).get(g.own.agencyId)).to.equal(1);
      expect((await complaintLookup(g.database.reads).countsSince(addDays(TODAY, 1))).get(g.own.agencyId)).to.equal(undefined);
      expect(await g.database.direct('notices').count({ count: 'id' }).first()).to.deep.equal(notices);
      const told = JSON.stringify(await g.database.direct('events').where('stream', 'like', 'visitors:%'));
      expect(told).not.to.match(/"(no|yes)"/);
    });

    it('are laid in from paper all at once, found by the names that stand there, or not at all', async () => {
      const g = await ground(fresh);
      const { registering, reading } = g.visitors;
      const { short_name: neighbour } = (await g.database.direct('agencies').where({ id: g.other.agencyId }).first()) ?? { short_name: '' };
      const row = (at: number, more: Partial<PaperRow> = {}): PaperRow => ({ row: at, entry: MARYAM, topic: null, target: null, clock: null, ...more });
      const same = command();
      const rows = [row(0), row(3, { clock: '13:00' as Clock }), row(4, { entry: { ...MARYAM, outcome: 'referred' }, target: neighbour })];
      await Promise.all([registering.layIn(g.own.agencyId, TODAY, rows, 40, same), registering.layIn(g.own.agencyId, TODAY, rows, 40, same)]);
      const read = await reading.day(g.own.agencyId, TODAY);
      expect(read.times).to.have.length(43);
      expect(read.times.filter(({ hourId }) => hourId === g.own.hourId)).to.have.length(42);
      expect(read.rows.find(({ target }) => target !== null)?.target).to.equal(neighbour);
      const field = async (work: Promise<unknown>): Promise<string | undefined> => work.then(() => undefined, (error: { field?: string }) => error.field);
      expect(await field(registering.layIn(g.own.agencyId, TODAY, [row(7, { topic: 'موضوعی که نیست' })], 5, command()))).to.equal('r7_topic');
      expect(await field(registering.layIn(g.own.agencyId, addDays(TODAY, 1), [row(0)], 0, command()))).to.equal('day');
      expect((await reading.day(g.own.agencyId, TODAY)).times, 'nothing of what was refused').to.have.length(43);
    });

    it('come to figures by agency and Jalali month, of the agencies that the reader may see', async () => {
      const g = await ground(fresh);
      const { registering, reading } = g.visitors;
      const paper: PaperRow[] = [];
      await registering.layIn(g.own.agencyId, day('2026-03-20'), paper, 4, command());
      await registering.layIn(g.own.agencyId, day('2026-03-21'), paper, 7, command());
      await registering.layIn(g.own.agencyId, TODAY, paper, 9, command());
      await registering.layIn(g.other.agencyId, TODAY, paper, 30, command());
      const all = await reading.figures({ ...NOWHERE, everywhere: true }, 1405);
      expect(all.rows.map(({ months }) => [months[0], months[8]])).to.deep.equal([[0, 30], [7, 9]]);
      expect((await reading.figures({ ...NOWHERE, countyIds: [g.own.countyId] }, 1405)).rows).to.have.length(1);
      expect((await reading.figures({ ...NOWHERE, everywhere: true }, 1404)).rows.map(({ months }) => months[11])).to.deep.equal([4]);
      expect(UNNAMED.outcome).to.equal('counted');
      expect(AT).to.be.a('string');
    });
  });
});
