import { randomUUID } from 'node:crypto';
import type { Database } from '../../../db/connection.ts';
import { createWriter, type Committed } from '../../../db/writer.ts';
import type { Instant } from '../../../server/domain/calendar.ts';
import type { Command } from '../../../server/domain/command.ts';
import { fromJalali, type Day } from '../../../server/domain/jalali.ts';
import type { Actor, Role } from '../../../server/domain/permission.ts';
import { foldKey, searchKey, sortKey } from '../../../server/domain/persian.ts';
import { Refusal } from '../../../server/domain/refusal.ts';
import type { Edit } from '../../../server/rota/board.ts';
import { createRota } from '../../../server/rota/services.ts';
import { rotaLookup } from '../../../server/rota/lookup.ts';
import { createLife } from '../../../server/sessions/life.ts';
import { createInvitations } from '../../../server/sessions/invitations.ts';
import { createOwnSessions } from '../../../server/sessions/own.ts';

export const AT = '2020-03-01T06:00:00.000Z' as Instant;
/** The first quarter of 1399: Norouz, Islamic Republic Day and Nature Day fall in it. */
export const FROM = fromJalali(1399, 1, 1);
export const TO = fromJalali(1399, 3, 31);

export const command = (actor: string, at: Instant = AT): Command => ({ key: randomUUID(), bodyHash: randomUUID(), actor, at });

/** The code of the refusal that a change ends with; an error that is none is thrown on. */
export async function refused(work: Promise<unknown>): Promise<string> {
  return (await refusal(work)).code;
}

export async function refusal(work: Promise<unknown>): Promise<Refusal> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const person = async ({ direct }: Database, name: string): Promise<string> => {
  const id = randomUUID();
  await direct('people').insert({ id, honorific: 'agha', name, name_key: foldKey(name), sort_key: sortKey(name), search_key: searchKey(name) });
  return id;
};

/** A user without a password, for changes that name who made them. */
export async function user(database: Database, name: string, role: Role = 'scheduler', agencyId: string | null = null): Promise<Actor> {
  const id = randomUUID();
  const { direct } = database;
  await direct('users').insert({ id, person_id: await person(database, name), username: id, username_key: id, authz_version: 1, created_at: AT });
  await direct('grants').insert({ id: randomUUID(), user_id: id, role, agency_id: agencyId, scope: agencyId === null ? 'all' : `agency:${agencyId}` });
  return { id, name, grants: [{ role, agencyId, countyId: null }] };
}

export interface Agency {
  readonly id: string;
  readonly headId: string;
  readonly shortName: string;
}

/** An agency with a head in office since 1397 and demand in every month of 1398. */
export async function agency(database: Database, number: number, clients: number): Promise<Agency> {
  const { direct } = database;
  const [id, shortName] = [`agency-${String(number).padStart(2, '0')}`, `دستگاه ${number}`];
  const headId = await person(database, `مدیر ${number}`);
  await direct('agencies').insert({
    id, code: id, name: `ادارهٔ کل ${number}`, name_key: foldKey(`ادارهٔ کل ${number}`), short_name: shortName, sort_key: sortKey(shortName), search_key: searchKey(shortName),
    sector: 'infra', kind: 'general_directorate', head_title: 'مدیرکل', may_be_invited: 1, may_be_inspected: 1, may_be_given_notice: 1,
  });
  await direct('terms').insert({ id: randomUUID(), agency_id: id, person_id: headId, post: 'مدیرکل', from_day: '2018-04-01' });
  for (let month = 1; month <= 12; month += 1) {
    await direct('demand').insert({ agency_id: id, year: 1398, month, clients, calls: 31 * number, open_requests: 1, recorded_at: AT, recorded_by: 'x' });
  }
  return { id, headId, shortName };
}

const setting = async ({ direct }: Database, name: string, value: unknown): Promise<void> => {
  await direct('settings').insert({ id: randomUUID(), name, value: JSON.stringify(value), from_day: '2018-03-21', recorded_at: AT, recorded_by: 'x' });
};

