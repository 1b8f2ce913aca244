import { formatNumber } from '../../server/domain/persian.ts';

/** Counts the managers that are ticked, and ticks all or none, in each of the page's forms. */
for (const form of document.querySelectorAll<HTMLFormElement>('[data-ticks]')) {
  const boxes = [...form.querySelectorAll<HTMLInputElement>('input[type="checkbox"][name="hour"]')];
  const count = (): void => form.querySelector('[data-ticks-count]')?.replaceChildren(`${formatNumber(boxes.filter(({ checked }) => checked).length)} مدیر`);
  for (const tools of form.querySelectorAll<HTMLElement>('[data-ticks-tools]')) tools.hidden = false;
  form.addEventListener('change', count);
  form.addEventListener('click', ({ target }) => {
    const all = target instanceof Element ? target.closest<HTMLElement>('[data-ticks-all]')?.dataset['ticksAll'] : undefined;
    if (all === undefined) return;
    for (const box of boxes) box.checked = all === 'yes';
    count();
  });
  count();
}
