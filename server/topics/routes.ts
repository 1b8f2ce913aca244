import type { Request, Response } from 'express';
import { Refusal } from '../domain/refusal.ts';
import { pathOf, type Topic } from '../domain/topic.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryText } from '../http/query.ts';
import { commandOf } from '../http/visitor.ts';
import { TOPIC_DONE } from '../wording/topics.ts';
import { seenForm, topicForm } from './forms.ts';
import { blankTopic, topicFormView, typedTopic, type TopicAgency } from './form-view.ts';
import type { TopicService } from './service.ts';
import { topicListView } from './view.ts';

/** What the topics' pages ask of other slices. */
export interface TopicNeeds {
  /** The agencies that stand today, in their order. */
  agencies(): Promise<readonly TopicAgency[]>;
}

const idOf = (req: Request): string => String(req.params['id']);

/** The tree of topics, and the form of one. */
export function topicRoutes(routes: Routes, topics: TopicService, needs: TopicNeeds): void {
  const csrf = (res: Response) => () => ({ token: res.locals.visitor.csrf, key: crypto.randomUUID() });
  const seenOf = (req: Request): number => seenForm.parse(req.body ?? {}).seen;

  const show = async (res: Response, id: string | null, formOf: (topic: Topic | null) => FormState, again = false): Promise<void> => {
    const tree = await topics.tree();
    const topic = id === null ? null : (tree.get(id) ?? null);
    if (id !== null && topic === null) throw new Refusal('not_found');
    const view = topicFormView(formOf(topic), topic, { topics: tree, agencies: await needs.agencies(), csrf: csrf(res) });
    (again ? pageAgain : page)(res, 'topics/edit', { title: topic?.name ?? 'موضوع تازه', section: 'topics' }, view);
  };

  // Back to the branch in which something was done, unfolded.
  const done = async (res: Response, id: string, what: keyof typeof TOPIC_DONE): Promise<void> => {
    const branch = pathOf(await topics.tree(), id)[0]?.id ?? '';
    res.redirect(303, `/topics?done=${what}&open=${branch}#topic-${id}`);
  };

  routes.get('/topics', 'topics.manage', async (req, res) => {
    const [q, open] = [queryText(req, 'q').slice(0, 80), queryText(req, 'open')];
    const roster = new Set((await needs.agencies()).map(({ code }) => code));
    page(res, 'topics/list', { title: 'موضوع‌ها', section: 'topics', heading: null, ...doneNotice(req, TOPIC_DONE) }, topicListView(await topics.tree(), roster, { q, open }));
  });

  routes.get('/topics/new', 'topics.manage', (req, res) => show(res, null, () => blankTopic(queryText(req, 'parent') || null)));

  routes.post('/topics/new', 'topics.manage', async (req, res) => {
    const form = readForm(topicForm, req.body);
    if (!form.ok) return show(res, null, () => form, true);
    const added = await attempt(() => topics.add(form.value, commandOf(req, res)));
    if (!added.ok) return show(res, null, () => refusedForm(form, added.refusal), true);
    await done(res, added.value.id, 'added');
  });

  const asItStands = (topic: Topic | null): FormState => (topic === null ? blankTopic(null) : typedTopic(topic));
  routes.get('/topics/:id', 'topics.manage', (req, res) => show(res, idOf(req), asItStands));

  routes.post('/topics/:id', 'topics.manage', async (req, res) => {
    const form = readForm(topicForm, req.body);
    if (!form.ok) return show(res, idOf(req), () => form, true);
    const changed = await attempt(() => topics.change(idOf(req), form.value, seenOf(req), commandOf(req, res)));
    if (!changed.ok) return show(res, idOf(req), () => refusedForm(form, changed.refusal), true);
    await done(res, idOf(req), 'saved');
  });

  const step = (path: 'retire' | 'back', run: (id: string, req: Request, res: Response) => Promise<void>): void => {
    routes.post(`/topics/:id/${path}`, 'topics.manage', async (req, res) => {
      const stepped = await attempt(() => run(idOf(req), req, res));
      if (stepped.ok) return done(res, idOf(req), path === 'retire' ? 'retired' : 'back');
      const { refusal } = stepped;
      await show(res, idOf(req), (topic) => refusedForm(asItStands(topic), refusal), true);
    });
  };
  step('retire', (id, req, res) => topics.retire(id, seenOf(req), commandOf(req, res)));
  step('back', (id, req, res) => topics.bringBack(id, seenOf(req), commandOf(req, res)));
}
