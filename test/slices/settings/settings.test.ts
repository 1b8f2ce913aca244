import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { createWriter } from '../../../db/writer.ts';
import { clock, instant } from '../../../server/domain/calendar.ts';
import type { Command } from '../../../server/domain/command.ts';
import { weekOf, workingHoursOf } from '../../../server/domain/office-hours.ts';
import { addDays, fromJalali, type Day } from '../../../server/domain/jalali.ts';
import { LIVE_CALL_BOUNDS, settingFault } from '../../../server/domain/setting-rules.ts';
import { datedValues, DEFAULTS, perWeekOf, placesOf, valueOn, type DatedSetting } from '../../../server/domain/settings.ts';
import { dayState } from '../../../server/domain/working-time.ts';
import { readForm } from '../../../server/http/forms.ts';
import { valueForm } from '../../../server/settings/forms.ts';
import { settingsLookup } from '../../../server/settings/lookup.ts';
import { createSettings } from '../../../server/settings/service.ts';
import { typedSetting } from '../../../server/settings/form-view.ts';
import { onBothDatabases } from '../../support/database.ts';
import { refused } from '../refused.ts';

const perWeek = (id: string, value: number, from: Day, recordedAt = '2019-01-01T00:00:00.000Z'): DatedSetting => ({ id, name: 'sessions_per_week', value, from, recordedAt, recordedBy: 'u' });

describe('settings with effective dates', () => {
  const rows = [perWeek('a', 2, fromJalali(1398, 1, 1)), perWeek('b', 4, fromJalali(1399, 1, 1))];

  it('hold from their day on, and the default holds before', () => {
    expect(valueOn(rows, 'sessions_per_week', fromJalali(1398, 12, 29))).to.equal(2);
    expect(valueOn(rows, 'sessions_per_week', fromJalali(1399, 1, 1))).to.equal(4);
    expect(valueOn(rows, 'sessions_per_week', fromJalali(1397, 12, 29))).to.equal(DEFAULTS.sessions_per_week);
  });

  it('of one day take what was recorded last, in whatever order the rows come', () => {
    const corrected = [perWeek('c', 3, fromJalali(1399, 1, 1), '2020-01-01T00:00:00.000Z'), ...rows];
    expect(valueOn(corrected, 'sessions_per_week', fromJalali(1399, 5, 1))).to.equal(3);
    expect(datedValues(corrected, 'sessions_per_week').map(({ value }) => value)).to.deep.equal([2, 3]);
    expect(perWeekOf(corrected).at(-1)).to.deep.equal({ since: fromJalali(1399, 1, 1), count: 3 });
  });

  it('never depend on the order of the rows', () => {
    const days = fc.integer({ min: 0, max: 900 }).map((days) => addDays(fromJalali(1398, 1, 1), days));
    const row = fc.record({ id: fc.uuid(), value: fc.integer({ min: 1, max: 50 }), from: days, recordedAt: fc.constantFrom('2019-01-01', '2019-06-01') });
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: (one) => one.id, maxLength: 12 }), days, (list, asked) => {
        const given = list.map(({ id, value, from, recordedAt }) => perWeek(id, value, from, recordedAt));
        const found = valueOn(given, 'sessions_per_week', asked);
        expect(valueOn([...given].reverse(), 'sessions_per_week', asked)).to.equal(found);
        const before = given.filter((one) => one.from <= asked);
        if (before.length === 0) expect(found).to.equal(DEFAULTS.sessions_per_week);
        else expect(before.filter((one) => before.every((other) => other.from <= one.from)).map((one) => one.value)).to.include(found);
      }),
    );
  });

  it('cut a window into sessions with pauses, and leave the rest', () => {
    const row = { weekdays: [3, 1] as const, from: clock('09:30'), to: clock('13:45'), minutes: 60, gap: 30, lines: 2 };
    const places = placesOf([row]);
    expect(places.map(({ weekday, from, to, lines }) => `${weekday} ${from} ${to} ${lines}`)).to.deep.equal([
      '1 09:30 10:30 2', '1 11:00 12:00 2', '1 12:30 13:30 2', '3 09:30 10:30 2', '3 11:00 12:00 2', '3 12:30 13:30 2',
    ]);
  });

  it('refuse what cannot be: windows that end first, that overlap, an empty template, a formula of noughts', () => {
    const row = DEFAULTS.slot_template[0];
    if (row === undefined) throw new Error('the default template is empty');
    expect(settingFault('slot_template', [])).to.equal('template_empty');
    expect(settingFault('slot_template', [{ ...row, minutes: 300 }])).to.equal('template_empty');
    expect(settingFault('slot_template', [row, { ...row, from: clock('10:30'), to: clock('12:00') }])).to.equal('template_overlap');
    expect(settingFault('manager_hour', { weekday: 2, from: clock('12:00'), to: clock('09:00') })).to.equal('window_backwards');
    expect(settingFault('demand_formula', { clients: 0, calls: 0, openRequests: 0, floor: null })).to.equal('formula_zero');
    expect(settingFault('area_code', '31')).to.equal('area_code_wrong');
    for (const [name, value] of Object.entries(DEFAULTS)) if (name !== 'province') expect(settingFault(name as 'province', value as string), name).to.equal(null);
  });

  it('give working hours by day, Thursday by its own setting', () => {
    const thursday = fromJalali(1399, 2, 4);
    const half: DatedSetting = { id: 't', name: 'thursday', value: { policy: 'half', from: clock('08:00'), to: clock('13:30') }, from: fromJalali(1399, 1, 1), recordedAt: '', recordedBy: '' };
    const closed: DatedSetting = { ...half, id: 'u', value: { policy: 'closed' }, from: fromJalali(1399, 3, 1) };
    const context = { holidays: [], closures: [], ...workingHoursOf([half, closed]) };
    expect(dayState(thursday, context)).to.include({ kind: 'working', from: '08:00', to: '13:30' });
    expect(dayState(addDays(thursday, 5 * 7), context)).to.include({ kind: 'closed', why: 'thursday' });
    expect(weekOf(DEFAULTS).weekdays[6]).to.equal(null);
  });

  it('read their own forms back: what is shown and sent again is the same value', () => {
    for (const name of ['sessions_per_week', 'slot_template', 'manager_hour', 'office_hours', 'thursday', 'demand_formula', 'area_code', 'approver', 'live_calls', 'identity', 'request_deadline', 'reminders', 'visits'] as const) {
      const read = readForm(valueForm(name), typedSetting(name, [], fromJalali(1405, 1, 1)));
      expect(read.ok && read.value, name).to.deep.equal(DEFAULTS[name]);
    }
  });

  it('take each number of the live calls within its bounds, and say beside it where it is out of them', () => {
    const typed = typedSetting('live_calls', [], fromJalali(1405, 1, 1));
    for (const [name, least, most] of LIVE_CALL_BOUNDS) {
      const sent = (number: number) => readForm(valueForm('live_calls'), { ...typed, [name]: String(number) });
      const [low, high] = [sent(least), sent(most)];
      expect(low.ok && low.value[name], name).to.equal(least);
      expect(high.ok && high.value[name], name).to.equal(most);
      expect(Object.keys(sent(most + 1).errors), name).to.deep.equal([name]);
      expect(settingFault('live_calls', { ...DEFAULTS.live_calls, [name]: least - 1 }), name).to.equal('not_in_range');
    }
    expect(Object.keys(readForm(valueForm('live_calls'), { ...typed, retries: '' }).errors)).to.deep.equal(['retries']);
  });

  it('say beside the field what is wrong with a row of the template', () => {
    const read = readForm(valueForm('slot_template'), { r0_w1: '1', r0_from: '۱۱', r0_to: '۹', r1_from: 'نه' });
    expect(read.ok).to.equal(false);
    expect(read.errors['r1_from']).to.be.a('string');
  });
});

