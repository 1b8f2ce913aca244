import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createWriter } from '../../../db/writer.ts';
import { agencyLookup } from '../../../server/agencies/lookup.ts';
import { demandLookup } from '../../../server/demand/lookup.ts';
import { addMinutes, dayOf, instant } from '../../../server/domain/calendar.ts';
import type { Command } from '../../../server/domain/command.ts';
import { fromJalali } from '../../../server/domain/jalali.ts';
import { settingsLookup } from '../../../server/settings/lookup.ts';
import { exampleOffice } from '../../../server/setup/example.ts';
import { filledFor, readSetup } from '../../../server/setup/forms.ts';
import { ownOffice } from '../../../server/setup/own-office.ts';
import { PROVINCES } from '../../../server/setup/provinces.ts';
import { part } from '../../../server/setup/seeded.ts';
import { createSetup, weaknessOf } from '../../../server/setup/service.ts';
import { onBothDatabases } from '../../support/database.ts';
import { refused } from '../refused.ts';

const at = instant('2026-11-22T06:00:00.000Z');
const command = (now = at): Command => ({ key: randomUUID(), bodyHash: 'of the form', actor: null, at: now });
const first = { honorific: 'khanom', name: 'مریم کریمی', username: 'karimi', password: 'چهار اسب در باران رفتند' } as const;
const typed = { start: 'own', office_title: 'دفتر بازرسی', ...first, ...filledFor('اصفهان') };

onBothDatabases((_name, fresh) => {
  describe('the first start', () => {
    const ground = async () => {
      const database = await fresh();
      const writer = await createWriter(database, () => undefined);
      const setup = createSetup({ reads: database.reads, writer, passwords: { hash: async () => 'hash' }, newId: randomUUID });
      const token = ((await setup.ensureLink(at)) ?? '').replace('/setup/', '');
      return { database, setup, token };
    };

    it('makes the office of Isfahan 1399 and its administrator in one change', async () => {
      const { database, setup, token } = await ground();
      const { userId } = await setup.setUp(command(), token, exampleOffice(), first);
      const agencies = agencyLookup(database.reads);
      expect(await agencies.counties()).to.have.length(24);
      const standing = await agencies.agenciesOn(fromJalali(1399, 2, 1));
      expect(standing).to.have.length(109);
      expect(standing.filter(({ head }) => head === null)).to.deep.equal([]);
      const settings = settingsLookup(database.reads);
      expect((await settings.settingsOn(fromJalali(1398, 12, 29))).sessions_per_week).to.equal(2);
      expect((await settings.settingsOn(fromJalali(1399, 1, 1))).sessions_per_week).to.equal(4);
      const sums = await demandLookup(database.reads).demandBetween({ year: 1399, month: 1 }, { year: 1399, month: 3 });
      expect(sums.reduce((sum, row) => sum + row.calls, 0)).to.equal(8_000);
      const [user] = await database.reads('users').select();
      expect(user).to.include({ id: userId, username: 'karimi', password_hash: 'hash' });
      expect(JSON.stringify(await database.reads('events').select())).not.to.contain(first.password);
      expect(await setup.ensureLink(at)).to.equal(null);
    });

    it('works once: a second visit is refused', async () => {
      const { setup, token } = await ground();
      const read = readSetup(typed, weaknessOf);
      if (!read.ok || read.entry.start !== 'own') throw new Error(JSON.stringify(read.errors));
      const office = ownOffice(read.entry, dayOf(at), randomUUID);
      await setup.setUp(command(), token, office, first);
      expect(await refused(setup.setUp(command(), token, exampleOffice(), first))).to.equal('already_set_up');
      expect(await refused(setup.check(token, at))).to.equal('already_set_up');
    });

    it('knows only the newest link, and for three days', async () => {
      const { setup, token } = await ground();
      const newer = ((await setup.ensureLink(at)) ?? '').replace('/setup/', '');
      expect(await refused(setup.check(token, at))).to.equal('link_spent');
      await setup.check(newer, at);
      expect(await refused(setup.check(newer, addMinutes(at, 72 * 60)))).to.equal('link_spent');
      expect(await refused(setup.check('x', at))).to.equal('link_spent');
    });

    it('leaves nothing half done', async () => {
      const { database, setup, token } = await ground();
      const office = exampleOffice();
      const [one] = office.agencies;
      if (one === undefined) throw new Error('no agencies');
      const broken = { ...office, terms: [...office.terms, { id: randomUUID(), agencyId: one.id, personId: 'nobody', post: 'x', from: fromJalali(1397, 1, 1), to: null }] };
      await setup.setUp(command(), token, broken, first).then(() => expect.fail('it should not'), () => undefined);
      expect(await refused(setup.setUp(command(), token, office, { ...first, password: 'کوتاه' }))).to.equal('password_length');
      for (const table of ['users', 'people', 'agencies', 'counties', 'settings', 'demand'] as const) expect(await database.reads(table).select(), table).to.deep.equal([]);
      await setup.setUp(command(), token, office, first);
    });
  });
});

describe('the form of set-up', () => {
  it('comes filled for Isfahan and for Kohgiluyeh and Boyer-Ahmad, and with bodies for every province', () => {
    expect(PROVINCES).to.have.length(31);
    expect(Object.keys(filledFor('کهگیلویه و بویراحمد')).filter((name) => /^county_\d+_name$/.test(name))).to.have.length(9);
    for (const { name } of PROVINCES) expect(filledFor(name)['agency_gas_name'], name).to.contain(name);
  });

  it('says beside the field what is wrong, all at once, and never gives the password back', () => {
    const read = readSetup({ ...typed, county_0_name: 'كاشان', county_1_name: 'کاشان', agency_gas_name: '', area_code: '3', password: 'کوتاه', username: '', name: 'م\u202eریم' }, weaknessOf);
    expect(read.ok).to.equal(false);
    expect(Object.keys(read.errors)).to.include.members(['county_1_name', 'agency_gas_name', 'area_code', 'username', 'name', 'password']);
    expect(read.typed).not.to.have.property('password');
  });

  it('asks nothing of an office that begins with the example', () => {
    const read = readSetup({ start: 'example', ...first }, weaknessOf);
    expect(read.ok && read.entry.start).to.equal('example');
  });

  it('leaves out what was not ticked, and takes names as corrected', () => {
    const { agency_gas_on: _off, ...rest } = typed as Record<string, string>;
    void _off;
    const read = readSetup({ ...rest, agency_post_name: 'پست استان' }, weaknessOf);
    if (!read.ok || read.entry.start !== 'own') throw new Error(JSON.stringify(read.errors));
    expect(read.entry.agencies.map((agency) => agency.code)).not.to.include('gas');
    expect(read.entry.agencies.find((agency) => agency.code === 'post')).to.include({ name: 'پست استان', shortName: 'پست استان' });
  });
});

describe('the example', () => {
  it('is always the same, and sums to what the office told the press', () => {
    const [one, other] = [exampleOffice(), exampleOffice()];
    expect(one).to.deep.equal(other);
    expect(one.agencies).to.have.length(109);
    expect(one.demand.filter((row) => row.year === 1398).reduce((sum, row) => sum + row.calls, 0)).to.equal(34_000);
    expect(new Set(one.people.map((person) => person.name)).size).to.equal(one.people.length);
  });

  it('parts a total without losing one', () => {
    expect(part(10, [1, 1, 1])).to.deep.equal([4, 3, 3]);
    expect(part(0, [1, 2])).to.deep.equal([0, 0]);
  });
});
