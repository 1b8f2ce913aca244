import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { MessageRow } from '../../../db/tables.ts';
import { clockOf, dayOf, toInstant, type Clock, type Instant } from '../../../server/domain/calendar.ts';
import { addDays, fromJalali, lastOfMonth, weekday, type Day } from '../../../server/domain/jalali.ts';
import { nominalDay } from '../../../server/domain/reminder.ts';
import { createSwapDecisions } from '../../../server/rota/swap-decide.ts';
import { onBothDatabases } from '../../support/database.ts';
import { NOW, published } from '../rota/amend-ground.ts';
import { exchanging } from '../rota/exchanging.ts';
import { AT, closeDay, command, ground } from '../rota/ground.ts';
import { listening, rowsOf, teller } from './ground.ts';

const UNTIL = lastOfMonth({ year: 1399, month: 1 });
const of = (rows: readonly MessageRow[], sessionId: string, states: readonly string[] = ['waiting']): string[] => rows.filter((row) => row.session_id === sessionId && states.includes(row.state)).map(({ kind }) => kind);
const told = (rows: readonly MessageRow[], kind: string): MessageRow[] => rows.filter((row) => row.kind === kind);

describe('messages are planned', () => {
  onBothDatabases((_name, fresh) => {
    const invited = async () => {
      const database = await fresh();
      const g = await ground(database);
      const draftId = await g.draft();
      await g.approve(draftId);
      await g.invitations.invite(draftId, UNTIL, command(g.scheduler.id));
      return { g, database, draftId };
    };
    const programme = async () => {
      const database = await fresh();
      const p = await published(database);
      const sessions = await p.sessions();
      // Far enough ahead for every reminder, and free to go elsewhere.
      const session = sessions.find(({ day }) => day > fromJalali(1399, 2, 8));
      if (session === undefined) throw new Error('no session is far enough ahead');
      return { database, p, sessions, session, worker: teller(database, p.writer, listening().provider) };
    };

    it('with the invitation: one to each manager, and the reminders of his session, each once', async () => {
      const { g, database, draftId } = await invited();
      const rows = await rowsOf(database);
      const invitations = await database.reads('invitations').select();
      expect(told(rows, 'invitation').length).to.equal(invitations.length);
      const sessions = new Map((await g.board.see(draftId)).sessions.map((session) => [session.id, session]));
      for (const { id, session_id: sessionId, agency_id: agencyId, person_id: personId } of invitations) {
        const session = sessions.get(sessionId);
        if (session === undefined) throw new Error('an invitation to nothing');
        const own = rows.filter((row) => row.invitation_id === id);
        expect(new Set(own.map((row) => `${row.agency_id} ${row.person_id ?? ''} ${row.session_id ?? ''}`))).to.deep.equal(new Set([`${agencyId} ${personId ?? ''} ${sessionId}`]));
        for (const { kind, due_at: due, body, state } of own) {
          expect([state, clockOf(due as Instant) >= '08:00' && clockOf(due as Instant) < '20:00', weekday(dayOf(due as Instant))], kind).to.satisfy((found: readonly unknown[]) => found[0] === 'waiting' && found[1] === true && found[2] !== 6);
          expect(body).to.match(/^(دعوت|یادآوری)/);
          const named = /^reminder_(month|week|day)$/.exec(kind)?.[1] as 'month' | 'week' | 'day' | undefined;
          if (named !== undefined) expect(dayOf(due as Instant) <= nominalDay(named, session.day)).to.equal(true);
        }
        expect(own.map(({ kind }) => kind), session.day).to.include('reminder_day');
        expect(own.some(({ kind }) => kind === 'reminder_month'), session.day).to.equal(nominalDay('month', session.day) > dayOf(AT));
      }
      await g.invitations.invite(draftId, UNTIL, command(g.scheduler.id));
      await g.publish(draftId, UNTIL);
      expect(await rowsOf(database), 'planned again by the publication').to.deep.equal(rows);
    });

    it('and are laid aside where somebody else is asked in the manager\'s place', async () => {
      const { g, database, draftId } = await invited();
      const [invitation] = await database.reads('invitations').orderBy('id').select();
      const agencyId = invitation?.agency_id ?? '';
      await database.direct('people').insert({ id: 'p-new', honorific: 'khanom', name: 'تازه', name_key: 'x', sort_key: 'x', search_key: 'x' });
      await database.direct('terms').where({ agency_id: agencyId }).update({ to_day: addDays(g.agencies.length > 0 ? fromJalali(1398, 12, 29) : UNTIL, 0) });
      await database.direct('terms').insert({ id: 't-new', agency_id: agencyId, person_id: 'p-new', post: 'مدیرکل', from_day: fromJalali(1399, 1, 1) });
      await g.invitations.invite(draftId, UNTIL, command(g.scheduler.id));
      const own = (await rowsOf(database)).filter((row) => row.agency_id === agencyId);
      for (const row of own) expect([row.state, row.fault], `${row.kind} to ${row.person_id ?? ''}`).to.deep.equal(row.person_id === 'p-new' ? ['waiting', null] : ['dropped', 'withdrawn']);
      expect(own.filter(({ person_id: id, kind }) => id === 'p-new' && kind === 'reminder_day').length).to.be.greaterThan(0);
    });

    it('anew where a session moves: the reminders of its old time are laid aside, and come back with it', async () => {
      const { database, p, session } = await programme();
      const before = of(await rowsOf(database), session.id);
      expect(before).to.include.members(['reminder_month', 'reminder_week', 'reminder_day']);
      const to = await p.free(session.id);
      await p.amend([{ kind: 'move', sessionId: session.id, to }], { letterNo: '۱۲۳/الف' });
      const rows = await rowsOf(database);
      const moved = (await p.sessions()).find(({ id }) => id === session.id);
      const waiting = rows.filter((row) => row.session_id === session.id && row.state === 'waiting' && row.kind.startsWith('reminder_'));
      expect(waiting.length).to.be.greaterThan(0);
      for (const { key } of waiting) expect(key).to.contain(moved?.startsAt);
      expect(rows.filter((row) => row.session_id === session.id && row.state === 'dropped').map(({ fault, key }) => `${fault ?? ''} ${key.endsWith(session.startsAt)}`)).to.satisfy((all: string[]) => all.length >= 3 && all.every((one) => one === 'moved true'));
      const [change] = told(rows, 'change');
      expect(change?.body).to.match(/^تغییر نوبت: .*منتقل شد.*دلیل: .*مأموریت مدیر.*شمارهٔ نامه: .*۱۲۳\/الف/);
      await p.amend([{ kind: 'move', sessionId: session.id, to: { day: session.day, from: session.from, to: session.to, line: session.line, zone: session.zone } as never }]);
      const back = (await rowsOf(database)).filter((row) => row.session_id === session.id && row.state === 'waiting' && row.kind.startsWith('reminder_'));
      expect(back.map(({ kind }) => kind).sort()).to.deep.equal(before.filter((kind) => kind.startsWith('reminder_')).sort());
      for (const { key } of back) expect(key).to.contain(session.startsAt);
      expect(told(await rowsOf(database), 'change').length, 'there and back').to.equal(2);
    });

    it('for one that is cancelled: the manager is told, and reminded of nothing', async () => {
      const { database, p, session } = await programme();
      await p.amend([{ kind: 'cancel', sessionId: session.id }]);
      const rows = await rowsOf(database);
      expect(of(rows, session.id)).to.deep.equal(['cancellation']);
      expect(new Set(rows.filter((row) => row.session_id === session.id && row.state === 'dropped').map(({ fault }) => fault))).to.deep.equal(new Set(['cancelled']));
    });

    it('at once where the session is near: a closure told at ten in the evening before is told that evening', async () => {
      const { database, p, sessions } = await programme();
      const [, near] = sessions;
      if (near === undefined) throw new Error('no sessions');
      const evening = toInstant(addDays(near.day, -1), '22:00' as Clock);
      await p.amend([{ kind: 'cancel', sessionId: near.id }], { at: evening });
      const [cancellation] = told(await rowsOf(database), 'cancellation');
      expect(cancellation?.due_at).to.equal(evening);
      const far = sessions.at(-1);
      await p.amend([{ kind: 'cancel', sessionId: far?.id ?? '' }], { at: evening });
      const other = told(await rowsOf(database), 'cancellation').find((row) => row.session_id === far?.id);
      expect(clockOf(other?.due_at as Instant), 'one far ahead waits for the morning').to.equal('08:00');
    });

    it('for a substitute: he and the head are told, and he is reminded', async () => {
      const { database, p, session } = await programme();
      await database.direct('people').insert({ id: 'deputy', honorific: 'khanom', name: 'مینا رضایی', name_key: 'x', sort_key: 'x', search_key: 'x' });
      await database.direct('terms').insert({ id: 't-deputy', agency_id: session.agencyId ?? '', person_id: 'deputy', post: 'معاون', from_day: fromJalali(1398, 1, 1) });
      await p.amend([{ kind: 'substitute', sessionId: session.id, personId: 'deputy' }]);
      const rows = (await rowsOf(database)).filter((row) => row.session_id === session.id && row.state === 'waiting');
      expect(rows.filter(({ kind }) => kind === 'substitute').map((row) => row.person_id).sort()).to.deep.equal(['deputy', session.personId].sort());
      expect(rows.find(({ kind }) => kind === 'substitute')?.body).to.contain('مینا رضایی');
      expect(new Set(rows.filter(({ kind }) => kind.startsWith('reminder_')).map((row) => row.person_id))).to.deep.equal(new Set(['deputy']));
    });

    it('for an exchange: the colleague is asked, the asker hears his answer, and both hear of the decision', async () => {
      const { g, own, other, asker, colleague } = await exchanging(await fresh());
      const { id } = await g.swaps.ask({ sessionId: own.id, otherSessionId: other.id, reason: 'مأموریت' }, asker, command(asker.id));
      await g.swaps.agree(id, null, colleague, command(colleague.id));
      const swapped = async (): Promise<string[]> => (await rowsOf(g.database)).filter(({ kind }) => kind.startsWith('swap_')).map(({ kind, session_id: about }) => `${kind} ${about === own.id ? 'own' : 'other'}`).sort();
      expect(await swapped()).to.deep.equal(['swap_agreed own', 'swap_asked other']);
      const decisions = createSwapDecisions({ reads: g.database.reads, writer: g.writer, newId: randomUUID });
      await decisions.approve(id, { letterNo: null, letterDay: null, note: null, mark: (await decisions.see(id, AT)).prospect?.mark ?? null }, command(g.scheduler.id));
      expect(await swapped()).to.deep.equal(['swap_agreed own', 'swap_approved other', 'swap_approved own', 'swap_asked other']);
      const { id: second } = await g.swaps.ask({ sessionId: own.id, otherSessionId: other.id, reason: 'دوباره' }, asker, command(asker.id));
      await decisions.reject(second, 'نه', command(g.scheduler.id));
      expect((await swapped()).filter((one) => one.startsWith('swap_rejected'))).to.deep.equal(['swap_rejected other', 'swap_rejected own']);
    });

    it('in step with calendar, settings and invitations, once, whoever changed them', async () => {
      const { database, p, session, worker } = await programme();
      expect(await worker.tend(NOW), 'nothing to do').to.equal(0);
      // A holiday declared on the very day of a reminder: it goes at the last allowed moment before.
      const reminder = (await rowsOf(database)).find((row) => row.session_id === session.id && row.kind === 'reminder_week');
      const day: Day = dayOf(reminder?.due_at as Instant);
      await closeDay(database, day, 'آلودگی هوا');
      await worker.tend(NOW);
      const earlier = (await rowsOf(database)).find(({ id }) => id === reminder?.id);
      expect([dayOf(earlier?.due_at as Instant) < day, clockOf(earlier?.due_at as Instant)]).to.deep.equal([true, '18:30']);
      expect(await worker.tend(NOW)).to.equal(0);
      // What was asked before there were reminders is caught up with.
      await database.direct('messages').where({ session_id: session.id }).delete();
      await worker.tend(NOW);
      expect(of(await rowsOf(database), session.id).sort()).to.deep.equal(['reminder_day', 'reminder_month', 'reminder_week']);
      // What a person has laid aside stays there.
      const [one] = (await rowsOf(database)).filter((row) => row.session_id === session.id && row.kind === 'reminder_month');
      await worker.messages.drop(one?.id ?? '', command(p.scheduler.id));
      expect(await worker.tend(NOW)).to.equal(0);
      // An invitation taken back takes what waits with it, and brings it back.
      const asked = (await database.reads('invitations').where({ session_id: session.id }).first('id', 'state')) ?? { id: '', state: 'sent' as const };
      await database.direct('invitations').where({ id: asked.id }).update({ state: 'withdrawn' });
      await worker.tend(NOW);
      expect(of(await rowsOf(database), session.id)).to.deep.equal([]);
      await database.direct('invitations').where({ id: asked.id }).update({ state: asked.state });
      await worker.tend(NOW);
      expect(of(await rowsOf(database), session.id).sort()).to.deep.equal(['reminder_day', 'reminder_week']);
    });
  });
});
