// The floor of `screens` and `storm`: a bare Socket.IO server whose screens do nothing but be there, each in a room.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false, pingInterval: 10_000, pingTimeout: 5_000 });
io.on('connection', (socket) => {
  socket.on('watch', async ({ stream, view }: { readonly stream: string; readonly view: string }, reply: (answer: object) => void) => {
    await socket.join(`${stream}\n${view}`);
    reply({ ok: true, fragment: null });
  });
});

http.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () => console.log(`listening on ${(http.address() as AddressInfo).port}`));
