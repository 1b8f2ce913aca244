import { expect } from 'chai';
import fc from 'fast-check';
import { toPersianDigits } from '../../server/domain/persian.ts';
import { groupedCode, readTrackingCode, trackingCode } from '../../server/domain/tracking-code.ts';

const chance = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 12, maxLength: 12 });

describe('Tracking codes', () => {
  it('are read in any digits and with any separators', () => {
    fc.assert(fc.property(chance, fc.constantFrom(' ', '-', '\u2013', '.', '\u00a0', '\u200e', ''), (digits, between) => {
      const code = trackingCode(digits);
      expect(code).to.match(/^\d{13}$/).and.to.satisfy((text: string) => text.startsWith(digits));
      for (const text of [code, toPersianDigits(code), groupedCode(code), toPersianDigits(groupedCode(code)), [...code].join(between)]) expect(readTrackingCode(text), text).to.equal(code);
      const arabic = code.replace(/\d/g, (digit) => String.fromCharCode(0x0660 + Number(digit)));
      expect(readTrackingCode(arabic)).to.equal(code);
    }));
  });

  it('show every single wrong digit', () => {
    fc.assert(fc.property(chance, (digits) => {
      const code = trackingCode(digits);
      for (let at = 0; at < code.length; at += 1) {
        for (const digit of '0123456789') {
          if (digit === code[at]) continue;
          expect(readTrackingCode(`${code.slice(0, at)}${digit}${code.slice(at + 1)}`), `${code} at ${at}`).to.equal(null);
        }
      }
    }));
  });

  it('show every swap of two neighbours', () => {
    fc.assert(fc.property(chance, (digits) => {
      const code = trackingCode(digits);
      for (let at = 0; at + 1 < code.length; at += 1) {
        if (code[at] === code[at + 1]) continue;
        const swapped = `${code.slice(0, at)}${code[at + 1] ?? ''}${code[at] ?? ''}${code.slice(at + 2)}`;
        expect(readTrackingCode(swapped), `${code} at ${at}`).to.equal(null);
      }
    }));
  });

  it('are no other text, and are made of twelve digits of chance', () => {
    for (const text of ['', '1234567890123x', '12345678901', '1'.repeat(14), 'کد رهگیری']) expect(readTrackingCode(text), text).to.equal(null);
    for (const text of ['', '12345678901', '1234567890123', '12345678901x', '۱۲۳۴۵۶۷۸۹۰۱۲']) expect(() => trackingCode(text)).to.throw(RangeError);
    // By the tables as Verhoeff printed them.
    expect(['000000000236', '123456789012'].map(trackingCode)).to.deep.equal(['0000000002365', '1234567890120']);
  });
});
