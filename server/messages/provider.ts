import type { Instant } from '../domain/calendar.ts';
import { millisecondsOf } from '../domain/calendar.ts';
import type { MessageFault, MessageKind } from '../domain/message.ts';
import { maskedPhone } from '../domain/persian.ts';
import { shortMessages } from '../wording/message-texts.ts';

/** A message as a provider takes it: `to` is a telephone in E.164, and the id is the same however often it is handed over. */
export interface Outgoing {
  readonly id: string;
  readonly kind: MessageKind;
  readonly to: string;
  readonly text: string;
}

/** Takes messages; throws NotTaken where it did not. */
export interface MessageProvider {
  /** Whether messages leave the program: the log only writes them down. */
  readonly sends: boolean;
  give(message: Outgoing): Promise<void>;
}

/** A provider did not take a message: it gave no answer, or said no; `status` is what it said in HTTP. */
export class NotTaken extends Error {
  readonly fault: Extract<MessageFault, 'no_answer' | 'refused'>;
  readonly status: number | null;
  constructor(fault: Extract<MessageFault, 'no_answer' | 'refused'>, status: number | null, options?: ErrorOptions) {
    super(status === null ? fault : `${fault}: HTTP ${status}`, options);
    this.name = 'NotTaken';
    this.fault = fault;
    this.status = status;
  }
}

const ANSWER_WITHIN_MS = 10_000;

/** Writes each message down as one line, its telephone masked. */
export const logProvider = (log: (line: object) => void): MessageProvider => ({
  sends: false,
  give({ id, kind, to, text }) {
    log({ level: 'info', event: 'message', id, kind, to: maskedPhone(to), parts: shortMessages(text), text });
    return Promise.resolve();
  },
});

interface Post {
  readonly url: string;
  /** The signature over id, time in seconds and body, as Standard Webhooks has it. */
  readonly sign: (id: string, timestamp: string, body: string) => string;
  readonly now: () => Instant;
}

/**
 * POSTs each message as JSON, signed as Standard Webhooks are. What was handed over may come again after a crash, under the same
 * `webhook-id`, by which the receiver drops repeats. Redirections are not followed; an answer other than 2xx within ten seconds is none.
 */
export const postProvider = ({ url, sign, now }: Post): MessageProvider => ({
  sends: true,
  async give({ id, kind, to, text }) {
    const seconds = String(Math.floor(millisecondsOf(now()) / 1000));
    const body = JSON.stringify({ type: 'message.send', timestamp: now(), data: { id, kind, to, text } });
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      headers: { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': sign(id, seconds, body) },
      body,
    }).catch((error: unknown) => {
      throw new NotTaken('no_answer', null, { cause: error });
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new NotTaken('refused', answer.status);
  },
});
