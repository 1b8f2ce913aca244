import { syncRun } from '../faults/sync-run.ts';

const REPORTS = Number(process.env['REPORTS'] ?? 1000);

/** How fast reports and photos are taken in that come again, cut and in any order, through ended logins and a killed server; each must be there exactly once. */
export async function bench(): Promise<object> {
  const { wrong, ...figures } = await syncRun({ reports: REPORTS, photosEach: 3, kills: 5, seed: 1405 });
  return { ...figures, exact: wrong.length === 0, wrong, taken_in_a_second: Math.round((figures.reports + figures.photos) / figures.seconds), answered_in_a_second: Math.round(figures.sent / figures.seconds) };
}
