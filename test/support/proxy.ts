import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * What a connection meets: `open` lets everything pass; `hole` lets nothing pass in either direction and says so to nobody, and what was
 * sent meanwhile arrives when it heals; `refused` cuts what there is and refuses what comes; `deaf` stops reading what the server sends.
 */
export type Weather = 'open' | 'hole' | 'refused' | 'deaf';

/** How slow it is: ms each way, and bytes a second each way; null is as fast as the machine. */
export interface Pace {
  readonly latencyMs: number;
  readonly bytesPerSecond: number | null;
}

/** A stretch of network between a client and a server, on a port of its own. */
export interface Proxy {
  readonly port: number;
  readonly url: string;
  weather(now: Weather): void;
  pace(now: Pace): void;
  /** Cuts every connection in the middle with a reset. */
  reset(): void;
  /** Resets the next connection after the server has sent so many bytes through it. */
  resetAfter(bytes: number): void;
  /** Half-open: the server loses every connection there is, and the client is never told; new ones meet the weather. */
  forget(): void;
  /** How many connections it carries now. */
  carried(): number;
  stop(): Promise<void>;
}

interface Pipe {
  readonly client: Socket;
  readonly server: Socket;
  forgotten: boolean;
  /** Who waits for better weather. */
  readonly waiting: Set<() => void>;
}

const FAST: Pace = { latencyMs: 0, bytesPerSecond: null };
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A connection to the first of the ports that takes it; null where none does. */
const reach = async (ports: readonly number[]): Promise<Socket | null> => {
  for (const port of ports) {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const taken = await new Promise<boolean>((resolve) => socket.once('connect', () => resolve(true)).once('error', () => resolve(false)));
    if (taken) return socket;
  }
  return null;
};

/** Starts a proxy to ports of this machine, to each in its turn and past those that are gone; its caller stops it. */
export async function startProxy(...targets: readonly number[]): Promise<Proxy> {
  let [weather, pace]: [Weather, Pace] = ['open', FAST];
  let doomed: number | null = null;
  const pipes = new Set<Pipe>();

  const mayPass = (pipe: Pipe, fromServer: boolean): boolean => !pipe.forgotten && (weather === 'open' || (weather === 'deaf' && !fromServer));
  const wake = ({ waiting }: Pipe): void => {
    for (const go of waiting) go();
    waiting.clear();
  };
  const clear = async (pipe: Pipe, fromServer: boolean): Promise<void> => {
    while (!mayPass(pipe, fromServer) && pipes.has(pipe)) await new Promise<void>((resolve) => void pipe.waiting.add(resolve));
  };
  const drop = (pipe: Pipe): void => {
    pipes.delete(pipe);
    wake(pipe);
    pipe.client.destroy();
    pipe.server.destroy();
  };

  /** Reads one side and writes the other, never faster than the other takes it: what is not read stays with its sender. */
  const carry = async (pipe: Pipe, from: Socket, to: Socket, limit: number | null): Promise<void> => {
    const fromServer = from === pipe.server;
    let sent = 0;
    for await (const chunk of from as AsyncIterable<Buffer>) {
      await clear(pipe, fromServer);
      if (pace.latencyMs > 0) await pause(pace.latencyMs);
      const step = pace.bytesPerSecond === null ? chunk.length : Math.max(1, Math.ceil(pace.bytesPerSecond / 20));
      for (let start = 0; start < chunk.length; start += step) {
        await clear(pipe, fromServer);
        if (pace.bytesPerSecond !== null) await pause(50);
        const part = chunk.subarray(start, start + step);
        sent += part.length;
        if (limit !== null && sent > limit) return void pipe.client.resetAndDestroy();
        if (!to.write(part)) await new Promise<void>((resolve) => to.once('drain', resolve).once('close', resolve));
      }
    }
    await clear(pipe, fromServer);
    to.end();
  };

  let turn = 0;
  const inTurn = (): number[] => {
    turn += 1;
    return targets.map((_one, index) => targets[(turn + index) % targets.length] ?? 0);
  };
  const serve = async (client: Socket): Promise<void> => {
    if (weather === 'refused') return void client.resetAndDestroy();
    client.on('error', () => undefined);
    const server = await reach(inTurn());
    if (server === null) return void client.resetAndDestroy();
    if (client.destroyed) return void server.destroy();
    const pipe: Pipe = { client, server, forgotten: false, waiting: new Set() };
    pipes.add(pipe);
    const limit = doomed;
    doomed = null;
    server.on('error', () => undefined);
    for (const socket of [client, server]) socket.setNoDelay(true);
    // The news of an end travels like everything else: not through a hole, and never to whom was forgotten.
    server.on('close', () => void clear(pipe, true).then(() => drop(pipe)));
    client.on('close', () => drop(pipe));
    carry(pipe, client, server, null).catch(() => drop(pipe));
    carry(pipe, server, client, limit).catch(() => drop(pipe));
  };
  const clients = new Set<Socket>();
  const listener = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
    void serve(client);
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  const change = (): void => pipes.forEach(wake);

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    weather(now) {
      weather = now;
      if (now === 'refused') for (const pipe of [...pipes]) drop(pipe);
      change();
    },
    pace(now) {
      pace = now;
    },
    reset() {
      for (const pipe of [...pipes]) {
        pipe.client.resetAndDestroy();
        drop(pipe);
      }
    },
    resetAfter(bytes) {
      doomed = bytes;
    },
    forget() {
      for (const pipe of pipes) {
        pipe.forgotten = true;
        pipe.server.destroy();
      }
    },
    carried: () => [...pipes].filter(({ forgotten }) => !forgotten).length,
    async stop() {
      for (const pipe of [...pipes]) drop(pipe);
      for (const client of clients) client.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
