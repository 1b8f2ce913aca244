import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { seedReference } from '../../../db/seeds/reference.ts';
import { createWriter } from '../../../db/writer.ts';
import { closureForm } from '../../../server/calendar/forms.ts';
import { calendarLookup } from '../../../server/calendar/lookup.ts';
import type { ClosureEntry } from '../../../server/calendar/change.ts';
import { closureMark, holidayMark } from '../../../server/calendar/mark.ts';
import { createCalendar } from '../../../server/calendar/service.ts';
import { clock, instant } from '../../../server/domain/calendar.ts';
import type { Command } from '../../../server/domain/command.ts';
import { addDays, fromJalali, weekday } from '../../../server/domain/jalali.ts';
import { readForm } from '../../../server/http/forms.ts';
import { occurrenceLookup } from '../../../server/occurrences/lookup.ts';
import { onBothDatabases } from '../../support/database.ts';
import { refused } from '../refused.ts';

const at = instant('2026-11-22T06:00:00.000Z');
const command = (): Command => ({ key: randomUUID(), bodyHash: '', actor: 'u1', at });
const from = fromJalali(1405, 5, 3);
const closure: ClosureEntry = { from, to: from, scope: { kind: 'province' }, kind: 'full', openFrom: null, closeAt: null, reason: 'گرما', orderNo: null, issuedAt: null };
const WITHDRAWN = { reason: 'دستور لغو شد', orderNo: null };

