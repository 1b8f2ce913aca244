import { randomBytes, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createSeal } from '../../../db/sealed.ts';
import { day } from '../../../server/domain/jalali.ts';
import { openApplicant, personIndexes, sealApplicant } from '../../../server/requests/steps.ts';
import { onBothDatabases } from '../../support/database.ts';
import { refused } from '../refused.ts';
import { AT, citizen, command, requestGround, stranger, TODAY } from './ground.ts';

const key = (): string => randomBytes(32).toString('base64');

describe('who asks', () => {
  const keys = { encryptionKey: key(), indexKey: key() };
  const seal = createSeal(keys);

  it('is opened in his own row alone, and found by code and by phone', () => {
    const sealed = sealApplicant(seal, 'requests', 'r1', citizen);
    expect(JSON.stringify(sealed)).not.to.include('1270000128').and.not.to.include('9131234567');
    expect(openApplicant(seal, 'requests', 'r1', sealed)).to.deep.equal(citizen);
    expect(() => openApplicant(seal, 'requests', 'r2', sealed)).to.throw();
    expect(() => openApplicant(seal, 'calls', 'r1', sealed)).to.throw();
    const { identityIndexes, phoneIndexes } = personIndexes(seal, citizen);
    expect(identityIndexes).to.include(sealed.identityIndex);
    expect(phoneIndexes).to.include(sealed.phoneIndex);
    expect(sealApplicant(seal, 'requests', 'r3', stranger)).to.deep.equal({ ...stranger, identityIndex: null, phoneIndex: null });
    expect(personIndexes(seal, stranger)).to.deep.equal({ identityIndexes: [], phoneIndexes: [] });
  });

  it('is no other for the same digits under another kind of identity', () => {
    const index = (identityKind: 'national_code' | 'passport'): string | null => sealApplicant(seal, 'calls', 'c1', { ...citizen, identityKind }).identityIndex;
    expect(index('national_code')).not.to.equal(index('passport'));
  });

  it('is found by what the previous key has indexed', () => {
    const newer = createSeal({ encryptionKey: key(), indexKey: key(), previousEncryptionKey: keys.encryptionKey, previousIndexKey: keys.indexKey });
    expect(personIndexes(newer, citizen).identityIndexes).to.include(sealApplicant(seal, 'requests', 'r1', citizen).identityIndex);
  });
});

