import type { Agency } from '../../server/domain/agency.ts';
import type { Instant } from '../../server/domain/calendar.ts';
import type { AbsenceComplaint } from '../../server/domain/complaint.ts';
import { fromJalali } from '../../server/domain/jalali.ts';
import { complaintFormView, complaintsView } from '../../server/complaints/view.ts';
import type { Pages } from '../../server/http/pages.ts';

const DAY = fromJalali(1399, 1, 18);
const AT = '2020-04-06T07:10:00.000Z' as Instant;
const csrf = { token: 'token', key: 'key' };
const frame = { refused: null, csrf: 'token', newKey: () => 'key' };

const complaint = (id: string, more: Partial<AbsenceComplaint> = {}): AbsenceComplaint => ({
  id, agencyId: 'a1', hourId: 'h1', day: DAY, callId: 'c1', channel: 'call', note: '', recordedAt: AT, recordedBy: 'u1', withdrawnAt: null, withdrawnBy: null, withdrawnWhy: null, rev: 1, ...more,
});
const choices = { agencies: [{ id: 'a1', shortName: 'آب و فاضلاب' } as Agency], calls: [{ id: 'c1', receivedAt: AT, agencyId: 'a1', caller: 'خانم مریم رضایی' }], day: DAY };

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'complaints/new': [
    complaintFormView({ typed: { call: 'c1' }, errors: {} }, choices, csrf),
    complaintFormView({ typed: { agency: '', day: 'دیروز', note: 'در بسته بود' }, errors: { agency: '«دستگاه» را برگزینید.', day: 'تاریخ درستی نیست.', _form: 'پذیرفته نشد.' } }, { ...choices, calls: [] }, csrf),
  ],
  'complaints/list': [
    complaintsView([
      { agency: 'آب و فاضلاب', standing: 1, saidNo: 2, visited: null, complaints: [{ complaint: complaint('x1', { note: 'در دفتر بسته بود' }), by: 'مینا رضایی' }, { complaint: complaint('x2', { channel: 'other', callId: null, withdrawnAt: AT, withdrawnBy: 'u2', withdrawnWhy: 'دستگاه دیگری بود' }), by: null }] },
      { agency: 'گاز', standing: 0, saidNo: 1, visited: DAY, complaints: [] },
      { agency: 'برق', standing: 0, saidNo: 0, visited: null, complaints: [] },
    ], 90, { ...frame, refused: { id: 'x1', form: { typed: { why: '' }, errors: { why: '«دلیل» را بنویسید.' } } } }),
    complaintsView([], 90, frame),
  ],
};
