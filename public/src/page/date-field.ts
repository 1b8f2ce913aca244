import { formatDay, parseJalali } from '../../../server/domain/jalali.ts';
import { element, icon } from './elements.ts';
import { createPicker } from './picker.ts';

/** Writes a typed date in the one form everybody reads; what cannot be read is left for the server to explain. */
const normalise = (input: HTMLInputElement): void => {
  const day = parseJalali(input.value);
  if (day !== null) input.value = formatDay(day);
};

const wire = (box: HTMLElement): void => {
  const input = box.querySelector('input');
  if (input === null) return;
  // Without the mark that it must be filled in, which the label carries too.
  const label = input.labels?.[0]?.firstChild?.textContent?.trim() ?? '';
  const button = element('button', { type: 'button', class: 'button button-icon', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', 'aria-label': `تقویم برای ${label}` }, icon('calendar-days'));
  box.append(button);
  const picker = createPicker({
    name: `انتخاب تاریخ: ${label}`,
    choose: (day) => {
      input.value = formatDay(day);
      input.dispatchEvent(new Event('input', { bubbles: true }));
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    closed: (giveBack) => {
      button.setAttribute('aria-expanded', 'false');
      if (giveBack) button.focus();
    },
  });
  box.append(picker.element);
  button.addEventListener('click', () => {
    if (picker.isOpen()) return picker.close(true);
    button.setAttribute('aria-expanded', 'true');
    picker.open(parseJalali(input.value));
  });
  input.addEventListener('blur', () => normalise(input));
  // Asked a moment later: drawing another month takes the focused day away and gives the focus to its successor.
  box.addEventListener('focusout', () => setTimeout(() => !box.contains(document.activeElement) && picker.close(false)));
  document.addEventListener('pointerdown', (event) => !(event.target instanceof Node && box.contains(event.target)) && picker.close(false));
};

/** Gives every Jalali date field its calendar. */
export function startDateFields(): void {
  for (const box of document.querySelectorAll<HTMLElement>('[data-date-field]')) wire(box);
}
