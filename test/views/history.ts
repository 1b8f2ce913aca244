import type { HistoryPart } from '../../server/http/parts.ts';
import { entryOf, type Sight } from '../../server/audit/entry-view.ts';
import type { Names } from '../../server/audit/names.ts';
import type { AuditRow } from '../../server/audit/repository.ts';

/** Names in which everything is called something. */
export const names: Names = {
  agency: () => 'راه و شهرسازی',
  county: () => 'کاشان',
  person: () => 'کاوه احمدی',
  user: (id) => (id === 'gone' ? '' : 'مریم کریمی'),
  topic: () => 'آب',
  session: () => 'دوشنبه ۱۰ آذر ۱۴۰۵، ۹ تا ۱۱',
  draft: () => '۱ مهر تا ۲۹ اسفند ۱۴۰۵',
  roles: () => ['scheduler'],
};

/** A reader to whom everything is open. */
export const sees: Sight = { absenceNotes: true, may: () => true };

/** An event as the record has it. */
export const row = (stream: string, kind: string, data: object, more: Partial<AuditRow> = {}): AuditRow => ({
  stream, seq: 1, at: '2026-11-29T07:12:00.000Z', actor: 'u1', key: 'k', kind, data: JSON.stringify(data), ...more,
});

/** A history with a change of every shape. */
export const history: HistoryPart = {
  entries: [
    row('settings', 'setting_changed', { name: 'sessions_per_week', from: '2026-12-05', before: 2, after: 4 }),
    row('agency:a1', 'agency_changed', { before: { shortName: 'راه', aliases: null, mayBeInvited: true }, after: { shortName: 'راه و شهرسازی', aliases: 'مسکن '.repeat(60), mayBeInvited: false, novel: 7 } }, { actor: null }),
    row('demand:1405', 'demand_changed', { year: 1405, measure: 'calls', changes: Array.from({ length: 9 }, (_, index) => ({ agencyId: 'a1', month: index + 1, before: index, after: 10 })) }, { actor: 'gone' }),
    row('agency:a1', 'term_changed', { before: { to: '2027-01-01', post: 'مدیرکل' }, after: { to: null, post: 'مدیرکل' } }, { actor: 'seat-1' }),
    row('machine', 'something_new', { after: { colour: 'blue' } }, { actor: 'wall-1' }),
  ].map((one) => entryOf(one, names, sees)),
  href: '/audit?about=a1',
};
