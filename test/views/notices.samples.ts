import type { Agency } from '../../server/domain/agency.ts';
import { addMinutes, type Instant } from '../../server/domain/calendar.ts';
import { addDays, fromJalali } from '../../server/domain/jalali.ts';
import type { Notice, NoticeState } from '../../server/domain/notice.ts';
import { NOTICE_SECTIONS, sectionOf } from '../../server/domain/notice-section.ts';
import { DEFAULTS } from '../../server/domain/settings.ts';
import type { Pages } from '../../server/http/pages.ts';
import { commendView, foundView } from '../../server/notices/found-view.ts';
import { noticeLetterView } from '../../server/notices/letter-view.ts';
import { noticesView } from '../../server/notices/list-view.ts';
import type { NoticeList } from '../../server/notices/list.ts';
import { noticeView } from '../../server/notices/one-view.ts';
import { ownNoticesView, ownNoticeView } from '../../server/notices/own-view.ts';
import type { NoticeCase } from '../../server/notices/reading.ts';
import { history } from './history.ts';

const NOW = '2026-11-23T08:12:00.000Z' as Instant;
const MONDAY = fromJalali(1405, 9, 2);
const titles = { governorate: 'استانداری اصفهان', office: 'دفتر مدیریت عملکرد، بازرسی و امور حقوقی' };
const agency: Agency = {
  id: 'a1', code: 'water', name: 'شرکت آب و فاضلاب شهرستان نایین', shortName: 'آب و فاضلاب نایین', sector: 'infra', kind: 'company', headTitle: 'مدیر', countyId: 'c1', parentId: null, validFrom: null, validTo: null,
  mayBeInvited: true, mayBeInspected: true, mayBeGivenNotice: true, flagsWhy: null, aliases: null, directLine: null,
};
const proposed: Notice = {
  id: 'n1', agencyId: 'a1', personId: 'p1', step: 'written', ground: 'absence', evidence: [{ kind: 'hour', id: 'h1', day: addDays(MONDAY, -7), text: 'در بازدید ساعت ۹:۴۲ در دفتر نبودید' }, { kind: 'hour', id: 'h2', day: MONDAY, text: 'در بازدید ساعت ۱۰:۰۵ در دفتر نبودید' }],
  evidenceKey: 'k', earlierId: 'n0', state: 'proposed', basis: 'مادهٔ ۲ قرار حضور مدیران', signer: DEFAULTS.letterhead.signerTitle, body: '', letterNo: null, letterDay: null, proposedAt: NOW, issuedAt: null, issuedBy: null,
  servedAt: null, servedHow: null, replyDue: null, endedAt: null, endedBy: null, endedReason: null, reducedTo: null, rev: 1,
};
const out: Notice = { ...proposed, state: 'issued', body: 'خواهشمند است علت را بنویسید.\nبا سپاس\n\nبا احترام', issuedAt: NOW, issuedBy: 'u1' };
const numbered: Notice = { ...out, letterNo: '۱۴۰۵/۱۲/۳۴', letterDay: MONDAY };
const served: Notice = { ...numbered, state: 'served', servedAt: NOW, servedHow: 'system', replyDue: addMinutes(NOW, 3000) };
const ended = (state: NoticeState, more: Partial<Notice> = {}): Notice => ({ ...served, state, endedAt: NOW, endedBy: 'u1', endedReason: 'دعوت به شورای استان پذیرفته شد.', ...more });
const earlier: Notice = { ...ended('upheld'), id: 'n0', step: 'verbal' };
const reply = { text: 'در شورای استان بودم.\nنامهٔ دعوت پیوست است.', at: NOW, by: 'کاوه احمدی', files: [{ id: 'f1', name: 'دعوت.pdf', bytes: 181_000 }, { id: 'f2', name: 'عکس.jpg', bytes: 2_400_000 }] };

const caseOf = (notice: Notice, more: Partial<NoticeCase> = {}): NoticeCase => ({
  notice, agency, recipient: { name: 'کاوه احمدی', honorific: 'agha', post: 'مدیر' }, replyDue: notice.replyDue, replies: [], earlier: null, letterhead: { ...DEFAULTS.letterhead, signer: 'زهرا محمدی', address: 'اصفهان، خیابان ۱۹', phone: '+983132210000' },
  hours: new Map(), requests: new Map(), others: [], names: new Map([['u1', 'زهرا محمدی']]), ...more,
});
const frame = { titles, now: NOW, decides: true, refused: null, csrf: 'token', newKey: () => 'key' };
const one = (found: NoticeCase, more: Partial<Parameters<typeof noticeView>[1]> = {}, changes: Pages['notices/one']['changes'] = null): Pages['notices/one'] => ({ ...noticeView(found, { ...frame, ...more }), changes });

