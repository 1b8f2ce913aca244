import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { verifyAll } from '../../../db/events.ts';
import type { CalendarChange, ClosureEntry } from '../../../server/calendar/change.ts';
import { calendarLookup } from '../../../server/calendar/lookup.ts';
import { holidayMark } from '../../../server/calendar/mark.ts';
import type { RecordedHoliday } from '../../../server/calendar/repository.ts';
import { toInstant } from '../../../server/domain/calendar.ts';
import { clock, clockOfMinutes, minutesOfClock } from '../../../server/domain/clock.ts';
import { addDays, day as asDay, formatDayLong, fromJalali, toJalali, weekday, type Day } from '../../../server/domain/jalali.ts';
import { workingHoursOf } from '../../../server/domain/office-hours.ts';
import { windowFits } from '../../../server/domain/working-time.ts';
import { chosenOf, freedKey, hitKey } from '../../../server/rota/consequences.ts';
import { settingsLookup } from '../../../server/settings/lookup.ts';
import { onBothDatabases } from '../../support/database.ts';
import { decided, EVERY_DAY, eveBefore, halfYear, listed, publishedHalf, standing, type Published } from './consequence-ground.ts';

/** One closure of the past, as it was announced. */
interface Example {
  readonly from: string;
  readonly to: string;
  readonly scope: string;
  readonly kind: ClosureEntry['kind'];
  readonly until?: string;
  readonly delayMinutes?: number;
  readonly reasonFa: string;
}

const EXAMPLES = JSON.parse(readFileSync(join(import.meta.dirname, 'closures-examples.json'), 'utf8')) as readonly Example[];
const OPENS = clock('07:30');

/** Each governorate reads an order for its own province as its own. */
const entryOf = ({ from, to, scope, kind, until, delayMinutes, reasonFa }: Example): ClosureEntry => ({
  from: asDay(from), to: asDay(to), scope: { kind: scope === 'national' ? 'national' : 'province' }, kind, reason: reasonFa, orderNo: null, issuedAt: null,
  openFrom: kind === 'late_open' ? clockOfMinutes(minutesOfClock(OPENS) + (delayMinutes ?? 0)) : null, closeAt: until === undefined ? null : clock(until),
});

const halfOf = (day: Day): string => `${toJalali(day).year}/${toJalali(day).month <= 6 ? 1 : 2}`;
const halves = new Map<string, ClosureEntry[]>();
for (const entry of EXAMPLES.map(entryOf)) halves.set(halfOf(entry.from), [...(halves.get(halfOf(entry.from)) ?? []), entry]);

/** Whether a window can be held by the calendar as it is written. */
const fitter = async (g: Published) => {
  const { reads } = g.database;
  const context = { ...(await calendarLookup(reads).calendarContext(g.half.from, g.half.to)), ...workingHoursOf(await settingsLookup(reads).settingRows()) };
  return ({ day, from, to }: Pick<Awaited<ReturnType<typeof standing>>[number], 'day' | 'from' | 'to'>): boolean => windowFits(day, from, to, context).ok;
};

/** Nobody stands on a closed day, in two places, or on another's: what must be so after every change. */
async function mustBeSound(g: Published): Promise<void> {
  const sessions = await standing(g);
  const fits = await fitter(g);
  expect(sessions.filter((one) => !fits(one)).map(({ day, shortName }) => `${day} ${shortName}`), 'on a closed day').to.deep.equal([]);
  const places = sessions.map(({ day, from, line }) => `${day} ${from}/${line}`);
  expect(new Set(places).size, 'two in one place').to.equal(places.length);
  const hosts = sessions.map(({ day, from, agencyId }) => `${day} ${from} ${agencyId}`);
  expect(new Set(hosts).size, 'one host in two places').to.equal(hosts.length);
  expect(await verifyAll(g.database.reads)).to.deep.equal([]);
}

const holidayNamed = async (g: Published, on: Day, title: string): Promise<RecordedHoliday> => {
  const found = (await g.calendar.holidaysBetween(on, on)).find((one) => one.title.includes(title));
  if (found === undefined) throw new Error(`${title} does not fall on ${on}`);
  return found;
};
const moveTo = ({ id, title, status, altDay, ...rest }: RecordedHoliday, day: Day): CalendarChange =>
  ({ kind: 'holiday_edited', id, seen: holidayMark({ title, status, altDay, ...rest }), entry: { day, title, status, altDay }, grounds: { reason: 'اعلام رؤیت هلال', orderNo: '۱۴۴' } });

