import { drawVisits } from '../../server/domain/inspection/draw.ts';
import type { DrawInputs } from '../../server/domain/inspection/draw-inputs.ts';
import { bestGuesses, createAdversary } from './draw/adversary.ts';
import { chanceOf, createWorld, HOURS, plainDraw, promised, type World } from './draw/world.ts';

/** So long nothing is scored: an adversary who has seen nothing yet guesses badly. */
const SEEN_FIRST = 26;

interface Played {
  /** Hits of each way of guessing, and how many offices were named. */
  readonly hits: ReadonlyMap<string, number>;
  readonly named: number;
  readonly visits: number;
  /** Visits that came within the period that was promised, and all that were due or came. */
  readonly within: number;
  readonly due: number;
  readonly longest: number;
  readonly counts: readonly number[];
}

type Draw = (inputs: DrawInputs, hour: number, world: World) => readonly { readonly office: number; readonly inspectorId: string }[];

/** Plays two years; before each hour the adversary names as many offices as will be visited, in every way he knows. */
function play(name: string, draw: Draw, imagine: (inputs: DrawInputs, run: number) => readonly number[]): Played {
  const world = createWorld(name);
  const hits = new Map<string, number>();
  const counts: number[] = [];
  let [named, within, due, longest] = [0, 0, 0, 0];
  for (let hour = 1; hour <= HOURS; hour += 1) {
    const inputs = world.inputs(hour);
    const weeks = promised(inputs);
    const visits = draw(inputs, hour, world);
    counts.push(visits.length);
    const visited = new Set(visits.map(({ office }) => office));
    if (hour > SEEN_FIRST) {
      const adversary = createAdversary(world, inputs, hour);
      for (const [way, guess] of bestGuesses(adversary, visits.length, (run) => imagine(adversary.known, run + hour * 1000))) {
        hits.set(way, (hits.get(way) ?? 0) + guess.filter((office) => visited.has(office)).length);
      }
      named += visits.length;
    }
    inputs.offices.forEach(({ waited }, office) => {
      if (!visited.has(office) && waited < weeks) return;
      // An office that should have been visited by now counts every week in which it still was not.
      due += 1;
      if (visited.has(office) && waited <= weeks) within += 1;
      longest = Math.max(longest, waited);
    });
    world.visited(hour, visits);
  }
  return { hits, named, visits: counts.reduce((sum, count) => sum + count, 0), within, due, longest, counts };
}

const best = ({ hits, named }: Played): readonly [string, number] =>
  [...hits].map(([way, count]) => [way, count / named] as const).reduce((one, other) => (other[1] > one[1] ? other : one));

const rounded = (number: number): number => Math.round(number * 10_000) / 10_000;

/**
 * Two years of a province of 1,600 offices, 12 inspectors of the province and 24 of counties, against an adversary who knows every past visit, the
 * rules, the program, offices, areas and who goes, and not complaints, absences and the seed. `chance` is what he reaches against a draw by the same
 * weights alone, without periods, pairs and routes.
 */
export function bench(): Promise<object> {
  const index = new Map(createWorld('index').offices.map(({ id }, office) => [id, office]));
  const officeOf = (id: string): number => index.get(id) as number;
  const real = play('world', (inputs, hour) => drawVisits(inputs, chanceOf(`real ${hour}`)).visits.map(({ agencyId, inspectorId }) => ({ office: officeOf(agencyId), inspectorId })),
    (inputs, run) => drawVisits(inputs, chanceOf(`imagined ${run}`)).visits.map(({ agencyId }) => officeOf(agencyId)));
  const plain = play('world', (inputs, hour) => plainDraw(inputs, real.counts[hour - 1] ?? 0, chanceOf(`plain ${hour}`)).map((office) => ({ office, inspectorId: 'anybody' })),
    (inputs, run) => plainDraw(inputs, real.counts[0] ?? 0, chanceOf(`plainly imagined ${run}`)));
  const [way, hitRate] = best(real);
  const [plainWay, chance] = best(plain);
  for (const [name, played] of [['draw', real], ['weights alone', plain]] as const) {
    console.error(`${name}: ${rounded(played.visits / HOURS)} visits an hour, longest wait ${played.longest} weeks; ${[...played.hits].map(([one, count]) => `${one} ${rounded(count / played.named)}`).join(', ')}`);
  }
  console.error(`best against the draw: ${way}; against the weights alone: ${plainWay}; promised: ${promised(createWorld('promise').inputs(1))} weeks`);
  return Promise.resolve({ hit_rate: rounded(hitRate), chance: rounded(chance), ratio: rounded(hitRate / chance), coverage: rounded(real.within / real.due) });
}
