import type { SeatSide } from '../../../server/sessions/seat-ends.ts';
import { createSeats } from '../../../server/sessions/seats.ts';
import { addMinutes, type Instant } from '../../../server/domain/calendar.ts';
import { randomUUID } from 'node:crypto';
import type { Answer, Client } from '../../support/app.ts';
import { clientOf } from '../../support/client.ts';
import type { Fresh } from '../../support/database.ts';
import { deskGround, TEN } from './desk-ground.ts';

/** What the desk's script is answered. */
export interface HostAnswer {
  readonly ok?: boolean;
  readonly code?: string;
  readonly sentence?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly callId?: string;
  readonly outcome?: string;
  readonly after?: number | null;
  readonly trackingCode?: string | null;
  readonly trackingSpoken?: string | null;
  readonly savedAt?: string;
}

export const read = ({ text }: Answer): HostAnswer => JSON.parse(text) as HostAnswer;

/** A session of the water company with a seated host before it. */
export async function hostGround(fresh: Fresh) {
  const g = await deskGround(fresh);
  const { app, session } = g;
  const seats = createSeats({ reads: g.database.reads, writer: app.writer, seal: app.seal, newId: randomUUID });
  let number = 0;

  /** Somebody at a desk, as the centre seats him: his cookie, and the token of his page. */
  const seat = async (side: SeatSide, id = session): Promise<Client> => {
    const { code } = await seats.issue(id, side, 'میز ۱', g.command());
    const { token } = await seats.enter(code, null, g.command());
    const page = await clientOf(app.url, `didar=${token}`, '', null).get(`/host/${id}`);
    return clientOf(app.url, `didar=${token}`, /<meta name="csrf" content="([^"]+)">/.exec(page.text)?.[1] ?? '', null);
  };

  const host = await seat('host');
  return {
    ...g, seats, seat, host,
    base: `/host/${session}`,
    /** What the desk's script posts, and what it is answered. */
    press: async (path: string, body: object = {}, by: Client = host, id = session): Promise<HostAnswer & { readonly status: number }> => {
      const answer = await by.postJson(`/host/${id}/${path}`, body);
      return { ...read(answer), status: answer.status };
    },
    /** Puts somebody into the queue of the session; gives his call. */
    async queue(minutes = 0, fields: Readonly<Record<string, string>> = {}): Promise<string> {
      number += 1;
      app.setNow(addMinutes(TEN, -minutes));
      const reply = read(await g.send({ phone: `0913100${String(1000 + number)}`, identity: '', name: `محمدی ${'ابتثجچ'[number % 6] ?? ''}`, what: 'queue_despite', ...fields }));
      app.setNow(TEN);
      if (reply.callId === undefined) throw new Error(JSON.stringify(reply));
      return reply.callId;
    },
    /** Somebody who talks with the host. */
    async talking(fields: Readonly<Record<string, string>> = {}): Promise<string> {
      const call = await this.queue(3, fields);
      await this.press('take', { call });
      await this.press('connected', { call });
      return call;
    },
    at: (now: Instant) => app.setNow(now),
  };
}

export type HostGround = Awaited<ReturnType<typeof hostGround>>;
