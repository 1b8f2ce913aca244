import { element } from './elements.ts';

interface Offer {
  readonly tone?: 'plain' | 'bad';
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Says a sentence at the foot of the page, in a live region; it stays longer when it offers something or refuses. */
export function toast(text: string, { tone = 'plain', action }: Offer = {}): void {
  const region = document.querySelector('[data-toasts]');
  if (region === null) return;
  const box = element('div', { class: tone === 'bad' ? 'toast toast-bad' : 'toast' }, element('span', {}, text));
  const away = () => box.remove();
  if (action !== undefined) {
    const button = element('button', { type: 'button' }, action.label);
    button.addEventListener('click', () => {
      away();
      action.run();
    });
    box.append(button);
  }
  region.replaceChildren(box);
  let timer = setTimeout(away, action === undefined && tone === 'plain' ? 5000 : 12_000);
  // Whoever reads or reaches for the button has all the time he needs.
  box.addEventListener('pointerenter', () => clearTimeout(timer));
  box.addEventListener('focusin', () => clearTimeout(timer));
  box.addEventListener('pointerleave', () => (timer = setTimeout(away, 4000)));
}
