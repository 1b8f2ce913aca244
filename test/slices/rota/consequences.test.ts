import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { verifyAll } from '../../../db/events.ts';
import type { CalendarChange, ClosureEntry } from '../../../server/calendar/change.ts';
import { closureMark } from '../../../server/calendar/mark.ts';
import { toInstant } from '../../../server/domain/calendar.ts';
import { clock } from '../../../server/domain/clock.ts';
import { addDays, type Day } from '../../../server/domain/jalali.ts';
import { chosenOf, createConsequences, freedKey, hitKey } from '../../../server/rota/consequences.ts';
import { onBothDatabases } from '../../support/database.ts';
import { closeDay, command, refused } from './ground.ts';
import { decided, eveBefore, halfYear, listed, publishedHalf, standing, whole, type Published } from './consequence-ground.ts';

const HALF = halfYear(1399, 1);
const add = (entry: ClosureEntry, id = 'closure-1'): CalendarChange => ({ kind: 'closure_added', id, entry });
const withdraw = (id = 'closure-1'): CalendarChange => ({ kind: 'closure_withdrawn', id, grounds: { reason: 'هوا پاک شد', orderNo: null } });

type Session = Awaited<ReturnType<typeof standing>>[number];
const sessions = async (g: Published, from: number, to: number): Promise<Session[]> => (await standing(g)).slice(from, to);

/** A published session in the middle of the half-year. */
const someSession = async (g: Published, at = 20) => {
  const one = (await standing(g))[at];
  if (one === undefined) throw new Error('no session');
  return one;
};