onBothDatabases((_name, fresh) => {
  describe('changing a setting', () => {
    const at = instant('2026-11-22T06:00:00.000Z');
    const today = fromJalali(1405, 9, 1);
    const command = (): Command => ({ key: randomUUID(), bodyHash: '', actor: 'u1', at });
    const ground = async () => {
      const database = await fresh();
      const writer = await createWriter(database, () => undefined);
      return { database, settings: createSettings({ reads: database.reads, writer, newId: randomUUID }) };
    };

    it('takes effect on its day, and is kept with who and what was before', async () => {
      const { database, settings } = await ground();
      await settings.change(command(), { name: 'sessions_per_week', value: 4, from: addDays(today, 30), seen: '' });
      const lookup = settingsLookup(database.reads);
      expect((await lookup.settingsOn(addDays(today, 29))).sessions_per_week).to.equal(2);
      expect((await lookup.settingsOn(addDays(today, 30))).sessions_per_week).to.equal(4);
      const [event] = await database.reads('events').where({ stream: 'settings' }).select();
      expect(JSON.parse(event?.data ?? '{}')).to.deep.include({ name: 'sessions_per_week', before: 2, after: 4 });
    });

    it('is refused for the past, and where somebody was faster', async () => {
      const { settings } = await ground();
      expect(await refused(settings.change(command(), { name: 'least_gap_days', value: 7, from: addDays(today, -1), seen: '' }))).to.equal('setting_past');
      const first = await settings.change(command(), { name: 'least_gap_days', value: 7, from: today, seen: '' });
      expect(await refused(settings.change(command(), { name: 'least_gap_days', value: 8, from: today, seen: '' }))).to.equal('changed_meanwhile');
      await settings.change(command(), { name: 'least_gap_days', value: 8, from: today, seen: first.id });
      expect(valueOn(await settings.rows(), 'least_gap_days', today)).to.be.oneOf([7, 8]);
    });
  });
});
