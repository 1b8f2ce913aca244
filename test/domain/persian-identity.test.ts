import { expect } from 'chai';
import fc from 'fast-check';
import { checkNationalCode, maskedIdentity, maskedPhone, normalizePhone, toPersianDigits } from '../../server/domain/persian.ts';

describe('National codes', () => {
  const nine = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 9, maxLength: 9 });
  const accepted = (text: string): boolean => checkNationalCode(text).ok;

  it('pass and fail as the rule says', () => {
    for (const code of ['1270000128', '1289999996', '1250003458', '0012345679', '4200000016']) {
      expect(checkNationalCode(code)).to.deep.equal({ ok: true, code });
      expect(checkNationalCode(toPersianDigits(code))).to.deep.equal({ ok: true, code });
    }
    expect(checkNationalCode('12345679')).to.deep.equal({ ok: true, code: '0012345679' });
    expect(checkNationalCode(' 127-000012-8 ')).to.deep.equal({ ok: true, code: '1270000128' });
    expect(checkNationalCode('1270000127')).to.deep.equal({ ok: false, why: 'checksum' });
    for (const text of ['', '1234567', '12700001281']) expect(checkNationalCode(text)).to.deep.equal({ ok: false, why: 'length' });
    expect(checkNationalCode('127000012x')).to.deep.equal({ ok: false, why: 'digits' });
    for (const digit of '0123456789') expect(checkNationalCode(digit.repeat(10))).to.deep.equal({ ok: false, why: 'repeated' });
  });

  it('have exactly one right last digit', () => {
    fc.assert(fc.property(nine, (start) => {
      fc.pre(new Set(start).size > 1);
      expect([...'0123456789'].filter((last) => accepted(start + last))).to.have.length(1);
    }));
  });
});

describe('Phone numbers', () => {
  const mobile = { ok: true, e164: '+989131234567', display: '۰۹۱۳\u00a0۱۲۳\u00a0۴۵۶۷' };
  const landline = { ok: true, e164: '+983132221234', display: '۰۳۱\u00a0۳۲۲۲\u00a0۱۲۳۴' };

  it('are one number in every way they are typed', () => {
    for (const text of ['09131234567', '9131234567', '+989131234567', '00989131234567', '۰۹۱۳ ۱۲۳ ۴۵۶۷', '٠٩١٣-١٢٣-٤٥٦٧', '(0913) 123.4567', '\u200e+98 913 123 4567']) {
      expect(normalizePhone(text), text).to.deep.equal(mobile);
    }
    for (const text of ['03132221234', '+98 31 3222 1234', '031-32221234']) expect(normalizePhone(text), text).to.deep.equal(landline);
    expect(normalizePhone('۳۲۲۲۱۲۳۴', '031')).to.deep.equal(landline);
    expect(normalizePhone('32221234', '31')).to.deep.equal(landline);
  });

  it('are refused where they are short, foreign or without an area', () => {
    for (const text of ['111', '32221234', '', '+14155550123', '0913123456', '091312345678', 'abc']) {
      expect(normalizePhone(text), text).to.deep.equal({ ok: false });
    }
    for (const text of ['111', '12221234', '3222123']) expect(normalizePhone(text, '031'), text).to.deep.equal({ ok: false });
  });

  it('come back from their own form', () => {
    fc.assert(fc.property(fc.integer({ min: 1_100_000_000, max: 9_999_999_999 }), (number) => {
      const phone = normalizePhone(`0${number}`);
      if (!phone.ok) return expect.fail(String(number));
      expect(normalizePhone(phone.e164)).to.deep.equal(phone);
      expect(normalizePhone(phone.display)).to.deep.equal(phone);
    }));
  });
});

describe('What is covered', () => {
  it('shows the start and the last two digits of a phone, and the last two signs of an identity', () => {
    expect(maskedPhone('+989131234567')).to.equal('۰۹۱۳\u00a0•••\u00a0••۶۷');
    expect(maskedPhone('+983132221234')).to.equal('۰۳۱\u00a0••••\u00a0••۳۴');
    expect(maskedIdentity('1270000128')).to.equal('••••••••۲۸');
    expect(['7', ''].map(maskedIdentity)).to.deep.equal(['۷', '']);
  });

  it('tells two phones of one operator with the same last two digits apart by nothing', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 0, max: 99_999 }), (one, other) => {
      const phone = (middle: number): string => maskedPhone(`+98913${String(middle).padStart(5, '0')}67`);
      expect(phone(one)).to.equal(phone(other));
    }));
  });
});
