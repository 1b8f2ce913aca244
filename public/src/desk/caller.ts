import { toPersianDigits } from '../../../server/domain/persian.ts';
import { closest, element } from '../page/elements.ts';
import { toast } from '../page/toast.ts';
import { send, sentenceIn } from './send.ts';
import type { Sessions } from './sessions.ts';

/** The dialog in which something is done with one who waits; opened from his place in a queue. */
export function startCaller(sessions: Sessions): (button: HTMLElement) => void {
  const dialog = document.querySelector<HTMLDialogElement>('#desk-caller');
  const place = dialog?.querySelector<HTMLSelectElement>('[data-caller-place]') ?? null;
  const target = dialog?.querySelector<HTMLSelectElement>('[data-caller-target]') ?? null;
  const elsewhere = dialog?.querySelector<HTMLElement>('[data-caller-elsewhere]') ?? null;
  const problem = dialog?.querySelector<HTMLElement>('[data-caller-problem]') ?? null;
  const number = dialog?.querySelector('[data-caller-number]') ?? null;
  let base = '';

  const fail = (sentence: string): void => {
    if (problem === null) return;
    problem.textContent = sentence;
    problem.hidden = sentence === '';
  };

  const reveal = async (): Promise<void> => {
    const reply = await send(`${base}/reveal`, {});
    if (reply.body['ok'] !== true) return fail(sentenceIn(reply));
    const shown = reply.body['number'];
    number?.replaceChildren(typeof shown === 'string' ? element('bdi', { dir: 'ltr' }, shown) : 'شماره‌ای ثبت نشده است.');
  };

  const act = async (path: string, body: object): Promise<void> => {
    const reply = await send(`${base}/${path}`, body);
    if (reply.body['ok'] !== true) return fail(sentenceIn(reply));
    dialog?.close();
    toast(sentenceIn(reply));
  };

  dialog?.addEventListener('click', (event) => {
    const what = closest(event.target, '[data-caller-do]')?.dataset['callerDo'];
    if (what === undefined) return;
    fail('');
    if (what === 'reveal') void reveal();
    else if (what === 'move') void act('move', { place: place?.value ?? '' });
    else if (what === 'go-on') void act('go-on', { to: target?.value ?? '' });
    else void act('leave', { outcome: what });
  });

  return (button) => {
    const card = button.closest<HTMLElement>('.desk-session');
    const session = card?.dataset['session'] ?? '';
    if (dialog === null || card === null) return;
    base = `/desk/sessions/${encodeURIComponent(session)}/calls/${encodeURIComponent(button.dataset['call'] ?? '')}`;
    fail('');
    number?.replaceChildren();
    dialog.querySelector('[data-caller-name]')?.replaceChildren(button.querySelector('.desk-name')?.textContent ?? button.textContent.trim());
    const waiting = card.querySelectorAll('[data-place]').length;
    place?.replaceChildren(...Array.from({ length: Math.max(1, waiting) }, (_, index) => element('option', { value: String(index + 1) }, toPersianDigits(index + 1))));
    const others = sessions.others(session);
    target?.replaceChildren(...others.map((one) => element('option', { value: one.dataset['session'] ?? '' }, one.dataset['title'] ?? '')));
    if (elsewhere !== null) elsewhere.hidden = others.length === 0;
    dialog.showModal();
  };
}
