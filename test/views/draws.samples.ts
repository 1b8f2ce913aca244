import type { Instant } from '../../server/domain/calendar.ts';
import type { DrawAmendment, DrawFile } from '../../server/domain/inspection/draw-file.ts';
import type { DrawInputs } from '../../server/domain/inspection/draw-inputs.ts';
import { fromJalali } from '../../server/domain/jalali.ts';
import { drawDayView, type DayFacts } from '../../server/draws/day-view.ts';
import { placesView } from '../../server/draws/places-view.ts';
import { sealedView, verifyView } from '../../server/draws/verify-view.ts';
import { drawsView, sealNotice } from '../../server/draws/view.ts';
import type { Pages } from '../../server/http/pages.ts';

const day = fromJalali(1405, 9, 2);
const at = (text: string): Instant => text as Instant;
const [EVE, STARTS, ENDS] = [at('2026-11-22T12:00:00.000Z'), at('2026-11-23T05:30:00.000Z'), at('2026-11-23T08:30:00.000Z')];
const hash = 'a3f09c17b5e2'.repeat(6).slice(0, 64);
const inputs: DrawInputs = {
  program: 'didar-draw-1', day, startsAt: STARTS, visits: 6, extra: 0, weights: { base: 5, complaint: 40, absence: 60, week: 2 },
  offices: Array.from({ length: 60 }, (_, index) => ({ id: `a${index}`, county: index % 3 === 0 ? null : 'c1', area: 'کاشان', kind: 'directorate', waited: index % 20, period: 26, complaints: index % 4, absences: index % 2, last: [], opens: 0, closes: 180 })),
  inspectors: [{ id: 'i1', county: null }, { id: 'i2', county: 'c1' }],
};
const amendment: DrawAmendment = {
  number: 1, reason: 'بیماری', madeAt: EVE, madeBy: 'head', hash, change: { inspectorId: 'i2', targets: [{ id: 't1', agencyId: 'a1', toId: 'i1' }, { id: 't2', agencyId: 'a2', toId: null }] },
};
const agencies = new Map(inputs.offices.map(({ id }, index) => [id, index % 3 === 0 ? 'آب و فاضلاب' : 'ثبت اسناد و املاک کاشان']));
const users = new Map([['i1', 'آقای رضا کریمی'], ['i2', 'خانم زهرا محمدی'], ['head', 'آقای علی رستمی']]);
const facts: DayFacts = {
  day, span: { startsAt: STARTS, endsAt: ENDS }, draw: null, amendments: 0, held: { offices: 60, inspectors: 2, extra: 4 }, left: new Map(), inputs, made: [],
  inspectors: [{ id: 'i1', name: 'آقای رضا کریمی', county: null }, { id: 'i2', name: 'خانم زهرا محمدی', county: 'c1' }], agencies, counties: new Map([['c1', 'کاشان']]), users,
};
const sealed = { state: 'sealed', commitment: hash, drawn_at: EVE, starts_at: STARTS };
const late = { ...sealed, drawn_at: '2026-11-23T06:00:00.000Z' };
const frame = { now: EVE, page: 1, form: null, weeks: 26, csrf: { token: 'token', key: 'key' } };
const file: DrawFile = {
  kind: 'didar-draw', day, program: 'didar-draw-1', seedNumber: 2, seed: hash, seedCommitment: hash, seedCommittedAt: EVE, openedBefore: { day: fromJalali(1405, 8, 25), openedAt: EVE }, drawnAt: EVE, openedAt: ENDS,
  commitment: hash, inputs, list: { visits: [{ inspectorId: 'i1', agencyId: 'a3', place: 1, minute: 12 }, { inspectorId: 'i1', agencyId: 'a6', place: 2, minute: 70 }, { inspectorId: 'i2', agencyId: 'a1', place: 1, minute: 31 }], missed: [] }, amendments: [amendment],
};
const place = { agencyId: 'a1', area: 'کاشان', address: 'خیابان شهید رجایی', photosAllowed: true, hasScreen: false, rev: 1 };
const checked = ['program', 'seed', 'seed_before', 'before_hour', 'commitment', 'list', 'amendments', 'after_hour'] as const;

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'draws/list': [
    drawsView({ list: [{ day, draw: null, amendments: 0 }, { day, draw: sealed, amendments: 2 }, { day, draw: { ...sealed, state: 'opened' }, amendments: 0 }, { day, draw: late, amendments: 0 }], held: { offices: 1600, inspectors: 36, extra: 0 }, missing: day, unknown: ['کاشمر'], seed: { number: 1, commitment: hash, committedAt: EVE, used: false } }, { weeks: 26, manages: true, setsUp: true }),
    drawsView({ list: [], held: null, missing: null, unknown: [], seed: null }, { weeks: 26, manages: false, setsUp: false }),
    drawsView({ list: [], held: { offices: 1600, inspectors: 1, extra: null }, missing: null, unknown: [], seed: { number: 8, commitment: hash, committedAt: EVE, used: true } }, { weeks: 26, manages: true, setsUp: false }),
  ],
  'draws/day': [
    drawDayView(facts, frame),
    drawDayView({ ...facts, inspectors: [] }, { ...frame, form: { typed: {}, errors: { inspectors: 'دست‌کم یک بازرس برگزینید.' } } }),
    drawDayView({ ...facts, draw: sealed, amendments: 1, made: [amendment], left: new Map([['i1', 4], ['i2', 2]]) }, { ...frame, page: 2, form: { typed: { inspectorId: 'i2' }, errors: { reason: '«علت» را بنویسید.', _form: 'نشد.' } } }),
    drawDayView({ ...facts, draw: sealed }, { ...frame, now: ENDS }),
    drawDayView({ ...facts, draw: late }, { ...frame, now: late.drawn_at as Instant }),
    drawDayView({ ...facts, span: null }, frame),
    drawDayView(facts, { ...frame, now: STARTS }),
    drawDayView(facts, { ...frame, now: ENDS }),
  ],
  'draws/verify': [
    sealedView(sealNotice(EVE, STARTS, 0), hash),
    verifyView(file, checked.map((check) => ({ check, passed: true })), { agencies, users }),
    verifyView({ ...file, drawnAt: late.drawn_at }, checked.map((check) => ({ check, passed: check !== 'before_hour' })), { agencies, users }),
    verifyView({ ...file, openedBefore: null, amendments: [] }, checked.map((check) => ({ check, passed: check !== 'list' })), { agencies, users }),
  ],
  'draws/places': [
    placesView({ countyId: 'c1', counties: [{ id: 'c1', name: 'کاشان' }], offices: [{ name: 'ثبت اسناد کاشان', place }] }, { form: null, csrf: frame.csrf }),
    placesView({ countyId: '', counties: [], offices: [] }, { form: null, csrf: frame.csrf }),
    placesView({ countyId: 'c1', counties: [{ id: 'c1', name: 'کاشان' }], offices: [{ name: 'ثبت اسناد کاشان', place }] }, { form: { typed: { area_a1: '' }, errors: { area_a1: '«محدوده» را بنویسید.', _form: 'نشد.' } }, csrf: frame.csrf }),
  ],
};
