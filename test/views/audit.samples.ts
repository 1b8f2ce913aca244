import { auditView, type AuditQuery } from '../../server/audit/view.ts';
import { day } from '../../server/domain/jalali.ts';
import type { Pages } from '../../server/http/pages.ts';
import { history } from './history.ts';

const all: AuditQuery = { thing: null, who: '', agency: '', from: null, to: null, words: '', about: [], after: null };
const cursor = { at: '2026-11-29T07:12:00.000Z', stream: 'settings', seq: 4 };
const lists = { actors: [{ id: 'u1', name: 'مریم کریمی' }], agencies: [{ id: 'a1', name: 'راه و شهرسازی' }] };
const narrow: AuditQuery = { ...all, thing: 'agencies', who: 'u1', agency: 'a1', from: day('2026-11-01'), to: day('2026-11-29'), words: 'راه', about: ['a1'], after: cursor };

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'audit/list': [
    auditView(all, { entries: history.entries, older: cursor, unread: false }, lists),
    auditView(narrow, { entries: history.entries.slice(0, 1), older: cursor, unread: true }, lists),
    auditView(narrow, { entries: [], older: null, unread: false }, lists),
    auditView(all, { entries: [], older: null, unread: false }, lists),
  ],
};
