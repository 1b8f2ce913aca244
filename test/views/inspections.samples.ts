import type { Instant } from '../../server/domain/calendar.ts';
import { VISIT_FLAGS, type Target, type Visit } from '../../server/domain/inspection/landed.ts';
import { checklistOf, DEFAULT_VISITS } from '../../server/domain/inspection/visit-setting.ts';
import { fromJalali } from '../../server/domain/jalali.ts';
import { VISIT_ANSWERS } from '../../server/domain/manager-hour.ts';
import { freshForm, withError } from '../../server/http/forms.ts';
import type { Pages } from '../../server/http/pages.ts';
import type { NamedOrder } from '../../server/inspections/orders.ts';
import { orderCheckView, orderPrintView, ordersView } from '../../server/inspections/orders-view.ts';
import type { ListedVisit, VisitDay, VisitDetail } from '../../server/inspections/reading.ts';
import { reportView } from '../../server/inspections/report-view.ts';
import { inspectionsView } from '../../server/inspections/view.ts';

const day = fromJalali(1405, 9, 2);
const AT = '2026-11-23T06:12:00.000Z' as Instant;
const items = checklistOf(DEFAULT_VISITS);
const HASH = 'a'.repeat(64);

const visit = (more: Partial<Visit> = {}): Visit => ({
  id: 'r1', targetId: 't1', inspectorId: 'u1', agencyId: 'a1', hourId: 'h1', day, number: 1204, answer: 'present', at: AT, codeFound: 'fresh', codeShownAt: AT, deviceAt: AT, receivedAt: AT, flags: [], faults: [],
  sealedHash: HASH, rev: 1,
  report: {
    id: 'r1', targetId: 't1', inspectorId: 'u1', agencyId: 'a1', day, answer: 'present', visitedAt: AT, sealedAt: AT, substitute: '', peopleWaiting: 4, noticeBoard: true, namePlate: null, conduct: 'good',
    checklist: items.map(({ id }, at) => ({ id, good: [true, false, null][at % 3] ?? null, note: at === 1 ? 'تنها دو صندلی هست' : '' })), note: 'مراجعان از نیم ساعت پیش منتظر بودند.', code: '48120397', presenceWitness: 'آقای رحیمی',
    position: { latitude: 32.65246, longitude: 51.67462, accuracy: 12 }, notFound: null, photos: [HASH, 'b'.repeat(64)],
  },
  ...more,
});
const listed = (one: Visit, more: Partial<ListedVisit> = {}): ListedVisit => ({ visit: one, agency: 'آب و فاضلاب', inspector: 'آقای رضا کریمی', photosCame: 1, contradicted: false, ...more });
const target: Target = { id: 't1', day, inspectorId: 'u1', secondId: null, place: 1, sealed: '', agencyId: 'a1', hourId: 'h1', state: 'reported', openedAt: AT, openedHow: 'offline', openedCount: 3, deviceOpenedAt: AT, rev: 2 };
const detail = (one: ListedVisit, more: Partial<VisitDetail> = {}): VisitDetail => ({
  ...one, target, second: null, photos: [{ reportId: 'r1', hash: HASH, file: '', bytes: 1, width: 1, height: 1, receivedAt: AT }], items, findings: [], others: [], ...more,
});
const absent = visit({
  answer: 'not_found', codeFound: 'none', codeShownAt: null, flags: VISIT_FLAGS,
  report: { ...visit().report, answer: 'not_found', code: '', position: null, peopleWaiting: null, visitedAt: '9999-12-31T00:00:00Z', notFound: { secondId: 'u2', waitedSeconds: 640, witness: 'آقای نادری', said: 'در مأموریت است', letterNo: '۱۲/۳۴' } },
});
const dayOf = (more: Partial<VisitDay> = {}): VisitDay => ({ day, visits: [], gaps: [], underWay: 0, heldBack: false, earlier: null, ...more });
const frame = { today: day, head: true };

const order = (more: Partial<NamedOrder['order']> = {}): NamedOrder => ({
  order: { id: 'o1', userId: 'u1', number: '۱۲۳/ب', from: fromJalali(1405, 8, 1), to: fromJalali(1405, 12, 29), photo: 'x.jpg', codeHash: '', sealedCode: '', issuedAt: AT, issuedBy: 'u9', revokedAt: null, rev: 1, ...more }, name: 'آقای رضا کریمی',
});
const csrf = () => ({ token: 'token', key: 'key' });
const titles = { governorate: 'استانداری اصفهان', office: 'دفتر بازرسی' };
const qr = { label: 'نشانی بررسی حکم', size: 4, path: 'M0 0h1v1h-1z' };
const bearers = [{ id: 'u1', name: 'آقای رضا کریمی' }];

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'inspections/list': [
    inspectionsView(dayOf({ visits: [...VISIT_ANSWERS.map((answer) => listed(visit({ answer }))), listed(absent, { contradicted: true, photosCame: 0 })], gaps: [{ inspector: 'آقای رضا کریمی', missing: [2, 5] }], underWay: 3, earlier: fromJalali(1405, 8, 25) }), { answer: null, mark: null }, frame),
    inspectionsView(dayOf({ visits: [listed(visit())] }), { answer: 'late', mark: 'any' }, frame),
    inspectionsView(dayOf({ heldBack: true }), { answer: null, mark: null }, { ...frame, head: false }),
  ],
  'inspections/report': [
    reportView(detail(listed(visit()))),
    reportView(detail(listed(absent, { contradicted: true }), { second: { name: 'خانم زهرا محمدی', confirmed: false }, target: { ...target, openedHow: null, openedCount: null, deviceOpenedAt: null }, photos: [], others: [listed(visit({ id: 'r2' }))], findings: [{
      id: 'f1', reportId: 'r1', agencyId: 'a1', item: 'notice_board', text: 'نصب تابلوی ساعت حضور مدیر', dueDay: day, state: 'open', madeAt: AT, times: 1, seenAt: null, doneAt: null, doneBy: null, doneNote: null, judgedAt: null, judgedBy: null, judgedNote: null, rev: 1,
    }] })),
    reportView(detail(listed(absent), { second: { name: 'خانم زهرا محمدی', confirmed: true } })),
    reportView(detail(listed(visit({ report: { ...visit().report, checklist: [], note: '', photos: [] } }), { photosCame: 0 }), { target: null, photos: [] })),
  ],
  'inspections/orders': [
    ordersView({ current: [order(), order({ from: fromJalali(1405, 10, 1) })], past: [order({ to: fromJalali(1405, 8, 30) }), order({ revokedAt: AT })] }, { bearers, form: freshForm(), today: day, csrf }),
    ordersView({ current: [], past: [] }, { bearers: [], form: withError(withError(freshForm({ number: '۱۲' }), 'file', 'این فایل عکس نیست.'), '_form', 'نشد.'), today: day, csrf }),
  ],
  'inspections/order': [orderPrintView({ ...order(), link: 'https://didar.example.ir/order/x' }, { ...titles, today: day, qr }), orderPrintView({ ...order({ photo: null, revokedAt: AT }), link: '' }, { ...titles, today: day, qr })],
  'inspections/order-check': [
    orderCheckView({ ...order(), valid: true }, titles), orderCheckView({ ...order({ revokedAt: AT }), valid: false }, titles), orderCheckView({ ...order(), valid: false }, titles), orderCheckView(null, titles),
  ],
};
