import { comboboxIn } from '../page/combobox.ts';
import { closest } from '../page/elements.ts';
import { toast } from '../page/toast.ts';
import type { DeskForm } from './form.ts';
import type { RecallBox } from './recall.ts';
import type { Sessions } from './sessions.ts';
import type { Submitting } from './submit.ts';

interface Parts {
  readonly form: DeskForm;
  readonly recall: RecallBox;
  readonly sessions: Sessions;
  readonly submitting: Submitting;
}

const FUNCTION_KEYS: Readonly<Record<string, string>> = { F2: '.desk-ring [data-do="take"]', F4: '[data-do="call-back"]', F8: '[data-do="connected"]', F9: '[data-do="no-answer"]' };

/** The digit of a key of the row or of the number pad, whatever the layout writes with it. */
const digitOf = (code: string): string | null => /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1] ?? null;

const did = (work: () => void): true => {
  work();
  return true;
};

/** Every act of the desk by its key: by the key's place on the board, so that it works on a Persian layout. */
export function startKeys({ form, recall, sessions, submitting }: Parts): void {
  const more = (): HTMLDetailsElement | null => form.element.querySelector<HTMLDetailsElement>('[data-more][open]');
  const press = (selector: string): boolean => {
    const button = document.querySelector<HTMLElement>(selector);
    button?.click();
    return button !== null;
  };

  const openMore = (digit: string): boolean => {
    const box = form.element.querySelector<HTMLDetailsElement>(`[data-more="${digit}"]`);
    if (box === null) return false;
    for (const other of form.element.querySelectorAll<HTMLDetailsElement>('[data-more]')) other.open = other === box && !box.open;
    (box.open ? box.querySelector('button') : form.field('summary'))?.focus();
    return true;
  };

  const closeMore = (): boolean => {
    const open = more();
    if (open === null) return false;
    open.open = false;
    form.field('summary')?.focus();
    return true;
  };

  const clear = (): void => {
    if (form.isBlank()) return;
    const before = form.values();
    form.clear();
    form.field('phone')?.focus();
    toast('فرم پاک شد.', { action: { label: 'بازگرداندن', run: () => form.fill(before) } });
  };

  // Whoever types quickly leaves a field by Enter; the form itself is sent by its own keys only.
  const onward = (from: HTMLElement): void => {
    const fields = [...form.element.querySelectorAll<HTMLElement>('input:not([type="hidden"]), textarea, select')].filter((one) => one.getClientRects().length > 0 && one.tabIndex >= 0 && (!(one instanceof HTMLInputElement) || one.type !== 'radio' || one.checked || one === from));
    fields[fields.indexOf(from) + 1]?.focus();
  };

  const withAlt = (event: KeyboardEvent): boolean => {
    if (event.code === 'Slash') return did(() => comboboxIn(form.element, 'topicId')?.input.focus());
    if (event.code === 'Backspace') return did(clear);
    const digit = digitOf(event.code);
    if (digit === null) return false;
    return press(`.desk-offers [data-alt="${digit}"]`) || press(`.desk-outcomes [data-alt="${digit}"]`) || openMore(digit);
  };

  const withControl = (event: KeyboardEvent): boolean => {
    if (event.code === 'Enter' || event.code === 'NumpadEnter') return did(() => void submitting.become('queue'));
    const digit = digitOf(event.code);
    return digit !== null && sessions.selectDigit(digit);
  };

  const alone = (event: KeyboardEvent): boolean => {
    const selector = FUNCTION_KEYS[event.code];
    if (selector !== undefined) return press(selector);
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    const writes = closest(target, 'textarea, [role="combobox"], [name="priorityReason"]') !== null;
    const digit = digitOf(event.code);
    const emergency = digit === null ? null : (more()?.querySelector<HTMLElement>(`[data-digit="${digit}"]`) ?? null);
    if (emergency !== null && more()?.contains(target) === true) return did(() => emergency.click());
    if (event.code === 'Slash' && !writes) {
      return event.shiftKey ? press('[data-open="desk-help"]') : did(() => comboboxIn(form.element, 'topicId')?.input.focus());
    }
    if (event.code === 'Escape') return closeMore() || submitting.closeTold();
    const field = closest(target, 'input');
    if (event.code === 'Enter' && field !== null && form.element.contains(field) && !event.defaultPrevented) {
      if (closest(field, '[data-check]') === null || !recall.accept()) onward(field);
      return true;
    }
    return false;
  };

  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.repeat || event.metaKey || document.querySelector('dialog[open]') !== null) return;
    const done = event.altKey && !event.ctrlKey ? withAlt(event) : event.ctrlKey && !event.altKey ? withControl(event) : !event.ctrlKey && !event.altKey ? alone(event) : false;
    if (done) event.preventDefault();
  });
}
