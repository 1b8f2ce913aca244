import { toPersianDigits } from '../../server/domain/digits.ts';
import { closest } from './page/elements.ts';

const STORE = 'emergencies seen';
const MOST = 200;
const title = document.title;

const seen = (): readonly string[] => {
  try {
    return JSON.parse(localStorage.getItem(STORE) ?? '[]') as string[];
  } catch {
    return [];
  }
};

const remember = (id: string): void => {
  try {
    localStorage.setItem(STORE, JSON.stringify([...seen().filter((one) => one !== id), id].slice(-MOST)));
  } catch {
    // A full or forbidden store costs only that it is told again.
  }
};

/** Emergencies stand out until this supervisor has said that he saw them; the title counts those that he has not. */
const showAlarms = (): void => {
  const known = new Set(seen());
  let fresh = 0;
  for (const alarm of document.querySelectorAll<HTMLElement>('[data-emergency]')) {
    const isSeen = known.has(alarm.dataset['emergency'] ?? '');
    alarm.toggleAttribute('data-seen', isSeen);
    if (!isSeen) fresh += 1;
  }
  document.title = fresh === 0 ? title : `(${toPersianDigits(fresh)} فوریت) ${title}`;
};

document.addEventListener('click', (event) => {
  const alarm = closest(event.target, '[data-do="seen"]') && closest(event.target, '[data-emergency]');
  if (alarm) {
    remember(alarm.dataset['emergency'] ?? '');
    showAlarms();
  }
  const tell = closest(event.target, '[data-tell]')?.dataset['tell'];
  const select = document.querySelector<HTMLSelectElement>('#tell select');
  if (tell === undefined || select === null) return;
  event.preventDefault();
  select.value = tell;
  document.querySelector('#tell')?.scrollIntoView({ block: 'center' });
  document.querySelector<HTMLInputElement>('#tell input[name="text"]')?.focus();
});

window.addEventListener('storage', showAlarms);
document.addEventListener('didar:morphed', showAlarms);
showAlarms();
