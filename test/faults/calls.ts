import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Database } from '../../db/connection.ts';
import { chainHash } from '../../db/writer/chain.ts';
import { clock, dayOf, instantOf, type Instant } from '../../server/domain/calendar.ts';
import { formatDay, addDays } from '../../server/domain/jalali.ts';
import { callGround, command, nationalCode } from '../slices/calls/ground.ts';
import type { Client } from '../support/client.ts';
import { layPlace } from '../support/place.ts';
import type { Chance } from './chance.ts';
import { countOf, isAcknowledged, type Asked, type Difference } from './load.ts';

/** Sessions of today that are open, each at an agency of its own, and a topic that any agency answers. */
export interface Sessions {
  readonly ids: readonly string[];
  readonly agencyIds: readonly string[];
  readonly topicId: string;
}

export const realNow = (): Instant => instantOf(Date.now());

/** Lays sessions of the real today, which the program will find when it starts. */
export async function laySessions(database: Database, count: number): Promise<Sessions> {
  const { life, deps } = await callGround(database);
  const now = realNow();
  const topicId = randomUUID();
  await database.direct('topics').insert({ id: topicId, parent_id: null, name: 'آزمون', aliases: null, search_key: 'آزمون', agency_codes: null, place: 0, retired_at: null, rev: 1 });
  const [ids, agencyIds]: [string[], string[]] = [[], []];
  for (let number = 0; number < count; number += 1) {
    const { agencyId } = await layPlace(database);
    const { id } = await life.convene({ kind: 'public_desk', agencyId, day: dayOf(now), from: clock('00:00'), to: clock('23:59') }, command(now));
    await life.step(id, 'open', command(now));
    ids.push(id);
    agencyIds.push(agencyId);
  }
  await deps.writer.drain();
  return { ids, agencyIds, topicId };
}

let callers = 0;

/** The form of a caller like no other who is put into a session's queue. */
export const queueFields = ({ topicId }: Sessions, session: string): Record<string, string> => {
  callers += 1;
  return {
    phone: `0913${String(1_000_000 + callers)}`, identityKind: 'national_code', identity: nationalCode(callers), honorific: 'agha', name: `محمدی ${callers}`,
    kind: 'service_request', topicId, summary: 'قطع مکرر آب', line: 'on_line', what: 'queue_despite', session,
  };
};

const ENOUGH = 12;

/** Something that an operator or a host does next in one of the sessions, as its page would offer it; another may be faster. */
export async function nextCallChange({ reads }: Database, sessions: Sessions, luck: Chance, client: Client): Promise<Asked> {
  const session = luck.pick(sessions.ids);
  const life = await reads('session_lives').where({ id: session }).first('current_call_id');
  const open = await reads('calls').where({ session_id: session }).whereIn('state', ['waiting', 'connecting', 'talking', 'wrap_up']).orderBy('id').select('id', 'state');
  const present = open.find(({ id }) => id === life?.current_call_id);
  const waiting = open.filter(({ state }) => state === 'waiting');
  const ask = (path: string, fields: Readonly<Record<string, string>>): Asked => ({ client, key: randomUUID(), path, fields, answers: [] });
  const host = (act: string, fields: Readonly<Record<string, string>> = {}): Asked => ask(`/host/${session}/${act}`, fields);
  const queue = (): Asked => ask('/desk/calls', queueFields(sessions, session));
  const take = (): Asked => (waiting.length > 0 && luck.next() < 0.4 ? host('take', { call: luck.pick(waiting).id }) : host('next'));
  if (waiting.length === 0 || (waiting.length < ENOUGH && luck.next() < 0.3)) return queue();
  if (present === undefined || present.state === 'wrap_up') return take();
  const call = present.id;
  if (present.state === 'connecting') return luck.next() < 0.8 ? ask(`/desk/sessions/${session}/calls/${call}/connected`, {}) : take();
  const other = sessions.agencyIds[(sessions.ids.indexOf(session) + 1) % sessions.ids.length] ?? '';
  return host('conclude', {
    call,
    ...luck.pick<Record<string, string>>([
      { outcome: 'answered' }, { outcome: 'dropped' }, { outcome: 'call_back' }, { outcome: 'referred', note: 'بازدید شود' }, { outcome: 'other_agency', agencyId: other },
      { outcome: 'commitment', text: 'تعویض لوله', dueDay: formatDay(addDays(dayOf(realNow()), 9)) },
    ]),
  });
}

