import { instant } from '../../server/domain/calendar.ts';
import { freshForm } from '../../server/http/forms.ts';
import type { Pages } from '../../server/http/pages.ts';
import { blankUser, typedUser, userFormView } from '../../server/people/form-view.ts';
import type { User } from '../../server/people/repository.ts';
import { linkView, usersView, userView, welcomeView } from '../../server/people/view.ts';
import { history } from './history.ts';

const at = instant('2026-11-22T06:00:00.000Z');
const csrf = { token: 'token', key: 'key' };
const places = { agencies: new Map([['a1', 'راه و شهرسازی']]), counties: new Map([['c1', 'کاشان']]) };
const person = { id: 'p1', honorific: 'khanom', name: 'زهرا کریمی', nationalCode: null, nationalCodeIndex: null, phone: null, phoneIndex: null } as const;
const user: User = {
  id: 'u1', person, username: 'karimi', passwordHash: 'hash', authzVersion: 3, disabledAt: null, createdAt: at,
  grants: [
    { id: 'g1', role: 'scheduler', agencyId: null, countyId: null },
    { id: 'g2', role: 'agency_expert', agencyId: 'a1', countyId: null },
    { id: 'g3', role: 'county_governor', agencyId: null, countyId: 'c1' },
  ],
};
const gone: User = { ...user, id: 'u2', username: 'rezaei', disabledAt: at, grants: [] };
const fresh: User = { ...user, id: 'u3', passwordHash: null };
const login = { id: 'l1', userId: 'u1', startedAt: at, seenAt: at, expiresAt: at, endedAt: null, ip: '10.0.0.7', device: 'Mozilla/5.0 (Windows NT 10.0) Chrome/120.0' };
const detail = { user, hints: { nationalCode: '1234', phone: '4567' }, logins: [login], seen: 'mark' };
const barely = { user: gone, hints: { nationalCode: null, phone: null }, logins: [], seen: 'mark' };
const around = { csrf: 'token', newKey: () => 'key' };
const holder = { name: 'زهرا کریمی', honorific: 'khanom', username: 'karimi', least: 12 } as const;

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'people/users': [
    usersView({ users: [user, gone, fresh], total: 3, page: 1, size: 50 }, places, { q: '', role: '', state: '' }),
    usersView({ users: [user], total: 3051, page: 62, size: 50 }, places, { q: 'دفتر', role: '', state: '' }),
    usersView({ users: [], total: 0, page: 1, size: 50 }, places, { q: 'زز', role: 'inspector', state: 'disabled' }),
    usersView({ users: [], total: 0, page: 1, size: 50 }, places, { q: '', role: '', state: '' }),
  ],
  'people/users-new': [
    userFormView(freshForm(), null, places, csrf),
    userFormView(blankUser(person, 'a1'), null, places, csrf),
    userFormView({ typed: { agencyRole3: 'host' }, errors: { agency3: 'دستگاه این نقش را برگزینید.', _form: 'نشد.' } }, null, places, csrf),
  ],
  'people/users-one': [
    { ...userView(detail, places, userFormView(typedUser(detail), detail, places, csrf), around), changes: history },
    { ...userView(barely, places, userFormView(typedUser(barely), barely, places, csrf), around), changes: null },
  ],
  'people/users-link': [linkView(user, 'https://didar.example/welcome/abc', at)],
  'people/users-welcome': [
    welcomeView(freshForm(), 'abc', holder, csrf),
    welcomeView({ typed: { password: 'secret' }, errors: { password: 'گذرواژه کوتاه است.', _form: 'نشد.' } }, 'abc', holder, csrf),
  ],
};
