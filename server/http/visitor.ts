import type { Request, Response } from 'express';
import { createHash } from 'node:crypto';
import type { Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import type { Actor } from '../domain/permission.ts';

/** Which side of which session's desk somebody sits at. */
export interface SeatOf {
  readonly sessionId: string;
  readonly side: 'host' | 'companion';
}

/** Who is asking: a person with an open login, or somebody without one. */
export interface Visitor {
  readonly actor: Actor | null;
  readonly loginId: string | null;
  /** The desk at which he was seated by a code, and its session; null for everybody with an account. */
  readonly seat: SeatOf | null;
  /** Whether a login was shown that has ended since. */
  readonly lapsed: boolean;
  /** What a form must send back so that we know it was ours. */
  readonly csrf: string;
}

declare module 'express-serve-static-core' {
  interface Locals {
    visitor: Visitor;
    now: Instant;
  }
}

/** The person logged in; a route whose act is not public always has one. */
export function actorOf(res: Response): Actor {
  const { actor } = res.locals.visitor;
  if (actor === null) throw new Error('A route that needs a person was reached without one.');
  return actor;
}

const KEY = /^[\w-]{16,64}$/;

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_name, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );

/** Reads the command of a POST: its key from the form, and a hash of the address and all other fields. */
export function commandOf(req: Request, res: Response): Command {
  const { _key, _csrf, ...fields } = (req.body ?? {}) as Record<string, unknown>;
  void _csrf;
  const key = typeof _key === 'string' && KEY.test(_key) ? _key : crypto.randomUUID();
  const bodyHash = createHash('sha256').update(`${req.originalUrl}\n${canonical(fields)}`).digest('hex');
  return { key, bodyHash, actor: res.locals.visitor.actor?.id ?? null, at: res.locals.now };
}
