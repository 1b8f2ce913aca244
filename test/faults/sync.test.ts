import { expect } from 'chai';
import { syncRun } from './sync-run.ts';

/** REPORTS asks for another number. */
const REPORTS = Number(process.env['REPORTS'] ?? 1000);

describe('reports and photos that come again, cut and in any order', function () {
  this.timeout(300_000);

  it('are taken in each exactly once, through ended logins and a killed server, and every repeat is answered alike', async () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
    const { wrong, ...figures } = await syncRun({ reports: REPORTS, photosEach: 3, kills: 5, seed });
    console.log(`      ${figures.reports} reports and ${figures.photos} photos sent ${figures.sent} times, ${figures.cut} cuts, ${figures.kills} kills, ${figures.logins_ended} times every login ended, seed ${seed}: ${figures.seconds} s`);
    expect(wrong).to.deep.equal([]);
    expect(figures.kills).to.equal(5);
  });
});
