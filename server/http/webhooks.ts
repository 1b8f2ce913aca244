import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import express, { Router, type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import { isWriterFault } from '../../db/errors.ts';
import { millisecondsOf, type Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { Refusal } from '../domain/refusal.ts';
import { sentenceOf } from '../wording/refusals.ts';
import { STATUSES } from './statuses.ts';

/** A message whose signature was right: its command, under whose key a repeat of `webhook-id` is harmless, and its JSON. */
export interface SignedMessage {
  readonly command: Command;
  readonly body: unknown;
}

/** Deals with the messages of one path and gives the answer; `bad_request` is told as 422, naming what was wrong in `facts.fields`. */
export type WebhookHandler = (message: SignedMessage) => Promise<object>;

interface Deps {
  /** 32 bytes in base64: what a sender is given behind `whsec_`. */
  readonly secret: string;
  readonly now: () => Instant;
  readonly log: (line: object) => void;
}

const LIMIT = '16kb';
const WINDOW_MS = 5 * 60_000;
const ID = /^[\w.:@+-]{1,128}$/;
/** A sender that changes its key signs with both for a while. */
const SIGNATURES = 5;

const bodyOf = (req: Request): Buffer => (Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0));

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest();

/** The signature of a message as Standard Webhooks has it: `v1,` and the base64 of an HMAC over id, time (seconds) and body. */
export const signatureOf = (secret: string, id: string, timestamp: string, body: Buffer | string): string =>
  `v1,${createHmac('sha256', Buffer.from(secret, 'base64')).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;

const same = (one: string, other: string): boolean => {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
};

const refusalOf = (error: unknown): Refusal | null => {
  if (error instanceof Refusal) return error;
  if (isWriterFault(error)) return new Refusal(error.fault);
  const status = (error as { readonly status?: unknown }).status;
  if (status === 413) return new Refusal('too_large');
  return typeof status === 'number' && status < 500 ? new Refusal('bad_request') : null;
};

/** Takes messages that other programs send: signed (Standard Webhooks), at most five minutes old and 16 kB long. The router stands before the guard of forms. */
export function createWebhooks({ secret, now, log }: Deps) {
  const messages = Router();

  const check: RequestHandler = (req, _res, next) => {
    const [id = '', timestamp = '', signatures = ''] = [req.get('webhook-id'), req.get('webhook-timestamp'), req.get('webhook-signature')];
    const age = Math.abs(millisecondsOf(now()) - Number(timestamp) * 1000);
    if (!ID.test(id) || !/^\d{1,12}$/.test(timestamp) || age > WINDOW_MS) throw new Refusal('signature_wrong');
    const expected = signatureOf(secret, id, timestamp, bodyOf(req));
    if (!signatures.split(' ').slice(0, SIGNATURES).some((one) => same(one, expected))) throw new Refusal('signature_wrong');
    next();
  };

  const jsonOf = (req: Request): unknown => {
    try {
      return JSON.parse(bodyOf(req).toString('utf8'));
    } catch {
      throw new Refusal('bad_request', { facts: { fields: 'body' } });
    }
  };

  const failed: ErrorRequestHandler = (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    const refusal = refusalOf(error);
    if (refusal === null) {
      log({ level: 'error', event: 'webhook', path: req.path, error: error instanceof Error ? error.stack : String(error) });
      return void res.status(500).json({ code: 'fault' });
    }
    const { fields } = refusal.facts;
    res.status(refusal.code === 'bad_request' ? 422 : STATUSES[refusal.code]).json({ code: refusal.code, sentence: sentenceOf(refusal), ...(fields === undefined ? {} : { fields }) });
  };

  const router = Router();
  router.use(messages);
  router.use(failed);

  return {
    router,
    /** Takes the messages that are POSTed to a path. */
    post(path: string, handler: WebhookHandler): void {
      messages.post(path, express.raw({ limit: LIMIT, type: () => true }), check, async (req, res) => {
        const key = `webhook-${sha256(req.get('webhook-id') ?? '').toString('base64url')}`;
        const command: Command = { key, bodyHash: sha256(bodyOf(req)).toString('hex'), actor: null, at: now() };
        res.json(await handler({ command, body: jsonOf(req) }));
      });
    },
  };
}

export type Webhooks = ReturnType<typeof createWebhooks>;
