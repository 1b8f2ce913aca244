import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '../../../server/live/contract.ts';
import { heldFragments, showFragment } from './fragments.ts';
import { createLifeSign } from './life-sign.ts';

const RESYNC_MS = 30_000;

/** Watches every stream the page holds, shows what is newer, and says how old the screen is. */
export function connect(): void {
  const sign = createLifeSign();
  const socket: Socket<ServerToClient, ClientToServer> = io({
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 400,
    reconnectionDelayMax: 3000,
    randomizationFactor: 0.5,
    timeout: 8000,
    // A wallboard has no login: its page carries the key that it listens with.
    auth: document.body.dataset['wall'] === undefined ? {} : { wall: document.body.dataset['wall'] },
  });

  const resync = () => {
    if (!socket.connected) {
      socket.connect();
      return;
    }
    for (const held of heldFragments()) {
      socket.timeout(8000).emit('watch', held, (late, answer) => {
        if (late !== null) return;
        sign.seen();
        if (answer.ok) {
          if (answer.fragment !== null) showFragment({ ...held, ...answer.fragment });
        } else if (answer.code === 'login_needed') location.reload();
      });
    }
  };

  socket.on('connect', () => {
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

  setInterval(resync, RESYNC_MS);
  window.addEventListener('online', resync);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') resync();
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) resync();
  });
}
