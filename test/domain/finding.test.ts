import { expect } from 'chai';
import fc from 'fast-check';
import { addMinutes, instant } from '../../server/domain/calendar.ts';
import { accepted, isOverdue, isToDo, mended, seenAgain, sentBack, type Finding } from '../../server/domain/finding.ts';
import { addDays, day } from '../../server/domain/jalali.ts';
import { Refusal } from '../../server/domain/refusal.ts';

const TODAY = day('2026-11-22');
const AT = instant('2026-11-22T06:00:00.000Z');

const fresh: Finding = {
  id: 'f', reportId: 'r', agencyId: 'a', item: 'notice_board', text: 'نصب تابلو', dueDay: TODAY, state: 'open', madeAt: AT, times: 1, seenAt: null,
  doneAt: null, doneBy: null, doneNote: null, judgedAt: null, judgedBy: null, judgedNote: null, rev: 1,
};

type Step = 'mend' | 'accept' | 'return' | 'seen';
const STEPS: Readonly<Record<Step, (finding: Finding, days: number) => Finding>> = {
  mend: (finding) => mended(finding, 'انجام شد', 'liaison', AT),
  accept: (finding) => accepted(finding, 'head', AT),
  return: (finding, days) => sentBack(finding, { reason: 'ناتمام است', dueDay: addDays(TODAY, days) }, TODAY, 'head', AT),
  seen: (finding) => seenAgain(finding, addMinutes(AT, 5)),
};

describe('what a visit found to be mended', () => {
  it('goes to and fro between agency and head, whatever is tried, until it is accepted', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom<Step>('mend', 'accept', 'return'), fc.integer({ min: -3, max: 30 })), { maxLength: 30 }), (tried) => {
        let finding = fresh;
        for (const [step, days] of tried) {
          const allowed = step === 'mend' ? isToDo(finding) : finding.state === 'done' && (step === 'accept' || days >= 0);
          try {
            const after = STEPS[step](finding, days);
            expect(allowed, `${step} of ${finding.state}`).to.equal(true);
            expect(after.rev).to.equal(finding.rev + 1);
            if (after.state === 'returned') expect(after.dueDay >= TODAY && after.judgedNote !== null).to.equal(true);
            if (after.state !== 'returned') expect(after.dueDay, 'only the head sets another day').to.equal(finding.dueDay);
            finding = after;
          } catch (error) {
            expect(error).to.be.instanceOf(Refusal);
            expect(allowed, `${step} of ${finding.state}`).to.equal(false);
          }
        }
      }),
    );
  });

  it('is overdue while the agency owes it, and not while the head has it', () => {
    const late = { ...fresh, dueDay: addDays(TODAY, -1) };
    expect(isOverdue(fresh, TODAY)).to.equal(false);
    expect(isOverdue(late, TODAY)).to.equal(true);
    expect(isOverdue(STEPS.mend(late, 0), TODAY)).to.equal(false);
    expect(isOverdue({ ...late, state: 'returned' }, TODAY)).to.equal(true);
    expect(seenAgain(late, AT)).to.include({ times: 2, state: 'open', dueDay: late.dueDay });
  });
});
