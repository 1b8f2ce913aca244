import { expect } from 'chai';
import fc from 'fast-check';
import { addMinutes, clockOf, dayOf, formatClock, instant, instantOf, millisecondsOf, toInstant } from '../../../server/domain/calendar.ts';
import { checkNationalCode, normalizePhone } from '../../../server/domain/persian.ts';
import { seededNumbers } from '../../../server/setup/seeded.ts';
import { newCaller } from '../../../server/simulate/callers.ts';
import { createChance } from '../../../server/simulate/chance.ts';
import { tilesOf, topicsOf } from '../../../server/simulate/page.ts';
import { createRoom } from '../../../server/simulate/room.ts';
import { closeAndCompare } from '../../../server/simulate/session.ts';
import { hoursAround, type Supervisor } from '../../../server/simulate/supervisor.ts';
import { createTally } from '../../../server/simulate/tally.ts';

const chanceOf = (seed: number) => createChance(seededNumbers(seed));

describe('people of the simulation', () => {
  it('have codes and phones that the desk takes, and are the same for the same seed', () => {
    fc.assert(fc.property(fc.nat(1_000_000), (seed) => {
      const caller = newCaller(chanceOf(seed));
      expect(newCaller(chanceOf(seed))).to.deep.equal(caller);
      if (caller.nationalCode !== null) expect(checkNationalCode(caller.nationalCode).ok, caller.nationalCode).to.equal(true);
      expect(normalizePhone(caller.phone).ok, caller.phone).to.equal(true);
      expect(caller.summary).not.to.match(/PLACE|TIME/);
    }));
  });

  it('take as long as is usual, and call as often as is asked', () => {
    const chance = chanceOf(7);
    const many = Array.from({ length: 20_000 }, () => chance.until(144));
    expect(many.reduce((sum, one) => sum + one, 0) / many.length).to.be.within(140, 148);
    const talks = Array.from({ length: 20_001 }, () => chance.around(180)).sort((one, other) => one - other);
    expect(talks[10_000]).to.be.within(175, 185);
    expect([talks[0], talks.at(-1)]).to.satisfy(([least, most]: [number, number]) => least >= 60 && most <= 720);
    const counts = Array.from({ length: 10_000 }, () => chance.weighted({ a: 3, b: 1 }));
    expect(counts.filter((one) => one === 'a').length).to.be.within(7_300, 7_700);
  });
});

describe('the hours of a session around now', () => {
  it('are of one day, hold now, and end after they begin, at whatever minute', () => {
    const start = millisecondsOf(instant('2026-11-24T20:30:00.000Z'));
    fc.assert(fc.property(fc.nat(24 * 60 * 60 - 1), fc.integer({ min: 5, max: 240 }), (second, minutes) => {
      const now = instantOf(start + second * 1000);
      const hours = hoursAround(now, minutes);
      const left = 24 * 60 - Math.floor(second / 60);
      if (hours === null) return void expect(left).to.be.at.most(11);
      expect(hours.day).to.equal(dayOf(now));
      expect(hours.from <= clockOf(now) && hours.from < hours.to, `${hours.from} to ${hours.to}`).to.equal(true);
      expect(hours.to <= '23:59').to.equal(true);
      expect(dayOf(hours.endsAt)).to.equal(hours.day);
      expect(toInstant(hours.day, hours.to) <= addMinutes(now, minutes)).to.equal(true);
      expect(formatClock(hours.from)).to.match(/^[۰-۹]/);
    }));
  });

  it('are none in the last minutes before midnight, and begin with the day after it', () => {
    expect(hoursAround(toInstant(dayOf(instant('2026-11-25T12:00:00.000Z')), '23:52' as never), 60)).to.equal(null);
    expect(hoursAround(instant('2026-11-25T20:30:30.000Z'), 60)).to.deep.include({ day: '2026-11-26', from: '00:00', to: '01:00' });
  });
});

describe('what the simulation reads and counts', () => {
  const supervisor = (figures: ReadonlyMap<string, number>): Supervisor => ({ close: () => Promise.resolve(figures) }) as unknown as Supervisor;
  const none = ['پاسخ داده شد', 'در همین تماس حل شد', 'تعهد با مهلت', 'ارجاع به کارشناس', 'مربوط به دستگاه دیگر', 'تماس قطع شد', 'دوباره تماس می‌گیریم', 'ثبت درخواست'].map((label): [string, number] => [label, 0]);
  const closed = async (figures: ReadonlyMap<string, number>, before: (tally: ReturnType<typeof createTally>) => void) => {
    const tally = createTally(() => 0);
    before(tally);
    await closeAndCompare(createRoom({ chance: chanceOf(1), tally, speed: 1 }), supervisor(figures), { id: 's', title: 'آب' });
    return tally.faults;
  };

  it('is what a page says', () => {
    expect([...tilesOf('<span class="tile-label">پاسخ داده شد</span>\n <span class="tile-value">۱٬۲۳۴</span>')]).to.deep.equal([['پاسخ داده شد', 1234]]);
    expect(topicsOf('<div data-combobox="topicId" data-placeholder="" data-options="[{&#34;id&#34;:&#34;a&#34;,&#34;data&#34;:{&#34;agencyIds&#34;:[&#34;x&#34;]}},{&#34;id&#34;:&#34;b&#34;}]">')).to.deep.equal([{ id: 'a', agencyIds: ['x'] }, { id: 'b', agencyIds: [] }]);
  });

  it('finds no fault where the summary agrees', async () => {
    expect(await closed(new Map([...none, ['پاسخ داده شد', 1]]), (tally) => { tally.queued('1', 's', 0); tally.shown('1'); tally.ended('answered', 's', '1'); })).to.deep.equal([]);
  });

  it('finds a summary that differs, a call that was lost, one that no host saw, and one that ended twice', async () => {
    const all = (tally: ReturnType<typeof createTally>) => { tally.queued('1', 's', 0); tally.shown('1'); };
    expect(await closed(new Map(none), (tally) => { all(tally); tally.ended('answered', 's', '1'); })).to.have.length(1);
    expect(await closed(new Map(none), all)).to.have.length(1);
    expect(await closed(new Map([...none, ['پاسخ داده شد', 1]]), (tally) => { tally.queued('1', 's', 0); tally.ended('answered', 's', '1'); })).to.have.length(1);
    expect(await closed(new Map([...none, ['پاسخ داده شد', 1]]), (tally) => { all(tally); tally.ended('dropped', 's', '1'); tally.ended('answered', 's', '1'); })).to.have.length(1);
  });
});
