import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import type { Actor } from '../domain/permission.ts';
import type { ClientToServer, ServerToClient, WatchAnswer } from './contract.ts';
import { createRooms, roomOf, type Watched } from './rooms.ts';
import type { LiveSlice } from './slice.ts';

/** Who a handshake or an open socket belongs to; null once the login has ended. */
export interface Screen {
  readonly actor: Actor;
  readonly loginId: string;
  /** Rises whenever the person's roles change. */
  readonly authzVersion: number;
}

interface GatewayOptions {
  readonly slices: readonly LiveSlice[];
  /** Who a handshake is from: by its cookie, or by the key that a wallboard sends along. */
  readonly whoIs: (request: IncomingMessage, wall: string | null) => Promise<Screen | null>;
  readonly isOwnOrigin: (headers: IncomingMessage['headers']) => boolean;
  readonly log: (line: object) => void;
}

/** The live side of the server: who is watching what, and how changes reach them. */
export interface Gateway {
  /** Tells every screen that watches one of the streams; called only after COMMIT. */
  publish(committed: readonly { readonly stream: string; readonly seq: number }[]): void;
  /** Reads again what is watched, after notifications may have been lost. */
  refresh(): void;
  /** Announces the end, so that screens come back spread over `spreadMs` and not all at once, and closes. */
  drain(spreadMs: number): Promise<void>;
}

/** What is known of an open socket; `asOf` counts the changes of persons that had been told when it was asked who it is. */
interface Known {
  screen: Screen;
  watched: Set<string>;
  asOf: number;
  /** Who it is, while that is being asked. */
  asking: { readonly asOf: number; readonly who: Promise<Screen | null> } | null;
  /** Until when (ms) what the handshake was told serves for the first questions too. */
  enteredUntil: number;
}

type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, Known>;

const WATCH = z.strictObject({ stream: z.string().min(1).max(120), view: z.string().min(1).max(200), seq: z.int().min(-1) });
// A board holds a fragment for each county of a province, and asks for all of them again when it wakes.
const MESSAGES_A_MINUTE = 240;
const MINUTE_MS = 60_000;
const STREAMS_A_SCREEN = 40;
// A reader that does not read is dropped at this many waiting packets: it will come back and ask for everything.
const UNREAD_PACKETS = 256;
const CHECK_EVERY_MS = 30_000;
const ENTERING_MS = 1_000;

/** The key of a wallboard, as its page sends it in the handshake. */
const wallOf = (socket: { readonly handshake: { readonly auth: unknown } }): string | null => {
  const { wall } = (socket.handshake.auth ?? {}) as { readonly wall?: unknown };
  return typeof wall === 'string' && wall.length <= 64 ? wall : null;
};

