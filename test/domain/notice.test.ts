import { expect } from 'chai';
import fc from 'fast-check';
import { addMinutes, instant, type Instant } from '../../server/domain/calendar.ts';
import { day } from '../../server/domain/jalali.ts';
import { LADDER_STEPS } from '../../server/domain/notice-ladder.ts';
import {
  awaitsNumber, declined, isForManager, isOpen, issued, judged, lowerSteps, NOTICE_STEPS, numbered, replied, served, type Notice, type Verdict,
} from '../../server/domain/notice.ts';
import { sectionOf } from '../../server/domain/notice-section.ts';
import { Refusal } from '../../server/domain/refusal.ts';

const NOW = instant('2026-11-23T06:00:00.000Z');
const proposed: Notice = {
  id: 'n', agencyId: 'a', personId: 'p', step: 'written', ground: 'absence', evidence: [], evidenceKey: 'k', earlierId: null, state: 'proposed', basis: '', signer: 'استاندار', body: '', letterNo: null, letterDay: null,
  proposedAt: NOW, issuedAt: null, issuedBy: null, servedAt: null, servedHow: null, replyDue: null, endedAt: null, endedBy: null, endedReason: null, reducedTo: null, rev: 1,
};
const DUE = addMinutes(NOW, 600);
const refused = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'nothing';
};
const issue = (notice: Notice): Notice => issued(notice, { body: 'متن', by: 'head', at: NOW });
const number = (notice: Notice): Notice => numbered(notice, '۱۲/۳', day('2026-11-23'));
const serve = (notice: Notice, at: Instant = NOW): Notice => served(notice, { how: 'by_hand', at, replyDue: DUE });
const judge = (notice: Notice, verdict: Verdict, at: Instant, reducedTo: Notice['reducedTo'] = null): Notice => judged(notice, { verdict, reason: 'شنیده شد', reducedTo, by: 'head', at });

describe('the life of a notice', () => {
  it('goes from the proposal over number, serving and reply to the decision', () => {
    const out = issue(proposed);
    expect([awaitsNumber(out), isForManager(out), sectionOf(out, NOW)]).to.deep.equal([true, false, 'to_number']);
    const given = number(out);
    expect([awaitsNumber(given), isForManager(given), sectionOf(given, NOW)]).to.deep.equal([false, true, 'to_serve']);
    const read = serve(given);
    expect(sectionOf(read, NOW)).to.equal('to_reply');
    expect(sectionOf(read, DUE)).to.equal('to_judge');
    const answered = replied(read, { at: NOW, byHand: false, due: DUE });
    expect(sectionOf(answered, NOW)).to.equal('to_judge');
    expect(judge(answered, 'upheld', NOW).state).to.equal('upheld');
  });

  it('is served with its number alone, unless it is spoken', () => {
    expect(refused(() => serve(issue(proposed)))).to.equal('notice_step');
    expect(serve(issue({ ...proposed, step: 'verbal' })).state).to.equal('served');
    expect(refused(() => serve(number(issue(proposed)), addMinutes(NOW, -1)))).to.equal('notice_step');
  });

  it('takes a reply until its time is over, and then by hand alone', () => {
    const read = serve(number(issue(proposed)));
    expect(replied(read, { at: addMinutes(DUE, -1), byHand: false, due: DUE }).state).to.equal('replied');
    expect(refused(() => replied(read, { at: DUE, byHand: false, due: DUE }))).to.equal('reply_over');
    expect(replied(read, { at: addMinutes(DUE, 900), byHand: true, due: DUE }).state).to.equal('replied');
  });

  it('is not upheld or reduced before its manager replied or his time has run out', () => {
    const read = serve(number(issue(proposed)));
    expect(refused(() => judge(read, 'upheld', addMinutes(DUE, -1)))).to.equal('notice_step');
    expect(refused(() => judge(read, 'reduced', addMinutes(DUE, -1), 'verbal'))).to.equal('notice_step');
    expect(judge(read, 'upheld', DUE).state).to.equal('upheld');
    expect(judge(read, 'withdrawn', NOW).state).to.equal('withdrawn');
  });

  it('is reduced to a lower step alone', () => {
    const read = replied(serve(number(issue(proposed))), { at: NOW, byHand: false, due: DUE });
    for (const step of LADDER_STEPS) expect(refused(() => judge(read, 'reduced', NOW, step)), step).to.equal(lowerSteps(read).includes(step) ? 'nothing' : 'notice_step');
    expect(refused(() => judge(read, 'reduced', NOW))).to.equal('notice_step');
    expect(refused(() => judge(read, 'upheld', NOW, 'verbal'))).to.equal('notice_step');
  });

  it('never leaves what has ended, by any way', () => {
    const acts: readonly ((notice: Notice, at: Instant) => Notice)[] = [
      issue, number, serve, (notice, at) => declined(notice, { reason: 'دلیل', by: 'head', at }), (notice, at) => replied(notice, { at, byHand: true, due: DUE }),
      (notice, at) => judge(notice, 'upheld', at), (notice, at) => judge(notice, 'withdrawn', at), (notice, at) => judge(notice, 'reduced', at, 'explanation'),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...NOTICE_STEPS), fc.array(fc.tuple(fc.nat(acts.length - 1), fc.integer({ min: 0, max: 900 })), { maxLength: 12 }), (step, course) => {
        let notice: Notice = { ...proposed, step };
        for (const [which, minutes] of course) {
          const before = notice;
          try {
            notice = acts[which]?.(notice, addMinutes(NOW, minutes)) ?? notice;
          } catch (error) {
            expect(error).to.be.instanceOf(Refusal);
          }
          if (!isOpen(before) && !(step === 'commendation' && before.state === 'served')) expect(notice).to.equal(before);
          if (notice !== before) expect(notice.rev).to.equal(before.rev + 1);
        }
      }),
    );
  });
});
