import { expect } from 'chai';
import fc from 'fast-check';
import { dayOf } from '../../../server/domain/calendar.ts';
import { parseClock, type Clock } from '../../../server/domain/clock.ts';
import { addDays, fromJalali, startOfWeek, weekday, type Day, type Weekday } from '../../../server/domain/jalali.ts';
import { compare, type Comparison } from '../../../server/domain/rota/comparison.ts';
import type { Supposition } from '../../../server/domain/rota/supposition.ts';
import type { SlotRow } from '../../../server/domain/settings.ts';
import type { Considered, Footing } from '../../../server/rota/what-if.ts';
import { onBothDatabases, onSqlite } from '../../support/database.ts';
import { absent, agency, AT, command, FROM, ground, refusal, refused, TO, type Ground } from './ground.ts';

const TODAY = dayOf(AT);
const at = (text: string): Clock => parseClock(text) ?? ('' as Clock);
const NOTHING: Supposition = { since: FROM, perWeek: null, template: null, away: [], flags: [] };
const row = (weekdays: readonly number[], from = '09:00', to = '11:00', more: Partial<SlotRow> = {}): SlotRow => ({ weekdays: weekdays as Weekday[], from: at(from), to: at(to), minutes: null, gap: 0, lines: 1, ...more });
const WIDE: readonly SlotRow[] = [row([0, 1, 3, 4])];

const eventsIn = async (g: Ground): Promise<number> => Number((await g.database.reads('events').count({ count: '*' }).first())?.count ?? 0);
const consider = (g: Ground, footing: Footing, more: Partial<Supposition>): Promise<Considered> => g.whatIf.consider(footing, { ...NOTHING, ...more }, TODAY);
const choose = (g: Ground, footing: Footing, more: Partial<Supposition>, seen: string, reason = 'تصمیم شورا') =>
  g.choosing.choose({ footing, supposition: { ...NOTHING, ...more }, seen, reason }, command(g.scheduler.id));

/** What a stored draft comes to, counted from its own rows. */
const standing = async (g: Ground, draftId: string): Promise<Comparison['now']> => {
  const { draft, sessions } = await g.board.see(draftId);
  const programme = { from: draft.from, to: draft.to, sessions, agencies: draft.agencies, formula: draft.formula, floor: draft.figures.floor };
  return compare(programme, programme).now;
};
const givenIn = async (g: Ground, draftId: string): Promise<Record<string, number>> => {
  const given: Record<string, number> = {};
  for (const { agencyId } of (await g.board.see(draftId)).sessions) if (agencyId !== null) given[agencyId] = (given[agencyId] ?? 0) + 1;
  return given;
};
const givenThen = ({ agencies }: Comparison): Record<string, number> => Object.fromEntries(agencies.flatMap(({ agencyId, then }) => (then.given > 0 ? [[agencyId, then.given]] : [])));

