import { expect } from 'chai';
import fc from 'fast-check';
import type { Day } from '../../server/domain/day.ts';
import type { NotFoundProof } from '../../server/domain/inspection/report.ts';
import { isTold, MAX_PHOTOS, VISIT_LIMITS, visitFaults, type VisitRules, type WrittenVisit } from '../../server/domain/inspection/visit.ts';
import { VISIT_ANSWERS } from '../../server/domain/manager-hour.ts';

const RULES: VisitRules = { waitMinutes: 10, notFoundBy: 'either', photosAllowed: true };
const WAITED: NotFoundProof = { secondId: null, waitedSeconds: 600, witness: 'آقای رضایی', said: 'در استانداری است', letterNo: '۱۲/۳۴' };
const PRESENT: WrittenVisit = {
  id: 'r-1', targetId: 't-1', inspectorId: 'u-1', agencyId: 'a-1', day: '2026-11-30' as Day, answer: 'present', visitedAt: '2026-11-30T06:12:00.000Z', sealedAt: '2026-11-30T06:20:00.000Z', substitute: '',
  peopleWaiting: 3, noticeBoard: true, namePlate: null, conduct: 'good', checklist: [{ id: 'c-1', good: false, note: '' }], note: '', code: '12345678', presenceWitness: '', position: null, notFound: null, photos: [],
};
const ABSENT: WrittenVisit = { ...PRESENT, answer: 'not_found', code: '', notFound: WAITED };

const faults = (report: WrittenVisit, rules: VisitRules = RULES): string[] => visitFaults(report, rules).map(({ field, code }) => `${field} ${code}`);
const hash = (digit: string): string => digit.repeat(64);

