import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A process of its own with a server's database open, or the code of its refusal. */
export interface Spawned {
  readonly opened: boolean;
  readonly refused: string | undefined;
  /** Lets it write an event on a stream; settles when it has been answered. */
  write(key: string, stream: string): Promise<void>;
  /** Everything it has heard of so far, as 'stream/seq'. */
  heard(): readonly string[];
  kill(): Promise<void>;
}

interface Told {
  readonly opened?: true;
  readonly refused?: string;
  readonly wrote?: string;
  readonly heard?: readonly { readonly stream: string; readonly seq: number }[];
}

/** Starts another process on the same database and waits until it has opened it or was refused. */
export async function spawnServer(url: string): Promise<Spawned> {
  const child: ChildProcess = fork(new URL('other-process.ts', import.meta.url), [url], { execArgv: ['--import', 'tsx'] });
  const told: Told[] = [];
  child.on('message', (message) => void told.push(message as Told));
  const until = async <T>(found: (one: Told) => T | undefined): Promise<T> => {
    for (;;) {
      const hit = told.map(found).find((value) => value !== undefined);
      if (hit !== undefined) return hit;
      await once(child, 'message');
    }
  };
  const first = await until((one) => (one.opened ?? one.refused) === undefined ? undefined : one);
  return {
    opened: first.opened === true,
    refused: first.refused,
    heard: () => told.flatMap(({ heard }) => heard ?? []).map(({ stream, seq }) => `${stream}/${seq}`),
    async write(key, stream) {
      child.send({ key, stream });
      await until(({ wrote }) => (wrote === key ? true : undefined));
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Waits until `condition` holds, at most 5 s. */
export async function eventually(condition: () => boolean): Promise<void> {
  const giveUp = performance.now() + 5_000;
  while (!condition()) {
    if (performance.now() > giveUp) throw new Error('it did not come about in 5 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
