import type { Request, Response } from 'express';
import type { HistoryNeed } from '../audit/lookup.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { mayEver } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { SETTING_NAMES, type SettingName } from '../domain/settings.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { SETTING_WORDS } from '../wording/settings.ts';
import { changeForm, valueForm } from './forms.ts';
import type { Settings } from './service.ts';
import { settingView, typedSetting } from './form-view.ts';
import { SETTINGS_STREAM } from './steps.ts';
import { settingsView } from './view.ts';

/** What the settings' pages ask of other slices. */
export interface SettingsNeeds {
  /** The names of users by id; an unknown id is left out. */
  userNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  readonly history: HistoryNeed;
}

const DONE = { saved: 'تنظیم ذخیره شد.' };

const nameOf = (req: Request): SettingName => {
  const name = SETTING_NAMES.find((one) => one === req.params['name']);
  if (name === undefined) throw new Refusal('not_found');
  return name;
};

/** The settings' pages: all of them, and one with its form and history. */
export function settingsRoutes(routes: Routes, settings: Settings, needs: SettingsNeeds): void {
  const show = async (res: Response, name: SettingName, form: FormState | null): Promise<void> => {
    const rows = await settings.rows();
    const today = dayOf(res.locals.now);
    const names = await needs.userNames([...new Set(rows.flatMap((row) => (row.name === name ? [row.recordedBy] : [])))]);
    const state = form ?? freshForm(typedSetting(name, rows, today));
    const view = settingView(name, state, { rows, today, names }, { csrf: res.locals.visitor.csrf, key: crypto.randomUUID(), toNotices: !mayEver(actorOf(res), 'settings.manage') });
    const changes = await needs.history(actorOf(res), [SETTINGS_STREAM], { about: [name] });
    (form === null ? page : pageAgain)(res, 'settings/edit', { title: SETTING_WORDS[name].title, section: 'settings' }, { ...view, changes });
  };

  const change = async <Name extends SettingName>(res: Response, name: Name, command: Command, body: unknown): Promise<void> => {
    const frame = readForm(changeForm, body);
    const read = readForm(valueForm(name), body);
    if (!frame.ok || !read.ok) return show(res, name, { typed: read.typed, errors: { ...read.errors, ...frame.errors } });
    const asked = { name, value: read.value, from: frame.value.effective, seen: frame.value.seen ?? '' };
    const done = await attempt(() => settings.change(command, asked));
    if (!done.ok) return show(res, name, refusedForm(read, done.refusal));
    res.redirect(303, mayEver(actorOf(res), 'settings.manage') ? '/settings?done=saved' : '/notices?done=saved');
  };

  routes.get('/settings', 'settings.manage', async (req, res) => {
    const frame = { title: 'تنظیمات', section: 'settings', ...doneNotice(req, DONE) };
    page(res, 'settings/list', frame, settingsView(await settings.rows(), dayOf(res.locals.now)));
  });
  // The ladder is the inspection office's too; its pages stand before those of every other setting.
  routes.get('/settings/notice_ladder', 'notices.ladder', (_req, res) => show(res, 'notice_ladder', null));
  routes.post('/settings/notice_ladder', 'notices.ladder', (req, res) => change(res, 'notice_ladder', commandOf(req, res), req.body));
  routes.get('/settings/:name', 'settings.manage', (req, res) => show(res, nameOf(req), null));
  routes.post('/settings/:name', 'settings.manage', (req, res) => change(res, nameOf(req), commandOf(req, res), req.body));
}
