import { toPersianDigits } from '../../../server/domain/persian.ts';
import type { DeskForm } from './form.ts';

/** Counts how long the present caller is being spoken with: from the first sign in an empty form until it is empty again. */
export function startClock(form: DeskForm): void {
  const box = document.querySelector<HTMLElement>('[data-desk-clock]');
  const time = box?.querySelector('[data-desk-time]') ?? null;
  let since: number | null = null;

  const show = (): void => {
    if (box === null || time === null) return;
    box.hidden = since === null;
    if (since === null) return;
    const seconds = Math.floor((Date.now() - since) / 1000);
    time.textContent = toPersianDigits(`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`);
  };
  const look = (): void => {
    since = form.isBlank() ? null : (since ?? Date.now());
    show();
  };

  form.element.addEventListener('input', look);
  form.element.addEventListener('didar:filled', look);
  form.element.addEventListener('didar:cleared', look);
  setInterval(show, 1000);
  look();
}
