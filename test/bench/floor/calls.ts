// The floor of `push` and `cpu`: minimal Express, prepared SQLite statements that share commits, Socket.IO. Nobody is asked who he is,
// nothing is checked and nothing is rendered: the bytes that the program would send for a queue of that length were handed over before.
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Server } from 'socket.io';
import { createGroup } from './group.ts';

/** The fragments that the program sends for a queue of n, by view. */
type Canned = Readonly<Record<string, readonly string[]>>;

/** A row of `calls` as the program wrote one: the floor writes the same, with the caller's own fields in it. */
type Pattern = Readonly<Record<string, unknown>>;

const [file = ''] = process.argv.slice(2);
const group = await createGroup(file);
let [canned, pattern]: [Canned, Pattern] = [{}, {}];
process.on('message', (message: { readonly canned?: Canned; readonly pattern?: Pattern }) => {
  ({ canned = canned, pattern = pattern } = message);
});
const index = (): string => randomBytes(32).toString('base64url');

const app = express();
app.disable('x-powered-by');
app.set('etag', false);
const http = createServer(app);
const io = new Server(http, { transports: ['websocket'], serveClient: false, pingInterval: 10_000, pingTimeout: 5_000 });
io.on('connection', (socket) => {
  socket.on('watch', async ({ stream, view }: { readonly stream: string; readonly view: string }, reply: (answer: object) => void) => {
    await socket.join(`${stream}\n${view}`);
    reply({ ok: true, fragment: null });
  });
});

interface Body {
  readonly _key: string;
  readonly session: string;
  readonly name: string;
  readonly summary: string;
}

app.use(express.json());
app.post('/calls', async (req, res) => {
  const body = req.body as Body;
  const id = randomUUID();
  const at = new Date().toISOString();
  const key = index();
  const row = { ...pattern, name: body.name, summary: body.summary, queue_key: key, identity_index: key, phone_index: index(), received_at: at, queued_at: at };
  const { waiting, seq } = await group.keep({ key: body._key, id, session: body.session, row, at });
  const stream = `session:${body.session}`;
  for (const [view, htmls] of Object.entries(canned)) {
    io.to(`${stream}\n${view}`).emit('push', { stream, view, seq, html: htmls[Math.min(waiting, htmls.length - 1)] ?? '' });
  }
  res.json({ callId: id, place: waiting });
});

http.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () => console.log(`listening on ${(http.address() as AddressInfo).port}`));
