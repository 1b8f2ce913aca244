import { randomUUID } from 'node:crypto';
import type { Database } from '../../../db/connection.ts';
import type { Entry } from '../../../server/calls/entry.ts';
import { createCalls } from '../../../server/calls/services.ts';
import { createWalls } from '../../../server/calls/walls.ts';
import { clock, instant, toInstant, type Instant } from '../../../server/domain/calendar.ts';
import type { Command } from '../../../server/domain/command.ts';
import { day } from '../../../server/domain/jalali.ts';
import { createLife } from '../../../server/sessions/life.ts';
import { createSeats } from '../../../server/sessions/seats.ts';
import { nameKeysOf } from '../../../server/people/person.ts';
import type { TestApp } from '../../support/app.ts';
import { caller, later } from './ground.ts';

/** Sunday 8 Azar 1405, at 10:24 in Tehran. */
export const SUNDAY = day('2026-11-29');
export const NOW = instant('2026-11-29T06:54:00.000Z');
const at = (text: string): Instant => toInstant(SUNDAY, clock(text));

interface Body {
  readonly name: string;
  readonly shortName: string;
  readonly headTitle: string;
  readonly head: string;
}

const BODIES = {
  water: { name: 'شرکت آب و فاضلاب استان اصفهان', shortName: 'آب و فاضلاب', headTitle: 'مدیرعامل', head: 'هاشم امینی' },
  schools: { name: 'اداره کل آموزش و پرورش استان اصفهان', shortName: 'آموزش و پرورش', headTitle: 'مدیرکل', head: 'نرگس محمودی' },
  gas: { name: 'شرکت گاز استان اصفهان', shortName: 'گاز', headTitle: 'مدیرعامل', head: 'رضا کاویانی' },
  roads: { name: 'اداره کل راهداری و حمل‌ونقل جاده‌ای استان اصفهان', shortName: 'راهداری و حمل‌ونقل جاده‌ای', headTitle: 'مدیرکل', head: 'علی قاسمی' },
  tax: { name: 'اداره کل امور مالیاتی استان اصفهان', shortName: 'امور مالیاتی', headTitle: 'مدیرکل', head: 'زهرا یزدانی' },
} as const;
export type BodyName = keyof typeof BODIES;

const layPerson = async ({ direct }: Database, agencyId: string, name: string, post: string): Promise<string> => {
  const id = randomUUID();
  await direct('people').insert({ id, honorific: /^(نرگس|زهرا|مریم)/.test(name) ? 'khanom' : 'agha', name, ...nameKeysOf(name) });
  await direct('terms').insert({ id: randomUUID(), agency_id: agencyId, person_id: id, post, from_day: '2020-01-01', to_day: null });
  return id;
};

const layBody = async (database: Database, { name, shortName, headTitle, head }: Body): Promise<string> => {
  const id = randomUUID();
  const { sort_key, search_key } = nameKeysOf(shortName);
  await database.direct('agencies').insert({
    id, code: id, name, name_key: nameKeysOf(name).name_key, short_name: shortName, sort_key, search_key, sector: 'infra', kind: 'general_directorate', head_title: headTitle,
    may_be_invited: 1, may_be_inspected: 1, may_be_given_notice: 1,
  });
  await layPerson(database, id, head, headTitle);
  return id;
};