describe('the report of a visit', () => {
  it('is whole with an answer and the code of the screen', () => {
    expect(faults(PRESENT)).to.deep.equal([]);
    expect(faults({ ...PRESENT, answer: 'late' })).to.deep.equal([]);
    expect(faults({ ...PRESENT, answer: null })).to.deep.equal(['answer missing']);
  });

  it('needs a code or a named witness, wherever somebody of the office was met', () => {
    for (const answer of VISIT_ANSWERS.filter((one) => one !== 'not_found')) {
      const report = { ...PRESENT, answer, substitute: answer === 'substitute' ? 'خانم امینی' : '', notFound: isTold(answer) ? { ...WAITED, witness: '', letterNo: '', waitedSeconds: 0 } : null };
      expect(faults(report), answer).to.deep.equal([]);
      expect(faults({ ...report, code: '' }), answer).to.deep.equal(['code unproved']);
      expect(faults({ ...report, code: '', presenceWitness: 'آقای رضایی' }), answer).to.deep.equal([]);
    }
    for (const code of ['1234567', '123456789', '۱۲۳۴۵۶۷۸', '1234567a']) expect(faults({ ...PRESENT, code })).to.deep.equal(['code shape']);
  });

  it('names the substitute, and only where there was one', () => {
    expect(faults({ ...PRESENT, answer: 'substitute' })).to.deep.equal(['substitute missing']);
    expect(faults({ ...PRESENT, substitute: 'خانم امینی' })).to.deep.equal(['substitute forbidden']);
  });

  it('says what the office says, where the manager is told to be elsewhere', () => {
    for (const answer of ['in_meeting', 'on_mission'] as const) expect(faults({ ...PRESENT, answer })).to.deep.equal(['said missing']);
  });

  it('finds nobody only by a pair, or by waiting before a witness with the office’s word and letter', () => {
    expect(faults(ABSENT)).to.deep.equal([]);
    expect(faults({ ...ABSENT, notFound: null })).to.deep.equal(['proof unproved']);
    expect(faults({ ...ABSENT, notFound: { secondId: 'u-2', waitedSeconds: 0, witness: '', said: '', letterNo: '' } })).to.deep.equal([]);
    expect(faults({ ...ABSENT, notFound: { ...WAITED, secondId: 'u-1' } }), 'nobody is his own pair').to.deep.equal(['second shape']);
    expect(faults({ ...ABSENT, notFound: { ...WAITED, waitedSeconds: 599 } })).to.deep.equal(['waited unproved']);
    for (const field of ['witness', 'said', 'letterNo'] as const) expect(faults({ ...ABSENT, notFound: { ...WAITED, [field]: ' ' } })).to.deep.equal([`${field} missing`]);
  });

  it('keeps to the way that the office has set', () => {
    const pair = { secondId: 'u-2', waitedSeconds: 0, witness: '', said: '', letterNo: '' };
    expect(faults(ABSENT, { ...RULES, notFoundBy: 'pair' })).to.deep.equal(['second missing']);
    expect(faults({ ...ABSENT, notFound: pair }, { ...RULES, notFoundBy: 'wait' })).to.deep.equal(['waited unproved', 'witness missing', 'said missing', 'letterNo missing']);
    expect(faults({ ...ABSENT, notFound: pair }, { ...RULES, notFoundBy: 'pair' })).to.deep.equal([]);
    expect(faults({ ...PRESENT, notFound: WAITED }), 'nobody is not found who was met').to.deep.equal(['proof forbidden']);
  });

  it('has photos only where they are allowed, each once and six at most', () => {
    expect(faults({ ...PRESENT, photos: [hash('a')] }, { ...RULES, photosAllowed: false })).to.deep.equal(['photos forbidden']);
    expect(faults({ ...PRESENT, photos: [...'0123456'].map(hash) })).to.deep.equal(['photos too_many']);
    expect(faults({ ...PRESENT, photos: [hash('a'), hash('a')] })).to.deep.equal(['photos shape']);
    expect(faults({ ...PRESENT, photos: ['../etc'] })).to.deep.equal(['photos shape']);
    expect(faults({ ...PRESENT, photos: [...'012345'].map(hash) })).to.deep.equal([]);
  });

  it('holds no text that is too long or turns the direction of what is read', () => {
    expect(faults({ ...PRESENT, note: 'ا'.repeat(VISIT_LIMITS.note + 1) })).to.deep.equal(['note too_long']);
    expect(faults({ ...PRESENT, presenceWitness: 'رضایی\u202e' })).to.deep.equal(['presenceWitness shape']);
    expect(faults({ ...ABSENT, notFound: { ...WAITED, letterNo: '۱\n۲' } })).to.deep.equal(['letterNo shape']);
    expect(faults({ ...PRESENT, note: 'یک\nدو' })).to.deep.equal([]);
    expect(faults({ ...PRESENT, checklist: [{ id: 'c-1', good: true, note: '' }, { id: 'c-1', good: true, note: '' }] })).to.deep.equal(['checklist shape']);
  });

  it('counts people in whole numbers, and stands somewhere on the earth at a time', () => {
    for (const peopleWaiting of [-1, 1.5, Number.NaN, 1000]) expect(faults({ ...PRESENT, peopleWaiting })).to.deep.equal(['peopleWaiting shape']);
    expect(faults({ ...PRESENT, position: { latitude: 32.6, longitude: 251, accuracy: 12 } })).to.deep.equal(['position shape']);
    expect(faults({ ...PRESENT, visitedAt: 'پیش از ظهر' })).to.deep.equal(['time shape']);
  });

  it('never passes an absence without its proof, whatever else is written', () => {
    const proof = fc.record({
      secondId: fc.constantFrom(null, 'u-1', 'u-2'), waitedSeconds: fc.integer({ min: 0, max: 1200 }), witness: fc.constantFrom('', 'رضایی'), said: fc.constantFrom('', 'نیست'), letterNo: fc.constantFrom('', '۷'),
    });
    const rules = fc.record({ waitMinutes: fc.integer({ min: 0, max: 15 }), notFoundBy: fc.constantFrom('pair' as const, 'wait' as const, 'either' as const), photosAllowed: fc.boolean() });
    fc.assert(fc.property(fc.option(proof), rules, fc.integer({ min: 0, max: MAX_PHOTOS }), (notFound, by, photos) => {
      const pair = notFound !== null && by.notFoundBy !== 'wait' && notFound.secondId === 'u-2';
      const wait = notFound !== null && by.notFoundBy !== 'pair' && notFound.secondId === null && notFound.waitedSeconds >= by.waitMinutes * 60 && [notFound.witness, notFound.said, notFound.letterNo].every((text) => text !== '');
      const waitOnly = notFound !== null && by.notFoundBy === 'wait' && notFound.waitedSeconds >= by.waitMinutes * 60 && [notFound.witness, notFound.said, notFound.letterNo].every((text) => text !== '');
      const report = { ...ABSENT, notFound, photos: [...'012345'].slice(0, by.photosAllowed ? photos : 0).map(hash) };
      expect(visitFaults(report, by).length === 0).to.equal(pair || wait || waitOnly);
    }));
  });
});
