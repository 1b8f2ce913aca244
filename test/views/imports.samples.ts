import { randomBytes } from 'node:crypto';
import { instant } from '../../server/domain/calendar.ts';
import type { Pages } from '../../server/http/pages.ts';
import { askingView } from '../../server/imports/asking-view.ts';
import type { SheetRead } from '../../server/imports/cells.ts';
import type { Held } from '../../server/imports/held.ts';
import { previewView } from '../../server/imports/preview-view.ts';
import type { Prospect, RowOutcome, RowState } from '../../server/imports/prospect.ts';
import type { Import } from '../../server/imports/repository.ts';
import { endedView, importIndexView, readingView, uploadView } from '../../server/imports/view.ts';

const csrf = { token: 'token', key: 'key' };
const one: Import = {
  id: randomBytes(4).toString('hex'), kind: 'managers', fileName: 'مدیران <b>1399</b>.xlsx', fileHash: '', state: 'read', sheet: '', outcome: null, createdAt: instant('2026-11-22T06:00:00.000Z'), createdBy: 'u1',
  endedAt: null, rev: 2,
};
const taken: Import = { ...one, state: 'taken_in', outcome: { added: 12, changed: 3, same: 80, skipped: 2, fault: null }, endedAt: instant('2026-11-22T06:05:00.000Z') };
const refused: Import = { ...one, state: 'refused', outcome: { added: 0, changed: 0, same: 0, skipped: 0, fault: { code: 'too_many_rows', facts: { most: 20_000 } } } };
const names = new Map([['u1', 'زهرا کریمی']]);

const sheet: SheetRead = {
  name: 'برگهٔ 1',
  rows: [
    { at: 1, cells: ['دستگاه', 'نام', 'کد ملی', 'از تاریخ', 'همراه'] },
    { at: 2, cells: ['راه و شهرسازی', 'کاوه احمدی', '0084575948', '1399/1/5', 9131234567] },
    { at: 3, cells: ['<script>alert(1)</script>', '=1+1', { odd: 'merged' }, '1400/12/30', ''] },
    { at: 4, cells: ['گاز', 'مینا رضایی', '', { at: 44_000 }, ''] },
  ],
};
const held: Held = { sheets: [sheet], stoppedAt: 4, header: { row: 0, columns: { agency: 0, name: 1, nationalCode: 2, from: 3, phone: 4 } } };
const rows: RowOutcome[] = [
  { at: 2, state: 'new', faults: [], changes: [] },
  { at: 3, state: 'faulty', faults: [{ column: 'agency', text: 'دستگاهی با این نام ثبت نشده است.' }, { column: 'from', text: 'این تاریخ در تقویم نیست (۳۰ اسفند ۱۴۰۰).' }, { column: null, text: 'خطا.' }], changes: [] },
  { at: 4, state: 'changed', faults: [], changes: [{ column: 'to', from: '', to: '1400/01/01' }] },
];
const prospectOf = (those: readonly RowOutcome[]): Prospect => ({
  rows: those,
  counts: Object.fromEntries((['new', 'changed', 'same', 'faulty'] as const).map((state) => [state, those.filter((row) => row.state === state).length])) as Record<RowState, number>,
  mark: 'mark',
  plan: () => ({ streams: [], write: async () => undefined }),
});
const facts = { one, held, takenBefore: taken, names };
const fresh = { problem: null, skipped: false };
const both = { take: csrf, aside: csrf };
const many = Array.from({ length: 250 }, (_, at): RowOutcome => ({ at: at + 2, state: 'same', faults: [], changes: [] }));
const unknown: Held = { sheets: [{ name: 'الف', rows: [{ at: 3, cells: ['یک', 2, ''] }, { at: 4, cells: ['x', 3] }] }, sheet], stoppedAt: null, header: null };

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'imports/index': [importIndexView([], names), importIndexView([one, taken, refused, { ...one, state: 'laid_aside', fileName: '' }], names)],
  'imports/upload': (['agencies', 'managers', 'absences', 'demand'] as const).map((kind, at) => uploadView(kind, at === 1 ? 'این فایل گذرواژه دارد.' : null, csrf)),
  'imports/reading': [readingView({ ...one, state: 'reading' }, null), readingView({ ...one, state: 'reading' }, { stage: 'checking', rows: 12_000 })],
  'imports/preview': [
    previewView({ ...facts, prospect: prospectOf(rows) }, { show: 'all', page: 1 }, { problem: 'چیزی وارد نشد.', skipped: true }, both),
    previewView({ ...facts, takenBefore: null, held: { ...held, stoppedAt: null }, prospect: prospectOf(rows.slice(0, 1)) }, { show: 'faulty', page: 1 }, fresh, both),
    previewView({ ...facts, prospect: prospectOf(many) }, { show: 'same', page: 2 }, fresh, both),
    previewView({ ...facts, one: { ...one, kind: 'demand' }, prospect: prospectOf(rows.slice(1, 2)) }, { show: 'all', page: 1 }, fresh, both),
  ],
  'imports/asking': [
    askingView({ ...one, kind: 'demand' }, unknown, 0, { problem: null, typed: {} }, { choose: csrf, aside: csrf }),
    askingView(one, { ...unknown, sheets: [sheet] }, 0, { problem: 'این ستون‌ها لازم است.', typed: { 'column-agency': '1' } }, { choose: csrf, aside: csrf }),
  ],
  'imports/ended': [
    endedView(taken, 'زهرا کریمی', csrf), endedView({ ...taken, outcome: { added: 1, changed: 0, same: 0, skipped: 0, fault: null } }, '', csrf), endedView(refused, 'زهرا کریمی', csrf),
    endedView({ ...one, state: 'laid_aside' }, '', csrf), endedView({ ...one, state: 'reading' }, '', csrf),
  ],
};
