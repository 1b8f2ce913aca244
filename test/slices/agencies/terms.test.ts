import { expect } from 'chai';
import { stateMark } from '../../../server/agencies/service.ts';
import { clock } from '../../../server/domain/calendar.ts';
import { day } from '../../../server/domain/jalali.ts';
import { onBothDatabases } from '../../support/database.ts';
import { refused } from '../refused.ts';
import { absenceEntry, agencyEntry, agencyGround, command, termEntry, today } from './ground.ts';

const everywhere = { everywhere: true, agencyIds: [], countyIds: [] };

onBothDatabases((_name, fresh) => {
  describe('terms of office', () => {
    const withAgency = async () => {
      const ground = await agencyGround(fresh);
      const { id: agencyId } = await ground.agencies.add(agencyEntry('راه'), command());
      return { ...ground, agencyId };
    };

    it('tells the head of any day: the title before one acting for it, and never a deputy', async () => {
      const { terms, lookup, agencyId } = await withAgency();
      await terms.add(agencyId, termEntry('نخست', '2020-01-01', '2022-05-31'), command());
      await terms.add(agencyId, termEntry('سرپرست', '2022-06-01', '2022-08-31', { post: 'سرپرست اداره کل' }), command());
      await terms.add(agencyId, termEntry('دوم', '2022-08-15', null), command());
      await terms.add(agencyId, termEntry('معاون', '2020-01-01', null, { post: 'معاون مدیرکل' }), command());
      const head = async (on: string) => (await lookup.headOf(agencyId, day(on)))?.name ?? null;
      expect([await head('2019-12-31'), await head('2020-01-01'), await head('2022-05-31')]).to.deep.equal([null, 'نخست', 'نخست']);
      expect([await head('2022-06-01'), await head('2022-08-15'), await head('2026-11-22')]).to.deep.equal(['سرپرست', 'دوم', 'دوم']);
      expect((await lookup.agenciesOn(day('2022-06-01')))[0]?.head?.post).to.equal('سرپرست اداره کل');
    });

    it('refuses overlapping terms of one post with the name, at once too, and leaves no person behind', async () => {
      const { terms, agencyId, database } = await withAgency();
      await terms.add(agencyId, termEntry('نخست', '2020-01-01', null), command());
      const facts = await terms.add(agencyId, termEntry('دوم', '2024-01-01', null, { post: 'مديركل' }), command()).then(() => null, (error: { facts: object }) => error.facts);
      expect(facts).to.deep.equal({ name: 'نخست' });
      expect(await refused(terms.add(agencyId, termEntry('دوم', '2019-01-01', '2020-01-01'), command()))).to.equal('terms_overlap');
      expect(await refused(terms.add(agencyId, termEntry('دوم', '2019-02-01', '2019-01-01'), command()))).to.equal('range_backwards');
      await terms.add(agencyId, termEntry('پیش', '2019-01-01', '2019-12-31'), command());
      expect(await database.reads('people').select()).to.have.length(2);
      const both = await Promise.allSettled([terms.add(agencyId, termEntry('الف', '2020-01-01', null, { post: 'معاون' }), command()), terms.add(agencyId, termEntry('ب', '2021-01-01', null, { post: 'معاون' }), command())]);
      expect(both.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    });

    it('refuses two people with one national code and never shows the code', async () => {
      const { terms, agencyId, agencies, database } = await withAgency();
      const { id: other } = await agencies.add(agencyEntry('گاز'), command());
      const person = { honorific: 'khanom', name: 'زهرا کریمی', nationalCode: '1270000001', phone: '+989131234567' } as const;
      await terms.add(agencyId, termEntry('', '2020-01-01', null, { person }), command());
      expect(await refused(terms.add(other, termEntry('', '2020-01-01', null, { person: { ...person, name: 'دیگری' } }), command()))).to.equal('national_code_taken');
      expect(await database.reads('terms').select()).to.have.length(1);
      expect(JSON.stringify([await database.reads('people').select(), await database.reads('events').select()])).not.to.match(/1270000001|9131234567/);
    });

    it('ends and corrects a term, tells whoever is late, and finds people by name for the next one', async () => {
      const { terms, agencies, agencyId, lookup, eventsOf } = await withAgency();
      const { id } = await terms.add(agencyId, termEntry('كاوه احمدي', '2020-01-01', null), command());
      const opened = await terms.term(agencyId, id);
      expect(await refused(terms.end(agencyId, id, day('2019-12-31'), command()))).to.equal('range_backwards');
      await terms.end(agencyId, id, day('2026-11-21'), command());
      expect(await refused(terms.end(agencyId, id, day('2026-11-30'), command()))).to.equal('changed_meanwhile');
      const correction = { honorific: 'agha', name: 'کاوه احمدی‌فر', post: 'مدیرکل', from: day('2020-02-01'), to: day('2026-11-21') } as const;
      expect(await refused(terms.correct(agencyId, id, { ...correction, seen: stateMark(opened) }, command()))).to.equal('changed_meanwhile');
      await terms.correct(agencyId, id, { ...correction, seen: stateMark(await terms.term(agencyId, id)) }, command());
      expect(await lookup.headOf(agencyId, today)).to.equal(null);
      expect((await terms.candidates('احمدی کاوه')).map(({ name, terms: held }) => [name, held.length])).to.deep.equal([['کاوه احمدی‌فر', 1]]);
      const { id: other } = await agencies.add(agencyEntry('گاز'), command());
      expect(await refused(terms.correct(other, id, { ...correction, seen: '' }, command()))).to.equal('not_found');
      const next = await terms.add(other, termEntry('', '2026-11-22', null, { person: opened.personId }), command());
      expect((await terms.term(other, next.id)).name).to.equal('کاوه احمدی‌فر');
      expect(await eventsOf(`agency:${agencyId}`)).to.deep.equal(['agency_added', 'term_added', 'term_changed', 'term_changed']);
    });
  });

  describe('absences', () => {
    const withHead = async () => {
      const ground = await agencyGround(fresh);
      const { id: agencyId } = await ground.agencies.add(agencyEntry('راه'), command());
      const { id: termId } = await ground.terms.add(agencyId, termEntry('کاوه احمدی', '2020-01-01', '2026-12-31'), command());
      return { ...ground, agencyId, personId: await ground.personOf(agencyId, termId) };
    };

    it('are registered by whom and when, withdrawn once, and stay on record', async () => {
      const { absences, agencies, agencyId, personId, eventsOf } = await withHead();
      const { id } = await absences.register(agencyId, absenceEntry(personId, '2026-11-25', '2026-11-26'), command({ actor: 'u7' }));
      const [kept] = (await agencies.detail(agencyId, today)).absences;
      expect([kept?.recordedBy, kept?.recordedAt]).to.deep.equal(['u7', '2026-11-22T06:00:00.000Z']);
      await absences.withdraw(agencyId, id, command());
      await absences.withdraw(agencyId, id, command());
      expect((await agencies.detail(agencyId, today)).absences).to.have.length(1);
      expect(await absences.list('ahead', everywhere, today)).to.deep.equal([]);
      expect(await eventsOf(`agency:${agencyId}`)).to.deep.equal(['agency_added', 'term_added', 'absence_registered', 'absence_withdrawn']);
    });

    it('refuse the same days twice, but let two parts of one day stand', async () => {
      const { absences, agencyId, personId } = await withHead();
      const hours = (from: string, to: string) => ({ fromClock: clock(from), toClock: clock(to) });
      await absences.register(agencyId, absenceEntry(personId, '2026-11-25', '2026-11-25', hours('08:00', '10:00')), command());
      await absences.register(agencyId, absenceEntry(personId, '2026-11-25', '2026-11-25', hours('10:00', '12:00')), command());
      expect(await refused(absences.register(agencyId, absenceEntry(personId, '2026-11-25', '2026-11-25', hours('09:59', '11:00')), command()))).to.equal('absence_overlap');
      expect(await refused(absences.register(agencyId, absenceEntry(personId, '2026-11-24', '2026-11-26'), command()))).to.equal('absence_overlap');
      expect(await refused(absences.register(agencyId, absenceEntry(personId, '2026-11-28', '2026-11-27'), command()))).to.equal('range_backwards');
      expect(await refused(absences.register(agencyId, absenceEntry(personId, '2026-11-28', '2026-11-28', hours('10:00', '10:00')), command()))).to.equal('range_backwards');
    });

    it('refuse whoever is not in office then, and another agency’s officer', async () => {
      const { absences, agencies, agencyId, personId } = await withHead();
      expect(await refused(absences.register(agencyId, absenceEntry(personId, '2027-01-01', '2027-01-02'), command()))).to.equal('not_in_office');
      const { id: other } = await agencies.add(agencyEntry('گاز'), command());
      expect(await refused(absences.register(other, absenceEntry(personId, '2026-11-25', '2026-11-25'), command()))).to.equal('not_in_office');
      const { id } = await absences.register(agencyId, absenceEntry(personId, '2026-11-25', '2026-11-25'), command());
      expect(await refused(absences.withdraw(other, id, command()))).to.equal('not_found');
    });

    it('belong to the agency in whose term they fall: his new place neither sees nor withdraws them, and reads no note of elsewhere', async () => {
      const { absences, agencies, terms, agencyId, personId } = await withHead();
      const sick = await absences.register(agencyId, absenceEntry(personId, '2026-12-25', '2026-12-30', { kind: 'sickness', note: 'بستری در بیمارستان' }), command());
      const { id: next } = await agencies.add(agencyEntry('گاز'), command());
      await terms.add(next, termEntry('', '2027-01-01', null, { person: personId }), command());
      const atNext = { everywhere: false, agencyIds: [next], countyIds: [] };
      expect((await agencies.detail(next, today, atNext)).absences).to.deep.equal([]);
      expect(await refused(absences.withdraw(next, sick.id, command()))).to.equal('not_found');
      const both = await absences.register(agencyId, absenceEntry(personId, '2026-12-31', '2027-01-05', { kind: 'sickness', note: 'جراحی' }), command());
      const notesAt = async (id: string, registers: typeof atNext) => (await agencies.detail(id, today, registers)).absences.map((one) => [one.id, one.note]);
      expect(await notesAt(next, atNext)).to.deep.equal([[both.id, '']]);
      expect(await notesAt(agencyId, { ...atNext, agencyIds: [agencyId] })).to.deep.equal([[both.id, 'جراحی'], [sick.id, 'بستری در بیمارستان']]);
      expect(await notesAt(next, everywhere)).to.deep.equal([[both.id, 'جراحی']]);
      expect((await agencies.detail(agencyId, today)).absences.map((one) => one.note), 'nobody reads a note unless it is said who he is').to.deep.equal(['', '']);
      expect((await absences.list('ahead', atNext, today)).map(({ absence }) => [absence.id, absence.note])).to.deep.equal([[both.id, '']]);
    });

    it('are told to other slices by agency, cut to the term and the days asked for, the head apart from deputies', async () => {
      const { absences, agencies, terms, lookup, agencyId, personId } = await withHead();
      const { id: other } = await agencies.add(agencyEntry('گاز'), command());
      await terms.add(other, termEntry('', '2026-12-20', null, { person: personId, post: 'معاون' }), command());
      await absences.register(agencyId, absenceEntry(personId, '2026-12-15', '2027-01-10'), command());
      const told = (await lookup.absencesBetween(day('2026-12-18'), day('2027-01-31'))).map((one) => ({ agency: one.agencyId, head: one.asHead, from: one.from, to: one.to }));
      expect(told).to.have.deep.members([
        { agency: agencyId, head: true, from: '2026-12-18', to: '2026-12-31' },
        { agency: other, head: false, from: '2026-12-20', to: '2027-01-10' },
      ]);
      expect((await absences.list('ahead', { everywhere: false, agencyIds: [other], countyIds: [] }, today)).map(({ agency }) => agency.id)).to.deep.equal([other]);
      expect(await absences.list('past', everywhere, today)).to.deep.equal([]);
    });
  });
});
