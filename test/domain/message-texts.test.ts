import { expect } from 'chai';
import fc from 'fast-check';
import { clockOfMinutes } from '../../server/domain/clock.ts';
import { addDays, fromJalali } from '../../server/domain/jalali.ts';
import { isolate } from '../../server/domain/persian.ts';
import {
  cancellationText, changeText, invitationText, lengthWords, reminderText, shortMessages, substituteText, swapAnsweredText, swapApprovedText, swapAskedText, swapRejectedText,
  type ToldPlace, type ToldSession,
} from '../../server/wording/message-texts.ts';
import { seen, visualOrder } from '../support/bidi.ts';

const mirror = (text: string): string => [...text].reverse().join('');

const place = (from = 540, to = 660): ToldPlace => ({ day: fromJalali(1399, 5, 20), from: clockOfMinutes(from), to: clockOfMinutes(to) });
const session: ToldSession = { ...place(), headTitle: 'مدیرکل', agency: 'آب و فاضلاب', governorate: 'استانداری اصفهان' };

const spans = fc.tuple(fc.integer({ min: 0, max: 1438 }), fc.integer({ min: 1, max: 600 })).map(([from, length]) => ({ from: clockOfMinutes(from), to: clockOfMinutes(Math.min(1439, from + length)) }));
const days = fc.integer({ min: 0, max: 3400 }).map((count) => addDays(fromJalali(1398, 1, 1), count));
const places = fc.record({ day: days, hours: spans }).map(({ day, hours }): ToldPlace => ({ day, ...hours }));
/** What people write into names, reasons and letter numbers. */
const words = fc.constantFrom('آب', 'فاضلاب', 'IT', 'Group', 'SMS', '۱۲۳', '123', '12-34', '۱۲۳/الف', 'الف/۱۲۳', '۹۹-۰۵-۰۰۰۱۲۳', '1399-SMD-12', '+98 913 123 4567', '۰۳۱', '(منطقهٔ ۲)', '\u202eABC', '\u2066x', '\u2069', 'نمی‌آید', 'http://a.ir/b?c=1', '!', '٪۵۰', '۳٫۴', '\u200e-');
const typed = fc.array(words, { minLength: 1, maxLength: 5 }).map((all) => all.join(' '));
const sessions = fc.record({ place: places, headTitle: fc.oneof(fc.constant('مدیرکل'), typed), agency: typed, governorate: typed }).map(({ place: at, ...rest }): ToldSession => ({ ...at, ...rest }));
const texts = fc.record({ one: sessions, other: sessions, at: places, reason: fc.option(typed), letterNo: fc.option(typed), name: typed }).map(({ one, other, at, reason, letterNo, name }) => [
  invitationText(one), reminderText(one), changeText(one, at, { reason, letterNo }), cancellationText(one, { reason, letterNo }), substituteText(one, name), substituteText(one, null),
  swapAskedText(one, at), swapAnsweredText(at, one, true), swapAnsweredText(at, other, false), swapApprovedText(one), swapRejectedText(one),
]);

/** The parts of a text that must follow one another from right to left: words, and what was isolated as a whole. */
const unitsOf = (text: string): (readonly [number, number])[] => {
  const units: [number, number][] = [];
  let [start, depth] = [-1, 0];
  [...text, ' '].forEach((char, index) => {
    if (char === '\u2068') depth += 1;
    const isGap = depth === 0 && /[\s\u00a0]/.test(char);
    if (isGap && start >= 0) units.push([start, index]);
    start = isGap ? -1 : start < 0 ? index : start;
    if (char === '\u2069') depth -= 1;
  });
  return units;
};

