import { randomBytes, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createSeal } from '../../../db/sealed.ts';
import { createWriter } from '../../../db/writer.ts';
import { createAgencies, stateMark } from '../../../server/agencies/service.ts';
import { createTerms } from '../../../server/agencies/terms.ts';
import { addMinutes, instant } from '../../../server/domain/calendar.ts';
import type { Command } from '../../../server/domain/command.ts';
import type { Grant, Role } from '../../../server/domain/permission.ts';
import { createLoginLimits } from '../../../server/http/limits.ts';
import { createAccess } from '../../../server/people/access.ts';
import { createEntering } from '../../../server/people/enter.ts';
import { createLinks } from '../../../server/people/links.ts';
import { createPasswords } from '../../../server/people/passwords.ts';
import { nameKeysOf } from '../../../server/people/person.ts';
import { createUsers, type UserChange, type UserEntry } from '../../../server/people/users.ts';
import { onBothDatabases } from '../../support/database.ts';
import { agencyEntry, termEntry, today } from '../agencies/ground.ts';
import { refused } from '../refused.ts';

const at = instant('2026-11-22T06:00:00.000Z');
const later = (minutes: number) => addMinutes(at, minutes);
const command = (more: Partial<Command> = {}): Command => ({ key: randomUUID(), bodyHash: randomUUID(), actor: 'u1', at, ...more });
const held = (role: Role): Grant => ({ role, agencyId: null, countyId: null });
const entry = (username: string, more: Partial<UserEntry> = {}): UserEntry => ({
  honorific: 'agha', name: `نام ${username}`, username, nationalCode: null, phone: null, grants: [held('scheduler')], ...more,
});
const key = () => randomBytes(32).toString('base64');
const GOOD = 'باران روی پنجره آرام می‌بارد';

