import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../domain/refusal.ts';

declare module 'express-serve-static-core' {
  interface Locals {
    raw?: Buffer;
  }
}

/** The greatest body that is read as it is, in bytes: a photo and its envelope. */
export const GREATEST_RAW = 11 * 1024 * 1024;
// So many bytes are in memory at once, whoever sends them; who comes then waits unread, and so many may wait.
const BYTES_AT_ONCE = 16 * 1024 * 1024;
const WAITING_MOST = 300;
// A phone that has lost its network in the midst of a body gives its room back after so long.
const SILENT_MS = 20_000;

interface Wish {
  readonly bytes: number;
  readonly go: () => void;
}

/** Room for bodies: each takes what it is long before it is read, in its turn, and gives it back. */
function createRoom() {
  let free = BYTES_AT_ONCE;
  const waiting: Wish[] = [];
  const admit = (): void => {
    for (let [next] = waiting; next !== undefined && next.bytes <= free; [next] = waiting) {
      waiting.shift();
      free -= next.bytes;
      next.go();
    }
  };
  return {
    /** Goes on with the wish once there is room for it. Refuses `busy` where too many wait. */
    enter(wish: Wish): void {
      if (waiting.length >= WAITING_MOST) throw new Refusal('busy', { facts: { seconds: 5 } });
      waiting.push(wish);
      admit();
    },
    /** Gives back what a wish took, or the wish itself where it still waits. */
    leave(wish: Wish): void {
      const at = waiting.indexOf(wish);
      if (at === -1) free += wish.bytes;
      else waiting.splice(at, 1);
      admit();
    },
  };
}

/** Reads a body of known length into one piece of memory; what is longer, shorter, broken off or silent for too long rejects. */
const readWhole = (req: Request, length: number, silentMs: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const body = Buffer.allocUnsafeSlow(length);
    let filled = 0;
    const broken = (): void => {
      clearTimeout(silence);
      reject(new Refusal('bad_request'));
    };
    const silence = setTimeout(broken, silentMs);
    req.on('data', (chunk: Buffer) => {
      silence.refresh();
      filled += chunk.copy(body, filled);
    });
    req.once('end', () => {
      clearTimeout(silence);
      if (filled === length) resolve(body);
      else broken();
    });
    req.once('error', broken).once('close', broken);
  });

/**
 * Makes what reads a body as it is, in its turn, so that two hundred at once cost no more memory than a few. Refuses `too_large` before anything of it is read,
 * `bad_request` where it is of another kind, does not say how long it is, or stops coming for `silentMs`, and `busy`.
 */
export function createRawReader(silentMs = SILENT_MS): RequestHandler {
  const room = createRoom();
  return (req, res, next) => {
    const length = Number(req.headers['content-length'] ?? Number.NaN);
    const isPlain = req.is('application/octet-stream') !== false && req.headers['content-encoding'] === undefined;
    if (!Number.isInteger(length) || length < 0 || !isPlain) throw new Refusal('bad_request');
    if (length > GREATEST_RAW) throw new Refusal('too_large');
    const wish: Wish = {
      bytes: length,
      go: () => void readWhole(req, length, silentMs).then((body) => {
        // Kept where only the handler looks: nothing that reads fields may walk through it.
        res.locals.raw = body;
        next();
      }, next),
    };
    room.enter(wish);
    res.once('close', () => {
      delete res.locals.raw;
      room.leave(wish);
    });
  };
}

/** The body of a raw route, once: whoever takes it lets it go; empty where there was none. */
export function rawOf(res: Response): Buffer {
  const { raw = Buffer.alloc(0) } = res.locals;
  delete res.locals.raw;
  return raw;
}
