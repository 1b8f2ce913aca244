import { toPersianDigits } from '../../../server/domain/persian.ts';
import { newKey } from '../page/keys.ts';
import { parseHtml } from '../page/policy.ts';
import { toast } from '../page/toast.ts';
import type { DeskForm, Values } from './form.ts';
import { send, sentenceIn } from './send.ts';
import type { Sessions } from './sessions.ts';

/** Sends the form with what is to become of the call, once at a time, and shows what has become of it. */
export interface Submitting {
  become(what: string): Promise<void>;
  /** Closes what the caller was to be told; false where nothing is shown. */
  closeTold(): boolean;
}

const QUEUES = /^queue/;
/** So long after a call was taken the same one again is the second half of a double press; later it is another call with as little to write down. */
const DOUBLE_MS = 1_500;

/** Sends calls: the same call again keeps its key, so that a double press queues once. */
export function createSubmitting(form: DeskForm, sessions: Sessions): Submitting {
  const told = document.querySelector('[data-done]');
  let busy = false;
  let last = { body: '', key: '', takenAt: Infinity };

  const keyOf = (body: object): string => {
    const text = JSON.stringify(body);
    if (last.body !== text || performance.now() - last.takenAt > DOUBLE_MS) last = { body: text, key: newKey(), takenAt: Infinity };
    return last.key;
  };

  const show = (html: string): void => {
    const done = parseHtml(html);
    const stays = done.querySelector('.desk-done-text p') !== null;
    if (stays) told?.replaceChildren(done);
    else {
      told?.replaceChildren();
      toast(done.querySelector('strong')?.textContent ?? 'ثبت شد.');
    }
  };

  const counted = (mine: unknown): void => {
    const shown = document.querySelector('[data-mine]');
    if (shown !== null && typeof mine === 'number') shown.textContent = `تماس‌های امروز شما: ${toPersianDigits(mine)}`;
  };

  const errorsIn = (errors: unknown): Values => (typeof errors === 'object' && errors !== null ? (errors as Values) : {});

  const become = async (what: string): Promise<void> => {
    if (busy) return;
    const session = sessions.selected();
    if (QUEUES.test(what) && session === '') return form.refuse({ _form: 'نخست جلسه‌ای را برگزینید: Ctrl و شمارهٔ آن.' });
    busy = true;
    for (const open of form.element.querySelectorAll<HTMLDetailsElement>('[data-more][open]')) open.open = false;
    form.element.setAttribute('aria-busy', 'true');
    try {
      const body = { ...form.values(), what, session };
      const reply = await send('/desk/calls', body, keyOf(body));
      if (reply.body['ok'] === true) {
        last = { ...last, takenAt: performance.now() };
        show(typeof reply.body['done'] === 'string' ? reply.body['done'] : '');
        counted(reply.body['mine']);
        form.clear();
        form.field('phone')?.focus();
        return;
      }
      if (typeof reply.body['offers'] === 'string') return sessions.offer(session, reply.body['offers']);
      if (typeof reply.body['errors'] === 'object') return form.refuse(errorsIn(reply.body['errors']));
      const lapsed = reply.status === 401;
      toast(sentenceIn(reply), { tone: 'bad', ...(lapsed ? { action: { label: 'ورود دوباره', run: () => location.assign('/login?next=%2Fdesk') } } : {}) });
    } finally {
      busy = false;
      form.element.removeAttribute('aria-busy');
    }
  };

  form.element.addEventListener('submit', (event) => {
    event.preventDefault();
    const { submitter } = event;
    if (submitter instanceof HTMLButtonElement && submitter.name === 'what') void become(submitter.value);
  });

  return {
    become,
    closeTold() {
      const shown = told !== null && told.childElementCount > 0;
      told?.replaceChildren();
      return shown;
    },
  };
}
