import { expect } from 'chai';
import fc from 'fast-check';
import { clock, type Instant } from '../../server/domain/calendar.ts';
import { addDays, fromJalali, type Day } from '../../server/domain/jalali.ts';
import { sessionsAfter, touchedBy, type AmendGround } from '../../server/domain/rota/amend.ts';
import type { Amendment } from '../../server/domain/rota/amendment.ts';
import { diffTimetables, substitutionsBetween, type HostedEntry, type TimetableChange, type TimetablePlace } from '../../server/domain/rota/difference.ts';
import { UNALTERED, type PlannedSession } from '../../server/domain/session.ts';
import { noticeText } from '../../server/rota/notice-view.ts';
import type { Publication, PublishedSession } from '../../server/rota/publication.ts';
import { timetableChanges } from '../../server/rota/timetable-changes-view.ts';

const START = fromJalali(1399, 1, 17);
const NOW = '2020-03-20T06:00:00.000Z' as Instant;
const place = (n: number, line = 1): TimetablePlace => ({ day: addDays(START, n), from: clock('09:00'), to: clock('11:00'), line });
const session = (n: number): PlannedSession => ({
  id: `s${n}`, draftId: 'd', ...place(n), zone: 'Asia/Tehran', startsAt: `${addDays(START, n)}T04:30:00.000Z` as Instant, state: 'published', rev: 1, version: 1, agencyId: `a${n}`, personId: null, post: null,
  pinned: false, pinReason: null, emptyReason: null, why: null, ...UNALTERED,
});
const ground: AmendGround = { sessions: [0, 1, 2, 3, 4].map(session), newIds: ['n0', 'n1', 'n2', 'n3'], headOn: () => ({ personId: null, post: null }), draftOn: () => 'd', reason: '', at: NOW };

const amendment: fc.Arbitrary<Amendment> = fc.oneof(
  fc.record({ kind: fc.constant('move' as const), sessionId: fc.nat({ max: 5 }).map((n) => `s${n}`), to: fc.nat({ max: 9 }).map((n) => place(n)) }),
  fc.record({ kind: fc.constant('swap' as const), sessionId: fc.nat({ max: 5 }).map((n) => `s${n}`), otherId: fc.nat({ max: 5 }).map((n) => `s${n}`) }),
  fc.record({ kind: fc.constant('cancel' as const), sessionId: fc.nat({ max: 5 }).map((n) => `s${n}`) }),
  fc.record({ kind: fc.constant('add' as const), agencyId: fc.nat({ max: 5 }).map((n) => `a${n}`), to: fc.nat({ max: 9 }).map((n) => place(n)) }),
);

describe('what amendments do to sessions', () => {
  it('touches each session once, gives nobody another agency, and leaves alone whom nobody named', () => {
    fc.assert(
      fc.property(fc.array(amendment, { maxLength: 4 }), (amendments) => {
        const touched = touchedBy(amendments, ground);
        const touches = touched.flatMap((one) => one.touches);
        expect(new Set(touches.map(({ after }) => after.id)).size).to.equal(touches.length);
        const after = sessionsAfter(ground.sessions, touches);
        for (const { before, after: then } of touches) {
          if (before !== null) expect([then.agencyId, then.sequence, then.draftId]).to.deep.equal([before.agencyId, before.sequence + 1, before.draftId]);
        }
        for (const one of ground.sessions) if (!touches.some(({ after: then }) => then.id === one.id)) expect(after).to.deep.include(one);
        const cancelled = touched.filter(({ refusal }, index) => refusal === null && amendments[index]?.kind === 'cancel').length;
        const added = touched.filter(({ refusal }, index) => refusal === null && amendments[index]?.kind === 'add').length;
        expect(after.length).to.equal(ground.sessions.length - cancelled + added);
      }),
    );
  });

  it('says why not: oneself, the past, what is gone, what is not there', () => {
    const code = (one: Amendment, more: Partial<AmendGround> = {}) => touchedBy([one], { ...ground, ...more })[0]?.refusal?.code;
    expect(code({ kind: 'swap', sessionId: 's1', otherId: 's1' })).to.equal('swap_same');
    expect(code({ kind: 'cancel', sessionId: 's9' })).to.equal('not_found');
    expect(code({ kind: 'cancel', sessionId: 's1' }, { at: session(1).startsAt })).to.equal('session_past');
    expect(code({ kind: 'cancel', sessionId: 's1' }, { sessions: [{ ...session(1), state: 'cancelled' }] })).to.equal('session_cancelled');
    expect(code({ kind: 'move', sessionId: 's1', to: place(-40) })).to.equal('place_past');
    expect(code({ kind: 'move', sessionId: 's1', to: { ...place(7), to: clock('08:00') } })).to.equal('range_backwards');
    expect(code({ kind: 'substitute', sessionId: 's1', personId: null })).to.equal('nothing_changed');
  });
});

