import type { Knex } from 'knex';
import type { DrawRow } from '../../db/tables.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import type { DrawFile } from '../domain/inspection/draw-file.ts';
import type { Day } from '../domain/jalali.ts';
import { hourLookup } from '../hours/lookup.ts';
import { peopleLookup } from '../people/lookup.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { drawGround, namesUnknown, spanOf, type DrawGround } from './inputs.ts';
import { inspectorsOf, type Inspector } from './inspectors.ts';
import { drawLookup } from './lookup.ts';
import { drawRepository } from './repository.ts';
import type { DrawSeal } from './sealing.ts';

/** A day with an hour, and its draw where there is one. */
export interface DrawDay {
  readonly day: Day;
  readonly draw: Pick<DrawRow, 'state' | 'commitment' | 'drawn_at' | 'starts_at' | 'opened_at'> | null;
  readonly amendments: number;
}

/** The weeks that were set, and by how many more they must be drawn out; null where these inspectors cannot hold any. */
export interface Held {
  readonly offices: number;
  readonly inspectors: number;
  readonly extra: number | null;
}

const AHEAD = 5;
const BACK = 20;

/** What the pages of the draw show. */
export function createDrawReading({ reads, seal }: { readonly reads: Knex; readonly seal: DrawSeal }) {
  const draws = drawRepository(reads);
  const hours = hourLookup(reads);
  const dayOfDraw = async (day: Day): Promise<DrawDay> => {
    const draw = await draws.byDay(day);
    return { day, draw, amendments: draw === null ? 0 : (await draws.amendments(day)).length };
  };
  const heldBy = ({ inputs, everybody, extra }: Pick<DrawGround, 'inputs' | 'everybody' | 'extra'>): Held => ({ offices: inputs.offices.length, inspectors: everybody.length, extra });
  const names = async () => ({
    agencies: await agencyLookup(reads).shortNames(),
    counties: await agencyLookup(reads).countyNames(),
  });
  return {
    names,
    userNames: async (ids: readonly string[]): Promise<ReadonlyMap<string, string>> => peopleLookup(reads).calledOf(ids),
    inspectors: (): Promise<Inspector[]> => inspectorsOf(reads),

    /** The days with hours around now, the farthest ahead first, the seed that is committed to, and whether hours are being held without a draw. */
    async days(now: Instant) {
      const today = dayOf(now);
      const around = [...(await hours.daysFrom(today, AHEAD)).reverse(), ...(await hours.daysBefore(today, BACK))];
      const list: DrawDay[] = [];
      for (const day of around) list.push(await dayOfDraw(day));
      const seed = await draws.newestSeed();
      const next = (await hours.daysFrom(today, 1))[0] ?? null;
      const held = next === null ? null : heldBy(await drawGround(reads, next, null));
      const unknown = namesUnknown((await settingsLookup(reads).settingsOn(today)).inspection, (await agencyLookup(reads).counties()).map(({ name }) => name));
      const span = spanOf(await hours.onDay(today));
      const isMissing = span !== null && span.startsAt <= now && now < span.endsAt && list.some(({ day, draw }) => day === today && draw === null);
      return { list, held, unknown, missing: isMissing ? today : null, seed: seed === null ? null : { number: seed.number, commitment: seed.commitment, committedAt: seed.committed_at as Instant, used: seed.day !== null } };
    },

    /** One day: its hour's span, who could go, what the draw would be made of, or was. */
    async day(day: Day) {
      const { span, ...ground } = await drawGround(reads, day, null);
      const row = await draws.byDay(day);
      const targets = row === null ? [] : await draws.targetsOn(day);
      return {
        ...(await dayOfDraw(day)), span, held: heldBy(ground),
        // Only counts of each inspector: where he goes, nobody but he reads before the opening.
        left: new Map((await inspectorsOf(reads)).map(({ id }) => [id, targets.filter((target) => target.inspector_id === id && target.state === 'drawn').length])),
        inputs: row === null ? ground.inputs : seal.openInputs(row),
        made: row === null ? [] : (await draws.amendments(day)).map((amendment) => seal.openAmendment(amendment)),
      };
    },

    /** The seal of a day's draw; null where none was drawn. */
    sealOf: (day: Day) => drawLookup(reads).sealOf(day),

    /** An opened draw with all that it takes to draw it again; null where none is opened. */
    async file(day: Day): Promise<DrawFile | null> {
      const row = await draws.byDay(day);
      if (row?.opened_at == null) return null;
      const seed = await draws.seed(row.seed_number);
      if (seed === null) return null;
      const before = await draws.bySeed(row.seed_number - 1);
      return {
        kind: 'didar-draw', day, program: row.program, seedNumber: row.seed_number, seed: seal.openSeed(seed), seedCommitment: seed.commitment, seedCommittedAt: seed.committed_at,
        openedBefore: before?.opened_at == null ? null : { day: before.day as Day, openedAt: before.opened_at },
        drawnAt: row.drawn_at, openedAt: row.opened_at, commitment: row.commitment, inputs: seal.openInputs(row), list: seal.openList(row),
        amendments: (await draws.amendments(day)).map((amendment) => seal.openAmendment(amendment)),
      };
    },
  };
}

export type DrawReading = ReturnType<typeof createDrawReading>;
