import { expect } from 'chai';
import { addDays, fromJalali, lastOfMonth } from '../../../server/domain/jalali.ts';
import { createAmending } from '../../../server/rota/amend.ts';
import { letterSheet } from '../../../server/rota/letters-sheet-view.ts';
import type { LetterSelection } from '../../../server/rota/letters.ts';
import { onBothDatabases } from '../../support/database.ts';
import { absent, AT, command, ground, refused } from './ground.ts';

const UNTIL = lastOfMonth({ year: 1399, month: 2 });
const EVERYTHING: LetterSelection = { from: null, until: null, agencyId: null, choice: 'all', kinds: null };
const HEAD = { governorate: 'استانداری اصفهان', office: 'دفتر بازرسی' };

describe('letters', () => {
  onBothDatabases((_name, fresh) => {
    const published = async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      await g.approve(draftId);
      await g.publish(draftId, UNTIL);
      const amending = createAmending({ reads: g.database.reads, writer: g.writer, newId: () => crypto.randomUUID() });
      const of = async (part: Partial<LetterSelection> = {}) => g.letters.of(draftId, { ...EVERYTHING, ...part });
      return { g, draftId, amending, of, by: (at = AT) => command(g.scheduler.id, at) };
    };

    it('are written to everybody who was invited, in order of time, each with all that he must know', async () => {
      const { g, draftId, of } = await published();
      const { sessions } = await g.board.see(draftId);
      const invited = sessions.filter(({ state, agencyId }) => state === 'published' && agencyId !== null);
      const { letters } = await of();
      expect(letters.map(({ session }) => session.id)).to.deep.equal(invited.map(({ id }) => id));
      expect(new Set(letters.map(({ kind }) => kind))).to.deep.equal(new Set(['invitation']));
      const [letter] = letters;
      if (letter === undefined) throw new Error('no letter');
      const sheet = letterSheet(letter, HEAD);
      expect(sheet.frame.to).to.deep.equal([`جناب آقای ${letter.recipient?.name ?? ''}`, `مدیرکل محترم ${letter.agency.name}`]);
      expect(JSON.stringify(sheet)).to.contain('ساعت ۹').and.to.contain('حدود ۱۲ تماس در ساعت').and.to.contain('مرکز پاسخگویی ۱۱۱').and.to.contain('تا پایان');
      expect([sheet.frame.number, sheet.frame.date]).to.deep.equal(['', '']);
      const [first] = letters.map(({ session }) => session.day);
      expect((await of({ until: first ?? UNTIL })).letters.every(({ session }) => session.day === first)).to.equal(true);
      expect((await of({ from: addDays(UNTIL, 1) })).letters).to.deep.equal([]);
      expect((await of({ agencyId: letter.agency.id })).letters.every(({ agency }) => agency.id === letter.agency.id)).to.equal(true);
      expect(await refused(g.letters.of('none', EVERYTHING))).to.equal('not_found');
    });

    it('are counted as printed until they say something new, and only as they were seen', async () => {
      const { g, draftId, of, by, amending } = await published();
      const seen = await of();
      const late = '2020-03-02T06:00:00.000Z' as typeof AT;
      expect(await refused(g.letters.markPrinted(draftId, EVERYTHING, 'other', by()))).to.equal('changed_meanwhile');
      expect(await g.letters.markPrinted(draftId, EVERYTHING, seen.mark, by())).to.deep.equal({ printed: seen.letters.length });
      expect((await of({ choice: 'unprinted' })).letters).to.deep.equal([]);
      const [letter] = seen.letters;
      const [place] = await amending.fittingPlaces(letter?.session.id ?? '', 1, AT);
      if (letter === undefined || place === undefined) throw new Error('nowhere to go');
      const moved = [{ kind: 'move' as const, sessionId: letter.session.id, to: place }];
      const { mark } = await amending.prospect(moved, AT);
      await amending.amend({ amendments: moved, reason: 'سفر استاندار.', letterNo: null, letterDay: null, note: null, cause: null, seen: mark }, by(late));
      const [change, ...none] = (await of({ choice: 'unprinted' })).letters;
      expect(none).to.deep.equal([]);
      expect([change?.kind, change?.session.id, change?.before?.day, change?.reason]).to.deep.equal(['change', letter.session.id, letter.session.day, 'سفر استاندار.']);
      if (change === undefined) throw new Error('no letter');
      const sheet = letterSheet(change, HEAD);
      expect(sheet.frame.subject).to.contain('تغییر زمان');
      expect(sheet.opening).to.contain('به سبب «سفر استاندار»');
      expect((await of({ kinds: 'amendments' })).letters).to.have.length(1);
      expect((await of({ kinds: 'invitations' })).letters).to.have.length(seen.letters.length - 1);
    });

    it('tell of a cancellation after the invitation that it follows', async () => {
      const { g, of, by, amending } = await published();
      const [letter] = (await of()).letters;
      if (letter === undefined) throw new Error('no letter');
      await g.invitations.numberLetters({ letterDay: fromJalali(1399, 1, 5), numbers: [{ invitationId: letter.id, letterNo: '۱۲/۷' }] }, by());
      expect((await of({ choice: 'unnumbered' })).letters.map(({ id }) => id)).not.to.include(letter.id);
      const cancel = [{ kind: 'cancel' as const, sessionId: letter.session.id }];
      const { mark } = await amending.prospect(cancel, AT);
      await amending.amend({ amendments: cancel, reason: 'آلودگی هوا', letterNo: '۹۹/۴', letterDay: fromJalali(1399, 1, 10), note: null, cause: null, seen: mark }, by());
      const found = (await of()).letters.find(({ session }) => session.id === letter.session.id);
      if (found === undefined) throw new Error('no letter');
      expect([found.kind, found.letterNo, found.answerBy]).to.deep.equal(['cancellation', '۹۹/۴', null]);
      const sheet = letterSheet(found, HEAD);
      expect(sheet.opening).to.contain('پیرو نامهٔ شمارهٔ ۱۲/۷ مورخ ۱۳۹۹/۰۱/۰۵').and.to.contain('برگزار نمی‌شود');
      expect([sheet.facts, sheet.requests]).to.deep.equal([[], []]);
    });

    it('are not written to whoever heads the agency no longer', async () => {
      const { g, of } = await published();
      const [letter] = (await of()).letters;
      if (letter === undefined) throw new Error('no letter');
      await absent(g.database, letter.session.personId ?? '', letter.session.day, letter.session.day);
      expect((await of()).letters.map(({ id }) => id), 'an absence is no change of office').to.include(letter.id);
      await g.database.direct('terms').where({ agency_id: letter.agency.id }).update({ to_day: addDays(letter.session.day, -1) });
      expect((await of()).letters.map(({ id }) => id)).not.to.include(letter.id);
    });
  });
});
