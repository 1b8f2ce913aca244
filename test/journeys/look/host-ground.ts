import { randomUUID } from 'node:crypto';
import type { Entry } from '../../../server/calls/entry.ts';
import { createCalls } from '../../../server/calls/services.ts';
import { clock, instant, instantOf, millisecondsOf, type Instant } from '../../../server/domain/calendar.ts';
import type { Command } from '../../../server/domain/command.ts';
import { day, type Day } from '../../../server/domain/jalali.ts';
import { nameKeysOf } from '../../../server/people/person.ts';
import { sealApplicant } from '../../../server/requests/steps.ts';
import { createLife } from '../../../server/sessions/life.ts';
import { createSeats } from '../../../server/sessions/seats.ts';
import { trackingCode } from '../../../server/domain/tracking-code.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import type { FreshDatabase } from '../../support/database.ts';
import { openVisitor, type Visitor } from '../../support/browser.ts';

/** Sunday 8 Azar 1405, twenty-four past ten in Tehran: what the pictures of the design show. */
export const NOW = instant('2026-11-29T06:54:18.000Z');
export const DAY: Day = day('2026-11-29');

/** So many minutes before an instant. */
export const ago = (minutes: number, at: Instant = NOW): Instant => instantOf(millisecondsOf(at) - minutes * 60_000);

const COUNTIES = ['خمینی‌شهر', 'نجف‌آباد', 'شاهین‌شهر و میمه', 'فلاورجان', 'مبارکه', 'برخوار', 'لنجان', 'تیران و کرون'];

const agencyRow = (id: string, code: string, name: string, shortName: string, headTitle: string, directLine: string | null) => ({
  id, code, name, ...nameKeysOf(name), short_name: shortName, sector: 'infra', kind: 'company', head_title: headTitle,
  may_be_invited: 1 as const, may_be_inspected: 1 as const, may_be_given_notice: 1 as const, direct_line: directLine,
});

interface Told {
  readonly honorific: 'khanom' | 'agha';
  readonly name: string;
  readonly county: string;
  readonly summary: string;
  readonly line?: Entry['line'];
  readonly kind?: Entry['kind'];
  readonly phone?: string;
  readonly topicId?: string | null;
}