/** An office of five agencies, and the services by which its day goes on, over a running program. */
export async function centreGround(app: TestApp) {
  const { database, writer, seal } = app;
  const deps = { reads: database.reads, writer, seal, newId: randomUUID };
  const calls = createCalls(deps);
  const [life, seats, walls] = [createLife(deps), createSeats(deps), createWalls(deps)];
  const { direct } = database;
  await direct('settings').insert({ id: randomUUID(), name: 'governorate', value: JSON.stringify('استانداری اصفهان'), from_day: '2020-01-01', recorded_at: NOW, recorded_by: 'x' });
  const countyId = randomUUID();
  const county = nameKeysOf('خمینی‌شهر');
  await direct('counties').insert({ id: countyId, name: 'خمینی‌شهر', name_key: county.name_key, sort_key: county.sort_key, centre: 'خمینی‌شهر', amar_code: null, valid_from: null, valid_to: null });
  const agencies = Object.fromEntries(await Promise.all(Object.entries(BODIES).map(async ([key, body]) => [key, await layBody(database, body)]))) as Record<BodyName, string>;
  const deputyId = await layPerson(database, agencies.water, 'سعید نوروزی', 'معاون بهره‌برداری');
  let count = 0;
  const command = (when: Instant = NOW, actor = 'operator'): Command => ({ key: randomUUID(), bodyHash: '', actor, at: when });
  const people = ['محمدی', 'کریمی', 'حسینی', 'رضایی', 'موسوی', 'جعفری', 'صادقی', 'ابراهیمی', 'قاسمی', 'نوری'];

  const entry = (more: Partial<Entry> = {}): Entry => {
    const plain = caller(count);
    const name = people[count % people.length] ?? 'محمدی';
    count += 1;
    return { ...plain, applicant: { ...plain.applicant, name, countyId }, ...more };
  };

  return {
    app, agencies, countyId, deputyId, life, seats, walls, ...calls, command, entry, at,

    /** A session of Sunday, opened at its beginning unless told otherwise. */
    async session(body: BodyName, from: string, to: string, { opened = true, kind = 'electronic_meeting' as const } = {}): Promise<string> {
      const { id } = await life.convene({ kind, agencyId: agencies[body], day: SUNDAY, from: clock(from), to: clock(to) }, command(at('07:30')));
      if (opened) await life.step(id, 'open', command(at(from)));
      return id;
    },

    /** Somebody joins the queue. */
    async join(sessionId: string, when: Instant, more: Partial<Entry> = {}): Promise<string> {
      return (await calls.intake.queue(sessionId, entry(more), true, command(when))).callId;
    },

    /** One more caller comes, talks for so many seconds, and the talk ends so. */
    async talk(sessionId: string, when: Instant, seconds: number, outcome: 'answered' | 'dropped' | 'call_back' | 'referred' | 'commitment' | 'settled_on_line'): Promise<string> {
      const callId = await this.join(sessionId, later(when, -200));
      await calls.taking.take(sessionId, callId, command(when));
      await calls.taking.connected(sessionId, callId, command(later(when, 10)));
      const end = command(later(when, 10 + seconds));
      if (outcome === 'referred') await calls.concluding.conclude(sessionId, callId, { outcome, expertId: null, dueDay: null, note: null }, end);
      else if (outcome === 'commitment') await calls.concluding.conclude(sessionId, callId, { outcome, text: 'تعویض لوله', dueDay: day('2026-12-20') }, end);
      else if (outcome === 'settled_on_line') await calls.concluding.conclude(sessionId, callId, { outcome, agencyId: agencies.tax }, end);
      else await calls.concluding.conclude(sessionId, callId, { outcome }, end);
      await calls.holding.finish(sessionId, callId, command(later(when, 12 + seconds)));
      return callId;
    },

    /** The morning of a busy Sunday: sessions side by side in every state, calls of every outcome, an emergency. */
    async busyDay(): Promise<Record<'water' | 'schools' | 'gas' | 'tax' | 'closed' | 'roads', string>> {
      const closed = await this.session('roads', '08:00', '08:50');
      await this.talk(closed, at('08:05'), 200, 'answered');
      await this.talk(closed, at('08:15'), 300, 'referred');
      await this.join(closed, at('08:30'));
      await this.join(closed, at('08:35'));
      const left = await database.reads('calls').where({ session_id: closed, state: 'waiting' }).orderBy('rank').select('id');
      await calls.closing.end(closed, { cancelled: null, ways: { [left[0]?.id ?? '']: { way: 'call_back' }, [left[1]?.id ?? '']: { way: 'register' } } }, command(at('08:52'), 'supervisor'));

      const water = await this.session('water', '09:00', '11:00');
      for (const [minute, outcome] of ['answered', 'answered', 'settled_on_line', 'referred', 'commitment', 'answered', 'referred', 'dropped', 'answered'].entries()) {
        await this.talk(water, later(at('09:02'), minute * 480), 200 + minute * 25, outcome as 'answered');
      }
      const present = await this.join(water, at('10:10'));
      await calls.taking.take(water, present, command(at('10:19')));
      await calls.taking.connected(water, present, command(later(at('10:19'), 20)));
      for (const minute of ['10:10', '10:13', '10:15', '10:17', '10:19', '10:22']) await this.join(water, at(minute));
      await this.join(water, at('10:20'), { priority: 'بیمار دیالیزی است و آب خانه قطع است.' });
      await life.tell(water, 'دستگاه ناظر در سالن است؛ ۵ دقیقه وقت بیشتر دارید.', command(at('10:20'), 'supervisor'));

      const schools = await this.session('schools', '10:00', '12:00');
      for (const minute of [2, 8]) await this.talk(schools, later(at('10:00'), minute * 60), 180, 'answered');
      await this.talk(schools, later(at('10:00'), 15 * 60), 120, 'referred');
      for (const minute of ['10:19', '10:21', '10:23']) await this.join(schools, at(minute));

      const gas = await this.session('gas', '09:30', '11:30');
      await this.talk(gas, at('09:40'), 400, 'answered');
      await life.step(gas, 'pause', command(at('10:10')), 'جلسهٔ کوتاه با استاندار');
      const tax = await this.session('tax', '10:00', '11:00', { opened: false });
      await this.join(tax, at('10:01'));
      const roads = await this.session('roads', '14:00', '16:00', { opened: false });

      await calls.settling.settle(entry({ summary: 'بوی شدید گاز در زیرزمین ساختمان' }), { outcome: 'emergency', agencyId: null, emergencyTo: '125', about: null }, command(at('09:12')));
      await calls.settling.settle(entry({ summary: 'مادر سالمند بی‌هوش شده است' }), { outcome: 'emergency', agencyId: null, emergencyTo: '115', about: null }, command(at('10:22')));
      for (const outcome of ['answered_by_centre', 'answered_by_centre', 'out_of_scope', 'registered'] as const) {
        await calls.settling.settle(entry(), { outcome, agencyId: agencies.gas, emergencyTo: null, about: null }, command(at('09:30')));
      }
      return { water, schools, gas, tax, closed, roads };
    },
  };
}

export type CentreGround = Awaited<ReturnType<typeof centreGround>>;
