import type { Agency } from '../../server/domain/agency.ts';
import type { Draft, DraftState } from '../../server/domain/draft.ts';
import { addDays, fromJalali, type Day } from '../../server/domain/jalali.ts';
import { compare, type Programme } from '../../server/domain/rota/comparison.ts';
import type { Supposition } from '../../server/domain/rota/supposition.ts';
import { freshForm } from '../../server/http/forms.ts';
import type { Pages } from '../../server/http/pages.ts';
import { suppose } from '../../server/rota/suppose.ts';
import type { Surroundings } from '../../server/rota/surroundings.ts';
import { whatIfView } from '../../server/rota/what-if-view.ts';
import type { Considered } from '../../server/rota/what-if.ts';

const [FROM, TO] = [fromJalali(1399, 1, 1), fromJalali(1399, 6, 31)];
const NAMES = ['راه و شهرسازی', 'بهزیستی', 'آموزش و پرورش', 'تأمین اجتماعی'];
const FRAME = { csrf: 'token', key: 'key' };

const agency = (number: number): Agency => ({
  id: `a${number}`, code: `c${number}`, name: `ادارهٔ کل ${NAMES[number] ?? ''}`, shortName: NAMES[number] ?? '', sector: 'infra', kind: 'general_directorate', headTitle: 'مدیرکل', countyId: null,
  parentId: null, validFrom: null, validTo: null, mayBeInvited: number !== 3, mayBeInspected: true, mayBeGivenNotice: true, flagsWhy: null, aliases: null, directLine: null,
});

const surroundings: Surroundings = {
  from: FROM, to: TO, agencies: [0, 1, 2, 3].map(agency), absences: [], settings: [], exclusions: [], published: [],
  terms: [0, 1].map((number) => ({ id: `t${number}`, agencyId: `a${number}`, personId: `p${number}`, post: 'مدیرکل', from: fromJalali(1397, 1, 1), to: null, name: 'زهرا محمدی', honorific: 'khanom' })),
  calendar: { holidays: [], closures: [] },
};

const formula = { clients: 3, calls: 2, openRequests: 1, floor: { threshold: 3000, maxWaitDays: 30 } };

/** A programme with a session every so many days, by turns. */
const programme = (every: number, count: number): Programme => {
  const days = Array.from({ length: Math.floor(180 / every) }, (_, index): Day => addDays(FROM, index * every));
  return {
    from: FROM, to: TO, formula, floor: { state: 'cannot_hold', agencies: count, shortestDays: 41 },
    sessions: days.map((day, index) => ({ day, agencyId: index % 9 === 5 ? null : `a${index % count}` })),
    agencies: Array.from({ length: count }, (_, index) => ({ id: `a${index}`, weight: 300_000 + index, carried: 0, lastDay: null, openingCount: 0, demand: 5000 })),
  };
};

const supposition: Supposition = {
  since: FROM, perWeek: 4, template: [{ weekdays: [0, 1], from: '09:00' as never, to: '11:00' as never, minutes: null, gap: 0, lines: 1 }],
  away: [{ agencyId: 'a1', kind: 'leave', from: FROM, to: addDays(FROM, 20) }, { agencyId: 'a2', kind: 'excluded', from: FROM, to: FROM }],
  flags: [{ agencyId: 'a3', mayBeInvited: true }, { agencyId: 'a0', mayBeInvited: false }],
};

const draft = (state: DraftState, publishedUntil: Day | null = null): Draft => ({
  id: 'd1', from: FROM, to: TO, state, rev: 3, agencies: [], formula, inputHash: '', letterNo: null, letterDay: null, approvedBy: null, approvedAt: null, returnReason: null, publishedUntil,
  createdAt: '2020-03-01T06:00:00.000Z' as never, createdBy: 'u1',
  figures: { method: 'matching', worst: 0, bound: 0, lowerBound: 0, withinBound: true, floor: { state: 'none' }, demand: { from: { year: 1398, month: 1 }, to: { year: 1398, month: 12 } }, thinWeeks: [], away: [], weeklyHours: [], spacing: { leastGapDays: 14, oncePerWeek: true } },
});

const considered = (of: Draft | null, then: Programme = programme(2, 4)): Considered => ({
  draft: of, surroundings, supposed: suppose(surroundings, supposition), comparison: compare(programme(4, 3), then),
  places: { fresh: 52, dropped: 3, others: 40 }, without: ['a3'], mark: 'mark',
});

const typed = { per_week: '۴', since: '۱۳۹۹/۰۱/۰۱', r0_w0: '1', r0_from: '۹', r0_to: '۱۱', a0_agency: 'a1', a0_kind: 'leave', a0_from: '۱۳۹۹/۰۱/۰۱', a0_to: '۱۳۹۹/۰۱/۲۱', f0_agency: 'a3', f0_may: 'yes' };
const form = freshForm(typed);
const shownFor = (of: Draft | null, then?: Programme) => ({ supposition, considered: considered(of, then) });
const page = (of: Draft | null, then?: Programme) => whatIfView({ draft: of, surroundings }, FROM, form, shownFor(of, then), freshForm(), FRAME);

export const samples: { readonly [Name in keyof Pages]?: readonly Pages[Name][] } = {
  'rota/what-if': [
    whatIfView({ draft: draft('drafting'), surroundings }, FROM, freshForm(), null, freshForm(), FRAME),
    whatIfView({ draft: null, surroundings }, FROM, { typed, errors: { per_week: '«شمار جلسه در هفته» باید عددی از ۱ تا ۵۰ باشد.', _form: 'چیزی فرض نشده است.' } }, null, freshForm(), FRAME),
    page(draft('drafting')),
    page(draft('drafting'), programme(4, 3)),
    page(draft('awaiting')),
    page(draft('published', addDays(FROM, 30))),
    page(draft('published', TO)),
    page(null),
    whatIfView({ draft: draft('drafting'), surroundings }, FROM, form, shownFor(draft('drafting')), { typed: { reason: '' }, errors: { reason: '«دلیل» را بنویسید.' } }, FRAME),
  ],
};
