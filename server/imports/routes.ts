import type { Request, Response } from 'express';
import { toAsciiDigits } from '../domain/persian.ts';
import { Refusal } from '../domain/refusal.ts';
import { attempt } from '../http/attempt.ts';
import { sendFile } from '../http/download.ts';
import { readForm } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryPage, queryText } from '../http/query.ts';
import { xlsxOf } from '../http/spreadsheet.ts';
import { uploadOf } from '../http/uploads.ts';
import { commandOf } from '../http/visitor.ts';
import { KIND_WORDS } from '../wording/imports.ts';
import { sentenceOf } from '../wording/refusals.ts';
import { askingView } from './asking-view.ts';
import { ReadFault } from './cells.ts';
import { columnsForm, takeForm } from './forms.ts';
import { isEnough } from './header.ts';
import { kindOf, type Kind } from './kinds.ts';
import { faultsName, previewView, shownFirst, showOf } from './preview-view.ts';
import type { Import } from './repository.ts';
import type { ImportDetail, Imports } from './service.ts';
import { faultsOf, neededWords, templateOf } from './template.ts';
import { endedView, faultSentence, importIndexView, progressWords, readingView, uploadView } from './view.ts';

/** What the pages of imports ask of other slices. */
export interface ImportNeeds {
  /** The names of those who sent files, by user. */
  userNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

const MOST_LISTED = 30;
// A reading that nobody here knows of, and that began so long ago, was broken off.
const READING_LASTS_MS = 30_000;

const idOf = (req: Request): string => String(req.params['id']);
const csrfOf = (res: Response) => ({ token: res.locals.visitor.csrf, key: crypto.randomUUID() });
const frameOf = (kind: Kind, title: string) => ({ title, heading: null, section: KIND_WORDS[kind].section });

const kindIn = (req: Request): Kind => {
  const kind = kindOf(String(req.params['kind']));
  if (kind === null) throw new Refusal('not_found');
  return kind;
};

/** Taking in agencies, managers, absences and monthly numbers from files. */
export function importRoutes(routes: Routes, imports: Imports, needs: ImportNeeds): void {
  const showUpload = (res: Response, kind: Kind, error: string | null): void =>
    (error === null ? page : pageAgain)(res, 'imports/upload', { ...frameOf(kind, `ورود ${KIND_WORDS[kind].title} از فایل`), scripts: ['imports'] }, uploadView(kind, error, csrfOf(res)));

  const showAsking = (req: Request, res: Response, { one, held }: ImportDetail, problem: string | null): void => {
    if (held === null) throw new Refusal('not_found');
    const { typed } = readForm(columnsForm(one.kind), req.body);
    const asked = Number(toAsciiDigits(queryText(req, 'sheet') || (typed['sheet'] ?? '0')));
    const sheet = Number.isInteger(asked) && asked >= 0 && asked < held.sheets.length ? asked : 0;
    const view = askingView(one, held, sheet, { problem, typed }, { choose: csrfOf(res), aside: csrfOf(res) });
    (problem === null ? page : pageAgain)(res, 'imports/asking', frameOf(one.kind, 'شناختن ستون‌ها'), view);
  };

  const showPreview = async (req: Request, res: Response, { one, held, prospect, takenBefore }: ImportDetail, form: { readonly problem: string | null; readonly skipped: boolean }): Promise<void> => {
    if (held === null || prospect === null) throw new Refusal('not_found');
    const names = await needs.userNames([one.createdBy, ...(takenBefore === null ? [] : [takenBefore.createdBy])]);
    const asked = { show: showOf(queryText(req, 'show')) ?? shownFirst(prospect), page: queryPage(req) };
    const view = previewView({ one, held, prospect, takenBefore, names }, asked, form, { take: csrfOf(res), aside: csrfOf(res) });
    (form.problem === null ? page : pageAgain)(res, 'imports/preview', frameOf(one.kind, 'بررسی پیش از ورود'), view);
  };

  const isBroken = (one: Import, progress: object | null, res: Response): boolean =>
    progress === null && Date.parse(res.locals.now) - Date.parse(one.createdAt) > READING_LASTS_MS;

  routes.get('/imports', 'imports.manage', async (_req, res) => {
    const newest = await imports.newest(MOST_LISTED);
    page(res, 'imports/index', { title: 'ورود از فایل', section: 'agencies' }, importIndexView(newest, await needs.userNames(newest.map(({ createdBy }) => createdBy))));
  });

  routes.get('/imports/one/:id', 'imports.manage', async (req, res) => {
    const detail = await imports.detail(idOf(req));
    const { one, progress } = detail;
    if (one.state === 'asking') return showAsking(req, res, detail, null);
    if (one.state === 'read') return showPreview(req, res, detail, { problem: null, skipped: false });
    if (one.state === 'reading' && !isBroken(one, progress, res)) {
      return page(res, 'imports/reading', { ...frameOf(one.kind, 'خواندن فایل'), scripts: ['imports'] }, readingView(one, progress));
    }
    const names = await needs.userNames([one.createdBy]);
    page(res, 'imports/ended', frameOf(one.kind, 'نتیجهٔ ورود'), endedView(one, names.get(one.createdBy) ?? '', csrfOf(res)));
  });

  routes.get('/imports/one/:id/progress', 'imports.manage', async (req, res) => {
    const { state, progress } = await imports.progress(idOf(req));
    res.json({ done: state !== 'reading', sentence: progressWords(progress) });
  });

  routes.get('/imports/one/:id/faults', 'imports.manage', async (req, res) => {
    const { one, held, prospect } = await imports.detail(idOf(req));
    if (held === null || prospect === null) throw new Refusal('import_ended');
    const body = await xlsxOf(faultsOf(one.kind, held, prospect.rows));
    sendFile(res, { ascii: `didar-faults-${one.kind}.xlsx`, name: faultsName(one), body });
  });

  routes.post('/imports/one/:id/columns', 'imports.manage', async (req, res) => {
    const detail = await imports.detail(idOf(req));
    const { one } = detail;
    if (one.state !== 'asking') throw new Refusal('import_ended');
    const form = readForm(columnsForm(one.kind), req.body);
    if (!form.ok || !isEnough(one.kind, form.value.columns)) return showAsking(req, res, detail, `این ستون‌ها لازم است: ${neededWords(one.kind)}.`);
    await imports.choose(one.id, form.value, commandOf(req, res));
    res.redirect(303, `/imports/one/${one.id}`);
  });

  routes.post('/imports/one/:id/take', 'imports.manage', async (req, res) => {
    const form = readForm(takeForm, req.body);
    const decision = form.ok ? form.value : { seen: '', skip: false };
    const done = await attempt(() => imports.take(idOf(req), decision, commandOf(req, res)));
    if (done.ok) return res.redirect(303, `/imports/one/${done.value.id}`);
    const detail = await imports.detail(idOf(req));
    if (detail.prospect === null) throw done.refusal;
    const problem = done.refusal.code === 'changed_meanwhile' ? 'در این میان چیزی تغییر کرده است و این صفحه آن را نشان می‌دهد. دوباره ببینید و اگر درست است وارد کنید.' : sentenceOf(done.refusal);
    return showPreview(req, res, detail, { problem, skipped: decision.skip });
  });

  routes.post('/imports/one/:id/aside', 'imports.manage', async (req, res) => {
    await imports.layAside(idOf(req), commandOf(req, res));
    res.redirect(303, `/imports/one/${idOf(req)}`);
  });

  routes.get('/imports/:kind', 'imports.manage', (req, res) => showUpload(res, kindIn(req), null));

  routes.get('/imports/:kind/template', 'imports.manage', async (req, res) => {
    const kind = kindIn(req);
    sendFile(res, { ascii: `didar-${kind}.xlsx`, name: `قالب ${KIND_WORDS[kind].title}.xlsx`, body: await xlsxOf(...templateOf(kind)) });
  });

  routes.upload('/imports/:kind', 'imports.manage', async (req, res) => {
    const kind = kindIn(req);
    const { file, tooLarge } = uploadOf(res);
    try {
      if (file === null || (file.bytes.length === 0 && file.name === '')) throw new ReadFault(tooLarge ? 'too_large' : 'no_file');
      const { id } = await imports.upload(kind, file, commandOf(req, res));
      res.redirect(303, `/imports/one/${id}`);
    } catch (error) {
      if (!(error instanceof ReadFault)) throw error;
      showUpload(res, kind, faultSentence(error.code, error.facts));
    }
  });
}
