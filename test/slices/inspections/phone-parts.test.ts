import { expect } from 'chai';
import fc from 'fast-check';
import { open, openJson, newPhoneKey, shut, shutJson, sightIn } from '../../../public/src/inspect/box.ts';
import { fromBase64Url, toBase64Url, toUtf8 } from '../../../public/src/inspect/bytes.ts';
import { codeIn, emptyWritten, reportOf, rulesOf, type Draft } from '../../../public/src/inspect/draft.ts';
import { sealFor } from '../../../public/src/inspect/envelope.ts';
import { isOnRoute, merged, nextTarget, underWay, withTarget } from '../../../public/src/inspect/known-day.ts';
import { newWait, secondsOf, waited } from '../../../public/src/inspect/wait.ts';
import { visitFaults } from '../../../server/domain/inspection/visit.ts';
import { createReportKeys } from '../../../server/inspections/envelope.ts';
import type { PhoneDay, PhoneTarget, TargetSight } from '../../../server/inspections/phone-types.ts';

const sight = (id: string): TargetSight => ({
  targetId: id, agencyId: `agency-${id}`, hourId: `hour-${id}`, agency: 'بهزیستی', manager: 'آقای موسوی', post: 'رئیس', area: '', address: '', about: 'حدود ۹:۴۰', from: '09:00', to: '12:00', photosAllowed: true, hasScreen: true,
});
const target = (place: number, more: Partial<PhoneTarget> = {}): PhoneTarget => ({ id: `t${place}`, place, box: 'box', key: 'key', sight: null, asked: false, passed: false, reported: false, ...more });
const day = (targets: readonly PhoneTarget[], more: Partial<PhoneDay> = {}): PhoneDay => ({
  userId: 'u1', name: 'آقای سهرابی', csrf: 'token', serverNow: '2026-11-23T06:00:00.000Z', day: '2026-11-23', dayText: 'دوشنبه ۲ آذر ۱۴۰۵', from: '09:00', to: '12:00', startsAt: '2026-11-23T05:30:00.000Z', endsAt: '2026-11-23T08:30:00.000Z',
  publicKey: '', keyId: '', order: null, draw: 'sealed', targets, colleagues: [{ id: 'u2', name: 'خانم نیک‌پی' }], checklist: [{ id: 'c1', text: 'تابلو' }], rules: { waitMinutes: 10, lateMinutes: 10, notFoundBy: 'either' }, ...more,
});

