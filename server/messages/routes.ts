import type { Request, Response } from 'express';
import { attempt, doneNotice } from '../http/attempt.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryPage, queryText } from '../http/query.ts';
import { commandOf } from '../http/visitor.ts';
import { MESSAGE_DONE } from '../wording/messages.ts';
import { sentenceOf } from '../wording/refusals.ts';
import type { Messages } from './service.ts';
import { MESSAGE_TABS, type MessageTab } from './tabs.ts';
import { messagesView } from './view.ts';

const newKey = (): string => crypto.randomUUID();

/** What managers are told: what waits, what was given, and what could not be. */
export function messageRoutes(routes: Routes, messages: Messages): void {
  const tabOf = (req: Request): MessageTab => MESSAGE_TABS.find((tab) => tab === queryText(req, 'state')) ?? 'waiting';
  const show = async (req: Request, res: Response, problem: string | null): Promise<void> => {
    const view = messagesView(await messages.list(tabOf(req), queryPage(req)), tabOf(req), { problem, csrf: res.locals.visitor.csrf, newKey });
    (problem === null ? page : pageAgain)(res, 'messages/list', { title: 'یادآوری‌ها و پیام‌ها', section: 'rota', ...doneNotice(req, MESSAGE_DONE) }, view);
  };
  const step = (act: 'again' | 'drop', done: keyof typeof MESSAGE_DONE) => async (req: Request, res: Response): Promise<void> => {
    const made = await attempt(() => messages[act](String(req.params['id']), commandOf(req, res)));
    if (made.ok) return res.redirect(303, `/messages?state=${tabOf(req)}&done=${done}`);
    if (made.refusal.code === 'not_found') throw made.refusal;
    return show(req, res, sentenceOf(made.refusal));
  };

  routes.get('/messages', 'messages.see', (req, res) => show(req, res, null));
  routes.post('/messages/:id/again', 'messages.see', step('again', 'again'));
  routes.post('/messages/:id/drop', 'messages.see', step('drop', 'dropped'));
}
