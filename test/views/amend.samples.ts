import type { Agency } from '../../server/domain/agency.ts';
import type { Clock, Instant } from '../../server/domain/calendar.ts';
import { fromJalali } from '../../server/domain/jalali.ts';
import { UNALTERED, type PlannedSession } from '../../server/domain/session.ts';
import type { Pages } from '../../server/http/pages.ts';
import { addView } from '../../server/rota/amend-add-view.ts';
import type { PublishedPage } from '../../server/rota/amend-page.ts';
import { publishedView } from '../../server/rota/amend-page-view.ts';
import { amendPreviewView, type AskedChange } from '../../server/rota/amend-preview-view.ts';
import type { AmendmentProspect } from '../../server/rota/amend.ts';
import type { MadeAmendment } from '../../server/rota/amend-repository.ts';
import { history } from './history.ts';

const AT = '2020-03-30T06:00:00.000Z' as Instant;
const clock = (text: string): Clock => text as Clock;
const DAY = fromJalali(1399, 1, 24);
const place = (day = DAY, line = 1) => ({ day, from: clock('09:00'), to: clock('11:00'), line });
const newKey = (): string => 'key';

const agency: Agency = {
  id: 'a1', code: 'c1', name: 'ادارهٔ کل راه و شهرسازی', shortName: 'راه و شهرسازی', sector: 'infra', kind: 'general_directorate', headTitle: 'مدیرکل', countyId: null, parentId: null,
  validFrom: null, validTo: null, mayBeInvited: true, mayBeInspected: true, mayBeGivenNotice: true, flagsWhy: null, aliases: null, directLine: null,
};
const session = (more: Partial<PlannedSession> = {}): PlannedSession => ({
  id: 's1', draftId: 'd1', ...place(), zone: 'Asia/Tehran', startsAt: AT, state: 'published', rev: 2, version: 1, agencyId: 'a1', personId: 'p1', post: 'مدیرکل', pinned: false, pinReason: null,
  emptyReason: null, why: null, ...UNALTERED, ...more,
});
const side = (day: MadeAmendment['madeAt'] | string, person: string | null = 'خانم زهرا محمدی', instead: string | null = null) => ({ ...place(day as typeof DAY), agencyId: 'a1', personId: 'p1', person, instead });
const made = (more: Partial<MadeAmendment>): MadeAmendment => ({
  id: 'm1', version: 2, kind: 'move', sessionId: 's1', otherSessionId: null, cause: null, before: side(fromJalali(1399, 1, 17)), after: side(DAY), reason: 'مأموریت مدیر', letterNo: null, letterDay: null, madeAt: AT, madeBy: 'u1', rev: 1, ...more,
});
const shown = { sessionId: 's1', ...place(), zone: 'Asia/Tehran', agencyId: 'a1', agencyName: agency.name, shortName: agency.shortName, sector: 'infra', headTitle: 'مدیرکل', personName: 'زهرا محمدی', honorific: 'khanom' as const, post: 'مدیرکل', substituteFor: null };

const published = (more: Partial<PublishedPage> = {}): PublishedPage => ({
  session: session({ sequence: 1 }), agency, host: 'خانم زهرا محمدی، مدیرکل', invitation: null, headChanged: false, queue: { waiting: 3, withoutPhone: 1 }, life: 'scheduled',
  versions: [{ ...shown, ...place(fromJalali(1399, 1, 17)), version: 1, publishedAt: AT }, { ...shown, personName: 'علی رضایی', honorific: 'agha', substituteFor: 'خانم زهرا محمدی', version: 2, publishedAt: AT }],
  amendments: [made({}), made({ id: 'm2', kind: 'swap', sessionId: 's2', otherSessionId: 's1', letterNo: '123/99', letterDay: DAY }), made({ id: 'm3', kind: 'cancel', after: null }), made({ id: 'm4', kind: 'add', before: null }), made({ id: 'm5', kind: 'substitute', after: side(DAY, 'آقای علی رضایی', 'خانم زهرا محمدی') })],
  makers: new Map([['u1', 'خانم کریمی']]),
  alterable: {
    places: [place(fromJalali(1399, 1, 31)), place(fromJalali(1399, 2, 7), 2)],
    counterparts: { possible: [{ session: session({ id: 's2', agencyId: 'a2', day: fromJalali(1399, 2, 3) }), agency: { ...agency, id: 'a2', shortName: 'بهزیستی', name: 'ادارهٔ کل بهزیستی' }, head: null }], hindered: 4 },
    substitutes: { rule: 'deputies', people: [{ personId: 'p2', name: 'علی رضایی', post: 'معاون فنی', away: false }, { personId: 'p3', name: 'مریم کاظمی', post: 'معاون اداری', away: true }] },
  },
  ...more,
});
const asked = { mayAmend: true, typed: null, csrf: 'token', newKey };

