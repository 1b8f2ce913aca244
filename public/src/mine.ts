import { newKey } from './page/keys.ts';

// A manager has seen his invitation when its card has stood before his eyes, not when a program fetched the page.
const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? '';

const tell = (url: string): void => {
  void fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', 'x-csrf': csrf },
    credentials: 'same-origin',
    body: JSON.stringify({ _key: newKey() }),
    keepalive: true,
  }).catch(() => undefined);
};

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue;
      watcher.unobserve(target);
      tell(target.dataset['seenUrl'] ?? '');
    }
  },
  { threshold: 0.5 },
);

for (const card of document.querySelectorAll<HTMLElement>('[data-seen-url]')) watcher.observe(card);