onBothDatabases((_name, fresh) => {
  describe('users', () => {
    const ground = async () => {
      const database = await fresh();
      const writer = await createWriter(database, () => undefined);
      const deps = { reads: database.reads, writer, newId: randomUUID, seal: createSeal({ encryptionKey: key(), indexKey: key() }), passwords: createPasswords(key()) };
      const users = createUsers(deps);
      const links = createLinks(deps);
      const change = async (id: string, more: Partial<UserChange>): Promise<void> => {
        const { user, seen } = await users.detail(id, at);
        const { person, username, grants } = user;
        await users.change(id, { ...person, nationalCode: null, phone: null, username, grants, removeNationalCode: false, removePhone: false, seen, ...more }, command());
      };
      /** A user who has set a password. */
      const ready = async (username: string, ...roles: Role[]): Promise<string> => {
        const { id } = await users.add(entry(username, { grants: roles.map(held) }), null, command());
        await links.setPassword((await links.issue(id, command())).token, GOOD, command());
        return id;
      };
      const entering = createEntering({ ...deps, direct: database.direct, limits: createLoginLimits(null) });
      const enter = (username: string, password = GOOD) => entering.enter({ username, password, ip: '127.0.0.1', device: 'x' }, { deviceToken: null, loginToken: null }, command());
      const eventsOf = async (id: string) => (await database.reads('events').where({ stream: `user:${id}` }).orderBy('seq').select()).map(({ kind, data }) => ({ kind, data }));
      return { database, writer, deps, users, links, access: createAccess(deps), change, ready, entering, enter, eventsOf };
    };

    it('seals the national code and the phone, and shows their last digits only', async () => {
      const { users, database, eventsOf } = await ground();
      const { id } = await users.add(entry('karimi', { nationalCode: '1270000001', phone: '+989131234567' }), null, command());
      const { user, hints } = await users.detail(id, at);
      expect(hints).to.deep.equal({ nationalCode: '0001', phone: '4567' });
      const kept = JSON.stringify([user, await database.reads('people').select(), await eventsOf(id), await database.reads('commands').select()]);
      expect(kept).not.to.match(/1270000001|9131234567/);
    });

    it('refuses a second user with one national code, telling whose it is, and leaves nothing behind', async () => {
      const { users, database } = await ground();
      await users.add(entry('karimi', { nationalCode: '1270000001', name: 'زهرا کریمی' }), null, command());
      const again = users.add(entry('other', { nationalCode: '1270000001' }), null, command());
      expect(await again.then(() => null, (error: { facts: object }) => error.facts)).to.deep.equal({ name: 'زهرا کریمی' });
      expect((await database.reads('users').select()).length + (await database.reads('people').select()).length).to.equal(2);
    });

    it('refuses a username that differs in spelling only, also when both ask at once', async () => {
      const { users, database } = await ground();
      await users.add(entry('علی.كريمي'), null, command());
      expect(await refused(users.add(entry('علي.کریمی'), null, command()))).to.equal('username_taken');
      const both = await Promise.allSettled([users.add(entry('twin'), null, command()), users.add(entry('TWIN'), null, command())]);
      expect(both.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
      expect(await database.reads('users').where({ username_key: 'twin' }).select()).to.have.length(1);
    });

    it('gives a known person a user without making him twice', async () => {
      const { users, database } = await ground();
      const { id } = await users.add(entry('one'), null, command());
      const personId = (await users.detail(id, at)).user.person.id;
      expect(await refused(users.add(entry('two'), personId, command()))).to.equal('changed_meanwhile');
      expect(await database.reads('people').select()).to.have.length(1);
    });

    it('answers a repeat of the same form once', async () => {
      const { users, database } = await ground();
      const same = command();
      const first = await users.add(entry('karimi'), null, same);
      expect(await users.add(entry('karimi'), null, same)).to.deep.equal(first);
      expect(await database.reads('users').select()).to.have.length(1);
    });

    it('changes roles with before and after on record, and raises the version that screens are cut by', async () => {
      const { users, change, eventsOf } = await ground();
      const { id } = await users.add(entry('karimi'), null, command());
      await change(id, { name: 'زهرا کریمی‌نژاد' });
      expect((await users.detail(id, at)).user.authzVersion).to.equal(1);
      await change(id, { grants: [held('operator'), held('inspector')] });
      const { user } = await users.detail(id, at);
      expect(user.authzVersion).to.equal(2);
      expect(user.grants.map(({ role }) => role)).to.deep.equal(['inspector', 'operator']);
      const events = await eventsOf(id);
      expect(events.map(({ kind }) => kind)).to.deep.equal(['user_added', 'user_changed', 'grants_changed']);
      const { before, after } = JSON.parse(events[2]?.data ?? '{}') as { before: { grants: Grant[] }; after: { grants: Grant[] } };
      expect([before.grants, after.grants]).to.deep.equal([[held('scheduler')], [held('operator'), held('inspector')]]);
    });

    it('tells whoever saves an older state, and overwrites nothing', async () => {
      const { users, change } = await ground();
      const { id } = await users.add(entry('karimi'), null, command());
      const { seen } = await users.detail(id, at);
      await change(id, { name: 'نام تازه' });
      expect(await refused(change(id, { name: 'نام دیگر', seen }))).to.equal('changed_meanwhile');
      expect((await users.detail(id, at)).user.person.name).to.equal('نام تازه');
    });

    it('keeps, replaces or removes the sealed fields as asked', async () => {
      const { users, change } = await ground();
      const { id } = await users.add(entry('karimi', { nationalCode: '1270000001', phone: '+989131234567' }), null, command());
      await change(id, { name: 'دیگر' });
      expect((await users.detail(id, at)).hints).to.deep.equal({ nationalCode: '0001', phone: '4567' });
      await change(id, { removePhone: true, nationalCode: '0012345679' });
      expect((await users.detail(id, at)).hints).to.deep.equal({ nationalCode: '5679', phone: null });
    });

    it('keeps a phone changed in one process while another puts the name right', async () => {
      const { users, database, deps } = await ground();
      const agency = randomUUID();
      const { id } = await users.add(entry('karimi', { phone: '+989131234567' }), null, command());
      const { user, seen } = await users.detail(id, at);
      const nobody = () => undefined;
      await createAgencies(deps).add({ ...agencyEntry('گاز'), code: agency }, command());
      const [body] = await createAgencies(deps).list({}, today);
      const terms = createTerms(deps);
      const { id: termId } = await terms.add(body?.agency.id ?? '', termEntry('', '2020-01-01', null, { person: user.person.id }), command());
      const term = await terms.term(body?.agency.id ?? '', termId);
      // The other process corrects the term between this one's writes and its COMMIT.
      let renamed: Promise<unknown> = Promise.resolve();
      const elsewhere = createTerms({ ...deps, writer: await createWriter(database, nobody) });
      const here = createUsers({
        ...deps,
        writer: await createWriter(database, nobody, {
          at: async (point) => {
            if (point !== 'before_commit') return;
            renamed = elsewhere.correct(term.agencyId, termId, { ...term, name: 'نام درست', seen: stateMark(term) }, command());
            await new Promise((resolve) => setTimeout(resolve, 100));
          },
        }),
      });
      await here.change(id, { ...user.person, username: user.username, grants: user.grants, nationalCode: null, phone: '+989137654321', removeNationalCode: false, removePhone: false, seen }, command());
      await renamed;
      const after = await users.detail(id, at);
      expect([after.user.person.name, after.hints.phone]).to.deep.equal(['نام درست', '4321']);
    });

    it('never loses the last administrator who can log in, not even to two who act at once', async () => {
      const { access, users, change, ready, database } = await ground();
      // As where two processes serve one database.
      const elsewhere = createAccess({ writer: await createWriter(database, () => undefined) });
      const [one, two] = [await ready('one', 'administrator'), await ready('two', 'administrator')];
      // This one has no password yet: he could not save anybody.
      await users.add(entry('three', { grants: [held('administrator')] }), null, command());
      const both = await Promise.allSettled([access.disable(one, command({ actor: two })), elsewhere.disable(two, command({ actor: one }))]);
      expect(both.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
      const left = both[0]?.status === 'fulfilled' ? two : one;
      expect(await refused(access.disable(left, command()))).to.equal('last_administrator');
      expect(await refused(change(left, { grants: [held('scheduler')] }))).to.equal('last_administrator');
      expect((await users.detail(left, at)).user.grants.map(({ role }) => role)).to.deep.equal(['administrator']);
    });

    it('shuts a disabled user out at once, and lets him in again', async () => {
      const { access, ready, enter, entering, eventsOf } = await ground();
      const id = await ready('karimi', 'operator');
      const { token } = await enter('karimi');
      expect((await entering.whoIs(token, at))?.actor.id).to.equal(id);
      await access.disable(id, command());
      expect(await entering.whoIs(token, at)).to.equal(null);
      expect(await refused(enter('karimi'))).to.equal('wrong_login');
      await access.disable(id, command());
      expect((await eventsOf(id)).filter(({ kind }) => kind === 'user_disabled')).to.have.length(1);
      await access.enable(id, command());
      expect(await entering.whoIs(token, at)).to.equal(null);
      await enter('karimi');
    });

    it('ends all logins of a user and leaves others alone', async () => {
      const { access, ready, enter, entering } = await ground();
      const id = await ready('karimi', 'operator');
      await ready('rezaei', 'operator');
      const [one, two, other] = [await enter('karimi'), await enter('karimi'), await enter('rezaei')];
      await access.endLogins(id, command());
      expect([await entering.whoIs(one.token, at), await entering.whoIs(two.token, at)]).to.deep.equal([null, null]);
      expect(await entering.whoIs(other.token, at)).not.to.equal(null);
    });

    it('sets a password by a link once, within 72 hours, and by the newest link only', async () => {
      const { users, links, enter, database } = await ground();
      const { id } = await users.add(entry('karimi'), null, command());
      const [first, second] = [await links.issue(id, command()), await links.issue(id, command())];
      expect(JSON.stringify([await database.reads('one_time_links').select(), await database.reads('commands').select(), await database.reads('events').select()])).not.to.include(second.token);
      expect(await refused(links.setPassword(first.token, GOOD, command()))).to.equal('link_spent');
      expect(await refused(links.holder(second.token, later(72 * 60)))).to.equal('link_spent');
      expect((await links.holder(second.token, later(72 * 60 - 1))).username).to.equal('karimi');
      await links.setPassword(second.token, GOOD, command());
      expect(await refused(links.setPassword(second.token, GOOD, command()))).to.equal('link_spent');
      await enter('KARIMI');
    });

    it('refuses a short or common password and keeps the link alive', async () => {
      const { users, links } = await ground();
      const { id } = await users.add(entry('boss', { grants: [held('administrator')] }), null, command());
      const { token } = await links.issue(id, command());
      expect(await refused(links.setPassword(token, 'xk7#mPq9!vTz2', command()))).to.equal('password_length');
      expect(await refused(links.setPassword(token, 'a'.repeat(129), command()))).to.equal('password_length');
      expect(await refused(links.setPassword(token, 'استانداری اصفهان ۱۴۰۵', command()))).to.equal('password_common');
      await links.setPassword(token, GOOD, command());
    });

    it('lists by name, role and state, Arabic letters or Persian', async () => {
      const { users, access } = await ground();
      const { id } = await users.add(entry('karimi', { name: 'زهرا کریمی', grants: [held('operator')] }), null, command());
      await users.add(entry('ahmadi', { name: 'کاوه احمدی' }), null, command());
      const names = async (filter: Parameters<typeof users.list>[0]) => (await users.list(filter)).users.map(({ username }) => username);
      expect(await names({})).to.deep.equal(['karimi', 'ahmadi']);
      expect(await names({ search: 'كريمي زهرا' })).to.deep.equal(['karimi']);
      expect(await names({ search: 'AHMA' })).to.deep.equal(['ahmadi']);
      expect(await names({ role: 'operator' })).to.deep.equal(['karimi']);
      await access.disable(id, command());
      expect(await names({ state: 'disabled' })).to.deep.equal(['karimi']);
      expect(await names({ state: 'enabled' })).to.deep.equal(['ahmadi']);
    });

    it('lists thousands by pages, each user on one of them', async () => {
      const { database, users } = await ground();
      const all = Array.from({ length: 130 }, (_, index) => ({ id: randomUUID(), personId: randomUUID(), name: `دفتر ${String(index).padStart(3, '0')}` }));
      for (const { id, personId, name } of all) {
        await database.direct('people').insert({ id: personId, honorific: 'office', name, ...nameKeysOf(name) });
        await database.direct('users').insert({ id, person_id: personId, username: id, username_key: id, password_hash: null, authz_version: 1, disabled_at: null, created_at: at });
      }
      const pages = await Promise.all([1, 2, 3].map((page) => users.list({ search: 'دفتر' }, page)));
      expect(pages.map(({ users: shown, total, page }) => [shown.length, total, page])).to.deep.equal([[50, 130, 1], [50, 130, 2], [30, 130, 3]]);
      expect(pages.flatMap(({ users: shown }) => shown.map(({ id }) => id))).to.deep.equal(all.map(({ id }) => id));
      expect((await users.list({ search: 'دفتر' }, 99)).page, 'a page beyond the last is the last').to.equal(3);
      expect((await users.list({ role: 'host' })).total).to.equal(0);
    });
  });
});