describe('the calendar as it really changed', () => {
  onBothDatabases((_name, fresh) => {
    for (const [half, entries] of halves) {
      it(`applies what was ordered in ${half}: ${entries.map(({ kind }) => kind).join(', ')}`, async () => {
        const [year = 0, which = 1] = half.split('/').map(Number);
        const g = await publishedHalf(await fresh(), halfYear(year, which === 1 ? 1 : 2), undefined, EVERY_DAY);
        let version = 1;
        for (const [index, entry] of entries.entries()) {
          const name = `${entry.kind} ${formatDayLong(entry.from)}`;
          const at = eveBefore(entry.from);
          const [before, fitted] = [await standing(g), await fitter(g)];
          const change: CalendarChange = { kind: 'closure_added', id: `closure-${index}`, entry };
          const shown = await listed(g, change, at);
          const outcome = await g.ask(change, at, decided(shown));
          const fits = await fitter(g);
          const due = before.filter((one) => fitted(one) && !fits(one)).map(({ sessionId }) => sessionId);
          expect(due.length, `${name} falls on sessions`).to.be.greaterThan(0);
          expect(shown.hits.map(({ session }) => session.id), name).to.have.members(due);
          version += 1;
          expect(outcome, name).to.deep.equal({ kind: 'done', version });
          expect(shown.freed, `${name} frees nothing`).to.deep.equal([]);
          // Managers' hours have rows of their own, and stand in no programme.
          for (const { choice } of chosenOf(shown, {}).filter(({ key }) => !key.startsWith('hour_'))) {
            expect(choice.kind, `${name}: there are places enough`).to.equal('move');
            expect(choice.place !== null && fits(choice.place), `${name}: a proposed place is open`).to.equal(true);
          }
          const cut = shown.hits.some(({ left }) => left !== null);
          expect(cut, `${name} leaves something of a session`).to.equal(entry.kind === 'early_close');
          expect(shown.hours.every(({ day, after }) => weekday(day) === 2 && (after === null) === (entry.kind === 'full')), `${name}: the managers' hour of a Monday`).to.equal(true);
          await mustBeSound(g);
        }
      });
    }

    it('moves 21 Ramadan 1398 from Sunday 5 to Monday 6 Khordad: a Sunday is free, a managers\' hour is lost', async () => {
      const [sunday, monday] = [fromJalali(1398, 3, 5), fromJalali(1398, 3, 6)];
      const g = await publishedHalf(await fresh(), halfYear(1398, 1), async (calendar, at) => {
        const ali = (await calendar.holidaysBetween(monday, monday)).find(({ title }) => title.includes('امام علی'));
        if (ali === undefined) throw new Error('21 Ramadan is not known');
        // As the printed calendar had it.
        await calendar.editHoliday({ key: 'printed', bodyHash: '', actor: null, at }, ali.id, holidayMark(ali), { day: sunday, title: ali.title, status: 'published', altDay: null }, { reason: 'تقویم چاپی', orderNo: null });
      });
      expect((await standing(g)).some(({ day }) => day === sunday)).to.equal(false);
      const change = moveTo(await holidayNamed(g, sunday, 'امام علی'), monday);
      const at = toInstant(addDays(sunday, -20), clock('22:00'));
      const shown = await listed(g, change, at);
      expect(shown.hits).to.deep.equal([]);
      expect(shown.hours).to.deep.equal([{ day: monday, before: { from: '09:00', to: '12:00' }, after: null }]);
      expect(shown.freed.map(({ day, from, to }) => [day, from, to])).to.deep.equal([[sunday, '09:00', '11:00']]);
      const [place] = shown.freed;
      const row = place === undefined ? undefined : shown.rows.get(freedKey(place));
      expect(row?.proposed, 'nobody had to leave it').to.equal('leave');
      const first = row?.choices.find(({ kind }) => kind === 'add');
      expect((first?.owed ?? 0) > 0, 'whoever is owed most may be asked in').to.equal(true);
      expect(await g.ask(change, at, decided(shown, place === undefined ? {} : { [freedKey(place)]: first?.value ?? '' }))).to.deep.equal({ kind: 'done', version: 2 });
      expect((await standing(g)).find(({ day }) => day === sunday)?.agencyId).to.equal(first?.agencyId);
      await mustBeSound(g);
    });

    it('moves the Eid of 1401 a day on, announced at ten in the evening: 12 opens, 14 closes', async () => {
      const [first, second, third] = [fromJalali(1401, 2, 12), fromJalali(1401, 2, 13), fromJalali(1401, 2, 14)];
      const g = await publishedHalf(await fresh(), halfYear(1401, 1), async (calendar, at) => {
        const printed = async (on: Day, title: string, to: Day): Promise<void> => {
          const one = (await calendar.holidaysBetween(on, on)).find((holiday) => holiday.title === title);
          if (one === undefined) throw new Error(`${title} is not known`);
          await calendar.editHoliday({ key: `printed ${title}`, bodyHash: '', actor: null, at }, one.id, holidayMark(one), { day: to, title, status: 'published', altDay: null }, { reason: 'تقویم چاپی', orderNo: null });
        };
        await printed(second, 'عید سعید فطر', first);
        await printed(third, 'تعطیل به مناسبت عید سعید فطر', second);
      });
      const at = toInstant(addDays(first, -1), clock('22:00'));
      const promised = (await standing(g)).filter(({ day }) => day === third);
      expect(promised.length, 'Wednesday was promised').to.be.greaterThan(0);

      const eid = await listed(g, moveTo(await holidayNamed(g, first, 'عید سعید فطر'), second), at);
      expect([eid.hits, eid.freed], 'Monday holds no sessions').to.deep.equal([[], []]);
      expect(eid.hours, 'the managers sit in their offices after all').to.deep.equal([{ day: first, before: null, after: { from: '09:00', to: '12:00' } }]);
      await g.confirm(moveTo(await holidayNamed(g, first, 'عید سعید فطر'), second), at);

      const rest = moveTo(await holidayNamed(g, second, 'تعطیل به مناسبت عید سعید فطر'), third);
      const { listed: shown, version } = await g.confirm(rest, at);
      expect(shown.hits.map((hit) => [hit.session.id, hit.session.day])).to.deep.equal(promised.map(({ sessionId }) => [sessionId, third]));
      expect(shown.freed, 'Tuesday is the Eid itself now').to.deep.equal([]);
      expect(version).to.equal(2);
      for (const { session } of shown.hits) {
        const choice = chosenOf(shown, {}).find(({ key }) => key === hitKey(session.id))?.choice;
        const now = (await standing(g)).find(({ sessionId }) => sessionId === session.id);
        expect([now?.day, now?.from]).to.deep.equal([choice?.place?.day, choice?.place?.from]);
      }
      const { publication } = await g.timetable.version(2);
      expect([publication.kind, new Set(publication.changes.map(({ kind }) => kind))]).to.deep.equal(['amendment', new Set(['moved'])]);
      await mustBeSound(g);
    });
  });
});
