import { isBusy, type Desk } from './desk.ts';

const listed = (list: string | undefined, value: string): boolean => (list ?? '').split(' ').includes(value);

/** Shows the controls that fit what the desk is at, and aims them at the present call. */
export function showControls(root: HTMLElement, desk: Desk): void {
  root.dataset['kind'] = desk.kind;
  for (const one of root.querySelectorAll<HTMLElement>('[data-show]:not([data-note-box])')) one.hidden = !listed(one.dataset['show'], desk.kind);
  for (const one of root.querySelectorAll<HTMLElement>('[data-life-in]')) {
    one.hidden = !listed(one.dataset['lifeIn'], desk.life) || listed(one.dataset['not'], desk.kind);
  }
  for (const field of root.querySelectorAll<HTMLInputElement>('[data-call-field]')) field.value = desk.call;
  const begin = root.querySelector<HTMLButtonElement>('[data-begin]');
  if (begin) begin.disabled = !desk.mayBegin;
  const chip = root.querySelector<HTMLElement>('[data-life-chip]');
  const words = chip?.querySelector('span');
  if (chip && words && words.textContent !== desk.chip.text) {
    chip.className = `chip chip-${desk.chip.tone}`;
    chip.querySelector('use')?.setAttribute('href', `/assets/icons.svg#${desk.chip.icon}`);
    words.textContent = desk.chip.text;
  }
  const count = root.querySelector('[data-door-count]');
  const shown = root.querySelector('[data-queue-count]')?.textContent;
  if (count) count.textContent = shown ?? 'کسی نیست';
}

/** The big button says who comes; before an outcome it still can be pressed, and asks for one. */
export function showNext(root: HTMLElement, desk: Desk, next: string | null): void {
  const button = root.querySelector<HTMLButtonElement>('[data-next-form] button');
  const words = root.querySelector('[data-next-words]');
  if (!button || !words) return;
  button.disabled = next === null && !isBusy(desk);
  const text = next ?? (isBusy(desk) ? 'کسی در صف نیست' : 'با رسیدن تماس فعال می‌شود');
  if (words.textContent !== text) words.textContent = text;
}