describe('registering requests', () => {
  onBothDatabases((_name, fresh) => {
    it('waits at the centre without an agency, and is referred with one', async () => {
      const g = await requestGround(await fresh());
      const [waiting, sent] = [await g.register(), await g.register({ agencyId: g.own.agencyId, referral: { id: randomUUID(), toUserId: g.expert.id, note: 'فوری است' } })];
      expect(await g.lookup.byTrackingCode(waiting.trackingCode)).to.include({ id: waiting.id, state: 'registered', agencyId: null, referredAt: null, followers: 0 });
      expect(await g.lookup.byId(sent.id)).to.include({ state: 'referred', agencyId: g.own.agencyId, referredAt: AT });
      expect(await g.database.reads('referrals').where({ request_id: sent.id }).first()).to.include({ to_user_id: g.expert.id, note: 'فوری است', state: 'open', due_day: '2026-12-02' });
      expect(await g.eventsOf('inbox:centre')).to.deep.equal(['request_registered']);
      expect(await g.eventsOf(`inbox:${g.own.agencyId}`)).to.deep.equal(['request_registered']);
    });

    it('lays a confidential one before the inspection office, whatever agency it names', async () => {
      const g = await requestGround(await fresh());
      const one = await g.register({ confidential: true, agencyId: g.own.agencyId });
      expect(await g.lookup.byId(one.id)).to.include({ state: 'registered', agencyId: null, confidential: true });
      expect(await g.eventsOf('inbox:inspection')).to.deep.equal(['request_registered']);
      expect(await g.database.reads('referrals').where({ request_id: one.id })).to.deep.equal([]);
    });

    it('keeps what a citizen said, and who he is, out of the events', async () => {
      const g = await requestGround(await fresh());
      const one = await g.register({ agencyId: g.own.agencyId });
      await g.handling.answer(one.id, { kind: 'final', text: 'پاسخ به خانم محمدی' }, 'open', g.expert, command({ actor: g.expert.id }));
      const told = JSON.stringify(await g.database.reads('events').select('data'));
      for (const text of ['محمدی', 'آب کوچه', one.trackingCode, '1270000128', '9131234567', 's1.']) expect(told).not.to.include(text);
    });

    it('counts who asks the same, by a request of his own or by a call', async () => {
      const g = await requestGround(await fresh());
      const mother = await g.register({ agencyId: g.own.agencyId });
      await g.register({ mother: { id: mother.id, agencyId: g.own.agencyId } });
      await g.follow(mother.id, 'call-2');
      await g.follow(mother.id, 'call-3');
      expect((await g.lookup.byId(mother.id))?.followers).to.equal(3);
      expect(await g.eventsOf(`request:${mother.id}`)).to.deep.equal(['request_registered', 'request_followed', 'request_followed', 'request_followed']);
      expect(await refused(g.follow(randomUUID(), 'call-4'))).to.equal('request_unknown');
      const lost = await refused(g.register({ mother: { id: randomUUID(), agencyId: null } }));
      expect(lost).to.equal('request_unknown');
    });

    it('refuses to count at a request that has moved to another agency since it was seen', async () => {
      const g = await requestGround(await fresh());
      const mother = await g.register({ agencyId: g.own.agencyId });
      await g.handling.giveBack(mother.id, { reason: 'از این دستگاه نیست.', seen: await g.markOf(mother.id) }, g.expert, command({ actor: g.expert.id }));
      expect(await refused(g.follow(mother.id, 'call-1', g.own.agencyId))).to.equal('changed_meanwhile');
      expect((await g.lookup.byId(mother.id))?.followers).to.equal(0);
    });

    it('loses no count where several are counted at once', async () => {
      const g = await requestGround(await fresh());
      const mother = await g.register({ agencyId: g.own.agencyId });
      await Promise.all(Array.from({ length: 12 }, (_, index) => g.follow(mother.id, `call-${index}`)));
      expect((await g.lookup.byId(mother.id))?.followers).to.equal(12);
    });

    it('finds a person\'s requests by code or phone, the newest first, with the last answer; never a confidential one', async () => {
      const g = await requestGround(await fresh());
      const first = await g.register({ agencyId: g.own.agencyId });
      const secret = await g.register({ confidential: true });
      const byPhone = await g.register({}, { ...citizen, identityKind: 'none', identity: null });
      await g.register({}, { ...citizen, identity: '0012345679', phone: '+989130000000' });
      await g.database.direct('requests').where({ id: byPhone.id }).update({ registered_at: '2026-11-23T06:00:00.000Z' });
      await g.handling.answer(first.id, { kind: 'interim', text: 'بررسی می‌کنیم.' }, 'open', g.expert, command());
      await g.handling.answer(first.id, { kind: 'final', text: 'ترمیم شد.' }, 'open', g.expert, command({ at: '2026-11-24T06:00:00.000Z' as typeof AT }));
      const found = await g.lookup.ofPerson(personIndexes(g.seal, citizen), 10);
      expect(found.map(({ id }) => id)).to.deep.equal([byPhone.id, first.id]);
      expect(found.map(({ lastAnswer }) => lastAnswer?.text ?? null)).to.deep.equal([null, 'ترمیم شد.']);
      expect(found.some(({ id }) => id === secret.id)).to.equal(false);
      expect((await g.lookup.ofPerson(personIndexes(g.seal, citizen), 1)).map(({ id }) => id)).to.deep.equal([byPhone.id]);
      expect(await g.lookup.ofPerson({ identityIndexes: [], phoneIndexes: [] }, 10)).to.deep.equal([]);
    });

    it('tells an agency\'s overdue and open requests, and the deadline by the setting of the day', async () => {
      const g = await requestGround(await fresh());
      const { openCountsOf } = g.lookup;
      const before = await openCountsOf(g.own.agencyId, TODAY);
      const late = await g.register({ agencyId: g.own.agencyId, dueDay: day('2026-11-10') });
      await g.register({ agencyId: g.own.agencyId, dueDay: day('2026-11-21') });
      const today = await g.register({ agencyId: g.own.agencyId, dueDay: TODAY });
      expect(await openCountsOf(g.own.agencyId, TODAY)).to.deep.equal({ open: before.open + 3, overdue: before.overdue + 2 });
      await g.handling.answer(late.id, { kind: 'final', text: 'پاسخ داده شد.' }, 'open', g.expert, command());
      expect(await openCountsOf(g.own.agencyId, TODAY)).to.deep.equal({ open: before.open + 2, overdue: before.overdue + 1 });
      expect(today.dueDay).to.equal(TODAY);
      expect(await g.lookup.deadlineFrom(TODAY)).to.equal('2026-12-02');
      await g.database.direct('settings').insert({ id: 's', name: 'request_deadline', value: '{"days":3,"counted":"working"}', from_day: '2026-11-01', recorded_at: AT, recorded_by: 'x' });
      expect(await g.lookup.deadlineFrom(TODAY)).to.equal('2026-11-25');
      expect(await g.lookup.deadlineFrom(day('2026-10-25'))).to.equal('2026-11-04');
    });
  });
});
