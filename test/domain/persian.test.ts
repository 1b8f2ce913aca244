import { expect } from 'chai';
import fc from 'fast-check';
import {
  cleanText, foldKey, formatNumber, formatPercent, hasForbiddenControls, isolate, joinWords, ltr, searchKey, sortKey,
  toAsciiDigits, toPersianDigits,
} from '../../server/domain/persian.ts';

const LETTERS = 'آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی';
const anyText = fc.string({ unit: fc.oneof(
  fc.constantFrom(...LETTERS, ...'يىئكأإٱؤةۀء', '\u0654', '\u064e', '\u0640', '\u200c', '\u200b', '\u200f', '\ufeff', ' ', '\n', '\u00a0', 'ﻛ', 'ﻻ', '۵', '٥', 'A', 'İ', '.'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
) });

describe('Persian digits and numbers', () => {
  it('are written in Persian and read in all three sets', () => {
    expect(toPersianDigits('ردیف 12 و ٣٤')).to.equal('ردیف ۱۲ و ۳۴');
    expect(toPersianDigits(1399)).to.equal('۱۳۹۹');
    expect(toAsciiDigits('۰۹۱۳-٤٥٦-7')).to.equal('0913-456-7');
    fc.assert(fc.property(fc.nat(), (number) => {
      expect(toAsciiDigits(toPersianDigits(number))).to.equal(String(number));
    }));
  });

  it('carry Persian separators and the real minus sign', () => {
    expect(formatNumber(3870)).to.equal('۳٬۸۷۰');
    expect(formatNumber(1234567.891, { fraction: 2 })).to.equal('۱٬۲۳۴٬۵۶۷٫۸۹');
    expect(formatNumber(3, { fraction: 1 })).to.equal('۳');
    expect(formatNumber(999.96, { fraction: 1 })).to.equal('۱٬۰۰۰');
    expect(formatNumber(-3)).to.equal('\u200e\u2212۳');
    expect(formatNumber(-0.2)).to.equal('۰');
    expect(formatPercent(0.84)).to.equal('۸۴٪');
    expect(formatPercent(0.845, { fraction: 1 })).to.equal('۸۴٫۵٪');
    for (const wrong of [NaN, Infinity, 1e15]) expect(() => formatNumber(wrong)).to.throw(RangeError);
  });

  it('say the number they were given', () => {
    fc.assert(fc.property(fc.integer({ min: -1e12, max: 1e12 }), (number) => {
      const read = toAsciiDigits(formatNumber(number)).replaceAll('٬', '').replace('\u200e\u2212', '-');
      expect(Number(read)).to.equal(number);
    }));
  });
});

describe('Persian text', () => {
  it('is cleaned for display and keeps its half-spaces', () => {
    expect(cleanText('  كتاب‌هاي   علي\u00a0 ')).to.equal('کتاب‌های علی');
    expect(cleanText('می‌‌شود ‌ و\u200c')).to.equal('می‌شود و');
    expect(cleanText('می\u200bروم')).to.equal('می‌روم');
    expect(cleanText('سطر یک \r\n  سطر دو')).to.equal('سطر یک\nسطر دو');
    expect(cleanText('ﻛﺘﺎﺏ')).to.equal('کتاب');
    expect(cleanText('برنامه\u0654 هفته')).to.equal('برنامه\u0654 هفته');
    fc.assert(fc.property(anyText, (text) => {
      expect(cleanText(cleanText(text))).to.equal(cleanText(text));
    }));
  });

  it('has one key for the spellings of one name', () => {
    for (const [one, other] of [
      ['مسؤول', 'مسوول'], ['تأمین', 'تامین'], ['درخواست‌های', 'درخواستهای'], ['درخواست‌های', 'درخواست های'], ['نائین', 'نایین'],
      ['كرمي', 'کرمی'], ['خمینی‌شهر', 'خمینی شهر'], ['بو یین و میاندشت', 'بوئین و میاندشت'], ['تیران وکرون', 'تیران و کرون'],
      ['شماره\u0654 ۱۲', 'شماره 12'], ['شمارۀ ۱۲', 'شماره ١٢'], ['ﻛﺮﻣﻰ', 'کرمی'], ['مُحَمّد', 'محمد'], ['\u2068الف\u2069', 'الف'], ['Samad', 'SAMAD'], ['ٱلله', 'الله'],
    ] as const) expect(foldKey(one), `${one} / ${other}`).to.equal(foldKey(other));
    expect(foldKey('کاشان')).not.to.equal(foldKey('گاشان'));
    fc.assert(fc.property(anyText, (text) => {
      expect(foldKey(foldKey(text))).to.equal(foldKey(text));
      expect(foldKey(cleanText(text))).to.equal(foldKey(text));
      expect(foldKey(text)).not.to.match(/[\s\u200c]/);
    }));
  });

  it('is found whichever way it is typed', () => {
    expect(searchKey('آقای علی کرمی، (اصفهان)')).to.include(searchKey('كرمي'));
    expect(searchKey('آبِ  شربِ «کاشان»')).to.equal('اب شرب کاشان');
    expect(searchKey('اتاق ۱۲')).to.equal('اتاق 12');
    fc.assert(fc.property(anyText, (text) => {
      expect(searchKey(searchKey(text))).to.equal(searchKey(text));
      expect(searchKey(text)).to.match(/^(?:\S+(?: \S+)*)?$/);
    }));
  });

  it('is forbidden to carry control and direction signs', () => {
    for (const sign of ['\u0000', '\u0007', '\u001b', '\u007f', '\u202a', '\u202e', '\u2066', '\u2069', '\u200e', '\u200f', '\u061c']) {
      expect(hasForbiddenControls(`الف${sign}ب`), sign.codePointAt(0)?.toString(16)).to.be.true;
    }
    expect(hasForbiddenControls('می‌رود\u200d')).to.be.false;
    expect(hasForbiddenControls('یک\r\n\tدو')).to.be.false;
    expect(hasForbiddenControls('یک\nدو', 'line')).to.be.true;
  });

  it('lists words and isolates what runs the other way', () => {
    expect([[], ['الف'], ['الف', 'ب'], ['الف', 'ب', 'ج']].map(joinWords)).to.deep.equal(['', 'الف', 'الف و ب', 'الف، ب و ج']);
    expect(ltr('99-05-000123')).to.equal('\u206699-05-000123\u2069');
    expect(isolate('نام\u2069\u202e')).to.equal('\u2068نام\u2069');
  });
});

describe('Persian order', () => {
  const sign = (number: number): number => Math.sign(number);
  const byKey = (a: string, b: string): number => (sortKey(a) < sortKey(b) ? -1 : sortKey(a) > sortKey(b) ? 1 : 0);

  it('is the alphabet’s, and numbers go by value', () => {
    expect([...LETTERS].reverse().sort(byKey).join('')).to.equal(LETTERS);
    expect(['گرگان', 'یزد', 'پارس', 'کاشان', 'بم', 'تهران'].sort(byKey)).to.deep.equal(['بم', 'پارس', 'تهران', 'کاشان', 'گرگان', 'یزد']);
    expect(['اتاق ۱۰', 'اتاق ۲', 'اتاق ۰۰۳'].sort(byKey)).to.deep.equal(['اتاق ۲', 'اتاق ۰۰۳', 'اتاق ۱۰']);
    expect(sortKey('اصفهان، ۱۲')).to.match(/^[\x20-\x7e]+$/);
  });

  it('equals the Persian collation on folded text', () => {
    const collator = new Intl.Collator('fa', { numeric: true });
    const word = fc.string({ unit: fc.constantFrom(...LETTERS, ...'abz'), minLength: 1, maxLength: 4 });
    const number = fc.nat({ max: 10 ** 12 }).map(String);
    const name = fc.array(fc.oneof({ weight: 3, arbitrary: word }, number), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '));
    fc.assert(fc.property(name, name, (a, b) => {
      expect(byKey(a, b)).to.equal(sign(collator.compare(a, b)));
    }), { numRuns: 2000 });
  });
});