const prospect = (more: Partial<AmendmentProspect['items'][number]>, waiting = 0): AmendmentProspect => ({
  version: 3, span: { from: DAY, until: DAY }, waiting, mark: 'mark',
  items: [{ amendment: { kind: 'cancel', sessionId: 's1' }, sessions: [{ before: session(), after: session({ day: fromJalali(1399, 1, 31) }), agency: agency.shortName, comes: { before: 'خانم زهرا محمدی، مدیرکل', after: 'خانم زهرا محمدی، مدیرکل' }, waiting }], refusal: null, confirmable: [], ...more }],
});
const change = (amendment: AskedChange['amendment'], more: Partial<AskedChange> = {}): AskedChange => ({
  amendment, reason: 'مأموریت مدیر', letterNo: null, letterDay: null, typed: { kind: amendment.kind, reason: 'مأموریت مدیر' }, page: '/rota/sessions/s1', crumbs: { trail: [{ label: 'برنامه', href: '/rota' }] }, ...more,
});
const csrf = { token: 'token', key: 'key' };

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'rota/published': [
    publishedView(published(), asked),
    publishedView(published(), { ...asked, typed: { kind: 'move', form: { typed: { kind: 'move', place: 'other', day: '۱۳۹۹/۰۲/۰۷', from: '۹', until: '' }, errors: { until: '«تا ساعت» را بنویسید.', reason: '«دلیل» را بنویسید.' } } } }),
    publishedView(published(), { ...asked, typed: { kind: 'letter-m1', form: { typed: {}, errors: { letterNo: '«شمارهٔ نامه» را بنویسید.' } } } }),
    publishedView(published({ alterable: { places: [], counterparts: { possible: [], hindered: 0 }, substitutes: { rule: 'forbidden', people: [] } } }), { ...asked, typed: { kind: 'cancel', form: { typed: {}, errors: { _form: 'هنوز ۱ نفر در صف‌اند.' } } } }),
    publishedView(published({ session: session({ substituteId: 'p2', substituteWhy: 'مأموریت مدیر' }), alterable: { places: [], counterparts: { possible: [], hindered: 0 }, substitutes: { rule: 'with_approval', people: [] } } }), asked),
    publishedView(published({ session: session({ state: 'cancelled', cancelReason: 'آلودگی هوا' }), alterable: null, queue: { waiting: 0, withoutPhone: 0 }, amendments: [], makers: new Map() }), asked),
    publishedView(published({ alterable: null, life: 'open' }), { ...asked, mayAmend: false }),
    publishedView(published({ alterable: null, life: 'open' }), asked),
  ].map((view, index) => ({ ...view, changes: index === 0 ? history : null })),
  'rota/amend-preview': [
    amendPreviewView(change({ kind: 'move', sessionId: 's1', to: place() }, { letterNo: '123/99', letterDay: DAY }), prospect({ confirmable: ['راه و شهرسازی: همین هفته (۲۶ فروردین) جلسهٔ دیگری دارد.'] }, 4), csrf),
    amendPreviewView(change({ kind: 'swap', sessionId: 's1', otherId: 's2' }), prospect({}), csrf),
    amendPreviewView(change({ kind: 'cancel', sessionId: 's1' }), prospect({ sessions: [{ before: session(), after: session({ state: 'cancelled' }), agency: agency.shortName, comes: { before: 'خانم زهرا محمدی، مدیرکل', after: null }, waiting: 2 }] }, 2), csrf),
    amendPreviewView(change({ kind: 'substitute', sessionId: 's1', personId: 'p2' }), prospect({}), csrf),
    amendPreviewView(change({ kind: 'add', agencyId: 'a1', to: place() }, { page: '/rota/add' }), prospect({ sessions: [{ before: null, after: session(), agency: agency.shortName, comes: { before: null, after: 'مدیرکل' }, waiting: 0 }] }), csrf),
  ],
  'rota/add': [
    addView({ agencies: [agency], places: [] }, { typed: {}, errors: { _form: 'در این میان تغییر کرد.' } }),
    addView({ agencies: [agency], places: [place()] }, { typed: { agency: 'a1' }, errors: { reason: '«دلیل» را بنویسید.' } }),
    addView({ agencies: [agency], places: [] }, { typed: { agency: 'a1' }, errors: {} }),
  ],
};
