import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { Refusal } from '../domain/refusal.ts';

/** The token that only our own pages carry for this login (or, before login, for this browser). */
export const csrfToken = (secret: string, holder: string): string => createHmac('sha256', secret).update(holder).digest('base64url');

const same = (one: string, other: string): boolean => {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** Whether the request comes from our own pages: by Fetch Metadata where sent, else by an exact Origin. */
export function isSameOrigin(headers: Request['headers'], origins: readonly string[]): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  if (headers.origin !== undefined) return origins.includes(headers.origin);
  return site === 'same-origin';
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses every request that changes something unless it has our origin: enough to read a body that brings the token. */
export function createOriginGuard(origins: () => readonly string[]): RequestHandler {
  return (req, _res, next) => {
    if (!SAFE.has(req.method) && !isSameOrigin(req.headers, origins())) throw new Refusal('foreign_request');
    next();
  };
}

/** Refuses every request that changes something unless it has our origin and our token. */
export function createCsrfGuard(origins: () => readonly string[]): RequestHandler {
  return (req, res, next) => {
    if (SAFE.has(req.method)) return next();
    if (!isSameOrigin(req.headers, origins())) throw new Refusal('foreign_request');
    const body = (req.body ?? {}) as Record<string, unknown>;
    const sent = req.get('x-csrf') ?? body['_csrf'];
    if (typeof sent === 'string' && same(sent, res.locals.visitor.csrf)) return next();
    // The token hung on a login that has ended meanwhile: that is no attack, and entering again is what helps.
    throw new Refusal(res.locals.visitor.lapsed ? 'login_needed' : 'foreign_request');
  };
}
