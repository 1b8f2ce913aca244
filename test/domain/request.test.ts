import { expect } from 'chai';
import fc from 'fast-check';
import { ended, isLate, type Commitment } from '../../server/domain/commitment.ts';
import { instant } from '../../server/domain/calendar.ts';
import { addDays, day, fromJalali } from '../../server/domain/jalali.ts';
import { Refusal } from '../../server/domain/refusal.ts';
import { handled, isOverdue, isUnanswered, mayHandle, REQUEST_STATES, REQUEST_STEPS, type RequestState } from '../../server/domain/request.ts';

const anyState = fc.constantFrom(...REQUEST_STATES);
const anyStep = fc.constantFrom(...REQUEST_STEPS);

describe('The life of a request', () => {
  it('takes a step where it may, and refuses it elsewhere', () => {
    fc.assert(fc.property(anyState, anyStep, (state, step) => {
      if (mayHandle(state, step)) return void expect(REQUEST_STATES).to.include(handled(state, step));
      expect(() => handled(state, step)).to.throw(Refusal).with.property('code', 'request_step');
    }));
  });

  it('has no dead end: from every state an answer can be reached, and nothing is closed without one', () => {
    const reachable = (from: RequestState): Set<RequestState> => {
      const seen = new Set<RequestState>([from]);
      for (const state of seen) for (const step of REQUEST_STEPS) if (mayHandle(state, step)) seen.add(handled(state, step));
      return seen;
    };
    for (const state of REQUEST_STATES) expect(reachable(state).has('answered'), state).to.equal(true);
    for (const state of REQUEST_STATES) expect(mayHandle(state, 'close'), state).to.equal(state === 'answered');
  });

  it('goes from registered over referred, taken up and answered to closed, and back by reopening', () => {
    const steps = ['refer', 'take_up', 'answer_interim', 'return', 'refer', 'answer_final', 'close', 'reopen'] as const;
    const states = steps.reduce<RequestState[]>((passed, step) => [...passed, handled(passed.at(-1) ?? 'registered', step)], ['registered']);
    expect(states).to.deep.equal(['registered', 'referred', 'in_progress', 'in_progress', 'returned', 'referred', 'answered', 'closed', 'referred']);
  });

  it('is overdue from the day after its deadline, as long as an answer is owed', () => {
    fc.assert(fc.property(anyState, fc.integer({ min: -40, max: 40 }), (state, days) => {
      const today = fromJalali(1399, 5, 1);
      expect(isOverdue({ state, dueDay: addDays(today, days) }, today)).to.equal(days < 0 && state !== 'answered' && state !== 'closed');
      expect(isUnanswered(state)).to.equal(state !== 'answered' && state !== 'closed');
    }));
  });
});

describe('A commitment', () => {
  const open: Commitment = {
    id: 'c1', agencyId: 'a1', personId: null, hostName: null, sessionId: null, callId: 'k1', text: 'بازدید', dueDay: day('2020-08-10'), state: 'open', madeAt: instant('2020-08-01T06:00:00.000Z'),
    endedAt: null, endedBy: null, endedNote: null, rev: 1,
  };
  it('ends once, with its note, and is late only while it is open', () => {
    const kept = ended(open, 'kept', 'انجام شد', 'u1', instant('2020-08-09T06:00:00.000Z'));
    expect(kept).to.include({ state: 'kept', endedBy: 'u1', endedNote: 'انجام شد', rev: 2 });
    expect(() => ended(kept, 'withdrawn', 'دیگر نه', 'u1', kept.madeAt)).to.throw(Refusal).with.property('code', 'commitment_ended');
    expect([isLate(open, day('2020-08-10')), isLate(open, day('2020-08-11')), isLate(kept, day('2020-08-11'))]).to.deep.equal([false, true, false]);
  });
});
