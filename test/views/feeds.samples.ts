import type { Instant } from '../../server/domain/calendar.ts';
import { feedKeyView, feedsView } from '../../server/feeds/view.ts';
import { freshForm } from '../../server/http/forms.ts';
import type { Pages } from '../../server/http/pages.ts';

const NOW = '2026-11-22T06:00:00.000Z' as Instant;
const csrf = () => ({ token: 'token', key: 'key' });
const feed = { id: 'f1', scope: 'agency', agencyId: 'a1', personId: null, name: 'گوشی مدیرکل', createdAt: NOW, createdBy: 'u1', revokedAt: null, readAt: null, of: 'راه و شهرسازی' } as const;
const offers = [
  { scope: 'all', agencyId: null, personId: null, name: 'همهٔ دستگاه‌ها' },
  { scope: 'agency', agencyId: 'a1', personId: null, name: 'راه و شهرسازی' },
  { scope: 'person', agencyId: 'a1', personId: 'p1', name: 'آقای رضایی، راه و شهرسازی' },
] as const;
const base = { feeds: [feed, { ...feed, id: 'f2', readAt: NOW }, { ...feed, id: 'f3', revokedAt: NOW }], offers, names: new Map([['u1', 'مریم کریمی']]), form: freshForm(), csrf };

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'feeds/list': [
    feedsView({ place: 'all', ...base }),
    feedsView({ place: 'own', ...base, feeds: [], form: { typed: { name: '' }, errors: { name: '«نام این نشانی» را بنویسید.', _form: 'نشد.' } } }),
  ],
  'feeds/key': [feedKeyView('own', 'گوشی من', 'https://didar.example.ir/feeds/key.ics'), feedKeyView('all', 'روابط عمومی', 'https://didar.example.ir/feeds/key.ics')],
};