/** Opens the Socket.IO side of an HTTP server. */
export function createGateway(http: HttpServer, { slices, whoIs, isOwnOrigin, log }: GatewayOptions): Gateway {
  const io = new Server<ClientToServer, ServerToClient, Record<string, never>, Known>(http, {
    transports: ['websocket', 'polling'],
    pingInterval: 10_000,
    pingTimeout: 5_000,
    maxHttpBufferSize: 64 * 1024,
    serveClient: false,
    // Socket.IO's `cors` option only sets headers; this is what refuses a foreign page.
    allowRequest: (request, answer) => answer(null, isOwnOrigin(request.headers)),
  });
  const rooms = createRooms(slices);
  const sliceOf = (stream: string): LiveSlice | undefined => slices.find((slice) => stream.startsWith(slice.prefix));

  let told = 0;
  const lookUp = (socket: LiveSocket): Promise<Screen | null> => {
    // A screen asks for all that it holds at once: one answer serves for all of it.
    const { asking } = socket.data;
    if (asking?.asOf === told) return asking.who;
    const who = whoIs(socket.request, wallOf(socket)).finally(() => {
      if (socket.data.asking?.who === who) socket.data.asking = null;
    });
    socket.data.asking = { asOf: told, who };
    return who;
  };
  // Who has just been let in asks in one breath for what his page holds: he need not be looked up again for that.
  const isEntering = ({ data }: LiveSocket): boolean => {
    if (data.asOf !== told || performance.now() > data.enteredUntil) return false;
    setImmediate(() => { data.enteredUntil = 0; });
    return true;
  };

  io.use((socket: LiveSocket, next) => {
    [socket.data.asOf, socket.data.asking, socket.data.enteredUntil] = [told, null, performance.now() + ENTERING_MS];
    lookUp(socket).then(
      (screen) => {
        if (screen === null) return next(new Error('login_needed'));
        socket.data.screen = screen;
        socket.data.watched = new Set();
        next();
      },
      (error: unknown) => {
        log({ level: 'error', event: 'handshake', error: String(error) });
        next(new Error('fault'));
      },
    );
  });

  const join = async (socket: LiveSocket, room: string, watched: Watched): Promise<void> => {
    // Somebody who left while he was being looked up leaves no room behind.
    if (!socket.connected) return;
    rooms.add(room, watched);
    socket.data.watched.add(room);
    await socket.join(room);
  };
  const leave = async (socket: LiveSocket, room: string): Promise<void> => {
    socket.data.watched.delete(room);
    await socket.leave(room);
  };

  const watch = async (socket: LiveSocket, ask: unknown): Promise<WatchAnswer> => {
    const parsed = WATCH.safeParse(ask);
    if (!parsed.success) return { ok: false, code: 'bad_request' };
    const { stream, view, seq } = parsed.data;
    const slice = sliceOf(stream);
    if (slice === undefined) return { ok: false, code: 'not_found' };
    const screen = isEntering(socket) ? socket.data.screen : await lookUp(socket);
    if (screen === null) {
      socket.emit('ended');
      socket.disconnect(true);
      return { ok: false, code: 'login_needed' };
    }
    // What was allowed before a change of roles must not outlive it: the browser comes back, and every stream is judged anew.
    if (screen.authzVersion !== socket.data.screen.authzVersion) {
      socket.disconnect(true);
      return { ok: false, code: 'changed_meanwhile' };
    }
    const audience = await slice.audience(screen.actor, stream, view);
    if (audience === null) return { ok: false, code: 'forbidden' };
    const watched: Watched = { slice, stream, view, audience };
    const room = roomOf(watched);
    if (!socket.data.watched.has(room) && socket.data.watched.size >= STREAMS_A_SCREEN) return { ok: false, code: 'too_many_tries' };
    // Joined before the fragment is read: a change between the two is pushed, and the older of both is ignored.
    await join(socket, room, watched);
    if ((await slice.seq(stream)) <= seq) return { ok: true, fragment: null };
    const fragment = await slice.fragment(stream, view, audience);
    // A view that does not exist: nobody need be told of its changes.
    if (fragment === null) await leave(socket, room);
    return { ok: true, fragment: fragment !== null && fragment.seq > seq ? fragment : null };
  };

  io.on('connection', (socket: LiveSocket) => {
    void socket.join([`user:${socket.data.screen.actor.id}`, `login:${socket.data.screen.loginId}`]);
    // A change that was told while it was being asked who this is has not found him here.
    if (socket.data.asOf !== told) recheckSoon([socket]);
    let [left, since] = [MESSAGES_A_MINUTE, performance.now()];
    // The one handler there is: no packet, however odd, may end the process.
    socket.on('watch', (ask: unknown, reply: unknown) => {
      const answer = typeof reply === 'function' ? (reply as (answer: WatchAnswer) => void) : () => undefined;
      if (performance.now() - since > MINUTE_MS) [left, since] = [MESSAGES_A_MINUTE, performance.now()];
      left -= 1;
      if (left < 0) return answer({ ok: false, code: 'too_many_tries' });
      watch(socket, ask).then(answer, (error: unknown) => {
        log({ level: 'error', event: 'watch', error: error instanceof Error ? error.stack : String(error) });
        answer({ ok: false, code: 'fault' });
      });
    });
  });

  io.of('/').adapter.on('delete-room', (room: string) => rooms.remove(room));

  const unreadOf = (socket: LiveSocket): number => (socket.conn as unknown as { writeBuffer?: unknown[] }).writeBuffer?.length ?? 0;

  const push = async (room: string, watched: Watched): Promise<void> => {
    const fragment = await watched.slice.fragment(watched.stream, watched.view, watched.audience);
    if (fragment === null) return;
    for (const id of io.of('/').adapter.rooms.get(room) ?? []) {
      const socket = io.sockets.sockets.get(id);
      if (socket !== undefined && unreadOf(socket) > UNREAD_PACKETS) socket.disconnect(true);
    }
    io.in(room).emit('push', { stream: watched.stream, view: watched.view, ...fragment });
  };

  // One fragment at a time a room, and one more if something came meanwhile: a burst of changes costs two renders, not many.
  const busy = new Map<string, boolean>();
  const schedule = (room: string, watched: Watched): void => {
    if (busy.has(room)) {
      busy.set(room, true);
      return;
    }
    busy.set(room, false);
    push(room, watched)
      .catch((error: unknown) => log({ level: 'error', event: 'push', stream: watched.stream, error: error instanceof Error ? error.stack : String(error) }))
      .finally(() => {
        const again = busy.get(room) === true;
        busy.delete(room);
        if (again) schedule(room, watched);
      });
  };

  const recheck = async (sockets: readonly LiveSocket[]): Promise<void> => {
    for (const socket of sockets) {
      const screen = await lookUp(socket);
      if (screen === null) socket.emit('ended');
      // With other roles the browser comes back at once, and every stream it holds is judged anew.
      if (screen?.authzVersion !== socket.data.screen.authzVersion) socket.disconnect(true);
    }
  };
  const recheckSoon = (sockets: readonly LiveSocket[]): void => {
    recheck(sockets).catch((error: unknown) => log({ level: 'error', event: 'recheck', error: String(error) }));
  };

  // Whatever notification may be lost, no socket outlives its login by more than this.
  const check = setInterval(() => recheckSoon([...io.sockets.sockets.values()]), CHECK_EVERY_MS);
  check.unref();

  return {
    publish(committed) {
      const streams = new Set(committed.map((one) => one.stream));
      for (const [room, watched] of rooms.showing(streams)) schedule(room, watched);
      // A logout, a disabling or a change of roles reaches the person's open screens within the second.
      const persons = [...streams].filter((stream) => stream.startsWith('user:'));
      if (persons.length === 0) return;
      told += 1;
      const there = new Set(persons.flatMap((room) => [...(io.of('/').adapter.rooms.get(room) ?? [])]));
      recheckSoon([...there].flatMap((id) => io.sockets.sockets.get(id) ?? []));
    },
    refresh() {
      for (const [room, watched] of rooms.all()) schedule(room, watched);
      told += 1;
      recheckSoon([...io.sockets.sockets.values()]);
    },
    async drain(spreadMs) {
      clearInterval(check);
      io.emit('drain', { spreadMs });
      await io.close();
    },
  };
}
