import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { verifyAll } from '../../../db/events.ts';
import { addDays } from '../../../server/domain/jalali.ts';
import { joinAmendments, prepareAmendments } from '../../../server/rota/amend-steps.ts';
import { onBothDatabases } from '../../support/database.ts';
import { NOW, published, UNTIL } from './amend-ground.ts';
import { absent, closeDay, command, refusal, refused } from './ground.ts';

describe('changing what is published', () => {
  onBothDatabases((_name, fresh) => {
    it('moves a session with its invitation, as version 2', async () => {
      const database = await fresh();
      const p = await published(database);
      const [first] = await p.sessions();
      const to = await p.free(first?.id ?? '');
      expect(await p.amend([{ kind: 'move', sessionId: first?.id ?? '', to }])).to.equal(2);
      const moved = (await p.sessions()).find(({ id }) => id === first?.id);
      expect([moved?.day, moved?.from, moved?.line, moved?.sequence, moved?.agencyId]).to.deep.equal([to.day, to.from, to.line, 1, first?.agencyId]);
      const { publication, sessions, corrections } = await p.timetable.version(2);
      expect(publication.kind).to.equal('amendment');
      expect(corrections.map(({ kind }) => kind)).to.deep.equal(['moved']);
      expect(sessions.some(({ sessionId, day }) => sessionId === first?.id && day === to.day)).to.equal(true);
      const { invitations } = await p.board.see(p.draftId);
      expect(invitations.filter(({ sessionId }) => sessionId === first?.id).map(({ state }) => state)).to.deep.equal(['sent']);
      expect(await verifyAll(database.reads)).to.deep.equal([]);
    });

    it('is refused and not broken off where another programme has come to decide about the day meanwhile', async () => {
      const database = await fresh();
      const p = await published(database);
      const [first] = await p.sessions();
      const amendments = [{ kind: 'cancel' as const, sessionId: first?.id ?? '' }];
      const prepared = await prepareAmendments(database.reads, randomUUID, amendments);
      const streams = prepared.streams.filter((stream) => !stream.startsWith('draft:'));
      const grounds = { reason: 'مأموریت مدیر', letterNo: null, letterDay: null, note: null, cause: null };
      const asked = command(p.scheduler.id, NOW);
      const work = p.writer.submit({ ...asked, streams, apply: (tx) => joinAmendments(tx, { ...prepared, streams }, grounds, asked) });
      expect(await refused(work)).to.equal('changed_meanwhile');
      expect((await p.sessions()).map(({ id }) => id)).to.include(first?.id);
    });

    it('exchanges two sessions, cancels one, and adds an agency in the freed place', async () => {
      const p = await published(await fresh());
      const all = await p.sessions();
      const [one, two] = [all[0], all.find(({ agencyId, day }) => agencyId !== all[0]?.agencyId && day > (all[0]?.day ?? ''))];
      const seen = (await p.prospect([{ kind: 'swap', sessionId: one?.id ?? '', otherId: two?.id ?? '' }]));
      expect(seen.items[0]?.refusal, JSON.stringify(seen.items[0]?.refusal)).to.equal(null);
      await p.amend([{ kind: 'swap', sessionId: one?.id ?? '', otherId: two?.id ?? '' }], { cause: 'swap:x' });
      const after = await p.sessions();
      expect(after.find(({ id }) => id === one?.id)?.day).to.equal(two?.day);
      expect(after.find(({ id }) => id === two?.id)?.day).to.equal(one?.day);
      const { invitations } = await p.board.see(p.draftId);
      expect(invitations.filter(({ sessionId }) => sessionId === one?.id).map(({ state }) => state)).to.deep.equal(['accepted']);
      const third = after[4];
      await p.amend([{ kind: 'cancel', sessionId: third?.id ?? '' }]);
      expect((await p.sessions()).map(({ id }) => id)).not.to.include(third?.id);
      expect(await refused(p.amend([{ kind: 'cancel', sessionId: third?.id ?? '' }]))).to.equal('session_cancelled');
      const place = { day: third?.day ?? one!.day, from: third!.from, to: third!.to, line: third!.line };
      const free = (await Promise.all(p.agencies.map(async ({ id }) => ({ id, seen: await p.prospect([{ kind: 'add', agencyId: id, to: place }]) })))).find(({ seen: { items } }) => items[0]?.refusal === null && items[0].confirmable.length === 0);
      await p.amend([{ kind: 'add', agencyId: free?.id ?? '', to: place }]);
      expect((await p.sessions()).find(({ day, line, from }) => day === place.day && line === place.line && from === place.from)?.agencyId).to.equal(free?.id);
    });

    it('says no to what cannot be', async () => {
      const database = await fresh();
      const p = await published(database, UNTIL, { count: 20 });
      const [one, two] = await p.sessions();
      const id = one?.id ?? '';
      expect(await refused(p.amend([{ kind: 'swap', sessionId: id, otherId: id }]))).to.equal('swap_same');
      expect(await refused(p.amend([{ kind: 'move', sessionId: id, to: two! }]))).to.equal('place_taken');
      expect(await refused(p.amend([{ kind: 'move', sessionId: id, to: one! }]))).to.equal('nothing_changed');
      expect(await refused(p.amend([{ kind: 'cancel', sessionId: id }, { kind: 'move', sessionId: id, to: two! }]))).to.equal('touched_twice');
      const to = await p.free(id);
      await closeDay(database, to.day, 'آلودگی هوا');
      expect(await refused(p.amend([{ kind: 'move', sessionId: id, to }]))).to.equal('slot_conflict');
      const next = await p.free(id);
      const head = p.agencies.find((agency) => agency.id === one?.agencyId);
      await absent(database, head?.headId ?? '', next.day, next.day);
      expect(await refused(p.amend([{ kind: 'move', sessionId: id, to: next }]))).to.equal('slot_conflict');
      expect(await refused(p.amend([{ kind: 'cancel', sessionId: id }], { at: one!.startsAt }))).to.equal('session_past');
    });

    it('gives the number of a letter once in a day: not to another version, nor where an invitation bears it', async () => {
      const database = await fresh();
      const p = await published(database);
      const [one, two, three] = await p.sessions();
      if (one === undefined || two === undefined || three === undefined) throw new Error('no session');
      for (const { id } of [one, two]) await p.amend([{ kind: 'cancel', sessionId: id }]);
      const made = await Promise.all([2, 3].map(async (version) => (await p.amending.ofVersion(version))[0]?.id ?? ''));
      const { invitations } = await p.board.see(p.draftId);
      await p.invitations.numberLetters({ letterDay: UNTIL, numbers: [{ invitationId: invitations.find(({ sessionId }) => sessionId === three.id)?.id ?? '', letterNo: '۱۲/۱' }] }, command(p.scheduler.id, NOW));
      const give = (place: 0 | 1, letterNo: string, letterDay: typeof UNTIL | null = UNTIL) => p.amending.numberLetter(made[place] ?? '', { letterNo, letterDay }, command(p.scheduler.id, NOW));
      const taken = await refusal(give(0, '12/1'));
      expect([taken.code, taken.field, taken.facts]).to.deep.equal(['letter_no_taken', 'letterNo', { number: '12/1' }]);
      await give(0, '۱۲/۲');
      expect(await refused(give(1, ' ۱۲ / 2')), 'however it is written').to.equal('letter_no_taken');
      await give(0, '۱۲/۲');
      await give(1, '۱۲/۲', addDays(UNTIL, 1));
      await give(0, '۱۲/۳');
      await give(1, '۱۲/۲');
      expect((await p.amending.ofVersion(3)).map(({ letterNo, letterDay }) => [letterNo, letterDay])).to.deep.equal([['۱۲/۲', UNTIL]]);
      const ends = await Promise.allSettled([give(0, '۱۲/۹'), give(1, '۱۲/۹')]);
      expect(ends.map(({ status }) => status).sort(), 'two at the same moment').to.deep.equal(['fulfilled', 'rejected']);
    });

    it('lets one of two schedulers win', async () => {
      const p = await published(await fresh());
      const [one] = await p.sessions();
      const id = one?.id ?? '';
      const amendments = [{ kind: 'cancel', sessionId: id }] as const;
      const { mark } = await p.prospect(amendments);
      const asked = { amendments, reason: 'x', letterNo: null, letterDay: null, note: null, cause: null, seen: mark };
      const both = await Promise.allSettled([p.amending.amend(asked, command(p.scheduler.id, NOW)), p.amending.amend(asked, command(p.head.id, NOW))]);
      expect(both.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
      const lost = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
      expect((lost.reason as { code: string }).code).to.equal('changed_meanwhile');
    });
  });
});
