import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createSeal } from '../../../db/sealed.ts';
import type { Database } from '../../../db/connection.ts';
import { createWriter, type Writer } from '../../../db/writer.ts';
import { instant } from '../../../server/domain/calendar.ts';
import type { Command } from '../../../server/domain/command.ts';
import { Refusal } from '../../../server/domain/refusal.ts';
import { createLinks } from '../../../server/people/links.ts';
import { createOffices, type OfficeSelection } from '../../../server/people/offices.ts';
import { createPasswords } from '../../../server/people/passwords.ts';
import { nameKeysOf } from '../../../server/people/person.ts';
import { startApp } from '../../support/app.ts';
import { onBothDatabases, onSqlite, type Fresh } from '../../support/database.ts';
import { layPlace } from '../../support/place.ts';
import { refused } from '../refused.ts';
import { AT, command } from '../requests/ground.ts';

const key = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64');

const layAgencies = async (database: Database, count: number, code = (index: number) => `of${index}`): Promise<string[]> => {
  const ids = Array.from({ length: count }, () => randomUUID());
  for (let at = 0; at < count; at += 20) {
    await database.direct('agencies').insert(ids.slice(at, at + 20).map((id, index) => {
      const name = `اداره ${at + index}`;
      return {
        id, code: code(at + index), name, ...nameKeysOf(name), short_name: name, sector: 'infra', kind: 'general_directorate', head_title: 'رئیس', county_id: null, parent_id: null, valid_from: null, valid_to: null,
        may_be_invited: 1 as const, may_be_inspected: 1 as const, may_be_given_notice: 1 as const, flags_why: null,
      };
    }));
  }
  return ids;
};

const ground = async (fresh: Fresh) => {
  const database = await fresh();
  const writer = await createWriter(database, () => undefined);
  const seal = createSeal({ encryptionKey: key(), indexKey: key() });
  const officesBy = (one: Writer) => createOffices({ reads: database.reads, writer: one, seal, newId: randomUUID });
  const links = createLinks({ reads: database.reads, writer, passwords: createPasswords(key()), newId: randomUUID });
  return { database, writer, offices: officesBy(writer), officesBy, links };
};

const ALL: OfficeSelection = { scope: { by: 'all' }, roles: ['manager_office', 'agency_liaison'], reissue: false, days: 14 };
const now = instant(AT);

