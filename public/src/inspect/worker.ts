import { registerWorker } from '../page/policy.ts';

/** Has the page kept for the way without a network, and takes up a new build where `free` says that nothing is underway. */
export async function keepPage(free: () => boolean): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await registerWorker().catch(() => null);
  if (registration === null) return;
  const takeUp = (): void => {
    // Without one that serves already this is the first: nothing is replaced, and nothing is loaded anew.
    if (registration.waiting === null || navigator.serviceWorker.controller === null || !free()) return;
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    registration.waiting.postMessage('take over');
  };
  const follow = (): void => registration.installing?.addEventListener('statechange', takeUp);
  // Browsers look for a new one by themselves when it suits them, which may be long after the morning.
  const look = (): void => void (navigator.onLine && registration.update().catch(() => undefined));
  takeUp();
  // It may have been found before anybody listened.
  follow();
  registration.addEventListener('updatefound', follow);
  look();
  window.addEventListener('hashchange', takeUp);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') return;
    takeUp();
    look();
  });
}
