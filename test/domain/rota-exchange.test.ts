import { expect } from 'chai';
import fc from 'fast-check';
import type { Instant } from '../../server/domain/calendar.ts';
import { Refusal } from '../../server/domain/refusal.ts';
import { exchanged, EXCHANGE_STATES, EXCHANGE_STEPS, isOpenExchange, lapsedBecause, mayExchange, mustBeExchangeable, standingState, type Exchange } from '../../server/domain/rota/exchange.ts';

const AT = '2020-03-01T06:00:00.000Z' as Instant;
const LATER = '2020-03-08T06:00:00.000Z' as Instant;
const asked: Exchange = {
  id: 'x', sessionId: 's', otherSessionId: 't', agencyId: 'a', otherAgencyId: 'b', state: 'asked', reason: 'مأموریت', askedAt: AT, askedBy: 'u',
  answeredAt: null, answeredBy: null, answerNote: null, decidedAt: null, decidedBy: null, decisionNote: null, version: null, rev: 1,
};
const side = (id: string, agencyId: string | null, state: 'published' | 'cancelled' | 'draft' = 'published', startsAt: Instant = LATER) => ({ id, agencyId, state, startsAt });

const codeOf = (work: () => unknown): string | null => {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

describe('an exchange of two turns', () => {
  it('is approved only after the other side has agreed, and moves on in no other way than its rules say', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EXCHANGE_STEPS), { maxLength: 12 }), (steps) => {
        let one = asked;
        let agreed = false;
        for (const step of steps) {
          const before = one;
          const code = codeOf(() => { one = exchanged(before, step, { by: 'w', at: LATER, note: 'چنین', ...(step === 'approve' ? { version: 2 } : {}) }); });
          expect(code).to.equal(mayExchange(before.state, step) ? null : 'swap_step');
          if (code !== null) {
            expect(one).to.equal(before);
            continue;
          }
          agreed ||= step === 'agree';
          expect(one.rev).to.equal(before.rev + 1);
          expect({ ...one, state: 'asked', rev: 1, answeredAt: null, answeredBy: null, answerNote: null, decidedAt: null, decidedBy: null, decisionNote: null, version: null }, 'what was asked stays').to.deep.equal(asked);
          expect(one.version).to.equal(step === 'approve' ? 2 : null);
        }
        expect(EXCHANGE_STATES).to.include(one.state);
        if (one.state === 'approved') expect(agreed).to.equal(true);
        // Whoever has ended stays so: nothing may follow.
        if (!isOpenExchange(one.state)) expect(EXCHANGE_STEPS.filter((step) => mayExchange(one.state, step))).to.deep.equal([]);
        expect(one.answeredAt !== null).to.equal(agreed || one.state === 'declined');
      }),
      { numRuns: 300 },
    );
  });

  it('is of two published sessions to come of two agencies', () => {
    const [own, other] = [side('s', 'a'), side('t', 'b')];
    expect(codeOf(() => mustBeExchangeable(own, other, AT))).to.equal(null);
    expect(codeOf(() => mustBeExchangeable(own, own, AT)), 'with itself').to.equal('swap_same');
    expect(codeOf(() => mustBeExchangeable(own, side('t', 'a'), AT)), 'of one agency').to.equal('swap_same');
    expect(codeOf(() => mustBeExchangeable(own, side('t', null), AT)), 'with nobody').to.equal('swap_same');
    expect(codeOf(() => mustBeExchangeable(own, side('t', 'b', 'published', AT), AT)), 'that has begun').to.equal('session_past');
    for (const state of ['cancelled', 'draft'] as const) expect(codeOf(() => mustBeExchangeable(side('s', 'a', state), other, AT))).to.equal('session_cancelled');
  });

  it('lapses by itself when a side has begun or was cancelled, and an ended one never', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EXCHANGE_STATES), fc.boolean(), fc.boolean(), (state, isPast, isCancelled) => {
        const sides = [side('s', 'a', isCancelled ? 'cancelled' : 'published'), side('t', 'b', 'published', isPast ? AT : LATER)];
        const because = lapsedBecause(sides, AT);
        expect(because).to.equal(isCancelled ? 'session_cancelled' : isPast ? 'session_past' : null);
        expect(standingState({ state }, sides, AT)).to.equal(isOpenExchange(state) && because !== null ? 'lapsed' : state);
      }),
    );
  });
});