/** The program with a session of the water company, as the pictures show it; its clock runs on from `now`. */
export async function hostGround(database: FreshDatabase, now: Instant = NOW) {
  const app: TestApp = await startApp(database, now);
  const { direct } = database;
  const [agencyId, otherId] = [randomUUID(), randomUUID()];
  const counties = new Map<string, string>();
  for (const name of COUNTIES) {
    const id = randomUUID();
    counties.set(name, id);
    await direct('counties').insert({ id, name, name_key: nameKeysOf(name).name_key, sort_key: nameKeysOf(name).sort_key, centre: name, amar_code: null, valid_from: null, valid_to: null });
  }
  await direct('agencies').insert([
    agencyRow(agencyId, 'water-sewage', 'شرکت آب و فاضلاب استان اصفهان', 'آب و فاضلاب', 'مدیرعامل', null),
    agencyRow(otherId, 'regional-water', 'شرکت آب منطقه‌ای اصفهان', 'آب منطقه‌ای', 'مدیرعامل', '+983136615360'),
  ]);
  const people = [{ agency: agencyId, name: 'مرادی', post: 'مدیرعامل' }, { agency: otherId, name: 'کریم‌پور', post: 'مدیرعامل' }];
  for (const { agency, name, post } of people) {
    const id = randomUUID();
    await direct('people').insert({ id, honorific: 'agha', name, ...nameKeysOf(name) });
    await direct('terms').insert({ id: randomUUID(), agency_id: agency, person_id: id, post, from_day: '2020-01-01', to_day: null });
  }
  const deps = { reads: database.reads, writer: app.writer, seal: app.seal, newId: randomUUID };
  const [calls, life, seats] = [createCalls(deps), createLife(deps), createSeats(deps)];
  const command = (at: Instant, actor = 'operator'): Command => ({ key: randomUUID(), bodyHash: '', actor, at });
  const { id } = await life.convene({ kind: 'electronic_meeting', agencyId, day: DAY, from: clock('09:00'), to: clock('11:00') }, command(ago(200)));

  const started = Date.now();
  let base = millisecondsOf(now);
  const ticking = setInterval(() => app.setNow(instantOf(base + Date.now() - started)), 100);
  let number = 0;

  const entryOf = ({ honorific, name, county, summary, line = 'on_line', kind = 'complaint', phone, topicId = null }: Told): Entry => {
    number += 1;
    return {
      applicant: { honorific, name, countyId: counties.get(county) ?? null, identityKind: 'none', identity: null, phone: phone ?? `+98913${String(1_000_000 + number)}` },
      kind, topicId, summary, line, priority: null, incomingId: null, callBackOf: null,
    };
  };

  return {
    app, id, agencyId, otherId, calls, life, seats, command, counties,
    now: (): Instant => instantOf(base + Date.now() - started),
    /** Moves the program's clock on by so many minutes. */
    pass: (minutes: number) => { base += minutes * 60_000; },
    /** Puts somebody into the queue as of so many minutes ago. */
    queue: async (told: Told, minutes: number): Promise<string> => (await calls.intake.queue(id, entryOf(told), true, command(ago(minutes)))).callId,
    /** An earlier request of whoever has this telephone, with a final answer where one is given. */
    async request(phone: string, summary: string, { at, due, agency = agencyId, state = 'referred', answer = null }: { at: Instant; due: string; agency?: string; state?: string; answer?: string | null }): Promise<string> {
      const requestId = randomUUID();
      const { honorific, name, countyId, identityKind, identity, identityIndex, phone: sealed, phoneIndex } = sealApplicant(app.seal, 'requests', requestId, { honorific: 'khanom', name: 'محمدی', countyId: null, identityKind: 'none', identity: null, phone });
      number += 1;
      await direct('requests').insert({
        id: requestId, tracking_code: trackingCode(String(100_000_000_000 + number * 7919)), state, kind: 'complaint', topic_id: null, agency_id: agency, summary, honorific, name, county_id: countyId,
        identity_kind: identityKind, identity, identity_index: identityIndex, phone: sealed, phone_index: phoneIndex, confidential: 0, channel: 'phone', call_id: null, session_id: null,
        registered_at: at, registered_by: null, due_day: due, referred_at: at, answered_at: answer === null ? null : at, closed_at: state === 'closed' ? at : null, mother_id: null, followers: 0, rev: 1,
      });
      if (answer !== null) await direct('answers').insert({ id: randomUUID(), request_id: requestId, kind: 'final', text: answer, at, by: 'expert' });
      return requestId;
    },
    async promise(text: string, due: string, county: string): Promise<void> {
      const callId = await randomCall(county);
      await direct('commitments').insert({ id: randomUUID(), agency_id: agencyId, person_id: null, host_name: 'مرادی', session_id: null, call_id: callId, text, due_day: due, state: 'open', made_at: ago(40_000), ended_at: null, ended_by: null, ended_note: null, rev: 1 });
    },
    /** The seated host (or companion) in a browser of his own. */
    async seat(width: number, side: 'host' | 'companion' = 'host'): Promise<Visitor> {
      const at = instantOf(base + Date.now() - started);
      const { code } = await seats.issue(id, side, 'میز ۱', command(at));
      const { token } = await seats.enter(code, null, command(at, ''));
      const visitor = await openVisitor(app.url, { width });
      await visitor.context.addCookies([{ name: 'didar', value: token, url: app.url }]);
      return visitor;
    },
    async stop(): Promise<void> {
      clearInterval(ticking);
      await app.stop();
    },
  };

  async function randomCall(county: string): Promise<string> {
    const callId = randomUUID();
    await direct('calls').insert({
      id: callId, session_id: null, agency_id: agencyId, state: 'ended', rank: null, rev: 1, line: 'on_line', queue_key: null, kind: 'complaint', topic_id: null, summary: '', honorific: null, name: null,
      county_id: counties.get(county) ?? null, identity_kind: 'none', identity: null, identity_index: null, phone: null, phone_index: null, priority: 0, priority_reason: null,
      received_at: ago(40_000), received_by: 'operator', queued_at: null, taken_at: null, taken_by: null, talk_at: null, talk_ended_at: null, ended_at: ago(40_000), tries: 0, hold_reason: null,
      held_at: null, hold_until: null, held_seconds: 0, wrap_until: null, outcome: 'commitment', outcome_by: null, target_agency_id: null, request_id: null, commitment_id: null,
      earlier_call_id: null, later_call_id: null, emergency_to: null, call_back: null, called_back_at: null,
    });
    return callId;
  }
}

export type HostGround = Awaited<ReturnType<typeof hostGround>>;
