import { closest, element } from '../page/elements.ts';
import { toast } from '../page/toast.ts';
import type { DeskForm, Values } from './form.ts';
import { send, sentenceIn, type Reply } from './send.ts';
import type { Sessions } from './sessions.ts';
import type { Submitting } from './submit.ts';

interface Parts {
  readonly form: DeskForm;
  readonly sessions: Sessions;
  readonly submitting: Submitting;
  readonly openCaller: (button: HTMLElement) => void;
}

/** Wires the buttons of the live fragment: whom to connect, who rings, who is owed a call, the sessions and those who wait in them. `callBack` fills the form with one who is owed a call. */
export function startActs({ form, sessions, submitting, openCaller }: Parts): { readonly callBack: (callId: string) => Promise<void> } {
  const said = (reply: Reply): void => toast(sentenceIn(reply), reply.body['ok'] === true ? {} : { tone: 'bad' });

  const jobUrl = (button: HTMLElement, path: string): string => {
    const { session = '', call = '' } = button.closest<HTMLElement>('.desk-job')?.dataset ?? {};
    return `/desk/sessions/${encodeURIComponent(session)}/calls/${encodeURIComponent(call)}/${path}`;
  };

  // One press at a time for each button: its work is done once, and the fragment that follows takes it away.
  const once = async (button: HTMLElement, work: () => Promise<void>): Promise<void> => {
    if (button.getAttribute('aria-busy') === 'true') return;
    button.setAttribute('aria-busy', 'true');
    await work();
    button.removeAttribute('aria-busy');
  };

  const reveal = async (button: HTMLElement): Promise<void> => {
    const reply = await send(jobUrl(button, 'reveal'), {});
    const { number } = reply.body;
    if (reply.body['ok'] !== true) return said(reply);
    // In a place of the page's own, which the next fragment leaves as it is.
    button.parentElement?.querySelector('[data-own]')?.replaceChildren(element('bdi', { dir: 'ltr' }, typeof number === 'string' ? number : 'شماره‌ای ثبت نشده است.'));
  };

  const fillFrom = async (url: string): Promise<void> => {
    if (!form.isBlank()) return toast('نخست این تماس را به نتیجه برسانید، یا فرم را پاک کنید.', { tone: 'bad' });
    const reply = await send(url, {});
    const { fields } = reply.body;
    if (reply.body['ok'] !== true || typeof fields !== 'object' || fields === null) return said(reply);
    form.fill(fields as Values);
    form.field('phone')?.focus();
    if (typeof reply.body['sentence'] === 'string') toast(reply.body['sentence']);
  };

  const callBack = (callId: string): Promise<void> => fillFrom(`/desk/call-backs/${encodeURIComponent(callId)}`);

  const acts: Readonly<Record<string, (button: HTMLElement) => void | Promise<void>>> = {
    connected: async (button) => said(await send(jobUrl(button, 'connected'), {})),
    'no-answer': async (button) => said(await send(jobUrl(button, 'no-answer'), {})),
    reveal,
    take: (button) => fillFrom(`/desk/incoming/${encodeURIComponent(button.closest<HTMLElement>('[data-incoming]')?.dataset['incoming'] ?? '')}/take`),
    'call-back': (button) => callBack(button.dataset['call'] ?? ''),
    select: (button) => sessions.select(button.closest<HTMLElement>('.desk-session')?.dataset['session'] ?? ''),
    queue: () => submitting.become('queue'),
    caller: (button) => openCaller(button),
    'close-done': () => void submitting.closeTold(),
  };

  document.addEventListener('click', (event) => {
    const button = closest(event.target, '[data-do]');
    const act = button === null ? undefined : acts[button.dataset['do'] ?? ''];
    if (button !== null && act !== undefined) void once(button, async () => act(button));
  });
  return { callBack };
}
