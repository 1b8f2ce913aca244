import { toPersianDigits } from '../../server/domain/digits.ts';
import { closest } from './page/elements.ts';

const choose = (radio: HTMLInputElement | null): void => {
  if (radio !== null && !radio.disabled) radio.checked = true;
};

/** Each caller's place where he is carried: behind those who wait there and those who are carried there before him. */
const showPlaces = (): void => {
  const taken = new Map<string, number>();
  for (const select of document.querySelectorAll<HTMLSelectElement>('select[name^="to."]')) {
    const box = select.parentElement;
    const isCarried = box?.querySelector<HTMLInputElement>('input[type="radio"]')?.checked === true;
    const place = (taken.get(select.value) ?? Number(select.selectedOptions[0]?.dataset['waiting'] ?? 0)) + 1;
    if (isCarried) taken.set(select.value, place);
    box?.querySelector('output')?.replaceChildren(`نفر ${toPersianDigits(place)} صف می‌شود`);
  }
};

for (const bar of document.querySelectorAll<HTMLElement>('[data-all-ways]')) {
  bar.hidden = false;
  bar.addEventListener('click', (event) => {
    const way = closest(event.target, '[data-all]')?.dataset['all'];
    if (way === undefined) return;
    // Whoever cannot go this way keeps the one that was chosen for him.
    for (const radio of document.querySelectorAll<HTMLInputElement>('input[type="radio"][name^="way."]')) if (radio.value === way) choose(radio);
    showPlaces();
  });
}

// Choosing a session is choosing that his place be kept there.
document.addEventListener('change', (event) => {
  const select = closest(event.target, 'select[name^="to."]');
  choose(select?.parentElement?.querySelector<HTMLInputElement>('input[type="radio"]') ?? null);
  showPlaces();
});
