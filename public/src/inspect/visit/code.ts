import { toPersianDigits } from '../../../../server/domain/digits.ts';
import { VISIT_LIMITS } from '../../../../server/domain/inspection/visit.ts';
import { element } from '../../page/elements.ts';
import { codeIn } from '../draft.ts';
import { button, labelled } from '../parts.ts';
import { scanCode } from '../scan.ts';
import type { Form } from './form.ts';
import { line } from './lines.ts';

const NO_CAMERA = 'دوربین باز نشد. کد را با دست وارد کنید.';

/** The presence code, typed or scanned; where there is no screen, a named witness. */
export function codePart(form: Form): HTMLElement {
  const { hasScreen } = form.draft().sight;
  const input = element('input', { type: 'text', class: 'input phone-code', dir: 'ltr', inputmode: 'numeric', autocomplete: 'off', maxlength: '20' });
  input.value = toPersianDigits(form.written().code);
  // The moment at which a code was seen is the moment of the visit.
  const seen = (): void => form.set({ code: codeIn(input.value), ...(/^[0-9]{8}$/.test(codeIn(input.value)) ? { visitedAt: new Date().toISOString() } : {}) }, 'typed');
  input.addEventListener('input', seen);

  const video = element('video', { playsinline: '', muted: '', class: 'phone-video', 'aria-label': 'تصویر دوربین' });
  const told = element('p', { class: 'field-hint', role: 'status' });
  const view = element('div', { class: 'phone-scan', hidden: '' }, video);
  let running: { stop(): void } | null = null;
  let turn = 0;
  const end = (): void => {
    turn += 1;
    running?.stop();
    running = null;
    view.hidden = true;
    scan.hidden = false;
  };
  const close = button('بستن دوربین', end, { name: 'x' });
  view.append(close);
  const scan = button('خواندن با دوربین', () => void (async () => {
    told.textContent = '';
    view.hidden = false;
    scan.hidden = true;
    const own = (turn += 1);
    try {
      const begun = await scanCode(video, (code) => {
        end();
        input.value = toPersianDigits(code);
        told.textContent = 'کد خوانده شد.';
        seen();
      });
      // Whoever has closed it while it was coming on, or has gone on to another screen, wants no camera left on.
      if (own !== turn || !video.isConnected) begun.stop();
      else running = begun;
    } catch {
      if (own !== turn) return;
      end();
      told.textContent = NO_CAMERA;
    }
  })(), { name: 'qr-scan' });
  window.addEventListener('hashchange', end, { once: true });

  const code = element('div', { class: 'phone-code-row' }, labelled('کد حضور', input, { field: 'code', hint: hasScreen ? 'هشت رقم روی نمایشگر دفتر مدیر.' : 'این دفتر نمایشگر ندارد؛ نام گواه بس است.' }));
  const by = typeof navigator.mediaDevices?.getUserMedia === 'function' ? [scan, view] : [];
  const witness = labelled('گواه حضور شما', line(form, 'presenceWitness', VISIT_LIMITS.name), { field: 'presenceWitness', hint: hasScreen ? 'تنها اگر کد دیده نمی‌شود: نام کسی از دفتر که آمدن شما را گواهی می‌کند.' : 'نام کسی از دفتر که آمدن شما را گواهی می‌کند.' });
  const show = (): void => void (witness.hidden = form.written().answer === 'not_found');
  form.onChange(show);
  show();
  const proof = hasScreen ? [code, ...by, told, witness] : [witness, code, ...by, told];
  return element('section', { class: 'phone-part' }, ...proof);
}
