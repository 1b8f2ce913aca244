import type { Pages } from '../../server/http/pages.ts';
import '../../server/http/health.ts';
import { instant } from '../../server/domain/calendar.ts';
import { freshForm } from '../../server/http/forms.ts';
import { accountView, enterView } from '../../server/people/enter-view.ts';

const at = instant('2026-11-22T06:00:00.000Z');
const login = { id: 'l1', userId: 'u1', startedAt: at, seenAt: at, expiresAt: at, endedAt: null, ip: '10.0.0.7', device: 'Mozilla/5.0 (Windows NT 10.0) Chrome/120.0' };

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'people/enter': [
    enterView(freshForm(), 'token', 'key'),
    enterView({ typed: { username: 'karimi', next: '/rota' }, errors: { _form: 'نام کاربری یا گذرواژه درست نیست.', password: 'گذرواژه را بنویسید.' } }, 'token', 'key'),
  ],
  'people/account': [
    accountView({ name: 'خانم کریمی', roles: 'مسئول برنامه', ownLogin: 'l1' }, [login, { ...login, id: 'l2', device: '' }], freshForm(), { csrf: 'token', newKey: () => 'key' }),
  ],
  'errors/refused': [
    { sentence: 'چنین صفحه یا موردی یافت نشد.', hint: null, action: { href: '/', label: 'بازگشت' }, reference: null },
    { sentence: 'برای ادامه وارد سامانه شوید.', hint: 'زمان ورود شما به پایان رسیده است.', action: { href: '/login', label: 'ورود دوباره' }, reference: 'a1b2c3d4' },
  ],
  'health/page': [
    {
      checks: [{ title: 'نوشتن در پایگاه داده', ok: true, detail: '1 ms' }, { title: 'فضای آزاد دیسک', ok: false, detail: '12 MiB' }],
      facts: [{ term: 'پایگاه داده', text: 'SQLite', ltr: true }],
    },
  ],
};
