import type { Instant } from '../../server/domain/calendar.ts';
import type { Commitment } from '../../server/domain/commitment.ts';
import { addDays, fromJalali } from '../../server/domain/jalali.ts';
import type { Actor } from '../../server/domain/permission.ts';
import type { Pages } from '../../server/http/pages.ts';
import type { ListedCommitment } from '../../server/commitments/service.ts';
import { commitmentsView } from '../../server/commitments/view.ts';

const AT = '2020-04-08T06:00:00.000Z' as Instant;
const TODAY = fromJalali(1399, 1, 20);

const listed = (days: number, more: Partial<Commitment> = {}, endedBy: string | null = null): ListedCommitment => ({
  commitment: {
    id: `c${days + 100}`, agencyId: 'a1', personId: 'p1', hostName: 'آقای کاوه احمدی', sessionId: 's1', callId: 'k1', text: 'بازدید از چاه روستا و گزارش به اهالی', dueDay: addDays(TODAY, days),
    state: 'open', madeAt: AT, endedAt: null, endedBy: null, endedNote: null, rev: 1, ...more,
  },
  agency: 'آب و فاضلاب', endedBy,
});

const holding = (role: 'supervisor' | 'governor' | 'agency_expert'): Actor => ({ id: 'u1', name: 'زهرا کریمی', grants: [{ role, agencyId: role === 'agency_expert' ? 'a1' : null, countyId: null }] });
const frame = { today: TODAY, refused: null, csrf: 'token', newKey: () => 'key', paged: { total: 3, page: 1, size: 25 } };
const ended = [listed(-9, { state: 'kept', endedAt: AT, endedBy: 'u2', endedNote: 'بازدید شد.' }, 'مینا رضایی'), listed(-8, { state: 'withdrawn', endedAt: AT, endedBy: 'x', endedNote: 'دوبار ثبت شده بود.' })];

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'commitments/list': [
    commitmentsView(
      { open: [listed(-2), listed(0), listed(2, { hostName: null }), listed(30)], ended, total: 60, late: 1, page: 2 },
      { ...frame, actor: holding('supervisor'), paged: { total: 60, page: 2, size: 25 }, refused: { id: 'c98', word: 'withdraw', form: { typed: { note: 'نه' }, errors: { note: '«دلیل» کوتاه است.', _form: 'پذیرفته نشد.' } } } },
    ),
    commitmentsView({ open: [listed(5)], ended: [], total: 1, late: 0, page: 1 }, { ...frame, actor: holding('agency_expert') }),
    commitmentsView({ open: [listed(5)], ended, total: 1, late: 0, page: 1 }, { ...frame, actor: holding('governor') }),
    commitmentsView({ open: [], ended: [], total: 0, late: 0, page: 1 }, { ...frame, actor: holding('governor') }),
  ],
};