const all = [proposed, out, numbered, served, { ...served, state: 'replied' as const }, ended('upheld'), ended('declined', { letterNo: null, servedAt: null })];
const list: NoticeList = {
  sections: NOTICE_SECTIONS.map((section) => ({ section, rows: all.filter((notice) => sectionOf(notice, NOW) === section).map((notice) => ({ notice, who: 'آقای کاوه احمدی', agency: agency.shortName })), more: section === 'ended' })),
  seq: 7,
};
const places = { agencies: [{ id: 'a1', name: agency.shortName }], counties: [{ id: 'c1', name: 'نایین' }] };
const form = { typed: { reason: 'نه', text: 'پاسخ', body: 'متن', letterNo: '۱۲' }, errors: { _form: 'پذیرفته نشد.', reason: '«دلیل» کوتاه است.', files: 'هر فایل تا ۵ مگابایت پذیرفته می‌شود.' } };
const own = { titles, now: NOW, refused: null, csrf: 'token', newKey: () => 'key' };
const found = { evidence: { kind: 'session' as const, id: 's1', day: MONDAY, text: 'جلسهٔ پاسخگویی ساعت ۹ تا ۱۱', items: [] }, agencyId: 'a1', agency: agency.shortName, personId: 'p1', who: 'کاوه احمدی' };

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'notices/list': [
    noticesView(list, { filter: { agencyId: 'a1', countyId: 'c1', step: 'written' }, stream: 'notices:a1:c1:written', places, decides: true }),
    noticesView({ sections: [], seq: 0 }, { filter: { agencyId: null, countyId: null, step: null }, stream: 'notices:::', places, decides: false }),
  ],
  'notices/one': [
    one(caseOf(proposed, { earlier, others: [earlier, { ...out, id: 'n9' }] }), {}, history),
    one(caseOf(proposed), { refused: { act: 'issue', form } }),
    one(caseOf(out)),
    one(caseOf(numbered, { requests: new Map([['h1', [{ id: 'r1', trackingCode: '9900000000048' }]]]) }), { refused: { act: 'serve', form } }),
    one(caseOf({ ...served, state: 'replied' }, { replies: [reply] }), { refused: { act: 'take-in', form } }),
    one(caseOf(ended('reduced', { reducedTo: 'verbal' }), { replies: [reply] }), { decides: false }),
    one(caseOf({ ...proposed, step: 'commendation', ground: 'kept_hours', evidence: [], basis: '' })),
  ],
  'notices/letter': [noticeLetterView(caseOf(numbered), titles), noticeLetterView(caseOf(proposed, { earlier }), titles), noticeLetterView(caseOf({ ...served, step: 'commendation', ground: 'kept_hours', signer: 'استاندار' }), titles)],
  'notices/found': [
    foundView('missed_session', [found], { key: 'session:s1', form }, frame),
    foundView('overdue', [{ ...found, evidence: { ...found.evidence, kind: 'requests', id: 'a1.2026-11-23', text: '۷ درخواست' } }], null, frame),
    foundView('overdue', [], null, frame),
  ],
  'notices/commend': [
    commendView([{ agencyId: 'a1', agency: agency.shortName, personId: 'p1', who: 'کاوه احمدی', evidence: proposed.evidence }], places.agencies, form, frame),
    commendView([], places.agencies, null, frame),
  ],
  'notices/own': [ownNoticesView([numbered, served, { ...served, state: 'replied' }, ended('withdrawn'), { ...served, step: 'commendation', ground: 'kept_hours' }]), ownNoticesView([])],
  'notices/own-one': [
    ownNoticeView({ ...caseOf(numbered), isServed: false }, own),
    ownNoticeView({ ...caseOf(served, { replies: [reply] }), isServed: true }, { ...own, refused: form }),
    ownNoticeView({ ...caseOf(served), isServed: true }, { ...own, now: addMinutes(NOW, 4000) }),
    ownNoticeView({ ...caseOf(ended('upheld')), isServed: true }, own),
  ],
};
