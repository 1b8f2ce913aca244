import { weightOf, type DrawInputs } from '../../../server/domain/inspection/draw-inputs.ts';
import type { World } from './world.ts';

/** How often the adversary draws the hour himself, with seeds of his own. */
const IMAGINED = 200;

/** What somebody can know before an hour: every past visit, the rules, the offices and their areas, who goes; of each office a score for every way of guessing. */
export function createAdversary({ offices, past, last }: World, inputs: DrawInputs, hour: number) {
  const visits = offices.map(() => 0);
  const areas = new Map<string, number>();
  const counties = new Map<string, number>();
  const areaOf = (office: number): string => `${offices[office]?.county ?? ''}/${offices[office]?.area ?? ''}`;
  const countyOf = (office: number): string => offices[office]?.county ?? '';
  for (const one of past) {
    visits[one.office] = (visits[one.office] ?? 0) + 1;
    areas.set(areaOf(one.office), one.hour);
    counties.set(countyOf(one.office), one.hour);
  }
  // Complaints and absences are the office's own: he knows of none.
  const known: DrawInputs = { ...inputs, offices: inputs.offices.map((office) => ({ ...office, complaints: 0, absences: 0 })) };
  const waited = (office: number): number => hour - (last.get(office)?.hour ?? 0);
  return {
    known,
    scores: new Map<string, (office: number) => number>([
      ['waited longest', waited],
      ['visited most often', (office) => visits[office] ?? 0],
      ['visited least often', (office) => -(visits[office] ?? 0) * 1000 + waited(office)],
      ['weight', (office) => { const one = known.offices[office]; return one === undefined ? 0 : weightOf(one, known.weights); }],
      ['area not visited lately', (office) => (hour - (areas.get(areaOf(office)) ?? 0)) * 1000 + waited(office)],
      ['county not visited lately', (office) => (hour - (counties.get(countyOf(office)) ?? 0)) * 1000 + waited(office)],
      ['area visited last week', (office) => ((areas.get(areaOf(office)) ?? 0) === hour - 1 ? 1000 : 0) + waited(office)],
    ]),
  };
}

/** The offices that each way of guessing names, as many as are visited; the strongest draws the hour himself, again and again, and names what came most often. */
export function bestGuesses({ known, scores }: ReturnType<typeof createAdversary>, count: number, imagine: (run: number) => readonly number[]): ReadonlyMap<string, readonly number[]> {
  const all = known.offices.map((_, office) => office);
  const top = (score: (office: number) => number): number[] => [...all].sort((one, other) => score(other) - score(one) || one - other).slice(0, count);
  const came = all.map(() => 0);
  for (let run = 0; run < IMAGINED; run += 1) for (const office of imagine(run)) came[office] = (came[office] ?? 0) + 1;
  const weight = scores.get('weight') as (office: number) => number;
  const heaviest = Math.max(...all.map(weight));
  return new Map([
    ...[...scores].map(([way, score]) => [way, top(score)] as const),
    ['drawn by himself', top((office) => (came[office] ?? 0) + weight(office) / (heaviest + 1))],
    // His own draws are few and rough: the weights behind them smooth what they say.
    ['drawn by himself, smoothed', top((office) => (came[office] ?? 0) / IMAGINED + weight(office) / (4 * heaviest))],
  ]);
}