describe('accounts of offices in bulk', () => {
  onBothDatabases((_name, fresh) => {
    it('are made once for each office and role, by links that work once and are kept as hashes', async () => {
      const g = await ground(fresh);
      await layAgencies(g.database, 3);
      const plan = await g.offices.plan(ALL, now);
      expect(plan.planned.map(({ username }) => username)).to.have.members(['daftar.of0', 'rabet.of0', 'daftar.of1', 'rabet.of1', 'daftar.of2', 'rabet.of2']);
      const same = command();
      const made = await g.offices.make(ALL, plan.seen, same);
      expect(made.slips.map(({ username }) => username)).to.deep.equal(plan.planned.map(({ username }) => username));
      const again = await g.offices.make(ALL, plan.seen, same);
      expect(again, 'a reply that was lost').to.deep.equal(made);
      expect(await refused(g.offices.make(ALL, plan.seen, command())), 'another command finds other things to do').to.equal('changed_meanwhile');
      expect((await g.offices.plan(ALL, now)).planned).to.deep.equal([]);
      expect(await g.database.direct('users')).to.have.length(6);
      const stored = JSON.stringify([await g.database.direct('one_time_links'), await g.database.direct('events'), await g.database.direct('commands')]);
      for (const { token } of made.slips) expect(stored).not.to.include(token);
      const [slip] = made.slips;
      expect(await g.links.holder(slip?.token ?? '', now)).to.include({ name: 'دفتر اداره 0', honorific: 'office', username: 'daftar.of0' });
      const setting: Command = { ...command(), actor: null };
      await g.links.setPassword(slip?.token ?? '', 'نه‌گلابی‌ولی‌سه‌تا‌خرمالو', setting);
      expect(await refused(g.links.holder(slip?.token ?? '', now))).to.equal('link_spent');
      expect(await refused(g.links.holder(made.slips[1]?.token ?? '', instant('2026-12-07T06:00:00.000Z'))), 'after its days').to.equal('link_spent');
    });

    it('go on where they were cut, and show the links of all', async () => {
      const g = await ground(fresh);
      await layAgencies(g.database, 130);
      const one: OfficeSelection = { ...ALL, roles: ['manager_office'] };
      const plan = await g.offices.plan(one, now);
      let left = 2;
      const cut = g.officesBy({ ...g.writer, submit: (change) => ((left -= 1) < 0 ? Promise.reject(new Error('the server was killed')) : g.writer.submit(change)) });
      const same = command();
      await cut.make(one, plan.seen, same).then(() => expect.fail('it was to be cut'), () => undefined);
      expect(await g.database.direct('users')).to.have.length(100);
      const { slips } = await g.offices.make(one, plan.seen, same);
      expect(slips.map(({ username }) => username)).to.deep.equal(plan.planned.map(({ username }) => username));
      expect(await g.database.direct('users')).to.have.length(130);
      for (const at of [0, 60, 129]) expect((await g.links.holder(slips[at]?.token ?? '', now)).username).to.equal(slips[at]?.username);
    });

    it('are made once where two administrators make them at the same moment', async () => {
      const g = await ground(fresh);
      await layAgencies(g.database, 60);
      const { seen } = await g.offices.plan(ALL, now);
      const both = await Promise.all([g.offices.make(ALL, seen, command()), g.offices.make(ALL, seen, command())].map((work) => work.then(({ slips }) => slips.length, (error: unknown) => (error instanceof Refusal ? 0 : Promise.reject(error as Error)))));
      expect(await g.database.direct('users')).to.have.length(120);
      expect(both.reduce((sum, made) => sum + made, 0), 'each slip is handed to one of them').to.equal(120);
    });

    it('get another link where nobody has set a password yet, and the earlier one is void', async () => {
      const g = await ground(fresh);
      await layAgencies(g.database, 2, (index) => ['one', 'ONE '][index] ?? '');
      const first = await g.offices.make(ALL, (await g.offices.plan(ALL, now)).seen, command());
      expect(first.slips.map(({ username }) => username), 'codes that come to one name').to.deep.equal(['daftar.one', 'rabet.one', 'daftar.one-2', 'rabet.one-2']);
      await g.links.setPassword(first.slips[0]?.token ?? '', 'نه‌گلابی‌ولی‌سه‌تا‌خرمالو', { ...command(), actor: null });
      const again: OfficeSelection = { ...ALL, reissue: true };
      const plan = await g.offices.plan(again, now);
      expect([plan.planned.length, plan.kept]).to.deep.equal([3, 1]);
      const second = await g.offices.make(again, plan.seen, command());
      expect(await refused(g.links.holder(first.slips[1]?.token ?? '', now))).to.equal('link_spent');
      expect((await g.links.holder(second.slips[0]?.token ?? '', now)).username).to.equal(first.slips[1]?.username);
      expect(await g.database.direct('users')).to.have.length(4);
    });

    it('are chosen by county, group or pasted codes, the unknown told', async () => {
      const g = await ground(fresh);
      const place = await layPlace(g.database);
      await layAgencies(g.database, 2);
      const chosen = async (scope: OfficeSelection['scope']) => {
        const { planned, unknown } = await g.offices.plan({ ...ALL, roles: ['manager_office'], scope }, now);
        return [planned.map(({ agency }) => agency.code), unknown];
      };
      expect(await chosen({ by: 'county', countyId: place.countyId })).to.deep.equal([[place.agencyId], []]);
      expect((await chosen({ by: 'county', countyId: null }))[0]).to.have.members(['of0', 'of1']);
      expect(await chosen({ by: 'codes', codes: ['OF1', 'nowhere'] })).to.deep.equal([['of1'], ['nowhere']]);
      expect((await chosen({ by: 'sector', sector: 'production' }))[0]).to.deep.equal([]);
    });
  });

  onSqlite((fresh) => {
    it('are 1,500 by changes between which others write', async function () {
      this.timeout(60_000);
      const g = await ground(fresh);
      await layAgencies(g.database, 1_500);
      const one: OfficeSelection = { ...ALL, roles: ['manager_office'] };
      const { seen } = await g.offices.plan(one, now);
      const begun = performance.now();
      let [longest, written] = [0, 0];
      let going = true;
      const others = (async () => {
        while (going) {
          const asked = performance.now();
          await g.writer.submit({ ...command(), streams: ['topics'], apply: (tx) => Promise.resolve(void tx.raise('topics', 'asked', {})).then(() => ({})) });
          longest = Math.max(longest, performance.now() - asked);
          if (going) written += 1;
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      })();
      const { slips } = await g.offices.make(one, seen, command());
      going = false;
      await others;
      console.log(`        1,500 accounts in ${Math.round(performance.now() - begun)} ms, while another waited at most ${Math.round(longest)} ms`);
      expect(slips).to.have.length(1_500);
      expect(written, 'others are not kept waiting until all are made').to.be.greaterThan(10);
    });

    it('have pages: chosen, shown, made, handed out on paper or as a file without a formula', async () => {
      const app = await startApp(await fresh());
      await layAgencies(app.database, 2, (index) => ['one', '=cmd'][index] ?? '');
      const administrator = await app.as('administrator');
      for (const role of ['scheduler', 'supervisor', 'inspection_head'] as const) expect((await (await app.as(role)).get('/users/offices')).status, role).to.equal(403);
      expect((await administrator.get('/users/offices')).text).to.include('پیش‌نمایش');
      const entry = { by: 'all', role_manager_office: '1', days: '۱۴', perPage: '8' };
      const none = await administrator.post('/users/offices', { ...entry, role_manager_office: '' });
      expect([none.status, none.text.includes('دست‌کم یکی از دو حساب را برگزینید.')]).to.deep.equal([422, true]);
      const codes = await administrator.post('/users/offices', { ...entry, by: 'codes', codes: 'one؛ nowhere' });
      expect(codes.text).to.include('daftar.one').and.include('nowhere').and.not.include('daftar.cmd');
      const shown = await administrator.post('/users/offices', entry);
      const seen = /name="seen" value="([\w-]+)"/.exec(shown.text)?.[1] ?? '';
      expect(shown.text).to.include('daftar.cmd').and.include('۲ حساب تازه ساخته می‌شود.');
      expect((await administrator.post('/users/offices/sheet', { ...entry, seen: 'other' })).status).to.equal(409);
      expect(await app.database.direct('one_time_links')).to.have.length(0);
      const same = randomUUID();
      const sheet = await administrator.post('/users/offices/sheet', { ...entry, seen, _key: same });
      const url = /http:\/\/[\w.:]+\/welcome\/[\w-]{43}/.exec(sheet.text)?.[0] ?? '';
      expect([sheet.status, (sheet.text.match(/class="qr"/g) ?? []).length]).to.deep.equal([200, 2]);
      expect(sheet.headers.get('cache-control')).to.include('no-store');
      const file = await administrator.post('/users/offices/file', { ...entry, seen, _key: same });
      expect(file.headers.get('content-type')).to.include('text/csv');
      expect(file.text).to.include(url).and.include(`"'=cmd"`);
      expect(await app.database.direct('one_time_links')).to.have.length(2);
      expect((await app.anonymous().get(url.replace(/^http:\/\/[^/]+/, ''))).text).to.include('کاربر دفتر اداره 0');
      expect((await administrator.get('/users')).text).to.include('کاربر دفتر اداره');
      await app.stop();
    });
  });
});