onBothDatabases((_name, fresh) => {
  describe('the calendar', () => {
    const ground = async () => {
      const database = await fresh();
      const writer = await createWriter(database, () => undefined);
      return { database, writer, calendar: createCalendar({ reads: database.reads, writer, newId: randomUUID }), lookup: calendarLookup(database.reads) };
    };

    it('has the official holidays after the first start, once', async () => {
      const { database, writer, calendar } = await ground();
      expect(await seedReference(database.reads, writer, at)).to.equal(250);
      expect(await seedReference(database.reads, writer, at)).to.equal(0);
      const days = new Set((await calendar.holidaysBetween(fromJalali(1399, 1, 1), fromJalali(1399, 12, 30))).map((holiday) => holiday.day));
      expect(days.size).to.equal(28);
      const predicted = (await calendar.holidaysBetween(fromJalali(1406, 1, 1), fromJalali(1406, 12, 29))).filter((holiday) => holiday.altDay !== null);
      expect(predicted).to.have.length(5);
    });

    it('keeps what a person moved or removed, whatever the reference list says', async () => {
      const { database, writer, calendar } = await ground();
      await seedReference(database.reads, writer, at);
      const [moved, removed] = await calendar.holidaysBetween(fromJalali(1405, 1, 1), fromJalali(1405, 12, 29));
      if (moved === undefined || removed === undefined) throw new Error('no holidays');
      await calendar.editHoliday(command(), moved.id, holidayMark(moved), { day: addDays(moved.day, 5), title: moved.title, status: 'final', altDay: null }, { reason: 'رؤیت هلال', orderNo: '۱۲۳/ت' });
      await calendar.removeHoliday(command(), removed.id, { reason: 'اشتباه در فهرست', orderNo: null });
      expect(await seedReference(database.reads, writer, at)).to.equal(0);
      const left = await calendar.holidaysBetween(moved.day, addDays(moved.day, 5));
      expect(left.map((holiday) => holiday.id)).not.to.include(removed.id);
      expect(left.find((holiday) => holiday.id === moved.id)?.day).to.equal(addDays(moved.day, 5));
      const events = await database.reads('events').where({ stream: 'calendar' }).orderBy('seq').select();
      expect(events.map((event) => event.kind)).to.deep.equal(['reference_holidays_added', 'holiday_edited', 'holiday_removed']);
      expect(JSON.parse(events[1]?.data ?? '{}')).to.deep.include({ reason: 'رؤیت هلال', orderNo: '۱۲۳/ت' });
    });

    it('refuses the same closure twice, whatever the reason; another place or kind is another closure', async () => {
      const { calendar } = await ground();
      const { id } = await calendar.addClosure(command(), closure);
      expect(await refused(calendar.addClosure(command(), { ...closure, reason: 'آلودگی هوا' }))).to.equal('closure_exists');
      await calendar.addClosure(command(), { ...closure, scope: { kind: 'national' } });
      await calendar.withdrawClosure(command(), id, WITHDRAWN);
      await calendar.addClosure(command(), closure);
    });

    it('refuses the same holiday twice, and an edit of an older state', async () => {
      const { calendar } = await ground();
      const entry = { day: from, title: 'روز نمونه', status: 'final', altDay: null } as const;
      const grounds = { reason: 'نمونه', orderNo: null };
      const { id } = await calendar.addHoliday(command(), entry, grounds);
      expect(await refused(calendar.addHoliday(command(), entry, grounds))).to.equal('holiday_exists');
      expect(await refused(calendar.editHoliday(command(), id, 'older', entry, grounds))).to.equal('changed_meanwhile');
      await calendar.removeHoliday(command(), id, grounds);
      expect((await calendar.addHoliday(command(), entry, grounds)).id).to.equal(id);
    });

    it('gives closures that touch the span until they are withdrawn', async () => {
      const { calendar, lookup } = await ground();
      const { id } = await calendar.addClosure(command(), { ...closure, to: addDays(from, 2) });
      expect((await lookup.calendarContext(addDays(from, 2), addDays(from, 9))).closures.map((one) => one.id)).to.deep.equal([id]);
      expect((await lookup.calendarContext(addDays(from, 3), addDays(from, 9))).closures).to.deep.equal([]);
      await calendar.withdrawClosure(command(), id, WITHDRAWN);
      expect((await lookup.calendarContext(from, from)).closures).to.deep.equal([]);
      expect(await refused(calendar.withdrawClosure(command(), id, WITHDRAWN))).to.equal('changed_meanwhile');
    });

    it('refuses a closure that is backwards, too long, or of a place that is not there', async () => {
      const { calendar } = await ground();
      expect(await refused(calendar.addClosure(command(), { ...closure, to: addDays(from, -1) }))).to.equal('range_backwards');
      expect(await refused(calendar.addClosure(command(), { ...closure, to: addDays(from, 31) }))).to.equal('closure_too_long');
      await calendar.addClosure(command(), { ...closure, to: addDays(from, 30) });
      expect(await refused(calendar.addClosure(command(), { ...closure, scope: { kind: 'county', countyId: 'x' } }))).to.equal('not_found');
      const [first, last] = [fromJalali(1405, 1, 1), fromJalali(1405, 12, 29)];
      expect(await refused(calendar.addClosure(command(), { ...closure, from: first, to: last })), 'the whole year').to.equal('closure_too_long');
    });

    it('changes a closure as it was seen, by the same rules', async () => {
      const { calendar, lookup } = await ground();
      const { id } = await calendar.addClosure(command(), closure);
      const other = await calendar.addClosure(command(), { ...closure, kind: 'remote_work' });
      const edit = (entry: Partial<ClosureEntry>, mark = closureMark(closure)) => calendar.editClosure(command(), id, mark, { ...closure, ...entry }, 'دستور تازه');
      expect(await refused(edit({ to: addDays(from, -1) }))).to.equal('range_backwards');
      expect(await refused(edit({ to: addDays(from, 31) }))).to.equal('closure_too_long');
      expect(await refused(edit({ kind: 'remote_work' })), 'it would be the other one').to.equal('closure_exists');
      expect(await refused(edit({ scope: { kind: 'agency', agencyId: 'x' } }))).to.equal('not_found');
      await edit({ to: addDays(from, 1), orderNo: '۴۵' });
      expect(await refused(edit({ to: addDays(from, 2) })), 'an older view').to.equal('changed_meanwhile');
      expect((await lookup.calendarContext(addDays(from, 1), addDays(from, 1))).closures.map((one) => one.id)).to.deep.equal([id]);
      await calendar.withdrawClosure(command(), other.id, WITHDRAWN);
      expect(await refused(calendar.editClosure(command(), other.id, closureMark({ ...closure, kind: 'remote_work' }), closure, 'x')), 'taken back').to.equal('changed_meanwhile');
    });

    it('tells what happened to a closure, a holiday and a day, the newest first: from what to what, by whom, why, by which order', async () => {
      const { calendar } = await ground();
      const { id } = await calendar.addClosure(command(), closure);
      await calendar.editClosure(command(), id, closureMark(closure), { ...closure, from: addDays(from, 1), to: addDays(from, 1), orderNo: '۴۵' }, 'یک روز دیرتر');
      await calendar.addHoliday(command(), { day: addDays(from, 3), title: 'روز نمونه', status: 'final', altDay: null }, WITHDRAWN);
      const events = await calendar.historyOf(id);
      expect(events.map(({ kind, actor, reason, orderNo }) => [kind, actor, reason, orderNo])).to.deep.equal([['closure_edited', 'u1', 'یک روز دیرتر', '۴۵'], ['closure_added', 'u1', 'گرما', null]]);
      expect([events[0]?.before, events[0]?.after].map((one) => one !== null && one !== undefined && 'from' in one && one.from)).to.deep.equal([from, addDays(from, 1)]);
      const onDay = async (days: number) => (await calendar.day(addDays(from, days))).events.map(({ kind }) => kind);
      expect(await onDay(0), 'also where it was before').to.deep.equal(['closure_edited', 'closure_added']);
      expect(await onDay(1)).to.deep.equal(['closure_edited']);
      expect(await onDay(3)).to.deep.equal(['holiday_added']);
      expect(await onDay(4)).to.deep.equal([]);
    });

    it('says of a day whether people are received, and what is left of the managers\' hour', async () => {
      const { calendar, database } = await ground();
      const monday = addDays(from, (2 - weekday(from) + 7) % 7);
      const seen = async (day = monday) => {
        const [hour] = await occurrenceLookup(database.reads).ofProvinceAbout(day);
        return [(await calendar.day(day)).state.kind, hour?.state, hour?.from];
      };
      expect(await seen()).to.deep.equal(['working', 'held', '09:00']);
      await calendar.addClosure(command(), { ...closure, from: monday, to: monday, kind: 'late_open', openFrom: clock('10:00') });
      expect(await seen()).to.deep.equal(['working', 'shortened', '10:00']);
      await calendar.addHoliday(command(), { day: monday, title: 'عید', status: 'final', altDay: null }, WITHDRAWN);
      expect(await seen()).to.deep.equal(['closed', 'cancelled', '09:00']);
      expect((await seen(addDays(monday, 1)))[1]).to.equal(undefined);
    });
  });
});

describe('the form of a closure', () => {
  it('takes a single day, and drops hours that its kind has not', () => {
    const read = readForm(closureForm, { from: '۱۴۰۵/۵/۳', scope: 'province', kind: 'full', openFrom: '۹', reason: 'گرما' });
    expect(read.ok && read.value).to.deep.include({ from, to: from, openFrom: null });
  });

  it('asks for what the kind and the place need', () => {
    const read = readForm(closureForm, { from: '1405-05-03', scope: 'county', kind: 'early_close', reason: 'برف' });
    expect(Object.keys(read.errors)).to.have.members(['county', 'closeAt']);
  });
});
