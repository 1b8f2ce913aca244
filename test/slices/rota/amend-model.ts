import { createHash, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Database } from '../../../db/connection.ts';
import { verifyAll } from '../../../db/events.ts';
import { clock } from '../../../server/domain/calendar.ts';
import { addDays, daysBetween, type Day } from '../../../server/domain/jalali.ts';
import { Refusal } from '../../../server/domain/refusal.ts';
import { overlap, placeOf } from '../../../server/domain/rota/amend.ts';
import type { Amendment } from '../../../server/domain/rota/amendment.ts';
import type { TimetablePlace } from '../../../server/domain/rota/difference.ts';
import { WHOLE } from '../../../server/domain/rota/plan.ts';
import type { PlannedSession } from '../../../server/domain/session.ts';
import { accountOf } from '../../../server/rota/board-data.ts';
import { truthOf } from '../../../server/rota/publish.ts';
import { sessionLookup } from '../../../server/sessions/lookup.ts';
import { NOW, published, UNTIL, type Published } from './amend-ground.ts';
import { absent, closeDay, command, FROM, TO } from './ground.ts';

/** One thing that happens, by numbers that are read modulo what there is. */
export type Event =
  | { readonly kind: 'move' | 'add'; readonly who: number; readonly day: number; readonly hour: number; readonly line: number }
  | { readonly kind: 'swap'; readonly who: number; readonly other: number }
  | { readonly kind: 'cancel'; readonly who: number }
  /** The same agency, a second time in the same hours. */
  | { readonly kind: 'beside'; readonly who: number; readonly hour: number }
  | { readonly kind: 'substitute'; readonly who: number; readonly deputy: boolean }
  | { readonly kind: 'closure'; readonly day: number }
  | { readonly kind: 'absence'; readonly who: number; readonly day: number; readonly deputy: boolean }
  | { readonly kind: 'convene'; readonly who: number; readonly day: number; readonly hour: number };

/** What is decided at once: one list of amendments, or two lists by two schedulers in the same moment. */
export interface Step {
  readonly one: readonly Event[];
  readonly other: readonly Event[] | null;
}

interface Model {
  readonly p: Published;
  readonly database: Database;
  readonly deputies: ReadonlyMap<string, string>;
  readonly closed: Set<Day>;
  readonly hashes: Map<number, string>;
  readonly convened: { readonly agencyId: string; readonly place: Omit<TimetablePlace, 'line'> }[];
}

const HOURS = [['09:00', '11:00'], ['10:00', '12:00'], ['11:00', '13:00']] as const;
const SPAN = daysBetween(FROM, UNTIL) + 4;

const at = <Item>(list: readonly Item[], index: number): Item => list[index % list.length] as Item;

/** Every session that was ever published, cancelled ones too, so that what is gone is asked for as well. */
const everPublished = async ({ database, p }: Model): Promise<PlannedSession[]> => {
  const rows = await database.reads('sessions').where({ draft_id: p.draftId }).whereNot({ state: 'draft' }).orderBy('id').select('id');
  const lookup = sessionLookup(database.reads);
  return (await Promise.all(rows.map(({ id }) => lookup.byId(id)))).filter((one) => one !== null);
};

function amendmentOf(event: Event, sessions: readonly PlannedSession[], { p, deputies }: Model): Amendment | null {
  const session = at(sessions, 'who' in event ? event.who : 0);
  const place = (day: number, hour: number, line: number): TimetablePlace => {
    const [from, to] = at(HOURS, hour);
    return { day: addDays(FROM, day % SPAN), from: clock(from), to: clock(to), line: 1 + (line % 2) };
  };
  switch (event.kind) {
    case 'move':
      return { kind: 'move', sessionId: session.id, to: place(event.day, event.hour, event.line) };
    case 'add':
      return { kind: 'add', agencyId: at(p.agencies, event.who).id, to: place(event.day, event.hour, event.line) };
    case 'swap':
      return { kind: 'swap', sessionId: session.id, otherId: at(sessions, event.other).id };
    case 'beside': {
      const [from, to] = at(HOURS, event.hour);
      return { kind: 'add', agencyId: session.agencyId ?? '', to: { day: session.day, from: clock(from), to: clock(to), line: 2 } };
    }
    case 'cancel':
      return { kind: 'cancel', sessionId: session.id };
    case 'substitute':
      return { kind: 'substitute', sessionId: session.id, personId: event.deputy ? (deputies.get(session.agencyId ?? '') ?? null) : null };
    default:
      return null;
  }
}

