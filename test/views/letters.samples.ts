import type { Clock, Instant } from '../../server/domain/calendar.ts';
import { addDays, fromJalali, type Day } from '../../server/domain/jalali.ts';
import { LETTER_KINDS, type LetterKind } from '../../server/domain/letter.ts';
import { UNALTERED } from '../../server/domain/session.ts';
import { DEFAULTS } from '../../server/domain/settings.ts';
import { freshForm } from '../../server/http/forms.ts';
import type { Pages } from '../../server/http/pages.ts';
import { letterNumbersView, lettersPrintView, lettersView } from '../../server/rota/letters-view.ts';
import type { Letter, Letters, LetterSelection } from '../../server/rota/letters.ts';

const FROM = fromJalali(1399, 2, 1);
const clock = (text: string) => text as Clock;
const EVERYTHING: LetterSelection = { from: null, until: null, agencyId: null, choice: 'all', kinds: null };
const head = { governorate: 'استانداری اصفهان', office: 'دفتر مدیریت عملکرد، بازرسی و امور حقوقی' };
const csrf = { token: 'token', key: 'key' };

const letter = (id: string, kind: LetterKind, day: Day, part: Partial<Letter> = {}): Letter => ({
  id, kind,
  session: {
    id: `s-${id}`, draftId: 'd1', day, from: clock('09:00'), to: clock('11:00'), zone: 'Asia/Tehran', line: 1, startsAt: '2020-04-20T04:30:00.000Z' as Instant, agencyId: 'a1', personId: 'p1', post: 'مدیرکل',
    state: kind === 'cancellation' ? 'cancelled' : 'published', pinned: false, pinReason: null, emptyReason: null, why: null, rev: 1, version: 1, ...UNALTERED,
  },
  agency: { id: 'a1', name: 'ادارهٔ کل راه و شهرسازی استان اصفهان', shortName: 'راه و شهرسازی', headTitle: 'مدیرکل' },
  recipient: { name: 'علیرضا قاری قرآن', honorific: 'agha', post: 'مدیرکل' },
  letterNo: null, letterDay: null, earlier: null, before: null, substitute: null, reason: null, answerBy: addDays(day, -3), isPrinted: false,
  values: { letterhead: { ...DEFAULTS.letterhead, signer: 'محمد رستمی', address: 'اصفهان، خیابان شهید بهشتی، استانداری', phone: '031-32200000' }, live_calls: DEFAULTS.live_calls, substitutes: 'with_approval' },
  ...part,
});

const letters: Letter[] = LETTER_KINDS.flatMap((kind, index) => [
  letter(`${kind}-1`, kind, addDays(FROM, index), { letterNo: '12/7', letterDay: FROM, earlier: { letterNo: '۱۱/۵', letterDay: FROM }, reason: 'سفر استاندار.', before: { day: FROM, from: clock('09:00'), to: clock('10:30'), line: 1 }, substitute: { name: 'مریم نوری', honorific: 'khanom', post: 'معاون فنی' }, isPrinted: true }),
  letter(`${kind}-2`, kind, addDays(FROM, index + 30), { recipient: index % 2 === 0 ? null : { name: 'زهرا محمدی', honorific: 'khanom', post: 'رئیس' }, answerBy: null, values: { letterhead: DEFAULTS.letterhead, live_calls: DEFAULTS.live_calls, substitutes: index % 2 === 0 ? 'forbidden' : 'deputies' } }),
]);

const draft = { id: 'd1', from: FROM, to: addDays(FROM, 90) } as Letters['draft'];
const found: Letters = { draft, letters, mark: 'mark' };
const many: Letters = { ...found, letters: Array.from({ length: 45 }, (_, index) => letter(`m${index}`, 'invitation', addDays(FROM, index))) };

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'rota/letters': [
    lettersView(found, found, EVERYTHING),
    lettersView({ ...found, letters: [] }, found, { from: FROM, until: addDays(FROM, 3), agencyId: 'a1', choice: 'unprinted', kinds: 'amendments' }),
  ],
  'rota/letters-print': [
    lettersPrintView(found, EVERYTHING, 1, head, csrf),
    lettersPrintView(many, { ...EVERYTHING, choice: 'unnumbered' }, 2, head, csrf),
    lettersPrintView(many, EVERYTHING, 99, head, csrf),
  ],
  'rota/letters-numbers': [
    letterNumbersView(found, EVERYTHING, freshForm({ letterDay: '۱۳۹۹/۰۲/۰۱' }), csrf),
    letterNumbersView(found, EVERYTHING, { typed: { 'n_invitation-1': '۱۲' }, errors: { _form: 'نامهٔ دیگری همین شماره را دارد.', first: 'این شماره رقمی ندارد.' } }, csrf),
  ],
};