const KINDS = ['call_queued', 'call_taken', 'call_connected', 'call_concluded'] as const;
const NEVER_TWICE = ['call_taken', 'call_concluded'] as const;

/** How the record of the sessions differs from what the clients were told, key by key; nobody goes back to a queue in these loads, so nobody may be taken or served twice. */
export async function callDifference({ reads }: Database, { ids }: Sessions, asked: readonly Asked[]): Promise<Difference & { readonly twice: readonly string[] }> {
  const events = await reads('events').whereIn('stream', ids.map((id) => `session:${id}`)).whereIn('kind', [...KINDS]).orderBy([{ column: 'stream' }, { column: 'seq' }]).select('key', 'kind', 'data');
  const keys = countOf(events.map(({ key }) => key));
  const known = new Map(asked.map((one) => [one.key, one]));
  const twice = NEVER_TWICE.flatMap((kind) => [...countOf(events.filter((one) => one.kind === kind).map(({ data }) => (JSON.parse(data) as { callId: string }).callId))])
    .flatMap(([callId, count]) => (count > 1 ? [callId] : []));
  return {
    lost: asked.filter((one) => isAcknowledged(one) && !keys.has(one.key)).map(({ key }) => key),
    doubled: [...keys].flatMap(([key, count]) => (count > 1 ? [key] : [])),
    unknown: [...keys.keys()].filter((key) => known.get(key)?.answers.some((status) => status !== null && status >= 400 && status < 500) ?? true),
    twice,
  };
}

/** Every row stands where its record says: who was queued is there once, who was taken was before one host, each talk ended in one outcome and what it became. */
export async function expectRowsAsRecorded({ reads }: Database, { ids }: Sessions): Promise<void> {
  const calls = await reads('calls').whereIn('session_id', [...ids]).orderBy('id');
  const lives = new Map((await reads('session_lives').whereIn('id', [...ids]).orderBy('id')).map((life) => [life.id, life]));
  const stand = new Map<string, string>();
  const outcomes = new Map<string, string>();
  for (const { kind, data } of await reads('events').whereIn('stream', ids.map((id) => `session:${id}`)).whereIn('kind', [...KINDS]).orderBy([{ column: 'stream' }, { column: 'seq' }])) {
    const { callId, outcome } = JSON.parse(data) as { callId: string; outcome?: string };
    stand.set(callId, kind);
    if (outcome !== undefined) outcomes.set(callId, outcome);
  }
  expect(new Set(stand.keys()), 'every call is recorded').to.deep.equal(new Set(calls.map(({ id }) => id)));
  const states: Readonly<Record<string, readonly string[]>> = { call_queued: ['waiting'], call_taken: ['connecting'], call_connected: ['talking'], call_concluded: ['wrap_up', 'ended'] };
  for (const call of calls) {
    expect(states[stand.get(call.id) ?? ''], `${call.id} is ${call.state}`).to.include(call.state);
    expect(call.outcome).to.equal(outcomes.get(call.id) ?? null);
    if (['connecting', 'talking'].includes(call.state)) expect(lives.get(call.session_id ?? '')?.current_call_id).to.equal(call.id);
  }
  const became = async (table: 'requests' | 'commitments', wanted: readonly string[]): Promise<void> => {
    const rows = (await reads(table).whereIn('call_id', calls.map(({ id }) => id)).orderBy('id').select('call_id')).map((row) => row.call_id ?? '').sort();
    expect(rows, table).to.deep.equal([...outcomes].flatMap(([id, outcome]) => (wanted.includes(outcome) ? [id] : [])).sort());
  };
  await became('requests', ['referred', 'other_agency']);
  await became('commitments', ['commitment']);
}

/** Every stream's record is one chain without a gap. */
export async function expectWholeChains({ reads }: Database): Promise<void> {
  let [stream, hash, seq] = ['', '', 0];
  for (const event of await reads('events').orderBy([{ column: 'stream' }, { column: 'seq' }]).select()) {
    if (event.stream !== stream) [stream, hash, seq] = [event.stream, '', 0];
    seq += 1;
    expect(event.seq, stream).to.equal(seq);
    hash = chainHash(hash, event);
    expect(event.hash, stream).to.equal(hash);
  }
}

