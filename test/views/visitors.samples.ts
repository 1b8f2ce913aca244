import type { Agency } from '../../server/domain/agency.ts';
import type { Clock, Instant } from '../../server/domain/calendar.ts';
import { fromJalali } from '../../server/domain/jalali.ts';
import type { ManagerHour } from '../../server/domain/manager-hour.ts';
import { VISIT_OUTCOMES } from '../../server/domain/visitor.ts';
import type { Pages } from '../../server/http/pages.ts';
import { qrOf } from '../../server/http/qr.ts';
import { visitAnswerView } from '../../server/visitors/answer-view.ts';
import { visitorFiguresView } from '../../server/visitors/figures-view.ts';
import { paperView } from '../../server/visitors/paper-view.ts';
import type { VisitorChoices, VisitorDay } from '../../server/visitors/read.ts';
import { slipView, visitorsView } from '../../server/visitors/view.ts';

const DAY = fromJalali(1399, 1, 18);
const AT = '2020-04-06T05:10:00.000Z' as Instant;

const agency = (id: string, shortName: string): Agency => ({
  id, code: id, name: `شرکت ${shortName}`, shortName, aliases: null, sector: 'infra', kind: 'general_directorate', headTitle: 'مدیرعامل', countyId: null, parentId: null,
  validFrom: null, validTo: null, mayBeInvited: true, mayBeInspected: true, mayBeGivenNotice: true, flagsWhy: null, directLine: null,
});
const hour = { id: 'h1', agencyId: 'a1', from: '09:00' as Clock, to: '12:00' as Clock, state: 'held' } as ManagerHour;

const choices: VisitorChoices = {
  agency: agency('a1', 'آب و فاضلاب'), others: [agency('a2', 'گاز')], rules: { area_code: '031', identity: 'any' },
  topics: [{ id: 't1', path: 'آب و فاضلاب › قبض و اشتراک', search: 'اب', agencyIds: [], nobody: false }],
};
const day: VisitorDay = {
  day: DAY, hour, seq: 7,
  times: [...VISIT_OUTCOMES, ...VISIT_OUTCOMES].map((outcome, index) => ({ at: AT, outcome, hourId: index % 3 === 0 ? null : 'h1' })),
  rows: VISIT_OUTCOMES.map((outcome) => ({
    walkIn: { id: `v-${outcome}`, at: AT, honorific: outcome === 'counted' ? null : 'khanom', outcome, note: outcome === 'registered' ? 'آب روستا گل‌آلود است' : '' },
    name: outcome === 'counted' || outcome === 'unanswered' ? null : 'م… ر…', phone: outcome === 'by_manager' ? '۰۹۱۳ ••• ••۶۷' : null, topic: outcome === 'by_expert' ? 'قبض و اشتراک' : null, target: outcome === 'referred' ? 'گاز' : null,
  })),
};
const empty: VisitorDay = { day: DAY, hour: null, seq: 0, times: [], rows: [] };
const slip = slipView({ id: 'v1', code: '123456780', trackingCode: '1234567890123' }, { agency: 'شرکت آب و فاضلاب', day: DAY, address: 'https://didar.example/visit', qr: qrOf('https://didar.example/visit', 'نشانی صفحهٔ پاسخ') });
const frame = { csrf: 'token', newKey: () => 'key', stream: 'visitors:a1', desks: [], figures: false, slip: null, answerForm: null, form: { typed: { outcome: 'by_manager' }, errors: {} } };
const csrf = { token: 'token', key: 'key' };

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'visitors/desk': [
    visitorsView(day, choices, { ...frame, desks: [agency('a1', 'آب و فاضلاب'), agency('a2', 'گاز')], figures: true, slip, answerForm: { typed: {}, errors: { _form: 'این کد شناخته نشد.' } } }),
    visitorsView(empty, { ...choices, rules: { area_code: '031', identity: 'national_code' } }, { ...frame, form: { typed: { outcome: 'registered', name: 'مریم' }, errors: { note: 'بنویسید چه می‌خواهد.', _form: 'پذیرفته نشد.' } }, slip: { ...slip, tracking: null } }),
    visitorsView({ ...day, times: Array.from({ length: 90 }, () => ({ at: AT, outcome: 'counted' as const, hourId: null })) }, choices, frame),
  ],
  'visitors/none': [{ text: 'هنوز دستگاهی نیست که مراجعه‌کنندگانش ثبت شوند.' }],
  'visitors/paper': [paperView({ typed: {}, errors: {} }, choices, DAY, csrf), paperView({ typed: { day: '۱۳۹۹/۰۱/۱۶', r0_name: 'علی', r2_outcome: 'referred' }, errors: { r2_target: '«دستگاه» را بنویسید.', _form: 'پذیرفته نشد.' } }, choices, DAY, csrf)],
  'visitors/figures': [
    visitorFiguresView({ year: 1399, rows: [{ agency: 'آب و فاضلاب', months: [120, 340, 0, 0, 12, 7, 1, 0, 0, 0, 0, 9000] }, { agency: 'گاز', months: Array.from({ length: 12 }, () => 3) }] }, 1400),
    visitorFiguresView({ year: 1400, rows: [] }, 1400),
  ],
  'visitors/answer': [visitAnswerView({ typed: {}, errors: {} }, false, csrf), visitAnswerView({ typed: { code: '۱۲۳' }, errors: { _form: 'این کد شناخته نشد.', met: 'پاسخ را برگزینید.' } }, false, csrf), visitAnswerView({ typed: {}, errors: {} }, true, csrf)],
};
