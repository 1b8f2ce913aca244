import { expect } from 'chai';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { clock, toInstant, type Instant } from '../../server/domain/calendar.ts';
import { fromJalali } from '../../server/domain/jalali.ts';
import { icsOf, isKnown, type CalendarEvent } from '../../server/http/ics.ts';

const event = (part: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: 's1@didar', sequence: 0, changedAt: '2020-03-01T06:00:00.000Z' as Instant, from: toInstant(fromJalali(1399, 2, 7), clock('09:00')), to: toInstant(fromJalali(1399, 2, 7), clock('11:00')),
  summary: 'پاسخگویی مدیران، راه', description: 'ادارهٔ کل راه', location: 'سالن ۱۱۱', cancelled: false, ...part,
});

const readBack = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text) as object[]);
  return { calendar, events: calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one)) };
};

// What RFC 5545 asks of every line, before anything is unfolded.
const strictly = (text: string): void => {
  expect(text.endsWith('\r\n')).to.equal(true);
  const lines = text.slice(0, -2).split('\r\n');
  for (const line of lines) {
    expect(Buffer.byteLength(line), line).to.be.at.most(75);
    expect(line, 'a bare line end or another control').not.to.match(/[^\P{Cc}\t]/u);
    expect(line.length).to.be.above(0);
  }
};

describe('calendars', () => {
  it('say the right hour in 1399, with summer time, and in 1405, without', () => {
    const in1405 = { from: toInstant(fromJalali(1405, 2, 7), clock('09:00')), to: toInstant(fromJalali(1405, 2, 7), clock('11:00')) };
    const text = icsOf({ name: 'همه', events: [event(), event({ uid: 's2@didar', ...in1405 })] });
    strictly(text);
    expect(text).to.contain('DTSTART:20200426T043000Z').and.to.contain('DTEND:20200426T063000Z');
    expect(text).to.contain('DTSTART:20260427T053000Z').and.to.contain('DTEND:20260427T073000Z');
    expect(text).to.contain('DTSTAMP:20200301T060000Z').and.to.contain('METHOD:PUBLISH').and.to.contain('REFRESH-INTERVAL;VALUE=DURATION:PT1H');
    expect(text).not.to.contain('VTIMEZONE');
    const hours = readBack(text).events.map((one) => one.startDate.toJSDate().toLocaleTimeString('en-GB', { timeZone: 'Asia/Tehran' }));
    expect(hours).to.deep.equal(['09:00:00', '09:00:00']);
  });

  it('keep the entry that was cancelled, with its number', () => {
    const { events } = readBack(icsOf({ name: 'همه', events: [event({ sequence: 2, cancelled: true })] }));
    expect([events[0]?.uid, events[0]?.sequence, events[0]?.component.getFirstPropertyValue('status')]).to.deep.equal(['s1@didar', 2, 'CANCELLED']);
  });

  it('are the same bytes for the same sessions', async () => {
    const once = icsOf({ name: 'همه', events: [event()] });
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(icsOf({ name: 'همه', events: [event()] })).to.equal(once);
  });

  it('let no name become a line of its own', () => {
    const evil = 'راه\r\nATTENDEE:mailto:x@y\r\nEND:VEVENT;a,b\\n\u2028\0c';
    const text = icsOf({ name: evil, events: [event({ summary: evil, description: evil, location: evil })] });
    strictly(text);
    expect(text.match(/^(ATTENDEE|END:VEVENT;)/m)).to.equal(null);
    const { calendar, events } = readBack(text);
    expect(calendar.getFirstPropertyValue('x-wr-calname')).to.contain('a\\,b');
    expect(events).to.have.length(1);
    expect(events[0]?.summary).to.equal('راه\nATTENDEE:mailto:x@y\nEND:VEVENT;a,b\\n\u2028 c');
  });

  it('hold any text, folded between characters', () => {
    const persian = fc.string({ unit: fc.constantFrom('پ', 'ا', '\u200c', ' ', '۱', 'é', '😀', '\\', ';', ',', '\n', '"', ':'), maxLength: 200 });
    fc.assert(fc.property(persian, persian, (summary, description) => {
      const text = icsOf({ name: 'همه', events: [event({ summary, description })] });
      strictly(text);
      const [read] = readBack(text).events;
      expect(read?.summary ?? '').to.equal(summary);
      expect(read?.description ?? '').to.equal(description);
    }));
  });

  it('are known again by their ETag, weak or strong, alone or in a list', () => {
    expect(['"a"', 'W/"a"', '"b", "a"', '*'].map((header) => isKnown(header, '"a"'))).to.deep.equal([true, true, true, true]);
    expect([undefined, '"b"', 'a'].map((header) => isKnown(header, '"a"'))).to.deep.equal([false, false, false]);
  });
});
