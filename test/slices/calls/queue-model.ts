import { expect } from 'chai';
import fc from 'fast-check';
import type { Database } from '../../../db/connection.ts';
import type { WriterProbe } from '../../../db/writer.ts';
import type { Command } from '../../../server/domain/command.ts';
import { command } from './ground.ts';
import { anyAim, type Act, type Aim, type Told } from './queue-model/acts.ts';
import { copyOf, type Paper } from './queue-model/naive.ts';
import { at, layDay, layRule, paperDay, pictureOf, startProcess, type Day, type Picture, type Process } from './queue-model/real.ts';
import { expectNobodyLost, expectWholeRecord } from './queue-model/whole.ts';

interface Real {
  readonly databases: readonly Database[];
  readonly processes: readonly Process[];
  readonly day: Day;
  /** Everything that was answered `done`, to be repeated, and every caller whom somebody was told is in a queue. */
  readonly answered: { readonly act: Act; readonly command: Command; readonly told: Told }[];
  readonly acknowledged: Set<string>;
  /** What the database held after the last command. */
  picture: Picture;
  /** The command as a browser sends it again after its answer was lost. */
  readonly resent: (command: Command) => Command;
}

/** One command of a row; its name is for whoever reads a failure. */
interface Run {
  run(paper: Paper, real: Real): Promise<void>;
  toString(): string;
}

const onPaper = ({ sessions, calls }: Paper): Omit<Picture, 'requests'> => ({
  sessions: sessions.map(({ state, desk, queue }) => ({ state, desk, queue })),
  calls: Object.fromEntries([...calls.values()].map(({ id, session, priority, state, tries, outcome, later }) => [id, { session, priority, state, tries, outcome, later }])),
});

const ordersOf = <T>(list: readonly T[]): T[][] =>
  list.length < 2 ? [[...list]] : list.flatMap((one, index) => ordersOf(list.filter((_other, place) => place !== index)).map((rest) => [one, ...rest]));

interface Answered {
  readonly act: Act;
  readonly told: Told;
}

/** The paper after these acts, done one after another in some order that explains what everybody was told and what is there now; null where none does. */
function explained(paper: Paper, answers: readonly Answered[], after: Picture): Paper | null {
  const wanted = JSON.stringify(sorted(after));
  for (const order of ordersOf(answers)) {
    let now = copyOf(paper);
    const agree = order.every(({ act, told }) => {
      const tried = copyOf(now);
      const code = act.onPaper(tried, told, after);
      if (code === 'done') now = tried;
      return code === told.code;
    });
    if (agree && JSON.stringify(sorted(onPaper(now))) === wanted) return now;
  }
  return null;
}

const sorted = ({ sessions, calls }: Omit<Picture, 'requests'>) => ({ sessions, calls: Object.entries(calls).sort(([one], [other]) => (one < other ? -1 : 1)) });

const first = <T>(list: readonly T[], index: number): T => {
  const one = list[index % list.length];
  if (one === undefined) throw new Error('an empty list');
  return one;
};

const settle = async (paper: Paper, real: Real, answers: readonly (Answered & { readonly command: Command })[]): Promise<void> => {
  const after = await pictureOf(first(real.databases, 0), real.day);
  real.picture = after;
  const now = explained(paper, answers, after);
  if (now === null) {
    const alone = copyOf(paper);
    const said = answers.map(({ act, told }) => `${act.name}: told ${told.code}, on paper ${act.onPaper(alone, told, after)}`).join('; ');
    expect(sorted(after), said).to.deep.equal(sorted(onPaper(alone)));
    throw new Error(`no order of the commands explains what they were told: ${said}`);
  }
  Object.assign(paper, now);
  for (const { act, told, command: sent } of answers) {
    if (told.code !== 'done') continue;
    real.answered.push({ act, command: sent, told });
    if (told.callId !== undefined) real.acknowledged.add(told.callId);
  }
};

const aimed = (paper: Paper, { day, picture }: Real, aims: readonly Aim[], seconds: number) => {
  paper.now += seconds;
  return aims.map((aim, index) => ({ act: aim(paper, day, picture), command: command(at(paper.now), { actor: `person-${index}` }) }));
};

