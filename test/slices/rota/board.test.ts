import { expect } from 'chai';
import { addDays, daysBetween, fromJalali, startOfWeek, type Day } from '../../../server/domain/jalali.ts';
import { boardFactsOf } from '../../../server/rota/board-facts.ts';
import type { PlannedSession } from '../../../server/domain/session.ts';
import { onBothDatabases } from '../../support/database.ts';
import { absent, closeDay, command, ground, refusal, refused, user, type Ground } from './ground.ts';

const sessionsOf = async (g: Ground, draftId: string): Promise<readonly PlannedSession[]> => (await g.board.see(draftId)).sessions;
const byId = async (g: Ground, draftId: string, id: string): Promise<PlannedSession> => {
  const found = (await sessionsOf(g, draftId)).find((one) => one.id === id);
  if (found === undefined) throw new Error('no such session');
  return found;
};

/** Two sessions that may exchange their cards, by the board's own answer. */
async function swappable(g: Ground, draftId: string): Promise<[PlannedSession, PlannedSession]> {
  const sessions = await sessionsOf(g, draftId);
  for (const from of sessions) {
    const verdicts = await g.board.conflicts(draftId, from.id, from.agencyId ?? '');
    const to = sessions.find((one) => one.id !== from.id && one.agencyId !== from.agencyId && verdicts[one.id] === null);
    if (to !== undefined) return [from, to];
  }
  throw new Error('nothing may be exchanged');
}

const revs = (...sessions: readonly PlannedSession[]) => Object.fromEntries(sessions.map(({ id, rev }) => [id, rev]));