describe('what is told of amendments', () => {
  const entry = (n: number, more: Partial<HostedEntry> = {}): HostedEntry => ({ ...place(n), agencyId: `a${n}`, sessionId: `s${n}`, personName: `مدیر ${n}`, substituteFor: null, ...more });

  it('names a substitute only where the session stayed', () => {
    const before = [entry(0), entry(1)];
    const after = [entry(0, { personName: 'معاون', substituteFor: 'مدیر 0' }), entry(1, { ...place(5), personName: 'معاون', substituteFor: 'مدیر 1' })];
    expect(substitutionsBetween(before, after).map((change) => [change.kind, change.kind === 'substituted' ? change.instead : ''])).to.deep.equal([['substituted', 'مدیر 0']]);
    expect(substitutionsBetween(after, after)).to.deep.equal([]);
    expect(diffTimetables(before, after).map(({ kind }) => kind)).to.deep.equal(['moved']);
  });

  const places = fc.nat({ max: 60 }).map((n) => place(n));
  const changes: fc.Arbitrary<TimetableChange> = fc.oneof(
    fc.record({ kind: fc.constant('moved' as const), agencyId: fc.constant('a'), before: places, after: places }),
    fc.record({ kind: fc.constant('removed' as const), agencyId: fc.constant('a'), place: places }),
    fc.record({ kind: fc.constant('added' as const), agencyId: fc.constant('a'), place: places }),
    fc.record({ kind: fc.constant('substituted' as const), agencyId: fc.constant('a'), place: places, before: fc.constant(null), after: fc.string(), instead: fc.option(fc.string()) }),
  );

  it('gives the media a text in which every isolate that is opened is closed in its line', () => {
    fc.assert(
      fc.property(fc.array(changes, { minLength: 1, maxLength: 6 }), fc.string({ unit: 'binary' }), fc.option(fc.string()), (all, name, letterNo) => {
        const text = noticeText({
          governorate: 'استانداری اصفهان', office: 'مرکز ۱۱۱', version: 12, corrections: all, names: { a: name.replace(/[\n\r]/g, '') }, reason: null, letterNo: letterNo?.replace(/[^0-9]/g, '') ?? null,
          letterDay: START, note: null,
        });
        for (const line of text.split('\n')) expect(line.replace(/[^\u2066-\u2069]/g, '').replace(/\u2068\u2069/g, ''), line).to.equal('');
        expect(text.split('\n')[0]).to.equal('اصلاحیهٔ برنامهٔ پاسخگویی مدیران (نسخهٔ ۱۲)');
      }),
      { numRuns: 40 },
    );
    expect(noticeText({ governorate: '', office: '', version: 1, corrections: [], names: {}, reason: 'x', letterNo: null, letterDay: null, note: null })).to.equal('');
  });

  it('marks what moved at both its places, and what was cancelled where it was', () => {
    const shown = (n: number): PublishedSession => ({ sessionId: `s${n}`, ...place(n), zone: 'Asia/Tehran', agencyId: 'a1', agencyName: 'ادارهٔ کل گاز', shortName: 'گاز', sector: 'infra', headTitle: 'مدیرکل', personName: null, honorific: null, post: null, substituteFor: null });
    const version = (number: number, kind: Publication['kind'], own: readonly TimetableChange[]): Publication => ({
      version: number, kind, draftId: 'd', from: START, until: addDays(START, 60), publishedAt: NOW, publishedBy: 'u', letterNo: null, letterDay: null, note: null, changes: own, names: { a1: 'گاز', a2: 'آب' },
    });
    const versions = [
      version(1, 'programme', []),
      version(2, 'amendment', [{ kind: 'moved', agencyId: 'a1', before: place(1), after: place(3) }]),
      version(3, 'amendment', [{ kind: 'moved', agencyId: 'a1', before: place(3), after: place(7) }, { kind: 'removed', agencyId: 'a2', place: place(2) }]),
    ];
    const { markOf, gone } = timetableChanges([shown(7)], versions);
    expect(markOf(shown(7))).to.include('به جای');
    expect(gone.map(({ agency, place: { day }, words }) => [agency, day as string, words.includes('لغو')])).to.deep.equal([['گاز', addDays(START, 3), false], ['آب', addDays(START, 2), true], ['گاز', addDays(START, 1), false]] satisfies (readonly [string, Day, boolean])[]);
    expect(timetableChanges([shown(1)], [version(1, 'programme', [])]).markOf(shown(1))).to.equal(null);
  });
});