/** What happens beside the rota: closures, absences, sessions that the centre calls. */
async function happen(event: Event, sessions: readonly PlannedSession[], model: Model): Promise<void> {
  const { database, p, deputies, closed, convened } = model;
  if (event.kind === 'closure') {
    const day = addDays(FROM, event.day % SPAN);
    closed.add(day);
    await closeDay(database, day, 'آلودگی هوا');
  }
  if (event.kind === 'absence') {
    const agency = p.agencies.find(({ id }) => id === at(sessions, event.who).agencyId);
    const day = addDays(FROM, event.day % SPAN);
    const who = event.deputy ? deputies.get(agency?.id ?? '') : agency?.headId;
    if (who !== undefined) await absent(database, who, day, addDays(day, 2));
  }
  if (event.kind === 'convene') {
    const agencyId = at(p.agencies, event.who).id;
    const [from, to] = at(HOURS, event.hour);
    const place = { day: addDays(FROM, event.day % SPAN), from: clock(from), to: clock(to) };
    const made = await codeOf(p.life.convene({ kind: 'electronic_meeting', agencyId, ...place }, command(p.scheduler.id, NOW)));
    if (made === 'done') convened.push({ agencyId, place });
  }
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

/** A version as everybody could read it, with what it said of itself. */
async function hashOf(database: Database, version: number): Promise<string> {
  const rows = await database.reads('publication_sessions').where({ version }).orderBy('session_id').select();
  const publication = await database.reads('publications').where({ version }).first();
  return createHash('sha256').update(JSON.stringify([publication, rows])).digest('hex');
}

/** Refuses a state that breaks a promise; `before` are the sessions as they were, `named` those that were to change. */
async function check(model: Model, before: readonly PlannedSession[], named: ReadonlySet<string>): Promise<void> {
  const { p, database, closed, hashes, convened, deputies } = model;
  const all = await everPublished(model);
  const standing = all.filter(({ state }) => state === 'published');
  for (const [index, one] of standing.entries()) {
    for (const other of standing.slice(index + 1)) {
      if (!overlap(one, other)) continue;
      expect(one.agencyId, 'no host is in two places').not.to.equal(other.agencyId);
      expect(one.line, 'no place is held twice').not.to.equal(other.line);
    }
    const was = before.find(({ id }) => id === one.id);
    const isPlaced = was === undefined || JSON.stringify(placeOf(was)) !== JSON.stringify(placeOf(one));
    if (isPlaced) {
      expect(closed.has(one.day), 'nobody is newly put on a closed day').to.equal(false);
      expect(convened.some(({ agencyId, place }) => agencyId === one.agencyId && overlap(place, one)), 'nor beside a session that the centre has called').to.equal(false);
    }
    if (!named.has(one.id) && was !== undefined) expect(one, 'who was not named stays').to.deep.equal(was);
    const absences = await database.reads('absences').where({ person_id: one.substituteId ?? '' }).select();
    const away = absences.some(({ from_day, to_day }) => from_day <= one.day && one.day <= to_day);
    if (was === undefined || was.substituteId !== one.substituteId) expect(away && one.substituteId === deputies.get(one.agencyId ?? ''), 'no substitute is away himself').to.equal(false);
  }
  const publications = await p.timetable.versions();
  for (const { version } of publications) {
    const hash = await hashOf(database, version);
    expect(hashes.get(version) ?? hash, `version ${version} is what was published`).to.equal(hash);
    hashes.set(version, hash);
  }
  const { sessions } = await p.timetable.between(FROM, addDays(UNTIL, 30));
  const shown = truthOf(sessions, publications).map(({ sessionId, day, from, to, line, agencyId }) => `${sessionId} ${day} ${from} ${to} ${line} ${agencyId}`).sort();
  expect(shown, 'the newest version of each day is the truth').to.deep.equal(standing.map(({ id, day, from, to, line, agencyId }) => `${id} ${day} ${from} ${to} ${line} ${agencyId ?? ''}`).sort());
}

/** The account shown is the one that anybody can count from the sessions that stand; and what is owed is what the next programme begins with. */
async function checkFairness({ p, database }: Model): Promise<void> {
  const data = await p.board.see(p.draftId);
  const shown = accountOf(data);
  const filled = (await database.reads('sessions').where({ draft_id: p.draftId }).whereNot({ state: 'cancelled' }).whereNotNull('agency_id').select('agency_id', 'state', 'day'));
  const sum = data.draft.agencies.reduce((all, { weight }) => all + weight, 0);
  for (const row of shown.agencies) {
    const given = filled.filter(({ agency_id }) => agency_id === row.agencyId).length;
    const weight = data.draft.agencies.find(({ id }) => id === row.agencyId)?.weight ?? 0;
    expect(row.given, 'held').to.equal(given);
    expect(row.discrepancy / WHOLE, 'its distance from the share').to.be.closeTo(given - row.carried / WHOLE - (weight / sum) * filled.length, 1e-3);
  }
  const next = await p.drawingUp.prospect(addDays(TO, 1), addDays(TO, 60));
  const held = filled.filter(({ state }) => state === 'published');
  for (const { id, carried } of next.agencies) {
    const weight = data.draft.agencies.find((one) => one.id === id)?.weight ?? 0;
    const given = held.filter(({ agency_id }) => agency_id === id).length;
    expect(carried / WHOLE, 'what is owed').to.be.closeTo((weight / sum) * held.length - given, 1e-3);
  }
}

async function take(step: Step, model: Model): Promise<string[]> {
  const { p } = model;
  const before = await everPublished(model);
  const lists = [step.one, ...(step.other === null ? [] : [step.other])].map((events) => events.flatMap((event) => amendmentOf(event, before, model) ?? []));
  for (const event of [...step.one, ...(step.other ?? [])]) await happen(event, before, model);
  const prospects = await Promise.all(lists.map(async (list) => (list.length === 0 ? null : p.prospect(list))));
  const codes = await Promise.all(lists.map((amendments, index) =>
    amendments.length === 0 ? Promise.resolve('nothing') : codeOf(p.amend(amendments, { seen: prospects[index]?.mark ?? '' }))));
  lists.forEach((list, index) => {
    const foreseen = prospects[index]?.items.find(({ refusal }) => refusal !== null)?.refusal?.refusal.code;
    // What was foreseen is what happens, but where somebody else was faster.
    if (list.length > 0 && step.other === null) expect(codes[index], `${JSON.stringify(list)} was foreseen`).to.equal(foreseen ?? 'done');
  });
  const named = new Set(lists.flat().flatMap((one) => ('sessionId' in one ? [one.sessionId, ...(one.kind === 'swap' ? [one.otherId] : [])] : [])));
  await check(model, before, named);
  return codes;
}

const number = fc.nat({ max: 999 });
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('move' as const), who: number, day: number, hour: fc.nat({ max: 2 }), line: fc.nat({ max: 1 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('swap' as const), who: number, other: number }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), who: number }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('beside' as const), who: number, hour: fc.nat({ max: 1 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('add' as const), who: number, day: number, hour: fc.nat({ max: 2 }), line: fc.nat({ max: 1 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('substitute' as const), who: number, deputy: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('closure' as const), day: number }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('absence' as const), who: number, day: number, deputy: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('convene' as const), who: number, day: number, hour: fc.nat({ max: 2 }) }) },
);
const events = fc.array(event, { minLength: 1, maxLength: 3, size: 'max' });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: events.map((one) => ({ one, other: null })) },
  { weight: 1, arbitrary: fc.tuple(events, events).map(([one, other]) => ({ one, other })) },
);

