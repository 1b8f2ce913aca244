import { randomUUID } from 'node:crypto';
import { callRepository } from '../../../server/calls/repository.ts';
import { createCalls } from '../../../server/calls/services.ts';
import { signatureOf } from '../../../server/http/webhooks.ts';
import { clock, instant, type Instant } from '../../../server/domain/calendar.ts';
import type { Command } from '../../../server/domain/command.ts';
import { day } from '../../../server/domain/jalali.ts';
import { createLife } from '../../../server/sessions/life.ts';
import { createTopics } from '../../../server/topics/service.ts';
import { startApp, type Answer, type Client } from '../../support/app.ts';
import type { Fresh } from '../../support/database.ts';
import { layPlace } from '../../support/place.ts';

/** Sunday 8 Azar 1405, ten in the morning in Tehran; Monday is the managers' hour. */
export const TEN = instant('2026-11-29T06:30:00.000Z');
export const SUNDAY = day('2026-11-29');

/** What an answer in JSON says. */
export interface Told {
  readonly ok?: boolean;
  readonly callId?: string;
  readonly code?: string;
  readonly done?: string;
  readonly mine?: number;
  readonly offers?: string | null;
  readonly html?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly sentence?: string;
  readonly reached?: boolean;
  readonly place?: number;
  readonly carry?: { readonly sessionId: string; readonly place: number } | null;
  readonly number?: string | null;
  readonly fields?: Readonly<Record<string, string>>;
}

export const told = ({ text }: Answer): Told => JSON.parse(text) as Told;

/** The desk's fields of a caller, as the page sends them. */
export const typed = (more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  phone: '09131234567', identityKind: 'national_code', identity: '0012345679', honorific: 'khanom', name: 'مریم محمدی', countyId: '', kind: 'complaint', topicId: '', summary: 'قبض زیاد است', line: 'on_line', priority: '',
  priorityReason: '', agencyId: '', about: '', incomingId: '', callBackOf: '', session: '', what: 'queue', ...more,
});

/** The whole program with one agency, a topic of its own, and its session of today from nine to eleven, open. */
export async function deskGround(fresh: Fresh) {
  const database = await fresh();
  const [place, other] = [await layPlace(database), await layPlace(database)];
  // Before the program reads them: names as a page shows them.
  for (const [at, agency, head, county] of [[place, 'آب و فاضلاب', 'مرادی', 'خمینی‌شهر'], [other, 'برق منطقه‌ای', 'توکلی', 'فلاورجان']] as const) {
    await database.direct('agencies').where({ id: at.agencyId }).update({ short_name: agency });
    await database.direct('people').where({ id: at.personId }).update({ name: head });
    await database.direct('counties').where({ id: at.countyId }).update({ name: county });
  }
  const app = await startApp(database, TEN);
  const deps = { reads: database.reads, writer: app.writer, newId: randomUUID, seal: app.seal };
  const command = (at: Instant = TEN): Command => ({ key: randomUUID(), bodyHash: '', actor: 'centre', at });
  const life = createLife(deps);
  const topics = createTopics(deps);
  const { id: topicId } = await topics.add({ parentId: null, name: 'کنتور هوشمند', aliases: null, agencyCodes: [place.agencyId] }, command());
  const { id: shared } = await topics.add({ parentId: null, name: 'آب و برق', aliases: null, agencyCodes: [place.agencyId, other.agencyId] }, command());
  const convene = async (agencyId: string, from = '09:00', to = '11:00', open = true): Promise<string> => {
    const { id } = await life.convene({ kind: 'electronic_meeting', agencyId, day: SUNDAY, from: clock(from), to: clock(to) }, command());
    if (open) await life.step(id, 'open', command());
    return id;
  };
  const session = await convene(place.agencyId);
  const operator = await app.as('operator');
  const repository = callRepository(database.reads);

  return {
    app, database, place, other, topicId, shared, session, operator, life, convene, command, repository,
    calls: createCalls(deps),
    /** Sends a call as the page's script does. */
    send: (fields: Readonly<Record<string, string>>, by: Client = operator, key: string = randomUUID()): Promise<Answer> => by.postJson('/desk/calls', { ...typed({ topicId, session }), ...fields, _key: key }),
    waiting: async (id = session) => repository.openOf(id),
    count: async (): Promise<number> => Number((await database.reads('calls').count({ count: 'id' }).first())?.['count'] ?? 0),
    /** Sends a message as an exchange does; what is given replaces a part of it. */
    async hook(body: unknown, { id = randomUUID(), secret = app.webhookSecret, seconds = 0, signature }: { id?: string; secret?: string; seconds?: number; signature?: string } = {}): Promise<{ status: number; text: string }> {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const timestamp = String(Date.parse(TEN) / 1000 + seconds);
      const reply = await fetch(`${app.url}/api/v1/calls`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature ?? signatureOf(secret, id, timestamp, text) },
        body: text,
      });
      return { status: reply.status, text: await reply.text() };
    },
  };
}

export type DeskGround = Awaited<ReturnType<typeof deskGround>>;
