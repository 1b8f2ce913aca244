import { closest } from '../page/elements.ts';

/** Where something went wrong: at the head of the page, or at the host's hand. */
export type Place = 'bar' | 'desk';

/** The sentences that say why something was not done; they stay until the next thing is done. */
export interface Alerts {
  readonly say: (place: Place, sentence: string) => void;
  readonly clear: () => void;
}

/** Makes the page's two places for such sentences. */
export function createAlerts(root: HTMLElement): Alerts {
  const boxes = [...root.querySelectorAll<HTMLElement>('[data-alert]')];
  const clear = () => {
    for (const box of boxes) box.hidden = true;
  };
  root.addEventListener('click', (event) => {
    const box = closest(event.target, '[data-alert-close]') === null ? null : closest(event.target, '[data-alert]');
    if (box !== null) box.hidden = true;
  });
  return {
    clear,
    say(place, sentence) {
      clear();
      const box = boxes.find((one) => one.dataset['alert'] === place);
      const text = box?.querySelector('[data-alert-text]');
      if (!box || !text) return;
      box.hidden = false;
      // Written a moment after the box is there, so that it is read out even where it is the same sentence again.
      text.textContent = '';
      setTimeout(() => (text.textContent = sentence));
      box.scrollIntoView({ block: 'nearest' });
    },
  };
}
