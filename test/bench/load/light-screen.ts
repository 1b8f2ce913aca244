import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

/** What the server told a screen: the event's name and its one argument. */
export type Heard = (event: string, body: unknown) => void;

/** A screen that costs its process little: Socket.IO over one WebSocket, and nothing else. Thousands fit into one load process. */
export interface LightScreen {
  /** Emits an event and waits for its acknowledgement. */
  ask(event: string, body: object): Promise<unknown>;
  close(): void;
  readonly ended: Promise<void>;
}

const TEXT = 1;
const CLOSE = 8;

/** A client's frame: always masked, here by a mask of zeros, which changes nothing. */
const frame = (text: string): Buffer => {
  const payload = Buffer.from(text);
  const size = payload.length;
  const head = size < 126 ? Buffer.from([0x80 | TEXT, 0x80 | size, 0, 0, 0, 0]) : Buffer.from([0x80 | TEXT, 0x80 | 126, size >> 8, size & 0xff, 0, 0, 0, 0]);
  return Buffer.concat([head, payload]);
};

/** The first whole frame of what has come, and how long it is; null where more must come. */
const firstFrame = (bytes: Buffer): { opcode: number; text: string; length: number } | null => {
  if (bytes.length < 2) return null;
  const short = (bytes[1] ?? 0) & 0x7f;
  const head = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < head) return null;
  const size = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (bytes.length < head + size) return null;
  return { opcode: (bytes[0] ?? 0) & 0x0f, text: bytes.toString('utf8', head, head + size), length: head + size };
};

interface Opening {
  readonly port: number;
  readonly cookie?: string;
  readonly origin?: string;
  readonly heard: Heard;
}

/** Opens a screen; settles when the server has let it in, throws where it was refused or cut. */
export function openLightScreen({ port, cookie, origin, heard }: Opening): Promise<LightScreen> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    const waiting = new Map<number, (answer: unknown) => void>();
    const ended = new Promise<void>((end) => socket.once('close', () => end()));
    let [asked, upgraded] = [0, false];
    let pending: Buffer = Buffer.alloc(0);
    const send = (text: string): void => void socket.write(frame(text));
    const screen: LightScreen = {
      ask: (event, body) =>
        new Promise((answer) => {
          asked += 1;
          waiting.set(asked, answer);
          send(`42${asked}${JSON.stringify([event, body])}`);
        }),
      close: () => socket.destroy(),
      ended,
    };
    const packet = (text: string): void => {
      if (text === '2') return send('3');
      if (text.startsWith('0')) return send('40');
      if (text.startsWith('40')) return resolve(screen);
      if (text.startsWith('44')) return reject(new Error(`the screen was refused: ${text}`));
      const [, kind, id] = /^4([23])(\d*)/.exec(text) ?? [];
      if (kind === undefined) return;
      const list = JSON.parse(text.slice(2 + (id ?? '').length)) as readonly unknown[];
      if (kind === '2') return heard(String(list[0]), list[1]);
      waiting.get(Number(id))?.(list[0]);
      waiting.delete(Number(id));
    };
    socket.on('data', (chunk: Buffer) => {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      if (!upgraded) {
        const end = pending.indexOf('\r\n\r\n');
        if (end < 0) return;
        if (!pending.subarray(0, end).toString().includes(' 101 ')) return void socket.destroy(new Error('no upgrade'));
        upgraded = true;
        pending = pending.subarray(end + 4);
      }
      for (let one = firstFrame(pending); one !== null; one = firstFrame(pending)) {
        pending = pending.subarray(one.length);
        if (one.opcode === CLOSE) socket.destroy();
        else if (one.opcode === TEXT) packet(one.text);
      }
    });
    socket.on('error', reject);
    socket.once('close', () => reject(new Error('the screen was cut')));
    socket.write(
      [
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
        `Host: 127.0.0.1:${port}`,
        `Origin: ${origin ?? `http://localhost:${port}`}`,
        ...(cookie === undefined ? [] : [`Cookie: ${cookie}`]),
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        '\r\n',
      ].join('\r\n'),
    );
  });
}