describe('the order in which a text is seen', () => {
  it('is what the Unicode algorithm makes of it: the cases of the domain facts', () => {
    expect(seen('کد 99-05-000123')).to.equal(`000123-05-99 ${mirror('کد')}`);
    expect(seen('کد 1399-SMD-12')).to.equal(`SMD-12-1399 ${mirror('کد')}`);
    expect(seen('کد 0913 123 4567')).to.equal(`4567 123 0913 ${mirror('کد')}`);
    expect(seen('شمارهٔ ۱۳۹۹/۰۵/۲۰')).to.contain('۱۳۹۹/۰۵/۲۰');
    expect(seen('ساعت ۹:۰۰ تا ۱۱:۰۰')).to.equal(`۱۱:۰۰ ${mirror('تا')} ۹:۰۰ ${mirror('ساعت')}`);
    expect(seen(`نامهٔ ${isolate('۱۲-۳۴')} رسید`)).to.contain('۱۲-۳۴');
    expect(seen(`نامهٔ ${isolate('۱۲۳/الف')} رسید`), 'read from the right').to.contain(`${mirror('الف')}/۱۲۳`);
  });
});

describe('the texts of messages', () => {
  it('say who, when and where in good Persian', () => {
    const plain = (text: string): string => text.replace(/[\u2068\u2069]/g, '').replaceAll('\u00a0', ' ');
    expect(plain(reminderText({ ...session, ...place(570, 660) }))).to.equal('یادآوری: نوبت پاسخگویی مدیرکل آب و فاضلاب، دوشنبه ۲۰ مرداد ۱۳۹۹، ساعت ۹:۳۰ تا ۱۱، مرکز ۱۱۱ استانداری اصفهان.');
    expect(plain(cancellationText(session, { reason: 'آلودگی هوا.', letterNo: '123/الف' }))).to.equal(
      'لغو نوبت: نوبت پاسخگویی مدیرکل آب و فاضلاب در دوشنبه ۲۰ مرداد ۱۳۹۹، ساعت ۹ تا ۱۱ برگزار نمی‌شود. دلیل: آلودگی هوا؛ شمارهٔ نامه: ۱۲۳/الف.');
    expect(plain(changeText(session, { ...place(), day: fromJalali(1399, 5, 19) }, { reason: ' ', letterNo: null }))).to.match(/منتقل شد؛ مرکز ۱۱۱ استانداری اصفهان\.$/);
  });

  it('stand in the order in which they are read, whatever people have typed', () => {
    fc.assert(fc.property(texts, (all) => {
      for (const text of all) {
        const placeOf = new Map(visualOrder(text).map((index, at) => [index, at]));
        const shown = unitsOf(text).map(([from, to]) => {
          const cells = Array.from({ length: to - from }, (_, step) => placeOf.get(from + step) ?? -1);
          expect(Math.max(...cells) - Math.min(...cells), `in one piece: ${text}`).to.equal(cells.length - 1);
          return Math.min(...cells);
        });
        expect(shown, text).to.deep.equal([...shown].sort((one, other) => other - one));
      }
    }), { numRuns: 120 });
  });

  it('keep days and hours as they are read, and hold no Latin digit or letter of their own', () => {
    fc.assert(fc.property(texts, places, (all, at) => {
      for (const text of all) {
        const own = text.replace(/\u2068[^\u2069]*\u2069/g, '');
        expect(own).not.to.match(/[A-Za-z0-9\u0660-\u0669\u202a-\u202e\u2066\u2067\u200e-]/);
        expect((text.match(/\u2068/g) ?? []).length, 'each isolate is closed').to.equal((text.match(/\u2069/g) ?? []).length);
        expect(text, 'begins with a Persian letter').to.match(/^\p{Script=Arabic}/u);
        for (const [figure] of own.matchAll(/[۰-۹]+(?::[۰-۹]+)?/g)) expect(seen(text)).to.contain(figure);
      }
      expect(seen(reminderText({ ...session, ...at }))).to.match(/[۰-۹:]+\u00a0ات\u00a0[۰-۹:]+ \u062aعاس/u);
    }), { numRuns: 40 });
  });

  it('are counted in short messages: seventy characters, then sixty-seven each', () => {
    expect([1, 70, 71, 134, 135].map((length) => shortMessages('ا'.repeat(length)))).to.deep.equal([1, 1, 2, 2, 3]);
    expect(lengthWords('ا'.repeat(118))).to.equal('۲ پیامک، ۱۱۸ نویسه');
    for (const text of [invitationText(session), reminderText(session), cancellationText(session, { reason: null, letterNo: null })]) expect(shortMessages(text), text).to.be.at.most(3);
  });
});
