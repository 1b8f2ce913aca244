import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { openDatabase, type Database } from '../../../db/connection.ts';
import { createWriter } from '../../../db/writer.ts';
import { toInstant, type Clock, type Instant } from '../../../server/domain/calendar.ts';
import { addDays, fromJalali } from '../../../server/domain/jalali.ts';
import { onBothDatabases } from '../../support/database.ts';
import { published } from '../rota/amend-ground.ts';
import { closeDay, command, refused } from '../rota/ground.ts';
import { faultyWriter, later, listening, phones, rowsOf, teller } from './ground.ts';

const UNTIL = fromJalali(1399, 2, 31);
const at = (day: Parameters<typeof toInstant>[0], clock: string): Instant => toInstant(day, clock as Clock);

describe('messages are given out', () => {
  onBothDatabases((name, fresh) => {
    /** A published programme whose invitations have been told, and a session with all its reminders ahead. */
    const ready = async () => {
      const database = await fresh();
      const p = await published(database, UNTIL);
      await phones(database);
      const heard = listening();
      const worker = teller(database, p.writer, heard.provider);
      await worker.at('2020-03-14T06:00:00.000Z');
      heard.taken.length = 0;
      const session = (await p.sessions()).find(({ day }) => day > fromJalali(1399, 2, 8));
      if (session === undefined) throw new Error('no session is far enough ahead');
      const reminder = async (kind = 'reminder_week') => {
        const row = (await rowsOf(database)).find((one) => one.session_id === session.id && one.kind === kind);
        if (row === undefined) throw new Error(`no ${kind}`);
        return row;
      };
      return { database, p, session, heard, worker, reminder };
    };

    it('once each, at their time, to the telephone of whoever comes', async () => {
      const { database, worker, heard, reminder, session } = await ready();
      const { id, due_at: due } = await reminder();
      await worker.at(later(due, -1));
      expect(heard.taken.map((one) => one.id)).to.not.include(id);
      await worker.at(due);
      await worker.at(later(due, 1));
      await worker.at(later(due, 10_000));
      expect(heard.taken.filter((one) => one.id === id).length).to.equal(1);
      const [message] = heard.taken.filter((one) => one.id === id);
      expect(message?.to).to.match(/^\+98913\d{7}$/);
      expect(message?.text).to.match(/^یادآوری: /);
      const row = await reminder();
      expect([row.state, row.given_at, row.fault, row.lease_until]).to.deep.equal(['given', due, null, null]);
      const events = (await database.reads('events').where({ stream: 'messages', kind: 'message_given' }).select('data')).map(({ data }) => data);
      expect(events.some((data) => data.includes(id))).to.equal(true);
      expect(events.join(' '), 'no telephone and no text in the record').to.not.match(/98913|یادآوری/);
      expect(session.agencyId).to.be.a('string');
    });

    it('again with longer and longer pauses where the provider says no, until they have failed; and anew when a person asks', async () => {
      const { worker, heard, reminder, p } = await ready();
      const { id, due_at: due } = await reminder();
      heard.fail('refused');
      await worker.at(due);
      for (const [minutes, attempts, state] of [[0.5, 1, 'waiting'], [1, 2, 'waiting'], [6, 3, 'waiting'], [21, 4, 'waiting'], [80, 4, 'waiting'], [81, 5, 'failed'], [500, 5, 'failed']] as const) {
        await worker.at(later(due, minutes));
        const row = await reminder();
        expect([row.attempts, row.state], `after ${minutes} minutes`).to.deep.equal([attempts, state]);
      }
      expect((await reminder()).fault).to.equal('refused');
      heard.fail(null);
      await worker.messages.again(id, command(p.scheduler.id, later(due, 501)));
      expect(await refused(worker.messages.again(id, command(p.scheduler.id)))).to.equal('changed_meanwhile');
      await worker.at(later(due, 502));
      expect([(await reminder()).state, heard.taken.filter((one) => one.id === id).length]).to.deep.equal(['given', 1]);
    });

    it('to the agency\'s direct line where the manager has no telephone, and fail at once where that is missing too', async () => {
      const { database, worker, heard, reminder, session } = await ready();
      const { id, due_at: due } = await reminder('reminder_month');
      await database.direct('people').update({ phone: null });
      await worker.at(due);
      const failed = await reminder('reminder_month');
      expect([failed.state, failed.fault, failed.attempts]).to.deep.equal(['failed', 'no_phone', 1]);
      await database.direct('agencies').where({ id: session.agencyId ?? '' }).update({ direct_line: '+983132223344' });
      const week = await reminder();
      await worker.at(week.due_at);
      expect(heard.taken.find((one) => one.id === week.id)?.to).to.equal('+983132223344');
      expect(heard.taken.map((one) => one.id)).to.not.include(id);
    });

    it('never on a holiday declared meanwhile, nor at night: later, or not at all', async () => {
      const { database, worker, heard, reminder, session } = await ready();
      const { id, due_at: due } = await reminder();
      const day = addDays(session.day, -7);
      await closeDay(database, day, 'آلودگی هوا');
      await worker.at(due);
      expect(heard.taken.map((one) => one.id)).to.not.include(id);
      const put = await reminder();
      expect([put.state, put.due_at]).to.deep.equal(['waiting', at(addDays(day, 1), '08:00')]);
      await worker.at(at(addDays(day, 1), '23:00'));
      expect((await reminder()).due_at, 'the process was not there by day').to.equal(at(addDays(day, 2), '08:00'));
      await worker.at(at(addDays(day, 2), '08:00'));
      expect((await reminder()).state).to.equal('given');
    });

    it('not of a session that was cancelled, moved or taken from its manager meanwhile', async () => {
      const { database, worker, heard, reminder, session, p } = await ready();
      const month = await reminder('reminder_month');
      await database.direct('sessions').where({ id: session.id }).update({ state: 'cancelled' });
      await worker.at(month.due_at);
      expect([(await reminder('reminder_month')).state, (await reminder('reminder_month')).fault]).to.deep.equal(['dropped', 'cancelled']);
      await database.direct('sessions').where({ id: session.id }).update({ state: 'published', starts_at: later(session.startsAt, 60) });
      await worker.at((await reminder()).due_at);
      expect((await reminder()).fault).to.equal('moved');
      await database.direct('sessions').where({ id: session.id }).update({ starts_at: session.startsAt, agency_id: p.agencies.find(({ id }) => id !== session.agencyId)?.id ?? '' });
      await worker.at((await reminder('reminder_day')).due_at);
      expect((await reminder('reminder_day')).fault).to.equal('withdrawn');
      expect(heard.taken.filter(({ id }) => [month.id].includes(id))).to.deep.equal([]);
    });

    it('not after their session has begun; and not lost where only the clock said so', async () => {
      const { worker, heard, reminder, session } = await ready();
      const { id } = await reminder('reminder_day');
      await worker.at(later(session.startsAt, 60));
      expect([heard.taken.some((one) => one.id === id), (await reminder('reminder_day')).state]).to.deep.equal([false, 'waiting']);
      // The clock had been a day ahead.
      await worker.at(later(session.startsAt, 60 - 24 * 60));
      expect([(await reminder('reminder_day')).state, heard.taken.filter((one) => one.id === id).length]).to.deep.equal(['given', 1]);
      const other = await ready();
      await other.worker.at(later(other.session.startsAt, 37 * 60));
      expect([(await other.reminder('reminder_day')).state, (await other.reminder('reminder_day')).fault]).to.deep.equal(['dropped', 'too_late']);
    });

    it('are marked given once where a process dies in between, and handed over again only under the same id', async () => {
      const { database, heard, reminder } = await ready();
      const dying = await faultyWriter(database);
      const worker = teller(database, dying.writer, heard.provider);
      const { id, due_at: due } = await reminder();
      dying.fail((key) => key.startsWith(`message-${id}-`));
      const died = await worker.at(due).then(() => false, () => true);
      expect([died, (await reminder()).state]).to.deep.equal([true, 'claimed']);
      dying.fail(() => false);
      await worker.at(later(due, 1));
      expect((await reminder()).state, 'its lease is not over').to.equal('claimed');
      await worker.at(later(due, 2));
      expect([(await reminder()).state, heard.taken.filter((one) => one.id === id).length]).to.deep.equal(['given', 2]);
    });

    it('do not wait for a lease of a clock that was put back', async () => {
      const { database, worker, reminder, heard } = await ready();
      const { id, due_at: due } = await reminder();
      await database.direct('messages').where({ id }).update({ state: 'claimed', lease_until: later(due, 24 * 60) });
      await worker.at(due);
      expect([(await reminder()).state, heard.taken.filter((one) => one.id === id).length]).to.deep.equal(['given', 1]);
    });

    if (name === 'PostgreSQL') {
      it('by one of several processes each', async () => {
        const { database, reminder } = await ready();
        const [heard, processes] = [listening(), [] as { readonly worker: ReturnType<typeof teller>; readonly database: Database }[]];
        for (let number = 0; number < 3; number += 1) {
          const own = await openDatabase({ url: database.url, role: 'server', synchronous: 'normal' });
          processes.push({ worker: teller(own, await createWriter(own, () => undefined), heard.provider), database: own });
        }
        const { due_at: due } = await reminder();
        // All that waits is due at once.
        await database.direct('messages').where({ state: 'waiting' }).update({ due_at: due });
        const rows = (await rowsOf(database)).filter(({ state }) => state === 'waiting').length;
        await Promise.all(processes.map(({ worker }) => worker.at(due)));
        await Promise.all(processes.map(({ worker }) => worker.at(due)));
        const ids = heard.taken.map((one) => one.id);
        expect(ids.length, 'nothing twice').to.equal(new Set(ids).size);
        const given = (await rowsOf(database)).filter(({ state, given_at: when }) => state === 'given' && when === due);
        expect([ids.length > 10, given.length]).to.deep.equal([true, ids.length]);
        expect((await rowsOf(database)).filter(({ state }) => state === 'claimed').length).to.equal(0);
        expect(rows).to.be.at.least(ids.length);
        for (const one of processes) await one.database.close();
      });
    }

    it('not where a person has laid them aside', async () => {
      const { worker, heard, reminder, p } = await ready();
      const { id, due_at: due } = await reminder();
      await worker.messages.drop(id, command(p.scheduler.id));
      expect(await refused(worker.messages.drop(id, command(p.scheduler.id)))).to.equal('changed_meanwhile');
      expect(await refused(worker.messages.drop(randomUUID(), command(p.scheduler.id)))).to.equal('not_found');
      await worker.at(due);
      expect([heard.taken.some((one) => one.id === id), (await reminder()).fault]).to.deep.equal([false, 'by_hand']);
    });
  });
});
