import { expect } from 'chai';
import { addMinutes, toInstant, type Clock, type Instant } from '../../../server/domain/calendar.ts';
import { addDays, fromJalali } from '../../../server/domain/jalali.ts';
import { onBothDatabases } from '../../support/database.ts';
import { faultyWriter, listening, teller } from './ground.ts';
import { accountOf, layYears, nextMoment } from './years.ts';

// The leap turn of 1399 and the beginning of summer time lie between these days.
const FROM = fromJalali(1399, 12, 1);
const TO = fromJalali(1400, 2, 5);
const OFF_MINUTES = [0, 120, 0, -120, 0, 24 * 60, 0, -24 * 60] as const;

describe('reminders over the turn of a leap year', () => {
  onBothDatabases((_name, fresh) => {
    it('are given once each, in time, through marks that fail and a clock that jumps', async () => {
      const database = await fresh();
      const laid = await layYears(database, { from: FROM, to: TO });
      const dying = await faultyWriter(database);
      const heard = listening();
      const worker = teller(database, dying.writer, heard.provider);
      let marks = 0;
      // Every fourth mark is lost with its process.
      dying.fail((key) => key.startsWith('message-') && (marks += 1) % 4 === 0);
      let clock: Instant = toInstant(addDays(FROM, -40), '06:00' as Clock);
      await worker.tend(clock);
      for (let step = 0; clock < toInstant(addDays(TO, 10), '12:00' as Clock); step += 1) {
        const off = OFF_MINUTES[step % OFF_MINUTES.length] ?? 0;
        if (off !== 0) await worker.at(addMinutes(clock, off)).catch(() => undefined);
        if (step % 5 === 0) await worker.tend(clock);
        await worker.at(clock).catch(() => undefined);
        clock = await nextMoment(database, clock, 96);
      }
      const account = await accountOf(database, laid);
      expect(account.missed).to.deep.equal([]);
      expect([account.rows, account.given]).to.deep.equal([account.expected, account.expected]);
      expect([account.atWrongTimes, account.afterItsSession]).to.deep.equal([[], []]);
      const ids = heard.taken.map(({ id }) => id);
      expect([new Set(ids).size, ids.length > account.given, account.expected > 15], 'handed over again under its id where a mark was lost').to.deep.equal([account.given, true, true]);
    });
  });
});
