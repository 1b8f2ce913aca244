import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, Fragment, ServerToClient, WatchAnswer } from '../../server/live/contract.ts';
import type { Client } from '../support/client.ts';

/** A screen as a browser's would be: it says what it watches, and hears what is told. */
export type Screen = Socket<ServerToClient, ClientToServer>;
export type Push = Fragment & { readonly stream: string; readonly view: string };

/** Opens a screen on the server at `url` with the client's login, from a page of its own origin unless told otherwise; the caller disconnects it. */
export const openScreen = (url: string, client: Client, origin = url): Screen =>
  io(url, { transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders: { cookie: client.cookie, origin } });

export const watch = (screen: Screen, stream: string, view: string, seq: number): Promise<WatchAnswer> =>
  new Promise((resolve) => screen.emit('watch', { stream, view, seq }, resolve));

/** The next push of a fragment that shows something newer than `after`. */
export const pushed = (screen: Screen, view: string, after: number): Promise<Push> =>
  new Promise((resolve) => {
    screen.on('push', (message) => {
      if (message.view === view && message.seq > after) resolve(message);
    });
  });
