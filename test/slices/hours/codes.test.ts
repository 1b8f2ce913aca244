import { expect } from 'chai';
import { addMinutes, instant, millisecondsOf } from '../../../server/domain/calendar.ts';
import { Refusal } from '../../../server/domain/refusal.ts';
import { createCodeTries } from '../../../server/http/limits.ts';
import { createPresenceCodes } from '../../../server/hours/codes.ts';
import { onPostgres } from '../../support/database.ts';

const SERVER_SECRET = Buffer.alloc(32, 7).toString('base64');
const hour = { id: 'hour-a-2026-11-30', startsAt: instant('2026-11-30T05:30:00Z'), endsAt: instant('2026-11-30T08:30:00Z') };
const neighbour = { ...hour, id: 'hour-b-2026-11-30' };

const tried = (begun: Promise<void>): Promise<string> => begun.then(() => 'ok', (error: unknown) => (error instanceof Refusal ? error.code : String(error)));

describe('the presence codes of hours', () => {
  const codes = createPresenceCodes(SERVER_SECRET);

  it('are found with the beginning of the half minute in which they were shown, to a quarter of an hour around the hour', async () => {
    for (const minutes of [-15, -1, 0, 12, 179, 194]) {
      const at = addMinutes(hour.startsAt, minutes);
      const late = new Date(millisecondsOf(at) + 17_000).toISOString() as typeof at;
      expect(await codes.find(hour, await codes.codeAt(hour.id, late)), String(minutes)).to.equal(at);
    }
    for (const minutes of [-16, 195, 600]) expect(await codes.find(hour, await codes.codeAt(hour.id, addMinutes(hour.startsAt, minutes))), String(minutes)).to.equal(null);
  });

  it('of another hour, or of another server, are foreign', async () => {
    const stranger = createPresenceCodes(Buffer.alloc(32, 8).toString('base64'));
    for (let minute = 0; minute < 180; minute += 1) {
      const at = addMinutes(hour.startsAt, minute);
      expect(await codes.find(hour, await codes.codeAt(neighbour.id, at))).to.equal(null);
      expect(await codes.find(hour, await stranger.codeAt(hour.id, at))).to.equal(null);
    }
    expect(codes.secretOf(hour.id)).to.match(/^[\w-]{43}$/).and.not.equal(codes.secretOf(neighbour.id));
  });

  it('are not hit by ten thousand guesses', async function () {
    this.timeout(30_000);
    let found = 0;
    for (let guess = 0; guess < 10_000; guess += 1) if ((await codes.find(hour, String((guess * 61_803_399 + 12_345) % 100_000_000).padStart(8, '0'))) !== null) found += 1;
    // 420 windows among a hundred million codes: one guess in some 240,000 hits one, and tries are held after five.
    expect(found).to.be.at.most(1);
    for (const odd of ['', '1234567', '123456789', '۱۲۳۴۵۶۷۸', '1234567x', '-1234567']) expect(await codes.find(hour, odd), odd).to.equal(null);
  });
});

const heldAfterFive = async (tries: ReturnType<typeof createCodeTries>): Promise<void> => {
  const foreign = async (who: string): Promise<string> => {
    const begun = await tried(tries.begin(who));
    if (begun === 'ok') await tries.failed(who);
    return begun;
  };
  for (let round = 0; round < 4; round += 1) expect(await foreign('inspector'), `foreign ${round}`).to.equal('ok');
  for (let round = 0; round < 20; round += 1) {
    expect(await tried(tries.begin('inspector')), 'codes that fit do not count').to.equal('ok');
    await tries.succeeded('inspector');
  }
  expect(await foreign('inspector'), 'nor do they clear the foreign ones: the fifth').to.equal('ok');
  let refused = 0;
  for (let guess = 0; guess < 10_000; guess += 1) if ((await foreign('inspector')) === 'too_many_tries') refused += 1;
  expect(refused).to.equal(10_000);
  expect(await tried(tries.begin('another inspector'))).to.equal('ok');
};

describe('tries at presence codes', () => {
  it('are held after five foreign ones, whatever fits in between', async function () {
    this.timeout(30_000);
    await heldAfterFive(createCodeTries(null));
  });

  onPostgres((fresh) => {
    it('are held for all processes alike', async () => {
      const { direct } = await fresh();
      const [one, other] = [createCodeTries(direct), createCodeTries(direct)];
      for (let round = 0; round < 5; round += 1) {
        await one.begin('inspector');
        await one.failed('inspector');
      }
      expect(await tried(other.begin('inspector'))).to.equal('too_many_tries');
    });
  });
});