describe('a change of the calendar and the published programme', () => {
  onBothDatabases((_name, fresh) => {
    it('lists the session of tomorrow morning at ten in the evening, and moves it by version 2', async () => {
      const database = await fresh();
      const g = await publishedHalf(database, HALF);
      const session = await someSession(g);
      const at = eveBefore(session.day);
      const shown = await listed(g, add(whole(session.day)), at);
      expect(shown.hits.map((hit) => hit.session.id)).to.deep.equal([session.sessionId]);
      expect(await database.reads('closures').select(), 'nothing is written before it is confirmed').to.deep.equal([]);
      const asked = command(g.scheduler.id, at);
      const done = await g.ask(add(whole(session.day)), at, decided(shown), asked);
      expect(done).to.deep.equal({ kind: 'done', version: 2 });
      expect(await g.ask(add(whole(session.day)), at, decided(shown), asked), 'sent twice').to.deep.equal(done);
      expect(await database.reads('publications').select('version')).to.have.length(2);
      const moved = (await standing(g)).find(({ sessionId }) => sessionId === session.sessionId);
      expect(moved && { day: moved.day, from: moved.from, to: moved.to, line: moved.line }).to.deep.equal(chosenOf(shown, {})[0]?.choice.place);
      expect((moved?.day ?? '') > session.day).to.equal(true);
      expect((await g.timetable.version(1)).sessions.find(({ sessionId }) => sessionId === session.sessionId)?.day, 'what was published stays').to.equal(session.day);
      const made = await database.reads('amendments').select();
      expect(made.map(({ kind, cause, reason }) => [kind, cause, reason])).to.deep.equal([['move', 'closure:closure-1', 'آلودگی هوا']]);
      expect(await verifyAll(database.reads)).to.deep.equal([]);
    });

    it('hits a session later today, none that has begun, and nothing of days that are over', async () => {
      const g = await publishedHalf(await fresh(), HALF);
      const session = await someSession(g);
      const before = toInstant(session.day, clock('07:45'));
      expect((await listed(g, add(whole(session.day)), before)).hits).to.have.length(1);
      const during = await g.ask(add(whole(session.day)), toInstant(session.day, session.from));
      expect(during, 'it has begun').to.deep.equal({ kind: 'done', version: null });
      const past = await someSession(g, 10);
      expect(await g.ask(add(whole(past.day), 'closure-2'), before)).to.deep.equal({ kind: 'done', version: null });
      expect((await standing(g)).map(({ day }) => day)).to.include(past.day);
    });

    it('does one by one what was decided: moved elsewhere, held in the hours that are left, cancelled, kept', async () => {
      const g = await publishedHalf(await fresh(), HALF);
      const [one, two, three, four] = (await sessions(g, 20, 24)) as [Session, Session, Session, Session];
      const late: ClosureEntry = { ...whole(one.day, four.day), kind: 'late_open', openFrom: clock('10:00') };
      const at = eveBefore(one.day);
      const shown = await listed(g, add(late), at);
      expect(shown.hits.map((hit) => [hit.session.id, hit.left?.from])).to.deep.equal([one, two, three, four].map(({ sessionId }) => [sessionId, '10:00']));
      const offered = [...(shown.rows.get(hitKey(one.sessionId))?.choices ?? [])];
      const rest = shown.rows.get(hitKey(two.sessionId))?.choices.find(({ kind }) => kind === 'shorten');
      const values = { [hitKey(one.sessionId)]: offered[1]?.value ?? '', [hitKey(two.sessionId)]: rest?.value ?? '', [hitKey(three.sessionId)]: 'cancel', [hitKey(four.sessionId)]: 'keep' };
      expect(await g.ask(add(late), at, decided(shown, values))).to.deep.equal({ kind: 'done', version: 2 });
      const after = new Map((await standing(g)).map((session) => [session.sessionId, session]));
      expect(after.get(one.sessionId)?.day).to.equal(offered[1]?.place?.day);
      expect([after.get(two.sessionId)?.day, after.get(two.sessionId)?.from, after.get(two.sessionId)?.to]).to.deep.equal([two.day, '10:00', '11:00']);
      expect(after.has(three.sessionId)).to.equal(false);
      expect(after.get(four.sessionId)?.from).to.equal('09:00');
    });

    it('makes no version where all are kept', async () => {
      const g = await publishedHalf(await fresh(), HALF);
      const session = await someSession(g);
      const { version } = await g.confirm(add(whole(session.day)), eveBefore(session.day), { [hitKey(session.sessionId)]: 'keep' });
      expect(version).to.equal(null);
      expect(await g.timetable.versions()).to.have.length(1);
      expect(await g.calendar.closure('closure-1')).not.to.equal(null);
    });

    it('proposes no place to two, and keeps an agency\'s two sessions apart', async () => {
      const g = await publishedHalf(await fresh(), HALF);
      const [first, last] = [await someSession(g, 16), await someSession(g, 23)];
      const shown = await listed(g, add(whole(first.day, last.day)), eveBefore(first.day));
      expect(shown.hits.length).to.be.greaterThan(6);
      const places = chosenOf(shown, {}).flatMap(({ choice }) => (choice.place === null ? [] : [`${choice.place.day} ${choice.place.from}/${choice.place.line}`]));
      expect(places).to.have.length(shown.hits.length);
      expect(new Set(places).size).to.equal(places.length);
      expect(await g.consequences.problemsOf(shown, {}, eveBefore(first.day)), 'what is proposed can be done').to.deep.equal({});
    });

    it('reads what surrounds the programme once, however many sessions are hit', async () => {
      const database = await fresh();
      const g = await publishedHalf(database, HALF);
      const [first] = (await sessions(g, 16, 17)) as [Session];
      const asked: string[] = [];
      database.reads.on('query', ({ sql }: { sql: string }) => void asked.push(sql));
      const readFor = async (last: Day): Promise<{ readonly hits: number; readonly around: number }> => {
        asked.length = 0;
        const { hits } = await listed(g, add(whole(first.day, last)), eveBefore(first.day));
        return { hits: hits.length, around: asked.filter((sql) => /from .(absences|exclusions|publications|settings). /.test(sql)).length };
      };
      const [few, many] = [await readFor(first.day), await readFor(addDays(first.day, 30))];
      expect(few.hits).to.equal(1);
      expect(many.hits).to.be.greaterThan(6);
      expect(many.around).to.equal(few.around).and.greaterThan(3);
    });

    it('refuses the same place for two, and says it beside each', async () => {
      const g = await publishedHalf(await fresh(), HALF);
      const [one] = (await sessions(g, 16, 17)) as [Session];
      const change = add(whole(one.day, addDays(one.day, 20)));
      const at = eveBefore(one.day);
      const shown = await listed(g, change, at);
      const offered = shown.hits.flatMap(({ session }) => (shown.rows.get(hitKey(session.id))?.choices ?? []).flatMap(({ kind, value }) => (kind === 'move' ? [{ id: session.id, value }] : [])));
      const same = offered.find(({ id, value }) => offered.some((other) => other.id !== id && other.value === value));
      const pair = offered.filter(({ value }) => value === same?.value).slice(0, 2);
      const answer = await g.ask(change, at, decided(shown, Object.fromEntries(pair.map(({ id, value }) => [hitKey(id), value]))));
      if (answer.kind !== 'refused') throw new Error(answer.kind);
      expect(pair).to.have.length(2);
      expect(Object.keys(answer.problems)).to.include.members(pair.map(({ id }) => hitKey(id)));
      expect(await g.timetable.versions()).to.have.length(1);
      expect(await g.calendar.closure('closure-1'), 'neither half is done').to.equal(null);
    });

    it('shows the new list where something came between: another amendment, another closure', async () => {
      const database = await fresh();
      const g = await publishedHalf(database, HALF);
      const [one, two] = (await sessions(g, 20, 22)) as [Session, Session];
      const at = eveBefore(one.day);
      const change = add(whole(one.day, two.day));
      const shown = await listed(g, change, at);
      await g.amend([{ kind: 'cancel', sessionId: two.sessionId }], at);
      const again = await g.ask(change, at, decided(shown));
      if (again.kind !== 'moved_on') throw new Error(again.kind);
      expect(again.consequences.hits.map((hit) => hit.session.id)).to.deep.equal([one.sessionId]);
      await closeDay(database, one.day, 'برف');
      const gone = await g.ask(change, at, decided(again.consequences));
      expect(gone.kind, 'the other closure had hit it first').to.equal('moved_on');
      expect(await g.calendar.closure('closure-1')).to.equal(null);
    });

    it('looks once more inside the change: what is published in the last moment is not closed over unseen', async () => {
      const database = await fresh();
      const g = await publishedHalf(database, HALF);
      const session = await someSession(g);
      const at = eveBefore(session.day);
      const shown = await listed(g, add(whole(session.day)), at);
      let meanwhile: Promise<unknown> | null = null;
      const slow = createConsequences({
        reads: database.reads, newId: randomUUID,
        writer: {
          ...g.writer,
          submit: async (change) => {
            meanwhile ??= g.amend([{ kind: 'cancel', sessionId: session.sessionId }], at);
            await meanwhile;
            return g.writer.submit(change);
          },
        },
      });
      const keep = decided(shown, { [hitKey(session.sessionId)]: 'keep' });
      expect(await refused(slow.carryOut(add(whole(session.day)), keep, command(g.scheduler.id, at)))).to.equal('changed_meanwhile');
      expect(await g.calendar.closure('closure-1')).to.equal(null);
    });

    it('leaves one of two who confirm the same list at once with the new list', async () => {
      const g = await publishedHalf(await fresh(), HALF);
      const session = await someSession(g);
      const at = eveBefore(session.day);
      const shown = await listed(g, add(whole(session.day)), at);
      const both = await Promise.allSettled(['closure-1', 'closure-2'].map((id) => g.ask(add({ ...whole(session.day), kind: id === 'closure-1' ? 'full' : 'remote_work' }, id), at, decided(shown))));
      expect(both.filter((one) => one.status === 'fulfilled' && one.value.kind === 'done')).to.have.length(1);
      expect(await g.timetable.versions()).to.have.length(2);
    });

    it('gives back what a closure had taken: the moved session returns, the cancelled agency is asked anew, and others may be asked by what they are owed', async () => {
      const g = await publishedHalf(await fresh(), HALF);
      const [one, two] = (await sessions(g, 20, 22)) as [Session, Session];
      const early = toInstant(addDays(one.day, -30), clock('10:00'));
      await g.confirm(add(whole(one.day, two.day)), early, { [hitKey(two.sessionId)]: 'cancel' });
      const later = toInstant(addDays(one.day, -20), clock('10:00'));
      const shown = await listed(g, withdraw(), later);
      const rows = [one, two].map((session) => shown.rows.get(freedKey(session)));
      expect(rows.map((row) => row?.proposed)).to.deep.equal([`back_${one.sessionId}`, `add_${two.agencyId}`]);
      expect(rows[0]?.choices.some(({ kind, owed }) => kind === 'add' && (owed ?? 0) > 0)).to.equal(true);
      const owed = (rows[0]?.choices ?? []).flatMap((choice) => (choice.kind === 'add' && choice.owed !== null ? [choice.owed] : []));
      expect(owed, 'who is owed most comes first').to.deep.equal([...owed].sort((a, b) => b - a));
      expect(await g.ask(withdraw(), later, decided(shown))).to.deep.equal({ kind: 'done', version: 3 });
      const after = await standing(g);
      expect(after.find(({ sessionId }) => sessionId === one.sessionId)?.day).to.equal(one.day);
      const asked = after.find(({ day, from, line }) => day === two.day && from === two.from && line === two.line);
      expect([asked?.agencyId, asked?.sessionId === two.sessionId], 'a cancelled session does not rise again').to.deep.equal([two.agencyId, false]);
    });

    it('closes an agency alone: its session goes, the others of the day stay, and it may come back', async () => {
      const g = await publishedHalf(await fresh(), HALF);
      const session = await someSession(g);
      const at = toInstant(addDays(session.day, -10), clock('10:00'));
      const own: ClosureEntry = { ...whole(session.day), scope: { kind: 'agency', agencyId: session.agencyId } };
      const other: ClosureEntry = { ...own, scope: { kind: 'agency', agencyId: g.agencies.find(({ id }) => id !== session.agencyId)?.id ?? '' } };
      expect(await g.ask(add(other, 'closure-2'), at), 'another agency').to.deep.equal({ kind: 'done', version: null });
      const { listed: shown, version } = await g.confirm(add(own), at);
      expect([shown.hits.map((hit) => hit.session.id), version]).to.deep.equal([[session.sessionId], 2]);
      const back = await listed(g, withdraw(), at);
      expect(back.rows.get(freedKey(session))?.proposed).to.equal(`back_${session.sessionId}`);
    });

    it('says what an edit of a closure hits and frees: a day later', async () => {
      const g = await publishedHalf(await fresh(), HALF);
      const [one] = (await sessions(g, 20, 21)) as [Session];
      const next = (await standing(g)).find(({ day }) => day === addDays(one.day, 1)) ?? (await standing(g)).find(({ day }) => day > one.day);
      const at = toInstant(addDays(one.day, -10), clock('10:00'));
      await g.confirm(add(whole(one.day)), at);
      const edit: CalendarChange = { kind: 'closure_edited', id: 'closure-1', seen: closureMark(whole(one.day)), entry: whole(next?.day as Day), reason: 'یک روز دیرتر' };
      const shown = await listed(g, edit, at);
      expect(shown.hits.map((hit) => hit.session.day)).to.include(next?.day);
      expect(shown.freed.map(({ day }) => day)).to.include(one.day);
      expect(await refused(g.ask({ ...edit, seen: 'older' }, at))).to.equal('changed_meanwhile');
    });

    it('counts the sessions of a draft that come into a conflict, and leaves them to its board', async () => {
      const g = await publishedHalf(await fresh(), HALF);
      const next = halfYear(1399, 2);
      const draftId = await g.draft(next.from, next.to);
      const [first] = (await g.board.see(draftId)).sessions;
      const shown = await listed(g, add(whole(first?.day as Day)), eveBefore(HALF.to));
      expect([shown.hits, shown.drafts.map(({ draft, count }) => [draft.id, count])]).to.deep.equal([[], [[draftId, 1]]]);
      expect(await g.ask(add(whole(first?.day as Day)), eveBefore(HALF.to), decided(shown))).to.deep.equal({ kind: 'done', version: null });
    });

    it('refuses what the calendar refuses, before anything is listed', async () => {
      const g = await publishedHalf(await fresh(), HALF);
      const session = await someSession(g);
      const at = eveBefore(session.day);
      const ask = (entry: ClosureEntry) => refused(g.ask(add(entry), at));
      expect(await ask(whole(HALF.from, addDays(HALF.from, 364)))).to.equal('closure_too_long');
      expect(await ask(whole(session.day, addDays(session.day, -1)))).to.equal('range_backwards');
      expect(await ask({ ...whole(session.day), scope: { kind: 'county', countyId: 'nowhere' } })).to.equal('not_found');
      await g.confirm(add(whole(session.day)), at);
      expect(await refused(g.ask(add(whole(session.day), 'closure-2'), at))).to.equal('closure_exists');
      expect(await refused(g.ask(withdraw('unknown'), at))).to.equal('not_found');
      await g.confirm(withdraw(), at);
      expect(await refused(g.ask(withdraw(), at))).to.equal('changed_meanwhile');
    });
  });
});
