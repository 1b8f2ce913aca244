import type { Agency, County, NamedTerm } from '../../server/domain/agency.ts';
import { agencyView } from '../../server/agencies/detail-view.ts';
import { agencyFormView, blankAgency, countyFormView, termFormView, typedAgency, typedCounty, typedTerm } from '../../server/agencies/form-view.ts';
import { absenceFormView, absencesView, endToday, newTermView, termView } from '../../server/agencies/term-view.ts';
import { agencyListView, countiesView } from '../../server/agencies/view.ts';
import { clock, instant } from '../../server/domain/calendar.ts';
import { day } from '../../server/domain/jalali.ts';
import { freshForm } from '../../server/http/forms.ts';
import type { Pages } from '../../server/http/pages.ts';
import { history } from './history.ts';

const today = day('2026-11-22');
const csrf = { token: 'token', key: 'key' };
const county: County = { id: 'c1', name: 'کوهپایه', centre: 'کوهپایه', amarCode: '1025', validFrom: day('2021-03-21'), validTo: null };
const agency: Agency = {
  id: 'a1', code: 'roads-urban', name: 'اداره کل راه و شهرسازی استان اصفهان', shortName: 'راه و شهرسازی', sector: 'infra', kind: 'general_directorate', headTitle: 'مدیرکل',
  countyId: null, parentId: null, validFrom: null, validTo: null, mayBeInvited: true, mayBeInspected: true, mayBeGivenNotice: true, flagsWhy: null, aliases: null, directLine: '+983132221234',
};
const court: Agency = {
  ...agency, id: 'a2', code: 'justice', name: 'دادگستری کل استان', shortName: 'دادگستری', sector: 'public_justice', kind: 'judiciary', headTitle: 'رئیس کل', countyId: 'c1', parentId: 'a1',
  validTo: day('2025-03-20'), mayBeInvited: false, mayBeInspected: false, mayBeGivenNotice: false, flagsWhy: 'بخشی از قوهٔ قضاییه است.', aliases: 'دادگاه', directLine: null,
};
const term: NamedTerm = { id: 't1', agencyId: 'a1', personId: 'p1', post: 'مدیرکل', from: day('2024-05-01'), to: null, name: 'کاوه احمدی', honorific: 'agha' };
const past: NamedTerm = { ...term, id: 't2', personId: 'p2', name: 'مریم سادات حسینی', honorific: 'khanom', from: day('2020-05-01'), to: day('2024-04-30') };
const absence = {
  id: 'x1', personId: 'p1', agencyId: 'a1', kind: 'mission', from: day('2026-11-29'), to: day('2026-12-02'), fromClock: null, toClock: null, note: 'سفر به تهران',
  recordedAt: instant('2026-11-20T08:12:00.000Z'), recordedBy: 'u1', withdrawnAt: null,
} as const;
const morning = { ...absence, id: 'x2', from: today, to: today, fromClock: clock('08:30'), toClock: clock('11:00'), kind: 'governor_meeting', note: '' } as const;
const all = { today, csrf: 'token', newKey: () => 'key', mayManage: true, mayRegister: true, maySeeAbsences: true, mayMakeUser: true };
const detail = {
  agency, county: null, parent: null, children: [court], terms: [term, past], headTermId: 't1', absences: [absence, morning, { ...absence, id: 'x3', withdrawnAt: instant('2026-11-21T08:12:00.000Z') }],
  recorders: new Map([['u1', 'زهرا کریمی']]), withUser: new Set(['p2']),
};
const places = { counties: [county], agencies: [agency, court], csrf };

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'agencies/list': [
    agencyListView([{ agency, head: term }, { agency: court, head: null }], [county], { q: '', sector: '', county: '', flag: '', state: 'standing' }, all),
    agencyListView([], [], { q: 'زز', sector: 'infra', county: 'province', flag: 'mayBeInvited-off', state: 'all' }, { ...all, mayManage: false, mayRegister: false }),
    agencyListView([], [], { q: '', sector: '', county: '', flag: '', state: 'standing' }, all),
  ],
  'agencies/counties': [countiesView([county, { ...county, id: 'c2', amarCode: null, validTo: today, validFrom: null }], [court], { today, mayManage: true }), countiesView([], [], { today, mayManage: false })],
  'agencies/form': [
    agencyFormView(blankAgency, null, places),
    agencyFormView(typedAgency(court, 'mark'), court, places),
    agencyFormView({ typed: { name: '' }, errors: { name: '«نام کامل» را بنویسید.', _form: 'در این میان کس دیگری این مورد را تغییر داد.' } }, null, places),
    countyFormView(freshForm(), null, csrf),
    countyFormView(typedCounty(county, 'mark'), county, csrf),
    absenceFormView(freshForm({ kind: 'leave', personId: 'p1' }), agency, [term, past], csrf),
  ],
  'agencies/agency': [
    { ...agencyView(detail, all), changes: history },
    { ...agencyView({ ...detail, agency: court, county, parent: agency, children: [], terms: [], absences: [], headTermId: null }, all), changes: { entries: [], href: '/audit?about=a2' } },
    { ...agencyView(detail, { ...all, mayManage: false, mayRegister: false, maySeeAbsences: false, mayMakeUser: false }), changes: null },
  ],
  'agencies/term-new': [
    newTermView(freshForm({ post: 'مدیرکل' }), agency, '', null, csrf),
    newTermView({ typed: {}, errors: { from: '«آغاز دوره» را بنویسید.' } }, agency, 'احمدی', [{ id: 'p1', name: 'کاوه احمدی', honorific: 'agha', terms: [{ ...term, agency: 'راه و شهرسازی' }] }, { id: 'p3', name: 'نوید احمدی', honorific: 'agha', terms: [] }], csrf),
    newTermView(freshForm(), agency, 'ناشناس', [], csrf),
  ],
  'agencies/term': [
    termView(termFormView(typedTerm(term, 'mark'), agency, term, csrf), term, endToday(today), csrf),
    termView(termFormView(typedTerm(past, 'mark'), agency, past, csrf), past, endToday(today), csrf),
  ],
  'agencies/absences': [
    absencesView([{ absence, agency, term, recorder: 'زهرا کریمی' }, { absence: morning, agency, term, recorder: '' }], 'ahead', today, true),
    absencesView([], 'past', today, false),
  ],
};