async function begin(database: Database): Promise<Model> {
  const p = await published(database, UNTIL, { count: 14 });
  const deputies = new Map<string, string>();
  for (const { id } of p.agencies) {
    const person = randomUUID();
    await database.direct('people').insert({ id: person, honorific: 'khanom', name: `معاون ${id}`, name_key: person, sort_key: person, search_key: person });
    await database.direct('terms').insert({ id: randomUUID(), agency_id: id, person_id: person, post: 'معاون', from_day: '2018-04-01' });
    deputies.set(id, person);
  }
  return { p, database, deputies, closed: new Set([FROM, addDays(FROM, 11)]), hashes: new Map(), convened: [] };
}

/** Runs so many rows of steps, each on a published programme of its own, and says how often each answer was given. */
export async function amendModel(fresh: () => Promise<Database>, { runs, most, seed }: { readonly runs: number; readonly most: number; readonly seed?: number }): Promise<ReadonlyMap<string, number>> {
  const told = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: most, size: 'max' }), async (steps) => {
      const model = await begin(await fresh());
      await check(model, await everPublished(model), new Set());
      for (const one of steps) for (const code of await take(one, model)) told.set(code, (told.get(code) ?? 0) + 1);
      await checkFairness(model);
      expect(await verifyAll(model.database.reads)).to.deep.equal([]);
    }),
    { numRuns: runs, endOnFailure: true, ...(seed === undefined ? {} : { seed }) },
  );
  return told;
}
