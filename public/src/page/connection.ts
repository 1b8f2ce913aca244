import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '../../../server/live/contract.ts';
import { heldFragments, showFragment } from './fragments.ts';
import { createLifeSign } from './life-sign.ts';

const RESYNC_MS = 30_000;
const AGAIN_MS = { least: 1_000, spread: 2_000 };

/** Watches every stream the page holds, shows what is newer, and says how old the screen is. */
export function connect(): void {
  const sign = createLifeSign();
  const socket: Socket<ServerToClient, ClientToServer> = io({
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    // A try that was begun in the cut hangs until it is given up; with the wait after it, the page is right within five seconds of the healing.
    reconnectionDelay: 400,
    reconnectionDelayMax: 1500,
    randomizationFactor: 0.5,
    timeout: 3000,
    // A wallboard has no login: its page carries the key that it listens with.
    auth: document.body.dataset['wall'] === undefined ? {} : { wall: document.body.dataset['wall'] },
  });

  let again: ReturnType<typeof setTimeout> | undefined;
  // Something went wrong on the way that may be right in a moment: long before the next round of questions.
  const soon = () => {
    again ??= setTimeout(() => {
      again = undefined;
      resync();
    }, AGAIN_MS.least + Math.random() * AGAIN_MS.spread);
  };

  const resync = () => {
    if (!socket.connected) {
      socket.connect();
      return;
    }
    for (const held of heldFragments()) {
      socket.timeout(8000).emit('watch', held, (late, answer) => {
        if (late !== null) return soon();
        sign.seen();
        if (answer.ok) {
          if (answer.fragment !== null) showFragment({ ...held, ...answer.fragment });
        } else if (answer.code === 'login_needed') location.reload();
        else if (answer.code === 'fault') soon();
      });
    }
  };

  let wasIn = false;
  socket.on('connect', () => {
    wasIn = true;
    sign.seen();
    resync();
  });
  socket.on('push', (message) => {
    sign.seen();
    showFragment(message);
  });
  socket.io.on('ping', () => sign.seen());
  socket.on('ended', () => location.reload());
  // An announced restart: everyone comes back at another moment of the given span.
  socket.on('drain', ({ spreadMs }) => {
    socket.disconnect();
    setTimeout(() => socket.connect(), Math.random() * spreadMs);
  });
  // The server's own disconnect is not retried by the client by itself.
  socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 500 + Math.random() * 2500);
  });

  // Turned down by the server, which the client does not try again by itself: the login has ended meanwhile, or something is amiss for a moment.
  socket.on('connect_error', ({ message }) => {
    if (socket.active) return;
    if (message !== 'login_needed') soon();
    else if (wasIn) location.reload();
  });

  // Whoever comes back waits for no try that hangs, and for no turn of it.
  const wake = () => {
    if (!socket.connected) socket.disconnect();
    resync();
  };

  setInterval(resync, RESYNC_MS);
  window.addEventListener('online', wake);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') wake();
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) wake();
  });
}
