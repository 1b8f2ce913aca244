import type { Instant } from '../../server/domain/calendar.ts';
import type { Finding } from '../../server/domain/finding.ts';
import { addDays, fromJalali } from '../../server/domain/jalali.ts';
import type { Actor } from '../../server/domain/permission.ts';
import type { FindingDetail, ListedFinding } from '../../server/findings/service.ts';
import { findingsView, findingView } from '../../server/findings/view.ts';
import type { Pages } from '../../server/http/pages.ts';

const AT = '2020-04-08T06:00:00.000Z' as Instant;
const TODAY = fromJalali(1399, 1, 20);

const finding = (days: number, more: Partial<Finding> = {}): Finding => ({
  id: `f${days + 100}`, reportId: 'r1', agencyId: 'a1', item: 'board', text: 'نصب تابلوی ساعت حضور مدیر', dueDay: addDays(TODAY, days), state: 'open', madeAt: AT, times: 1, seenAt: null,
  doneAt: null, doneBy: null, doneNote: null, judgedAt: null, judgedBy: null, judgedNote: null, rev: 1, ...more,
});
const DONE = { state: 'done', doneAt: AT, doneBy: 'u2', doneNote: 'تابلو نصب شد.' } as const;
const RETURNED = { ...DONE, state: 'returned', judgedAt: AT, judgedBy: 'u3', judgedNote: 'ساعت‌ها خوانا نیست.' } as const;

const listed = (one: Finding): ListedFinding => ({ finding: one, agency: 'آب و فاضلاب' });
const detail = (one: Finding): FindingDetail => ({ ...listed(one), doneBy: one.doneBy === null ? null : 'مینا رضایی', judgedBy: one.judgedBy === null ? null : 'رضا کمالی', days: 14 });
const actor = (role: 'inspection_head' | 'agency_liaison'): Actor => ({ id: 'u1', name: 'زهرا کریمی', grants: [{ role, agencyId: role === 'agency_liaison' ? 'a1' : null, countyId: null }] });
const counts = { toDo: 4, overdue: 1, done: 60, accepted: 2 };
const page = { today: TODAY, pageSize: 50, stream: 'findings:all' };
const frame = { today: TODAY, refused: null, csrf: 'token', newKey: () => 'key' };

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'findings/list': [
    findingsView({ rows: [listed(finding(-2, { times: 2, seenAt: AT })), listed(finding(0)), listed(finding(2, RETURNED)), listed(finding(30))], counts, tab: 'toDo', page: 1, seq: 4 }, { ...page, agencyId: 'a1', agencies: [{ id: 'a1', name: 'آب و فاضلاب' }, { id: 'a2', name: 'گاز' }] }),
    findingsView({ rows: [listed(finding(-2, DONE)), listed(finding(3, { ...DONE, state: 'accepted', judgedAt: AT }))], counts, tab: 'done', page: 2, seq: 4 }, { ...page, agencyId: null, agencies: [] }),
    findingsView({ rows: [], counts: { toDo: 0, overdue: 0, done: 0, accepted: 0 }, tab: 'accepted', page: 1, seq: 0 }, { ...page, agencyId: null, agencies: [] }),
  ],
  'findings/one': [
    findingView(detail(finding(5, DONE)), { ...frame, actor: actor('inspection_head'), refused: { word: 'return', form: { typed: { reason: 'نه', dueDay: '۱۳۹۹/۰۱/۰۱' }, errors: { dueDay: 'این روز گذشته است.', _form: 'پذیرفته نشد.' } } } }),
    findingView(detail(finding(-5, RETURNED)), { ...frame, actor: actor('agency_liaison') }),
    findingView(detail(finding(5)), { ...frame, actor: actor('agency_liaison'), refused: { word: 'done', form: { typed: { note: '' }, errors: { note: '«آنچه انجام شد» را بنویسید.' } } } }),
  ],
};
