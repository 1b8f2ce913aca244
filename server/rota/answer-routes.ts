import type { Request, Response } from 'express';
import { attempt } from '../http/attempt.ts';
import { commandOf } from '../http/visitor.ts';
import type { Command } from '../domain/command.ts';

/** A text of an address or a body; anything else reads as empty. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Where a form came from, if that was a page at `base`; else `base` itself; with a code for the notice. */
export function backTo(req: Request, base: string, done: string, fallback = ''): string {
  const referer = req.get('referer');
  const url = referer !== undefined && URL.canParse(referer) ? new URL(referer) : null;
  const query = new URLSearchParams(url?.pathname === base ? url.search : fallback);
  query.set('done', done);
  return `${base}?${query.toString()}`;
}

/** Runs a change; a write that came too late is refused as `changed_meanwhile`, whoever asks. */
export async function change<T>(req: Request, res: Response, work: (command: Command) => Promise<T>): Promise<T> {
  const made = await attempt(() => work(commandOf(req, res)));
  if (!made.ok) throw made.refusal;
  return made.value;
}
