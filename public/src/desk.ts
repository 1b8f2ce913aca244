import { startActs } from './desk/acts.ts';
import { startCaller } from './desk/caller.ts';
import { startChecks } from './desk/checks.ts';
import { startClock } from './desk/clock.ts';
import { createForm } from './desk/form.ts';
import { startKeeping } from './desk/keep.ts';
import { startKeys } from './desk/keys.ts';
import { createRecall } from './desk/recall.ts';
import { createSessions } from './desk/sessions.ts';
import { createSubmitting } from './desk/submit.ts';
import { startComboboxes } from './page/combobox.ts';

const start = (element: HTMLFormElement): void => {
  startComboboxes(element);
  document.documentElement.dataset['scripted'] = '';
  const form = createForm(element);
  const recall = createRecall(form);
  const sessions = createSessions(form);
  const submitting = createSubmitting(form, sessions);
  startChecks(form, (checked) => recall.ask(checked));
  startClock(form);
  const { callBack } = startActs({ form, sessions, submitting, openCaller: startCaller(sessions) });
  startKeys({ form, recall, sessions, submitting });
  startKeeping(form);
  // From the page of all call-backs: asked for only now, when what was typed of another call is back in the form.
  const owed = /^#call-back-([\w-]+)$/.exec(location.hash)?.[1];
  if (owed !== undefined) {
    history.replaceState(null, '', location.pathname);
    void callBack(owed);
  }

  const priority = element.querySelector<HTMLInputElement>('[name="priority"]');
  const reason = element.querySelector<HTMLElement>('[data-priority-reason]');
  const showReason = (): void => {
    if (reason !== null) reason.hidden = priority?.checked !== true;
  };
  for (const event of ['change', 'didar:filled', 'didar:cleared']) element.addEventListener(event, showReason);
  priority?.addEventListener('change', () => {
    if (priority.checked) form.field('priorityReason')?.focus();
  });
  showReason();
};

const form = document.querySelector<HTMLFormElement>('#desk-form');
if (form !== null) start(form);
