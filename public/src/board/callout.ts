import { element } from '../page/elements.ts';
import { newKey } from '../page/keys.ts';
import { cardName, type Place } from './grid.ts';

/** The box that explains the selected card, and what may be done with it. */
export interface Callout {
  /** Explains the card beside it, or (carrying) keeps to the foot of the screen so that every place can be reached. */
  readonly show: (place: Place, mode: 'explain' | 'carry') => void;
  readonly hide: () => void;
  readonly say: (verdict: string) => void;
  readonly focus: () => void;
  readonly contains: (node: EventTarget | null) => boolean;
}

const GAP = 8;

const at = (address: string, slot: string): string => address.replace(':slot', encodeURIComponent(slot));

/** Aims every form and link of the callout at one slot; each form gets its own command key. */
const aim = (board: HTMLElement, place: Place): void => {
  for (const form of board.querySelectorAll<HTMLFormElement>('[data-slot-form]')) {
    form.action = at(form.dataset['slotForm'] ?? '', place.slot);
    const fields = { session: place.slot, rev: String(place.rev), _key: newKey() };
    for (const [name, value] of Object.entries(fields)) form.querySelector(`[name="${name}"]`)?.setAttribute('value', value);
  }
  for (const link of board.querySelectorAll<HTMLAnchorElement>('[data-replace], [data-published]')) link.href = at(link.dataset['replace'] ?? link.dataset['published'] ?? '', place.slot);
};

/** Beside the card, on the side with room, so that its neighbours can be read. */
const stand = (box: HTMLElement, board: HTMLElement, card: HTMLElement): void => {
  for (const name of ['left', 'top']) box.style.removeProperty(name);
  if (getComputedStyle(box).position === 'fixed') return;
  const [ground, here] = [board.getBoundingClientRect(), card.getBoundingClientRect()];
  // The list beside the board may be covered; the board's own places rather not.
  const onLeft = here.left >= box.offsetWidth + 2 * GAP;
  const top = Math.max(0, Math.min(here.top - ground.top, ground.height - box.offsetHeight));
  box.dataset['side'] = onLeft ? 'left' : 'right';
  box.style.left = `${onLeft ? here.left - ground.left - box.offsetWidth - GAP : here.right - ground.left + GAP}px`;
  box.style.top = `${top}px`;
  box.style.setProperty('--notch', `${Math.max(8, Math.min(here.top - ground.top - top + 12, box.offsetHeight - 24))}px`);
};

const textsOf = (place: Place, mark: string): string[] => [...place.element.querySelectorAll(`[data-why-${mark}]`)].map((one) => one.textContent.trim());

/** Finds the callout of a board; null where the page has none. */
export function findCallout(board: HTMLElement): Callout | null {
  const box = board.querySelector<HTMLElement>('[data-callout]');
  if (box === null) return null;
  const part = (name: string) => box.querySelector<HTMLElement>(`[data-callout-${name}]`);
  const say = (verdict: string) => {
    const line = part('verdict');
    if (line === null) return;
    line.textContent = verdict || 'جای تازه را برگزینید.';
    line.dataset['bad'] = String(verdict !== '');
  };
  return {
    say,
    show: (place, mode) => {
      if (place.card === null) return;
      part('title')?.replaceChildren(textsOf(place, 'title')[0] ?? '');
      part('day')?.replaceChildren(textsOf(place, 'day')[0] ?? '');
      part('lines')?.replaceChildren(
        ...textsOf(place, 'line').map((text) => element('li', {}, text)),
        ...textsOf(place, 'passed').map((text) => element('li', { class: 'muted' }, text)),
      );
      part('carried')?.replaceChildren(`${cardName(place)} در دست شماست.`);
      box.dataset['mode'] = mode;
      say('');
      const pinned = place.card.dataset['pinned'] !== undefined;
      const locked = place.fixed && !pinned;
      const showIf = (selector: string, shown: boolean) => box.querySelectorAll<HTMLElement>(selector).forEach((one) => (one.hidden = !shown));
      showIf('[data-carry], [data-clear], [data-replace]', !place.fixed);
      showIf('[data-pin-open]', !pinned && !locked);
      showIf('[data-unpin]', pinned);
      showIf('[data-published]', place.card.classList.contains('card-published'));
      aim(board, place);
      box.hidden = false;
      stand(box, board, place.card);
    },
    hide: () => (box.hidden = true),
    focus: () => ([...box.querySelectorAll<HTMLElement>('a, button')].find((one) => one.offsetParent !== null) ?? box).focus(),
    contains: (node) => node instanceof Node && box.contains(node),
  };
}
