import { expect } from 'chai';
import fc from 'fast-check';
import { toAsciiDigits } from '../../server/domain/digits.ts';
import { countedUp, letterKey } from '../../server/domain/letter-number.ts';

describe('letter numbers', () => {
  it('count up from a first one, in its own digits and with its noughts', () => {
    expect(countedUp('۱۴۰۵/۰۹۹', 3)).to.deep.equal(['۱۴۰۵/۰۹۹', '۱۴۰۵/۱۰۰', '۱۴۰۵/۱۰۱']);
    expect(countedUp('42/1/999ص', 2)).to.deep.equal(['42/1/999ص', '42/1/1000ص']);
    expect(countedUp('٤٢', 2), 'Arabic digits become Persian ones').to.deep.equal(['۴۲', '۴۳']);
    expect(countedUp('بی‌شماره', 2)).to.equal(null);
    expect(countedUp('1'.repeat(16), 2)).to.equal(null);
  });

  it('are all different, and the first is the one that was given', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.nat({ max: 1e14 }), fc.integer({ min: 1, max: 60 }), (before, start, count) => {
        const first = `${before}${start}`;
        if (/[0-9۰-۹٠-٩]$/.test(before)) return;
        const numbers = countedUp(first, count) ?? [];
        expect(numbers[0]).to.equal(first);
        expect(new Set(numbers.map(letterKey)).size).to.equal(count);
        expect(numbers.map((number) => toAsciiDigits(number).slice(before.length)).map(Number)).to.deep.equal(Array.from({ length: count }, (_, index) => start + index));
      }),
    );
  });

  it('are the same however their digits and blanks are written', () => {
    expect(letterKey('۱۲۳ / ۹۹')).to.equal(letterKey('123/99'));
    expect(letterKey('۱۲۳/ك')).to.equal(letterKey('123/ک'));
  });
});
