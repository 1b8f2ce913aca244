import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, day } from '../../server/domain/jalali.ts';
import { toInstant, type Clock } from '../../server/domain/calendar.ts';
import { toPersianDigits } from '../../server/domain/persian.ts';
import { groupedVisitCode, readVisitCode, visitCode } from '../../server/domain/visit-code.ts';
import { isAnswerable, SLIP_DAYS } from '../../server/domain/visitor.ts';

const chance = fc.stringMatching(/^\d{8}$/);

describe('the code of a visitor\'s slip', () => {
  it('is read as it is printed, in Persian digits and groups', () => {
    fc.assert(fc.property(chance, (digits) => {
      const code = visitCode(digits);
      expect(code).to.match(/^\d{9}$/);
      expect(readVisitCode(toPersianDigits(groupedVisitCode(code)))).to.equal(code);
    }));
  });

  it('finds every single wrong digit and every swap of neighbours', () => {
    fc.assert(fc.property(chance, fc.nat(8), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
      const code = [...visitCode(digits)];
      const wrong = code.with(at, String((Number(code[at]) + by) % 10));
      expect(readVisitCode(wrong.join(''))).to.equal(null);
      const next = (at + 1) % 9;
      if (next === 0 || code[at] === code[next]) return;
      expect(readVisitCode(code.with(at, code[next] ?? '').with(next, code[at] ?? '').join(''))).to.equal(null);
    }));
  });

  it('is answered once, within its days', () => {
    const today = day('2026-11-22');
    const on = (days: number) => toInstant(addDays(today, days), '23:00' as Clock);
    expect(isAnswerable({ met: null, day: today }, on(SLIP_DAYS))).to.equal(true);
    expect(isAnswerable({ met: null, day: today }, on(SLIP_DAYS + 1))).to.equal(false);
    expect(isAnswerable({ met: 'yes', day: today }, on(0))).to.equal(false);
  });
});
