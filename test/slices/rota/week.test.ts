import { expect } from 'chai';
import { dayOf, toInstant } from '../../../server/domain/calendar.ts';
import { addDays, lastOfMonth, startOfWeek } from '../../../server/domain/jalali.ts';
import { hasAccepted } from '../../../server/domain/invitation.ts';
import { onBothDatabases } from '../../support/database.ts';
import { exchanging } from './exchanging.ts';
import { absent, AT, closeDay, command, ground, user } from './ground.ts';

const UNTIL = lastOfMonth({ year: 1399, month: 1 });
const kinds = (tasks: readonly { readonly kind: string }[]): string[] => [...new Set(tasks.map(({ kind }) => kind))].sort();

describe('the scheduler\'s Saturday', () => {
  onBothDatabases((_name, fresh) => {
    const published = async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      await g.approve(draftId);
      await g.publish(draftId, UNTIL);
      const { sessions, invitations } = await g.board.see(draftId);
      const ahead = sessions.filter(({ state }) => state === 'published');
      const invitationOf = (sessionId: string) => invitations.find((one) => one.sessionId === sessionId)?.id ?? '';
      const accept = async (sessionId: string) => g.invitations.record(invitationOf(sessionId), 'accept_by_phone', null, command(g.scheduler.id));
      return { g, draftId, ahead, invitationOf, accept };
    };

    it('has every invitation that nobody answered, and loses each with its answer', async () => {
      const { g, ahead, accept } = await published();
      const { tasks, weeks } = await g.week.list('all', AT);
      expect(tasks.filter(({ kind }) => kind === 'unanswered')).to.have.length(ahead.length);
      expect(weeks.reduce((sum, { waiting }) => sum + waiting, 0)).to.equal(ahead.length);
      for (const { id } of ahead) await accept(id);
      const after = await g.week.list('all', AT);
      expect(kinds(after.tasks), 'the letters wait for their numbers still').to.deep.equal(['letter']);
      expect(after.weeks.every(({ accepted, waiting }) => accepted > 0 && waiting === 0)).to.equal(true);
    });

    it('names each agency\'s office from one reading, whoever answers for several', async () => {
      const { g, ahead } = await published();
      const [one, two] = [ahead[0]?.agencyId ?? '', ahead.find(({ agencyId }) => agencyId !== ahead[0]?.agencyId)?.agencyId ?? ''];
      const both = await user(g.database, 'رضا ب', 'manager_office', one);
      await g.database.direct('grants').insert({ ...(await g.database.direct('grants').where({ user_id: both.id }).first())!, id: 'second', agency_id: two, scope: two });
      await user(g.database, 'رضا الف', 'manager_office', two);
      await user(g.database, 'میزبان', 'host', two);
      const asked: string[] = [];
      g.database.reads.on('query', ({ sql }: { sql: string }) => void asked.push(sql));
      const { offices, tasks } = await g.week.list('all', AT);
      expect(tasks.length).to.be.greaterThan(3);
      expect(asked.filter((sql) => /users.\..disabled_at/.test(sql))).to.have.length(1);
      expect(offices.get(one)).to.deep.equal(['آقای رضا ب']);
      expect(offices.get(two)).to.have.members(['آقای رضا ب', 'آقای رضا الف']);
      expect([...offices.keys()]).to.have.members([...new Set(ahead.map(({ agencyId }) => agencyId))]);
    });

    it('counts each week as its invitations stand', async () => {
      const { g, draftId, ahead, invitationOf, accept } = await published();
      await accept(ahead[0]?.id ?? '');
      await g.invitations.record(invitationOf(ahead[1]?.id ?? ''), 'ask_change', 'سه‌شنبه نمی‌شود', command(g.scheduler.id));
      const states = new Map((await g.board.see(draftId)).invitations.map((one) => [one.sessionId, one.state]));
      for (const week of (await g.week.list('all', AT)).weeks) {
        const own = ahead.filter(({ day }) => startOfWeek(day) === week.saturday).map(({ id }) => states.get(id) ?? 'sent');
        expect([week.accepted, week.changeAsked, week.waiting]).to.deep.equal([
          own.filter(hasAccepted).length, own.filter((state) => state === 'change_asked').length, own.filter((state) => !hasAccepted(state) && state !== 'change_asked').length,
        ]);
      }
    });

    it('puts a closure, an absence, a vacant post and a new head before what is only unanswered', async () => {
      const { g, ahead } = await published();
      const [closed, away, vacant, changed] = ahead;
      if (closed === undefined || away === undefined || vacant === undefined || changed === undefined) throw new Error('too few sessions');
      await closeDay(g.database, closed.day, 'آلودگی هوا');
      await absent(g.database, away.personId ?? '', away.day, away.day);
      const { direct } = g.database;
      await direct('terms').where({ agency_id: vacant.agencyId ?? '' }).update({ to_day: addDays(vacant.day, -1) });
      await direct('terms').where({ agency_id: changed.agencyId ?? '' }).update({ to_day: addDays(changed.day, -1) });
      const successor = await user(g.database, 'خانم تازه', 'manager_office', changed.agencyId);
      const [{ person_id: personId } = { person_id: '' }] = await direct('users').where({ id: successor.id }).select('person_id');
      await direct('terms').insert({ id: 'new-term', agency_id: changed.agencyId ?? '', person_id: personId, post: 'مدیرکل', from_day: changed.day });
      const { tasks, offices } = await g.week.list('all', AT);
      const kindOf = (sessionId: string) => tasks.find((one) => 'session' in one && one.session.id === sessionId)?.kind;
      expect([closed, away, vacant, changed].map(({ id }) => kindOf(id))).to.deep.equal(['conflict', 'conflict', 'vacant', 'head_changed']);
      expect(offices.get(changed.agencyId ?? '')).to.deep.equal(['آقای خانم تازه']);
      const first = tasks.findIndex(({ kind }) => kind === 'unanswered');
      expect(tasks.slice(0, first).filter(({ day }) => day === tasks[first]?.day).every(({ kind }) => kind !== 'letter')).to.equal(true);
      await direct('terms').insert({ id: 'deputy-term', agency_id: away.agencyId ?? '', person_id: personId, post: 'معاون', from_day: '2019-01-01' });
      await direct('sessions').where({ id: away.id }).update({ substitute_id: personId, substitute_why: 'مأموریت' });
      const awayKind = async () => (await g.week.list('all', AT)).tasks.find((one) => 'session' in one && one.session.id === away.id)?.kind;
      expect(await awayKind(), 'somebody else comes').to.equal('unanswered');
      await absent(g.database, personId, away.day, away.day);
      expect(await awayKind(), 'who is away himself').to.equal('conflict');
    });

    it('shows what falls into the period alone, and nothing that has begun', async () => {
      const { g, ahead } = await published();
      const [first] = ahead;
      if (first === undefined) throw new Error('nothing was published');
      const now = toInstant(first.day, first.from);
      const { tasks } = await g.week.list('week', now);
      const days = tasks.flatMap(({ day }) => day ?? []);
      expect(days.every((day) => day >= dayOf(now) && day <= addDays(startOfWeek(addDays(first.day, 2)), 6))).to.equal(true);
      expect(tasks.some((one) => 'session' in one && one.session.id === first.id), 'it has begun').to.equal(false);
      expect((await g.week.list('all', now)).tasks.length).to.be.greaterThan(tasks.length);
      expect((await g.week.list('all', toInstant(addDays(UNTIL, 400), first.from))).tasks.filter(({ kind }) => kind !== 'letter')).to.deep.equal([]);
    });

    it('has the exchanges on their way: first the colleague is to be rung, then the decision is the scheduler\'s', async () => {
      const { g, own, other, asker, colleague } = await exchanging(await fresh());
      const { id } = await g.swaps.ask({ sessionId: own.id, otherSessionId: other.id, reason: 'مأموریت' }, asker, command(asker.id));
      const swap = async () => (await g.week.list('all', AT)).tasks.filter((one) => 'swap' in one).map(({ kind, day }) => [kind, day]);
      const day = own.day < other.day ? own.day : other.day;
      expect(await swap()).to.deep.equal([['swap_answer', day]]);
      await g.swaps.agree(id, null, colleague, command(colleague.id));
      expect(await swap()).to.deep.equal([['swap_decide', day]]);
      await g.swapDecisions.reject(id, 'نمی‌شود', command(g.scheduler.id));
      expect(await swap()).to.deep.equal([]);
    });

    it('asks for the numbers of letters, and no more when they are given', async () => {
      const { g, draftId } = await published();
      const letters = async () => (await g.week.list('all', AT)).tasks.flatMap((one) => ('letters' in one && one.letters !== null ? [one.letters] : []));
      const invitations = (await g.board.see(draftId)).invitations.filter(({ state }) => state !== 'withdrawn');
      expect(await letters()).to.deep.include({ of: 'invitations', draftId, from: (await g.board.see(draftId)).draft.from, to: (await g.board.see(draftId)).draft.to, count: invitations.length });
      await g.invitations.numberLetters({ letterDay: UNTIL, numbers: invitations.map(({ id }, index) => ({ invitationId: id, letterNo: String(100 + index) })) }, command(g.scheduler.id));
      expect((await letters()).filter((one) => one.of === 'invitations')).to.deep.equal([]);
      await g.database.direct('drafts').update({ letter_no: null, letter_day: null });
      expect((await letters()).map((one) => one.of)).to.include('approval');
    });
  });
});