describe('the board of a programme', () => {
  onBothDatabases((_name, fresh) => {
    it('exchanges two cards, and tells the streams that show them', async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      const [one, other] = await swappable(g, draftId);
      await g.board.edit({ draftId, edit: { kind: 'place', from: one.id, to: other.id }, revs: revs(one, other) }, command(g.scheduler.id));
      const [after, swapped] = [await byId(g, draftId, one.id), await byId(g, draftId, other.id)];
      expect([after.agencyId, swapped.agencyId]).to.deep.equal([other.agencyId, one.agencyId]);
      expect([after.personId, swapped.personId]).to.deep.equal([other.personId, one.personId]);
      expect([after.rev, swapped.rev]).to.deep.equal([one.rev + 1, other.rev + 1]);
      const events = await g.database.reads('events').where({ kind: 'board_changed' }).orderBy(['stream', 'seq']);
      expect(events.map(({ stream }) => stream)).to.include(`draft:${draftId}`);
      expect(events.length).to.be.greaterThan(1);
    });

    it('says a conflict before the drop and refuses it when it is dropped', async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      const [one] = await swappable(g, draftId);
      const verdicts = await g.board.conflicts(draftId, one.id, one.agencyId ?? '');
      const [bad, sentence] = Object.entries(verdicts).find(([, why]) => why !== null) ?? ['', ''];
      const denied = await refusal(g.edit(draftId, { kind: 'place', from: one.id, to: bad }));
      expect(denied.code).to.equal('slot_conflict');
      expect(denied.facts['conflict']).to.equal(sentence);
      expect((await byId(g, draftId, one.id)).rev).to.equal(one.rev);
    });

    it('tells the second of two schedulers who changed the session and what is there now', async () => {
      const database = await fresh();
      const g = await ground(database);
      const other = await user(database, 'آقای صالحی');
      const draftId = await g.draft();
      const [one, two] = await swappable(g, draftId);
      const move = (who: string) => g.board.edit({ draftId, edit: { kind: 'place', from: one.id, to: two.id }, revs: revs(one, two) }, command(who));
      await move(g.scheduler.id);
      const denied = await refusal(move(other.id));
      expect(denied.code).to.equal('slot_changed');
      expect(denied.facts['who']).to.equal('خانم کریمی');
      expect(String(denied.facts['now'])).to.include(g.agencies.find(({ id }) => id === two.agencyId)?.shortName);
    });

    it('lets one of many racing schedulers win, and overwrites nothing', async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      const [one, two] = await swappable(g, draftId);
      const race = await Promise.allSettled(Array.from({ length: 8 }, () =>
        g.board.edit({ draftId, edit: { kind: 'place', from: one.id, to: two.id }, revs: revs(one, two) }, command(g.scheduler.id))));
      expect(race.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      expect((await byId(g, draftId, one.id)).rev).to.equal(one.rev + 1);
    });

    it('pins with a reason, and draws the rest anew around pins', async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      const sessions = await sessionsOf(g, draftId);
      const [kept, emptied] = [sessions[3], sessions[7]];
      if (kept === undefined || emptied === undefined) throw new Error('too few');
      await g.edit(draftId, { kind: 'pin', slotId: kept.id, reason: 'به درخواست استاندار' });
      await g.edit(draftId, { kind: 'clear', slotId: emptied.id }, g.scheduler.id, 'سفر استانی');
      expect((await byId(g, draftId, emptied.id)).emptyReason).to.deep.equal({ code: 'kept_empty', reason: 'سفر استانی' });
      await g.redrawn(draftId);
      const after = await byId(g, draftId, kept.id);
      expect([after.agencyId, after.pinned, after.pinReason]).to.deep.equal([kept.agencyId, true, 'به درخواست استاندار']);
      expect((await byId(g, draftId, emptied.id)).agencyId).to.not.equal(null);
    });

    it('empties a session whose day was closed when it is drawn anew, and invites no excluded agency', async () => {
      const database = await fresh();
      const g = await ground(database);
      const draftId = await g.draft();
      const [first] = await sessionsOf(g, draftId);
      if (first?.agencyId == null) throw new Error('too few');
      await closeDay(database, first.day, 'آلودگی هوا');
      const { from, to } = { from: fromJalali(1399, 1, 1), to: fromJalali(1399, 3, 31) };
      await g.exclusions.exclude({ draftId, agencyId: first.agencyId, from, to, reason: 'ادغام در ادارهٔ دیگر' }, command(g.scheduler.id));
      await g.redrawn(draftId);
      const after = await sessionsOf(g, draftId);
      expect(after.find(({ id }) => id === first.id)?.emptyReason).to.deep.equal({ code: 'closed', title: 'آلودگی هوا' });
      expect(after.some(({ agencyId }) => agencyId === first.agencyId)).to.equal(false);
    });

    it('undoes one\'s own last change, then the one before', async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      const [one, two] = await swappable(g, draftId);
      const before = await sessionsOf(g, draftId);
      await g.edit(draftId, { kind: 'place', from: one.id, to: two.id });
      await g.edit(draftId, { kind: 'pin', slotId: one.id, reason: 'آزمون' });
      await g.undo.undo(draftId, command(g.scheduler.id));
      expect((await byId(g, draftId, one.id)).pinned).to.equal(false);
      await g.undo.undo(draftId, command(g.scheduler.id));
      const cells = (sessions: readonly PlannedSession[]) => sessions.map(({ id, agencyId, personId, pinned, why }) => ({ id, agencyId, personId, pinned, why }));
      expect(cells(await sessionsOf(g, draftId))).to.deep.equal(cells(before));
      expect(await refused(g.undo.undo(draftId, command(g.scheduler.id)))).to.equal('nothing_to_undo');
    });

    it('does not undo what somebody else has touched since', async () => {
      const database = await fresh();
      const g = await ground(database);
      const other = await user(database, 'آقای صالحی');
      const draftId = await g.draft();
      const [one, two] = await swappable(g, draftId);
      await g.edit(draftId, { kind: 'place', from: one.id, to: two.id });
      await g.edit(draftId, { kind: 'pin', slotId: two.id, reason: 'آزمون' }, other.id);
      expect(await refused(g.undo.undo(draftId, command(g.scheduler.id)))).to.equal('undo_overtaken');
      await g.undo.undo(draftId, command(other.id));
      await g.undo.undo(draftId, command(g.scheduler.id));
      expect((await byId(g, draftId, one.id)).agencyId).to.equal(one.agencyId);
    });

    it('does not undo over a change that was made and taken back by hand', async () => {
      const database = await fresh();
      const g = await ground(database);
      const other = await user(database, 'آقای صالحی');
      const draftId = await g.draft();
      const [one, two] = await swappable(g, draftId);
      await g.edit(draftId, { kind: 'place', from: one.id, to: two.id });
      await g.edit(draftId, { kind: 'pin', slotId: two.id, reason: 'آزمون' }, other.id);
      await g.edit(draftId, { kind: 'unpin', slotId: two.id }, other.id);
      expect(await refused(g.undo.undo(draftId, command(g.scheduler.id)))).to.equal('undo_overtaken');
    });

    it('counts a pinned card when it draws the rest', async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      const [first, , third] = await sessionsOf(g, draftId);
      if (first?.agencyId == null || third === undefined) throw new Error('too few');
      await g.edit(draftId, { kind: 'clear', slotId: first.id });
      await g.edit(draftId, { kind: 'assign', slotId: third.id, agencyId: first.agencyId });
      await g.edit(draftId, { kind: 'pin', slotId: third.id, reason: 'آزمون' });
      await g.redrawn(draftId);
      const days = (await sessionsOf(g, draftId)).filter(({ agencyId }) => agencyId === first.agencyId).map(({ day }) => day);
      expect(days).to.include(third.day);
      days.slice(1).forEach((day, index) => expect(daysBetween(days[index] ?? day, day)).to.be.at.least(14));
    });

    it('shows an absence that came later as a conflict on the card', async () => {
      const database = await fresh();
      const g = await ground(database);
      const draftId = await g.draft();
      const [first] = await sessionsOf(g, draftId);
      const head = g.agencies.find(({ id }) => id === first?.agencyId);
      await absent(database, head?.headId ?? '', first?.day as Day, addDays(first?.day as Day, 1));
      expect(boardFactsOf(await g.board.see(draftId)).conflicts.get(first?.id ?? '')?.code).to.equal('absent');
    });

    it('overwrites nothing that was not seen: an edit without the session\'s number, a redraw of an older board', async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      const [one, two] = await swappable(g, draftId);
      const { rev } = await g.board.see(draftId);
      expect(await refused(g.board.edit({ draftId, edit: { kind: 'clear', slotId: one.id }, revs: {} }, command(g.scheduler.id)))).to.equal('slot_changed');
      expect(await refused(g.board.edit({ draftId, edit: { kind: 'place', from: one.id, to: two.id }, revs: revs(one) }, command(g.scheduler.id)))).to.equal('slot_changed');
      await g.edit(draftId, { kind: 'clear', slotId: one.id });
      expect(await refused(g.redraw.redraw({ draftId, seen: rev }, command(g.scheduler.id)))).to.equal('changed_meanwhile');
      const seen = (await g.board.see(draftId)).rev;
      const twice = await Promise.allSettled([1, 2].map(() => g.redraw.redraw({ draftId, seen }, command(g.scheduler.id))));
      expect(twice.filter(({ status }) => status === 'fulfilled'), 'also when both come in one batch').to.have.length(1);
    });

    it('undoes into no broken rule: what a hand could not put back stays away, and it says why', async () => {
      const database = await fresh();
      const g = await ground(database);
      const other = await user(database, 'آقای صالحی');
      const draftId = await g.draft();
      const { sessions } = await g.board.see(draftId);
      const one = sessions.find(({ agencyId }, index) => agencyId !== null && sessions[index + 1]?.agencyId != null);
      const beside = sessions[sessions.findIndex(({ id }) => id === one?.id) + 1];
      if (one?.agencyId == null || beside === undefined) throw new Error('too few');
      await g.edit(draftId, { kind: 'clear', slotId: one.id });
      await g.edit(draftId, { kind: 'clear', slotId: beside.id }, other.id);
      await g.edit(draftId, { kind: 'assign', slotId: beside.id, agencyId: one.agencyId }, other.id);
      const denied = await refusal(g.undo.undo(draftId, command(g.scheduler.id)));
      expect([denied.code, denied.facts['code']]).to.deep.equal(['slot_conflict', daysBetween(one.day, beside.day) < 7 && startOfWeek(one.day) === startOfWeek(beside.day) ? 'same_week' : 'gap']);
      expect((await byId(g, draftId, one.id)).agencyId).to.equal(null);
    });

    it('undoes a redraw whole: cells, figures and the hash of their input', async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      const { sessions } = await g.board.see(draftId);
      const [first] = sessions;
      await g.edit(draftId, { kind: 'pin', slotId: first?.id ?? '', reason: 'آزمون' });
      const before = await g.board.see(draftId);
      await g.redrawn(draftId);
      const drawn = (await g.board.see(draftId)).draft;
      expect(drawn.inputHash).to.not.equal(before.draft.inputHash);
      expect([drawn.figures.floor, drawn.figures.demand], 'the weights are those of the first drawing').to.deep.equal([before.draft.figures.floor, before.draft.figures.demand]);
      await g.undo.undo(draftId, command(g.scheduler.id));
      const after = await g.board.see(draftId);
      expect([after.draft.inputHash, after.draft.figures]).to.deep.equal([before.draft.inputHash, before.draft.figures]);
      expect(after.sessions.map(({ agencyId }) => agencyId)).to.deep.equal(before.sessions.map(({ agencyId }) => agencyId));
    });

    it('sees a change that comes in the same moment, even one that changes nothing', async () => {
      const database = await fresh();
      const g = await ground(database);
      const other = await user(database, 'آقای صالحی');
      const draftId = await g.draft();
      for (const { id } of (await sessionsOf(g, draftId)).slice(0, 6)) {
        await g.edit(draftId, { kind: 'pin', slotId: id, reason: 'آزمون' });
        const seen = await byId(g, draftId, id);
        const both = await Promise.allSettled([
          g.board.edit({ draftId, edit: { kind: 'pin', slotId: id, reason: 'آزمون' }, revs: revs(seen) }, command(other.id)),
          g.undo.undo(draftId, command(g.scheduler.id)),
        ]);
        expect(both.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      }
    });

    it('undoes while the same person changes another month in another tab', async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      const { sessions } = await g.board.see(draftId);
      const [first, last] = [sessions[0], sessions.at(-1)];
      if (first === undefined || last === undefined) throw new Error('too few');
      await g.edit(draftId, { kind: 'pin', slotId: first.id, reason: 'آزمون' });
      await Promise.all([
        g.board.edit({ draftId, edit: { kind: 'pin', slotId: last.id, reason: 'آزمون' }, revs: revs(last) }, command(g.scheduler.id)),
        g.undo.undo(draftId, command(g.scheduler.id)),
      ]);
      const pinned = (await sessionsOf(g, draftId)).filter(({ pinned: one }) => one);
      expect(pinned).to.have.length(1);
    });

    it('keeps an agency away on days on which it or its county alone is closed, and says so', async () => {
      const database = await fresh();
      const g = await ground(database);
      const draftId = await g.draft();
      const { sessions } = await g.board.see(draftId);
      const [first, second] = [sessions[0], sessions[2]];
      if (first?.agencyId == null || second?.agencyId == null) throw new Error('too few');
      await database.direct('counties').insert({ id: 'county', name: 'نطنز', name_key: 'نطنز', sort_key: 'n', centre: 'نطنز' });
      await database.direct('agencies').where({ id: second.agencyId }).update({ county_id: 'county' });
      const closure = { scope_kind: 'agency', kind: 'full', reason: 'جابه‌جایی ساختمان', recorded_at: '2020-03-01T06:00:00.000Z', recorded_by: 'x' };
      await database.direct('closures').insert([
        { ...closure, id: 'one', from_day: first.day, to_day: first.day, agency_id: first.agencyId },
        { ...closure, id: 'two', from_day: second.day, to_day: second.day, scope_kind: 'county', county_id: 'county', kind: 'early_close', close_at: '10:00', reason: 'سیل' },
      ]);
      const { conflicts } = boardFactsOf(await g.board.see(draftId));
      expect([first, second].map(({ id }) => conflicts.get(id)?.code)).to.deep.equal(['closed', 'closed']);
      expect(conflicts.size, 'nobody else is touched').to.equal(2);
      await g.redrawn(draftId);
      const after = await g.board.see(draftId);
      expect(after.sessions.find(({ id }) => id === first.id)?.agencyId).to.not.equal(first.agencyId);
      expect(boardFactsOf(after).conflicts.size).to.equal(0);
    });

    it('heeds a least gap that comes into force within the horizon', async () => {
      const database = await fresh();
      const g = await ground(database, { count: 4 });
      const since = fromJalali(1399, 2, 15);
      await database.direct('settings').insert({ id: 'gap', name: 'least_gap_days', value: '7', from_day: since, recorded_at: '2020-01-01T00:00:00.000Z', recorded_by: 'x' });
      const sessions = await sessionsOf(g, await g.draft());
      const gaps = sessions.flatMap(({ agencyId, day }, index) => {
        const before = sessions.slice(0, index).findLast((one) => agencyId !== null && one.agencyId === agencyId);
        return before === undefined ? [] : [{ day, days: daysBetween(before.day, day) }];
      });
      expect(Math.min(...gaps.filter(({ day }) => day < since).map(({ days }) => days))).to.be.at.least(14);
      expect(Math.min(...gaps.filter(({ day }) => day >= since).map(({ days }) => days))).to.be.within(7, 13);
    });

    it('changes nothing on a board that awaits approval', async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      const [one, two] = await swappable(g, draftId);
      await g.approval.submit({ draftId, seen: null }, command(g.scheduler.id));
      expect(await refused(g.edit(draftId, { kind: 'place', from: one.id, to: two.id }))).to.equal('draft_not_open');
      expect(await refused(g.undo.undo(draftId, command(g.scheduler.id)))).to.equal('draft_not_open');
      expect(await refused(g.redrawn(draftId))).to.equal('draft_not_open');
    });
  });
});
