import { expect } from 'chai';
import fc from 'fast-check';
import { verifyAll } from '../../../db/events.ts';
import type { CalendarChange, ClosureEntry } from '../../../server/calendar/change.ts';
import { calendarLookup } from '../../../server/calendar/lookup.ts';
import { closureMark, holidayMark } from '../../../server/calendar/mark.ts';
import { toInstant } from '../../../server/domain/calendar.ts';
import { clock } from '../../../server/domain/clock.ts';
import { addDays, type Day } from '../../../server/domain/jalali.ts';
import { workingHoursOf } from '../../../server/domain/office-hours.ts';
import { debtsAfter, recount } from '../../../server/domain/rota/fairness.ts';
import { Refusal } from '../../../server/domain/refusal.ts';
import { windowFits } from '../../../server/domain/working-time.ts';
import { accountOf } from '../../../server/rota/board-data.ts';
import { settingsLookup } from '../../../server/settings/lookup.ts';
import { onBothDatabases } from '../../support/database.ts';
import { decided, EVERY_DAY, halfYear, publishedHalf, standing, type Published } from './consequence-ground.ts';

const HALF = halfYear(1399, 1);
const RUNS = Number(process.env['DIDAR_SEQUENCES'] ?? 2);

type Step =
  | { readonly do: 'close'; readonly day: number; readonly days: number; readonly kind: ClosureEntry['kind']; readonly own: number | null }
  | { readonly do: 'withdraw' | 'shift'; readonly which: number; readonly by: number }
  | { readonly do: 'holiday'; readonly day: number }
  | { readonly do: 'move' | 'remove'; readonly which: number; readonly by: number };

const day = fc.integer({ min: 0, max: 150 });
const which = fc.integer({ min: 0, max: 20 });
const by = fc.integer({ min: -3, max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('close' as const), day, days: fc.integer({ min: 0, max: 6 }), kind: fc.constantFrom<ClosureEntry['kind']>('full', 'remote_work', 'late_open', 'early_close'), own: fc.option(fc.integer({ min: 0, max: 35 })) }),
  fc.record({ do: fc.constantFrom('withdraw' as const, 'shift' as const), which, by }),
  fc.record({ do: fc.constant('holiday' as const), day }),
  fc.record({ do: fc.constantFrom('move' as const, 'remove' as const), which, by }),
);

const pick = <T>(all: readonly T[], at: number): T | undefined => all[at % Math.max(1, all.length)];
const grounds = { reason: 'آزمون', orderNo: null };

/** The change that a step asks for; null where there is nothing that it could change. */
async function changeOf(g: Published, one: Step, index: number): Promise<CalendarChange | null> {
  const on = (days: number): Day => addDays(g.half.from, days);
  if (one.do === 'close') {
    const agency = one.own === null ? null : g.agencies[one.own];
    const entry: ClosureEntry = {
      from: on(one.day), to: on(one.day + one.days), scope: agency ? { kind: 'agency', agencyId: agency.id } : { kind: 'province' }, kind: one.kind, reason: 'آزمون', orderNo: null, issuedAt: null,
      openFrom: one.kind === 'late_open' ? clock('10:00') : null, closeAt: one.kind === 'early_close' ? clock('12:00') : null,
    };
    return { kind: 'closure_added', id: `closure-${index}`, entry };
  }
  if (one.do === 'holiday') return { kind: 'holiday_added', id: `holiday-${index}`, entry: { day: on(one.day), title: `عید ${index}`, status: 'final', altDay: null }, grounds };
  if (one.do === 'withdraw' || one.do === 'shift') {
    const closure = pick(await g.calendar.closuresBetween(g.half.from, g.half.to), one.which);
    if (closure === undefined) return null;
    if (one.do === 'withdraw') return { kind: 'closure_withdrawn', id: closure.id, grounds };
    return { kind: 'closure_edited', id: closure.id, seen: closureMark(closure), entry: { ...closure, from: addDays(closure.from, one.by), to: addDays(closure.to, one.by) }, reason: 'آزمون' };
  }
  const holiday = pick(await g.calendar.holidaysBetween(on(1), on(150)), one.which);
  if (holiday === undefined) return null;
  if (one.do === 'remove') return { kind: 'holiday_removed', id: holiday.id, grounds };
  return { kind: 'holiday_edited', id: holiday.id, seen: holidayMark(holiday), entry: { day: addDays(holiday.day, one.by), title: holiday.title, status: holiday.status, altDay: null }, grounds };
}

async function mustHold(g: Published, frozen: ReadonlyMap<number, string>): Promise<void> {
  const { reads } = g.database;
  const sessions = await standing(g);
  const context = { ...(await calendarLookup(reads).calendarContext(g.half.from, g.half.to)), ...workingHoursOf(await settingsLookup(reads).settingRows()) };
  const closed = sessions.filter(({ day: on, from, to, agencyId }) => !windowFits(on, from, to, { ...context, place: { agencyId } }).ok);
  expect(closed.map(({ day: on, shortName }) => `${on} ${shortName}`), 'on a closed day').to.deep.equal([]);
  for (const key of [sessions.map(({ day: on, from, line }) => `${on} ${from}/${line}`), sessions.map(({ day: on, from, agencyId }) => `${on} ${from} ${agencyId}`)]) expect(new Set(key).size).to.equal(key.length);
  const rows = await reads('sessions').where({ state: 'published' }).orderBy(['day', 'from_clock', 'line']).select('id', 'day', 'from_clock', 'line', 'agency_id');
  expect(rows.map((row) => [row.id, row.day, row.from_clock, row.line, row.agency_id]), 'what is shown is what is kept').to.deep.equal(sessions.map((one) => [one.sessionId, one.day, one.from, one.line, one.agencyId]));
  for (const [version, text] of frozen) expect(JSON.stringify((await g.timetable.version(version)).sessions), `version ${version} is as it was published`).to.equal(text);
  const board = await g.board.see(g.draftId);
  expect(debtsAfter(accountOf(board)), 'the account is a recount').to.deep.equal(debtsAfter(recount(sessions, board.draft.agencies)));
}

describe('any sequence of changes of the calendar', () => {
  onBothDatabases((_name, fresh) => {
    it('leaves nobody in two places or on a closed day, every version as it was published, and an account that is a recount', async function () {
      this.timeout(120_000);
      await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 8 }), async (steps) => {
        const g = await publishedHalf(await fresh(), HALF, undefined, EVERY_DAY);
        const at = toInstant(addDays(HALF.from, -2), clock('22:00'));
        const frozen = new Map([[1, JSON.stringify((await g.timetable.version(1)).sessions)]]);
        for (const [index, one] of steps.entries()) {
          const change = await changeOf(g, one, index);
          if (change === null) continue;
          try {
            const asked = await g.ask(change, at);
            const done = asked.kind === 'done' ? asked : await g.ask(change, at, decided(asked.consequences));
            if (done.kind !== 'done') throw new Error(`${JSON.stringify(one)}: ${done.kind} ${JSON.stringify(done.problems)}`);
            if (done.version !== null) frozen.set(done.version, JSON.stringify((await g.timetable.version(done.version)).sessions));
          } catch (error) {
            // Two holidays of one name on one day, a closure that is there already: the calendar says no, and nothing is changed.
            if (!(error instanceof Refusal)) throw error;
          }
          await mustHold(g, frozen);
        }
        expect(await verifyAll(g.database.reads)).to.deep.equal([]);
      }), { numRuns: RUNS, endOnFailure: true });
    });
  });
});