export const closeDay = async ({ direct }: Database, day: Day, reason: string): Promise<void> => {
  await direct('closures').insert({ id: randomUUID(), from_day: day, to_day: day, scope_kind: 'province', kind: 'full', reason, recorded_at: AT, recorded_by: 'x' });
};

export const holiday = async ({ direct }: Database, day: Day, title: string): Promise<void> => {
  await direct('holidays').insert({ id: randomUUID(), day, title, kind: 'solar', status: 'final' });
};

export const absent = async ({ direct }: Database, personId: string, from: Day, to: Day): Promise<void> => {
  await direct('absences').insert({ id: randomUUID(), person_id: personId, kind: 'mission', from_day: from, to_day: to, note: '', recorded_at: AT, recorded_by: 'x' });
};

/** A small governorate: `count` agencies, sessions on Sundays, Tuesdays and Wednesdays 9 to 11, `perWeek` of them a week. */
export async function ground(database: Database, { count = 12, perWeek = 2 } = {}) {
  const told: Committed[] = [];
  const writer = await createWriter(database, (committed) => void told.push(...committed));
  const agencies: Agency[] = [];
  for (let number = 1; number <= count; number += 1) agencies.push(await agency(database, number, 100 + 10 * number));
  await setting(database, 'sessions_per_week', perWeek);
  await setting(database, 'slot_template', [{ weekdays: [1, 3, 4], from: '09:00', to: '11:00', minutes: null, gap: 0, lines: 1 }]);
  await setting(database, 'least_gap_days', 14);
  await holiday(database, fromJalali(1399, 1, 1), 'نوروز');
  await holiday(database, fromJalali(1399, 1, 12), 'روز جمهوری اسلامی');
  const deps = { reads: database.reads, writer, newId: randomUUID };
  const services = {
    ...createRota({ ...deps, database }),
    invitations: createInvitations({ ...deps, programmes: rotaLookup }),
    own: createOwnSessions({ ...deps, programmes: rotaLookup }),
    life: createLife(deps),
  };
  const scheduler = await user(database, 'خانم کریمی');
  const head = await user(database, 'آقای نیک‌نام', 'inspection_head');
  return {
    database, writer, told, agencies, scheduler, head, ...services,
    async draft(from: Day = FROM, to: Day = TO): Promise<string> {
      return (await services.drawingUp.drawUp({ from, to }, command(scheduler.id))).id;
    },
    /** An edit by somebody who has just looked at the board. */
    async edit(draftId: string, edit: Edit['edit'], who: string = scheduler.id, reason?: string): Promise<void> {
      const { sessions } = await services.board.see(draftId);
      const revs = Object.fromEntries(sessions.map(({ id, rev }) => [id, rev]));
      await services.board.edit({ draftId, edit, revs, ...(reason === undefined ? {} : { reason }) }, command(who));
    },
    /** Draws the rest anew, as somebody who has just looked at the board. */
    async redrawn(draftId: string): Promise<void> {
      await services.redraw.redraw({ draftId, seen: (await services.board.see(draftId)).rev }, command(scheduler.id));
    },
    /** Sends a draft for approval and approves it. */
    async approve(draftId: string): Promise<void> {
      await services.approval.submit({ draftId, seen: null }, command(scheduler.id));
      await services.approval.approve({ draftId, seen: null }, { letterNo: '۱۲۳/۹۹', letterDay: FROM }, head, command(head.id));
    },
    /** Invites and publishes an approved draft up to a day. */
    async publish(draftId: string, until: Day): Promise<number> {
      await services.invitations.invite(draftId, until, command(scheduler.id));
      const { conflicts } = await services.publishing.readiness(draftId, until);
      const done = await services.publishing.publish({ draftId, seen: null, until, despiteUnanswered: true, despiteEmpty: true, despiteConflicts: conflicts.mark, note: null }, command(scheduler.id));
      return done.version;
    },
  };
}

export type Ground = Awaited<ReturnType<typeof ground>>;
