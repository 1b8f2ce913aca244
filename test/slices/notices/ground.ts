import { randomUUID } from 'node:crypto';
import type { Notice } from '../../../server/domain/notice.ts';
import { instant } from '../../../server/domain/calendar.ts';
import { day } from '../../../server/domain/jalali.ts';
import type { Grant } from '../../../server/domain/permission.ts';
import { noticeRepository } from '../../../server/notices/repository.ts';
import { noticeSteps, noticeStreams, type ConfirmedGround } from '../../../server/notices/steps.ts';
import { nameKeysOf } from '../../../server/people/person.ts';
import { startApp, type Answer, type Client, type TestApp } from '../../support/app.ts';
import type { Fresh } from '../../support/database.ts';
import { layPlace, type Place } from '../../support/place.ts';

/** The program with two places; the first one's head can sign in, and so can his office and the governorate's own people. */
export interface NoticeGround {
  readonly app: TestApp;
  readonly own: Place;
  readonly other: Place;
  readonly head: Client;
  readonly manager: Client;
  /** Confirms what happened on a day, as an absence unless said otherwise; the proposal's id, or null. */
  confirm(on: string, more?: Partial<ConfirmedGround>): Promise<string | null>;
  notice(id: string): Promise<Notice>;
  /** A form of the head on a notice, at the rev at which it stands. */
  readonly act: (id: string, act: string, fields?: Readonly<Record<string, string>>) => Promise<Answer>;
  as(role: Grant['role'], at?: Place): Promise<Client>;
  /** Lets time pass; whoever is signed in stays so. */
  setNow(now: string): Promise<void>;
}

/** Lays the ground; every notice is the test's own. */
export async function noticeGround(fresh: Fresh, now = '2026-11-22T06:00:00.000Z'): Promise<NoticeGround> {
  const app = await startApp(await fresh(), now);
  const { direct } = app.database;
  const [own, other] = [await layPlace(app.database), await layPlace(app.database)];
  await direct('notices').delete();
  const as = (role: Grant['role'], at: Place | null = null): Promise<Client> => app.as({ role, agencyId: at?.agencyId ?? null, countyId: null });
  const [head, manager] = [await as('inspection_head'), await as('host', own)];
  // The place's inspector was laid over its head's person, who is to sign in himself.
  const somebody = randomUUID();
  await direct('people').insert({ id: somebody, honorific: 'agha', name: 'بازرس آزمون', ...nameKeysOf('بازرس آزمون') });
  await direct('users').where({ person_id: own.personId }).update({ person_id: somebody });
  await direct('users').where({ id: manager.userId ?? '' }).update({ person_id: own.personId });
  const notice = async (id: string): Promise<Notice> => {
    const found = await noticeRepository(app.database.reads).byId(id);
    if (found === null) throw new Error(`no notice ${id}`);
    return found;
  };
  return {
    app, own, other, head, manager, notice, as,
    async setNow(next) {
      app.setNow(next);
      await direct('logins').update({ seen_at: next });
    },
    async confirm(on, more = {}) {
      const id = randomUUID();
      const event = { kind: 'hour', id: `hour-${own.agencyId}-${on}`, day: day(on), text: 'در بازدید ساعت ۹:۴۲ در دفتر نبودید' } as const;
      return app.writer.submit({
        key: randomUUID(), bodyHash: '', actor: null, at: `${on}T12:00:00.000Z`, streams: noticeStreams(id),
        apply: async (tx) => (await noticeSteps(tx).propose({ id, ground: 'absence', agencyId: own.agencyId, personId: own.personId, evidence: [event], at: instant(`${on}T12:00:00.000Z`), ...more }))?.id ?? null,
      });
    },
    act: async (id, act, fields = {}) => head.post(`/notices/${id}/${act}`, { rev: String((await notice(id)).rev), ...fields }),
  };
}

const LETTER = 'خواهشمند است اگر علتی داشته است، بنویسید تا در نظر گرفته شود.';

/** Issues a proposal, gives it its number and has its manager open it. */
export async function bringOut({ act, manager }: NoticeGround, id: string, number = '۱۴۰۵/۱۲'): Promise<void> {
  for (const [step, fields] of [['issue', { body: LETTER }], ['number', { letterNo: `${number}/${id.slice(0, 4)}`, letterDay: '۱۴۰۵/۰۹/۰۱' }]] as const) {
    const answer = await act(id, step, fields);
    if (answer.status !== 303) throw new Error(`${step}: ${answer.status} ${answer.text.slice(0, 400)}`);
  }
  const opened = await manager.post(`/mine/notices/${id}/open`);
  if (opened.status !== 303) throw new Error(`open: ${opened.status}`);
}

/** A form with files, as a browser posts it. */
export async function sendFiles(client: Client, url: string, path: string, fields: Readonly<Record<string, string>>, files: readonly { readonly name: string; readonly bytes: Uint8Array; readonly type?: string }[] = [], key: string = randomUUID()): Promise<Answer> {
  const form = new FormData();
  form.set('_csrf', client.csrf);
  form.set('_key', key);
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const { name, bytes, type = 'application/octet-stream' } of files) form.append('files', new Blob([new Uint8Array(bytes)], { type }), name);
  const response = await fetch(`${url}${path}`, { method: 'POST', redirect: 'manual', headers: { cookie: client.cookie, accept: 'text/html', origin: url }, body: form });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