describe('what would be', () => {
  onBothDatabases((_name, fresh) => {
    it('halves the mean wait with twice as many sessions, and what is chosen is what was compared', async () => {
      const g = await ground(await fresh(), { count: 24 });
      const draftId = await g.draft();
      const before = await eventsIn(g);
      const supposed = { perWeek: 4, template: WIDE };
      const seen = await consider(g, { draftId }, supposed);
      expect(await eventsIn(g), 'looking stores nothing').to.equal(before);
      expect((await consider(g, { draftId }, supposed)), 'and gives the same again').to.deep.equal(seen);
      const { now, then } = seen.comparison;
      expect(now.perWeek).to.be.closeTo(2, 0.3);
      expect(then.perWeek).to.be.closeTo(4, 0.5);
      expect((then.meanDays ?? 0) / (now.meanDays ?? 1)).to.be.closeTo(0.5, 0.08);
      expect(seen.comparison.gains).to.be.greaterThan(10);
      await choose(g, { draftId }, supposed, seen.mark);
      expect(await standing(g, draftId)).to.deep.equal(then);
      expect(await givenIn(g, draftId)).to.deep.equal(givenThen(seen.comparison));
      const settings = await g.database.reads('settings').where({ from_day: FROM }).orderBy('name').select('name', 'value', 'recorded_by');
      expect(settings.map(({ name, recorded_by: by }) => [name, by])).to.deep.equal([['sessions_per_week', g.scheduler.id], ['slot_template', g.scheduler.id]]);
      // Drawn anew by hand, the draft stays what it has become.
      await g.redrawn(draftId);
      expect(await givenIn(g, draftId)).to.deep.equal(givenThen(seen.comparison));
    });

    it('takes back sessions that the weeks would not have, with their invitations, and finds their places again', async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      await g.approve(draftId);
      await g.invitations.invite(draftId, TO, command(g.scheduler.id));
      await g.approval.reopen({ draftId, seen: null }, command(g.scheduler.id));
      const [first] = (await g.board.see(draftId)).sessions;
      await g.edit(draftId, { kind: 'pin', slotId: first?.id ?? '', reason: 'به درخواست استاندار' });
      const fewer = await consider(g, { draftId }, { perWeek: 1 });
      expect(fewer.places.dropped).to.be.greaterThan(5);
      await choose(g, { draftId }, { perWeek: 1 }, fewer.mark);
      const after = await g.board.see(draftId);
      expect(after.sessions.length).to.equal(fewer.comparison.then.sessions);
      expect(after.sessions.find(({ id }) => id === first?.id)?.agencyId, 'a pinned one stays').to.equal(first?.agencyId);
      const ids = new Set(after.sessions.map(({ id }) => id));
      expect(after.invitations.filter(({ sessionId, state }) => !ids.has(sessionId) && state !== 'withdrawn'), 'nobody is invited to what is gone').to.deep.equal([]);
      expect(await refused(g.undo.undo(draftId, command(g.scheduler.id))), 'no step back to before a setting').to.equal('nothing_to_undo');
      const again = await consider(g, { draftId }, { perWeek: 2 });
      await choose(g, { draftId }, { perWeek: 2 }, again.mark);
      expect((await g.board.see(draftId)).sessions.length).to.equal(again.comparison.then.sessions);
    });

    it('registers an absence for whoever heads the agency then, leaves out, and invites a newcomer', async () => {
      const database = await fresh();
      const g = await ground(database);
      const stranger = await agency(database, 30, 4000);
      await database.direct('agencies').where({ id: stranger.id }).update({ may_be_invited: 0, flags_why: 'به‌تازگی تشکیل شده' });
      const draftId = await g.draft();
      const [one, two] = g.agencies;
      const supposed: Partial<Supposition> = {
        away: [
          { agencyId: one?.id ?? '', kind: 'mission', from: FROM, to: addDays(FROM, 40) },
          { agencyId: two?.id ?? '', kind: 'excluded', from: FROM, to: TO },
        ],
        flags: [{ agencyId: stranger.id, mayBeInvited: true }],
      };
      const seen = await consider(g, { draftId }, supposed);
      const of = (id: string | undefined) => seen.comparison.agencies.find(({ agencyId }) => agencyId === id);
      expect(of(stranger.id)?.then.given).to.be.greaterThan(0);
      expect(of(stranger.id)?.change).to.equal('gains');
      expect(of(two?.id)?.then.given).to.equal(0);
      expect((of(one?.id)?.then.first ?? TO) > addDays(FROM, 40)).to.equal(true);
      await choose(g, { draftId }, supposed, seen.mark);
      expect(await standing(g, draftId)).to.deep.equal(seen.comparison.then);
      expect(await givenIn(g, draftId)).to.deep.equal(givenThen(seen.comparison));
      const absence = await database.reads('absences').where({ person_id: one?.headId ?? '' }).first();
      expect(absence).to.include({ kind: 'mission', from_day: FROM, note: 'تصمیم شورا', agency_id: one?.id, recorded_by: g.scheduler.id });
      expect((await g.exclusions.ofDraft(draftId)).map(({ agencyId, reason }) => [agencyId, reason])).to.deep.equal([[two?.id, 'تصمیم شورا']]);
      expect(await database.reads('agencies').where({ id: stranger.id }).first('may_be_invited', 'flags_why')).to.include({ may_be_invited: 1, flags_why: null });
    });

    it('is drawn up where nothing is yet, as it was compared', async () => {
      const g = await ground(await fresh());
      const before = await eventsIn(g);
      const supposed = { perWeek: 3, flags: [{ agencyId: g.agencies[3]?.id ?? '', mayBeInvited: false }] };
      const seen = await consider(g, { from: FROM, to: TO }, supposed);
      expect(await eventsIn(g)).to.equal(before);
      const chosen = command(g.scheduler.id);
      const choice = { footing: { from: FROM, to: TO }, supposition: { ...NOTHING, ...supposed }, seen: seen.mark, reason: 'تصمیم شورا' };
      const { id } = await g.choosing.choose(choice, chosen);
      expect(await standing(g, id)).to.deep.equal(seen.comparison.then);
      expect(await givenIn(g, id)).to.deep.equal(givenThen(seen.comparison)).and.to.not.have.property(g.agencies[3]?.id ?? '');
      expect(await g.choosing.choose(choice, chosen), 'a repeat gets the first answer').to.deep.equal({ id });
      expect(await refused(consider(g, { from: FROM, to: TO }, supposed))).to.equal('draft_open_already');
    });

    it('is refused where the board, or what is around it, moved on since it was compared', async () => {
      const database = await fresh();
      const g = await ground(database);
      const draftId = await g.draft();
      const { mark } = await consider(g, { draftId }, { perWeek: 1 });
      const [first] = (await g.board.see(draftId)).sessions;
      await g.edit(draftId, { kind: 'pin', slotId: first?.id ?? '', reason: 'ثابت' });
      const before = await eventsIn(g);
      expect(await refused(choose(g, { draftId }, { perWeek: 1 }, mark))).to.equal('changed_meanwhile');
      const second = await consider(g, { draftId }, { perWeek: 1 });
      await absent(database, g.agencies[11]?.headId ?? '', FROM, addDays(FROM, 60));
      expect(await refused(choose(g, { draftId }, { perWeek: 1 }, second.mark))).to.equal('changed_meanwhile');
      expect(await eventsIn(g)).to.equal(before);
      expect(await database.reads('settings').where({ from_day: FROM })).to.deep.equal([]);
    });

    it('lets one of several who choose at once, and tells the others', async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      const marks = await Promise.all([1, 3].map((perWeek) => consider(g, { draftId }, { perWeek })));
      const made = await Promise.allSettled([1, 3].map((perWeek, index) => choose(g, { draftId }, { perWeek }, marks[index]?.mark ?? '')));
      expect(made.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      expect(await g.database.reads('settings').where({ from_day: FROM })).to.have.length(1);
    });

    it('shows a published programme\'s forecast, moves nothing that is public, and changes it only when it is opened again', async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      await g.approve(draftId);
      const until = fromJalali(1399, 2, 1);
      await g.publish(draftId, until);
      const published = (await g.board.see(draftId)).sessions.filter(({ state }) => state === 'published');
      const since = addDays(until, 1);
      const seen = await consider(g, { draftId }, { perWeek: 3, since });
      expect(seen.comparison.then.sessions).to.be.greaterThan(seen.comparison.now.sessions);
      expect(await refused(choose(g, { draftId }, { perWeek: 3, since }, seen.mark))).to.equal('draft_not_open');
      expect(await refused(consider(g, { draftId }, { flags: [{ agencyId: g.agencies[0]?.id ?? '', mayBeInvited: true }] }))).to.equal('flag_stands');
      await g.database.direct('agencies').where({ id: g.agencies[0]?.id ?? '' }).update({ may_be_invited: 0 });
      const refusedFlag = await refusal(consider(g, { draftId }, { flags: [{ agencyId: g.agencies[0]?.id ?? '', mayBeInvited: true }] }));
      expect([refusedFlag.code, refusedFlag.field], 'its shares are public').to.deep.equal(['weights_published', 'f0_agency']);
      await g.database.direct('agencies').where({ id: g.agencies[0]?.id ?? '' }).update({ may_be_invited: 1 });
      await g.approval.reopen({ draftId, seen: null }, command(g.scheduler.id));
      const opened = await consider(g, { draftId }, { perWeek: 3, since });
      await choose(g, { draftId }, { perWeek: 3, since }, opened.mark);
      const after = await g.board.see(draftId);
      expect(after.sessions.filter(({ state }) => state === 'published')).to.deep.equal(published);
      expect(await standing(g, draftId)).to.deep.equal(opened.comparison.then);
    });
  });

  onSqlite((fresh) => {
    it('refuses what cannot be supposed, beside its field', async () => {
      const database = await fresh();
      const g = await ground(database);
      const draftId = await g.draft();
      const id = g.agencies[0]?.id ?? '';
      const why = async (more: Partial<Supposition>): Promise<string> => {
        const { code, field } = await refusal(consider(g, { draftId }, more));
        return `${code} ${field ?? ''}`.trim();
      };
      const away = (from: Day, to: Day, kind: Supposition['away'][number]['kind'] = 'leave', agencyId = id): Partial<Supposition> => ({ away: [{ agencyId, kind, from, to }] });
      expect(await why({})).to.equal('supposition_empty');
      expect(await why({ perWeek: 3, since: addDays(TODAY, -1) })).to.equal('day_past since');
      expect(await why({ perWeek: 3, since: addDays(TO, 1) })).to.equal('supposed_outside since');
      expect(await why(away(FROM, FROM, 'leave', 'nobody'))).to.equal('agency_unknown a0_agency');
      expect(await why(away(addDays(FROM, 1), FROM))).to.equal('range_backwards a0_to');
      expect(await why(away(addDays(TODAY, -1), TO))).to.equal('day_past a0_from');
      expect(await why(away(addDays(TO, 1), addDays(TO, 9)))).to.equal('supposed_outside a0_from');
      expect(await why(away(FROM, addDays(TO, 1000)))).to.equal('supposed_outside a0_to');
      expect(await why({ away: [...(away(FROM, TO).away ?? []), ...(away(TO, TO).away ?? [])] })).to.equal('absence_overlap a1_from');
      await absent(database, g.agencies[1]?.headId ?? '', FROM, addDays(FROM, 5));
      expect(await why(away(addDays(FROM, 3), TO, 'mission', g.agencies[1]?.id))).to.equal('absence_overlap a0_from');
      await database.direct('terms').where({ agency_id: g.agencies[2]?.id ?? '' }).delete();
      expect(await why(away(FROM, TO, 'leave', g.agencies[2]?.id))).to.equal('no_head_then a0_agency');
      expect(await why({ flags: [{ agencyId: id, mayBeInvited: true }] })).to.equal('flag_stands f0_agency');
      expect(await why({ flags: [{ agencyId: 'nobody', mayBeInvited: true }] })).to.equal('agency_unknown f0_agency');
      expect(await why({ flags: [{ agencyId: id, mayBeInvited: false }, { agencyId: id, mayBeInvited: false }] })).to.equal('flag_stands f1_agency');
      expect(await why({ flags: g.agencies.map((one) => ({ agencyId: one.id, mayBeInvited: false })) })).to.equal('weights_all_zero');
      expect(await refused(g.whatIf.consider({ draftId: 'none' }, { ...NOTHING, perWeek: 3 }, TODAY))).to.equal('not_found');
      expect(await refused(g.whatIf.consider({ from: TO, to: FROM }, { ...NOTHING, perWeek: 3 }, TODAY))).to.equal('horizon_backwards');
    });

    it('whatever is supposed, what is chosen is what was compared', async function () {
      this.timeout(120_000);
      const part = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null, freq: 2 });
      const template = fc.array(fc.record({ weekdays: fc.uniqueArray(fc.constantFrom(0, 1, 3, 4), { minLength: 1, maxLength: 4 }), lines: fc.integer({ min: 1, max: 3 }), hour: fc.constantFrom('09:00', '08:00') }), { minLength: 1, maxLength: 1 })
        .map((rows) => rows.map(({ weekdays, lines, hour }) => row(weekdays, hour, '11:00', { lines })));
      const day = fc.integer({ min: 0, max: 80 }).map((offset) => addDays(FROM, offset));
      const away = fc.record({ agency: fc.nat({ max: 11 }), kind: fc.constantFrom('leave' as const, 'mission' as const, 'excluded' as const), from: day, length: fc.nat({ max: 40 }) });
      const supposition = fc.record({ since: day, perWeek: part(fc.integer({ min: 1, max: 6 })), template: part(template), away: fc.uniqueArray(away, { maxLength: 2, selector: (one) => one.agency }), off: fc.uniqueArray(fc.nat({ max: 11 }), { maxLength: 2 }), pins: fc.uniqueArray(fc.nat({ max: 19 }), { maxLength: 3 }) });
      await fc.assert(
        fc.asyncProperty(supposition, fc.boolean(), async ({ since, perWeek, template: rows, away: spells, off, pins }, onDraft) => {
          const g = await ground(await fresh());
          const id = (number: number): string => g.agencies[number]?.id ?? '';
          const supposed: Supposition = {
            since, perWeek, template: rows,
            away: spells.map(({ agency: number, kind, from, length }) => ({ agencyId: id(number), kind, from, to: addDays(from, length) })),
            flags: off.map((number) => ({ agencyId: id(number), mayBeInvited: false })),
          };
          const footing: Footing = onDraft ? { draftId: await g.draft() } : { from: FROM, to: TO };
          if ('draftId' in footing) {
            const { sessions } = await g.board.see(footing.draftId);
            for (const pin of pins) await g.edit(footing.draftId, { kind: 'pin', slotId: sessions[pin]?.id ?? '', reason: 'ثابت' });
          }
          fc.pre(perWeek !== null || rows !== null || spells.length > 0 || off.length > 0);
          const seen = await g.whatIf.consider(footing, supposed, TODAY);
          const { id: draftId } = await choose(g, footing, supposed, seen.mark);
          expect(await standing(g, draftId)).to.deep.equal(seen.comparison.then);
          expect(await givenIn(g, draftId)).to.deep.equal(givenThen(seen.comparison));
          const { sessions } = await g.board.see(draftId);
          const pinned = sessions.filter((one) => one.pinned).length;
          expect(pinned).to.equal(onDraft ? pins.length : 0);
          const weeks = new Map<Day, number>();
          for (const one of sessions) if (!one.pinned && one.day >= addDays(startOfWeek(since), 7)) weeks.set(startOfWeek(one.day), (weeks.get(startOfWeek(one.day)) ?? 0) + 1);
          expect(Math.max(0, ...weeks.values())).to.be.at.most(perWeek ?? 2);
          if (rows !== null) expect(sessions.every((one) => one.pinned || one.day < addDays(startOfWeek(since), 7) || rows.some(({ weekdays, from }) => weekdays.includes(weekday(one.day)) && from === one.from))).to.equal(true);
        }),
        { numRuns: 25 },
      );
    });
  });
});