/** Several people act on what all of them have seen, without waiting for one another; alone where it is one. */
const atOnce = (aims: readonly Aim[], seconds: number): Run => {
  let names = '';
  return {
    async run(paper, real) {
      const ready = aimed(paper, real, aims, seconds);
      names = ready.map(({ act }) => act.name).join(' | ');
      const tolds = await Promise.all(ready.map(({ act, command: sent }, index) => act.really(first(real.processes, index), sent)));
      await settle(paper, real, ready.map((one, index) => ({ ...one, told: first(tolds, index) })));
    },
    toString: () => names,
  };
};

/** A process dies while people act; each sends again what was never answered, with its key, to the process that came back or to another. */
const dying = (aims: readonly Aim[], seconds: number, point: 'before_commit' | 'after_commit' | 'before_publish'): Run => ({
  async run(paper, real) {
    const ready = aimed(paper, real, aims, seconds);
    const process = first(real.processes, 0);
    process.dieAt(point);
    const answers = new Map<number, Told>();
    const sent = ready.map(({ act, command: one }, index) => act.really(process, one).then((told) => void answers.set(index, told)));
    // Where everything is refused nothing is committed, and nothing dies.
    await Promise.race([process.died(), Promise.all(sent)]);
    await process.comeBack();
    const early = new Map(answers);
    for (const [index, { act, command: one }] of ready.entries()) if (!early.has(index)) answers.set(index, await act.really(first(real.processes, index + 1), real.resent(one)));
    await settle(paper, real, ready.map((one, index) => ({ ...one, told: answers.get(index) ?? { code: 'lost' } })));
  },
  toString: () => `death at ${point} of ${aims.length}`,
});

/** A command that was answered comes again: the same answer, and nothing changes. */
const again = (number: number): Run => ({
  async run(paper, real) {
    const earlier = real.answered[number % Math.max(1, real.answered.length)];
    if (earlier === undefined) return;
    expect(await earlier.act.really(first(real.processes, number), earlier.command), `${earlier.act.name} again`).to.deep.equal(earlier.told);
    await settle(paper, real, []);
  },
  toString: () => `again ${number}`,
});

/** How long and how broken a row of runs is. */
export interface Rows {
  readonly runs: number;
  readonly most: number;
  readonly seed: number;
  /** A guarantee switched off, which the model must notice: what was answered is committed; what is sent again keeps its key. */
  readonly breaks?: WriterProbe['breaks'] | 'keys' | undefined;
}

/** Runs so many rows of up to `most` commands against the services of as many processes as there are handles on the one database, each on a day of its own. */
export async function queueModel(databases: readonly Database[], { runs, most, seed, breaks }: Rows): Promise<void> {
  const database = first(databases, 0);
  await layRule(database);
  const processes: Process[] = [];
  for (const one of databases) processes.push(await startProcess(one, breaks === 'keys' ? undefined : breaks));
  const seconds = fc.nat({ max: 50 });
  const people = (count: number): fc.Arbitrary<Aim[]> => fc.array(anyAim, { minLength: 1, maxLength: count });
  const commands: fc.Arbitrary<Run>[] = [
    ...Array.from({ length: 14 }, () => fc.tuple(anyAim, seconds).map(([aim, pause]) => atOnce([aim], pause))),
    ...Array.from({ length: 4 }, () => fc.tuple(people(3), seconds).map(([aims, pause]) => atOnce(aims, pause))),
    fc.tuple(people(2), seconds, fc.constantFrom('before_commit', 'after_commit', 'before_publish')).map(([aims, pause, point]) => dying(aims, pause, point)),
    fc.nat({ max: 999 }).map(again),
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(...commands), { minLength: most, maxLength: most, size: 'max' }), async (run) => {
      const day = await layDay(database, first(processes, 0));
      const real: Real = {
        databases, processes, day, answered: [], acknowledged: new Set(), picture: await pictureOf(database, day),
        resent: (sent) => (breaks === 'keys' ? { ...sent, key: crypto.randomUUID() } : sent),
      };
      const paper: Paper = { now: 0, sessions: paperDay(), calls: new Map() };
      for (const step of run) await step.run(paper, real);
      await expectNobodyLost(database, day, real.acknowledged);
    }),
    { numRuns: runs, seed, endOnFailure: true },
  );
  for (const process of processes) await process.drain();
  await expectWholeRecord(database);
}