describe('the phone’s own rules', () => {
  it('seals what the server’s own key opens', async () => {
    const keys = createReportKeys(Buffer.alloc(32, 7).toString('base64'));
    const envelope = await sealFor(keys.publicKey, toUtf8('گزارش'));
    expect(keys.open(Buffer.from(envelope)).toString('utf8')).to.equal('گزارش');
  });

  it('shuts things under a key that cannot be read out, and under their own names', async () => {
    const key = await newPhoneKey();
    expect(key.extractable).to.equal(false);
    const box = await shutJson(key, 'day u1', { note: 'راز' });
    expect(Buffer.from(box).includes(Buffer.from('راز'))).to.equal(false);
    expect(await openJson<object>(key, 'day u1', box)).to.deep.equal({ note: 'راز' });
    const other = await newPhoneKey();
    for (const wrong of [() => open(key, 'day u2', box), () => open(other, 'day u1', box)]) expect(await wrong().then(() => 'opened', () => 'shut')).to.equal('shut');
  });

  it('opens a target’s box by its own key and for its own id, padded as it comes', async () => {
    const raw = crypto.getRandomValues(new Uint8Array(32));
    const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
    const box = toBase64Url(await shut(key, 't1', toUtf8(`${JSON.stringify(sight('t1'))}     `)));
    expect((await sightIn('t1', box, raw)).agency).to.equal('بهزیستی');
    expect(await sightIn('t2', box, raw).then(() => 'opened', () => 'shut')).to.equal('shut');
    expect(fromBase64Url(box).length).to.be.greaterThan(28);
  });

  it('keeps of a day neither token nor key, and what was done on the phone through each fetch', () => {
    const before = withTarget(withTarget(merged(day([target(2), target(1)]), null), 't1', { sight: sight('t1'), openedAt: '2026-11-23T06:01:00.000Z', how: 'offline' }), 't1', { reported: true });
    expect(JSON.stringify(before)).not.to.contain('token');
    expect(before.targets.map(({ place }) => place)).to.deep.equal([1, 2]);
    const after = merged(day([target(1), target(2)]), before);
    expect(after.targets[0]).to.include({ how: 'offline', reported: true });
    expect(after.targets[0]?.sight?.agency).to.equal('بهزیستی');
    expect(merged(day([target(1)], { day: '2026-11-30' }), before).targets[0]?.sight, 'another day is another route').to.equal(null);
    expect(merged(day([target(1)], { userId: 'u2' }), before).targets[0]?.sight, 'and another person’s is his own').to.equal(null);
  });

  it('knows a visit that was begun and has been taken out of the route, or is of another day', () => {
    const known = merged(day([target(1)]), null);
    expect([isOnRoute({ day: '2026-11-23', targetId: 't1' }, known), isOnRoute({ day: '2026-11-23', targetId: 't2' }, known), isOnRoute({ day: '2026-11-16', targetId: 't1' }, known)]).to.deep.equal([true, false, false]);
  });

  it('lets only the first shut target be opened, and knows which visit is underway', () => {
    const known = merged(day([target(1, { sight: sight('t1'), reported: true }), target(2, { sight: sight('t2') }), target(3), target(4)]), null);
    expect([nextTarget(known)?.id, underWay(known)?.id]).to.deep.equal(['t3', 't2']);
    expect(nextTarget(merged(day([target(1, { passed: true }), target(2)]), null))?.id, 'behind one whose hour is gone').to.equal('t2');
    expect(underWay(merged(day([target(1, { sight: sight('t1') }), target(2, { sight: sight('t2'), asked: true })]), null))?.id, 'and not a colleague’s').to.equal('t1');
    expect(nextTarget(merged(day([]), null))).to.equal(null);
  });

  it('writes a report of what belongs to its answer alone', () => {
    const { rules, checklist } = day([]);
    const written = { ...emptyWritten(rules, checklist), substitute: 'خانم امینی', witness: 'رضایی', said: 'در جلسه است', letterNo: '۱۲', code: '۱۲۳۴ ۵۶۷۸', note: ' یادداشت\u200f ', secondId: 'u2', presenceWitness: 'کریمی' };
    const draft: Draft = { targetId: 't1', place: 1, day: '2026-11-23', sight: sight('t1'), written, wait: { waitedMs: 601_000, at: 0 } };
    const at = { id: 'r1', inspectorId: 'u1', sealedAt: '2026-11-23T06:20:00.000Z' };
    const of = (more: Partial<Draft['written']>) => reportOf({ ...draft, written: { ...written, ...more } }, at);
    expect(of({ answer: 'present' })).to.include({ substitute: '', notFound: null, code: '12345678', note: 'یادداشت' });
    expect(of({ answer: 'substitute' }).substitute).to.equal('خانم امینی');
    expect(of({ answer: 'in_meeting' }).notFound).to.deep.equal({ secondId: null, waitedSeconds: 0, witness: '', said: 'در جلسه است', letterNo: '۱۲' });
    expect(of({ answer: 'not_found', proof: 'wait' }).notFound).to.deep.equal({ secondId: null, waitedSeconds: 601, witness: 'رضایی', said: 'در جلسه است', letterNo: '۱۲' });
    expect(of({ answer: 'not_found', proof: 'pair' }).notFound).to.include({ secondId: 'u2' });
    for (const answer of ['present', 'late', 'substitute', 'in_meeting', 'on_mission', 'not_found'] as const) expect(visitFaults(of({ answer }), rulesOf(rules, draft.sight, written)), answer).to.deep.equal([]);
    const alone = { ...written, answer: 'not_found', proof: 'pair', secondId: '' } as const;
    expect(visitFaults(of(alone), rulesOf(rules, draft.sight, alone)), 'a pair that is not chosen is asked for').to.deep.equal([{ field: 'second', code: 'missing' }]);
  });

  it('reads a code in any digits, with whatever stands between them', () => {
    for (const text of ['12345678', '۱۲۳۴ ۵۶۷۸', '١٢٣٤-٥٦٧٨', '1234\u200c5678']) expect(codeIn(text)).to.equal('12345678');
  });

  it('counts a wait by the time that the page ran, and by the wall’s clock only where it was away', () => {
    const begun = newWait(1_000_000);
    expect(secondsOf(waited(begun, { wall: 9_000_000, ranMs: 1_000, away: false })), 'a clock set forward adds nothing').to.equal(1);
    expect(secondsOf(waited(begun, { wall: 1_240_000, ranMs: 0, away: true })), 'a sleep counts').to.equal(240);
    expect(secondsOf(waited(begun, { wall: 0, ranMs: 0, away: true })), 'a clock set back takes nothing').to.equal(0);
    expect(secondsOf(null)).to.equal(0);
    const tick = fc.record({ wall: fc.integer({ min: 0, max: 10_000_000 }), ranMs: fc.integer({ min: -10, max: 5_000 }), away: fc.boolean() });
    fc.assert(fc.property(fc.array(tick, { maxLength: 30 }), (ticks) => {
      let wait = begun;
      for (const one of ticks) {
        const next = waited(wait, one);
        expect(next.waitedMs).to.be.at.least(wait.waitedMs);
        expect(next.waitedMs - wait.waitedMs).to.be.at.most(Math.max(0, one.away ? Math.min(one.wall - wait.at, 30 * 60_000) : one.ranMs));
        wait = next;
      }
    }));
  });
});
