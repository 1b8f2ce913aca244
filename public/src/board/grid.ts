/** A place of the board as the page shows it now. */
export interface Place {
  readonly element: HTMLElement;
  readonly slot: string;
  readonly rev: number;
  readonly fixed: boolean;
  readonly card: HTMLElement | null;
}

const placeOf = (element: HTMLElement): Place => ({
  element,
  slot: element.dataset['slot'] ?? '',
  rev: Number(element.dataset['rev'] ?? 0),
  fixed: element.dataset['fixed'] !== undefined,
  card: element.querySelector<HTMLElement>('[data-card]'),
});

/** Every slot of the board in the order of the page. */
export const placesIn = (board: ParentNode): Place[] => [...board.querySelectorAll<HTMLElement>('[data-slot]')].map(placeOf);

/** The slot with this id, as it is now. */
export const placeById = (board: ParentNode, slot: string): Place | null => placesIn(board).find((place) => place.slot === slot) ?? null;

/** The slot that an event happened in; on a day's bare ground its only slot, or else its first empty one. */
export function placeAt(target: EventTarget | null): Place | null {
  if (!(target instanceof Element)) return null;
  const slot = target.closest<HTMLElement>('[data-slot]');
  if (slot !== null) return placeOf(slot);
  const day = target.closest('.day');
  if (day === null) return null;
  const places = placesIn(day);
  return places.length === 1 ? (places[0] ?? null) : (places.find((place) => place.card === null) ?? null);
}

/** What the keyboard's focus stands on in a slot: the card, or the empty place. */
export const focusOf = (place: Place): HTMLElement | null => place.card ?? place.element.querySelector<HTMLElement>('[data-empty]');

/** «یکشنبه ۱۵ آذر، ۹ تا ۱۱» */
export function nameOf(place: Place): string {
  const day = place.element.closest('.day')?.querySelector('.day-full')?.textContent.trim() ?? '';
  const time = (place.element.querySelector('[data-card-time]') ?? place.element.querySelector('[data-empty] .nowrap'))?.textContent.trim() ?? '';
  return `${day}، ${time}`;
}

/** The name on a card. */
export const cardName = (place: Place): string => place.card?.querySelector('[data-card-name]')?.textContent.trim() ?? '';

const centre = (element: HTMLElement): readonly [x: number, y: number] => {
  const box = element.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
};

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The slot that an arrow key leads to on the screen, whatever the reading direction; null where there is none. */
export function nextPlace(board: ParentNode, from: Place, key: string): Place | null {
  const places = placesIn(board);
  if (key === 'Home') return places[0] ?? null;
  if (key === 'End') return places.at(-1) ?? null;
  const direction = DIRECTIONS[key];
  if (direction === undefined) return null;
  const [x, y] = centre(from.element);
  let best: Place | null = null;
  let least = Infinity;
  for (const place of places) {
    if (place.slot === from.slot) continue;
    const [px, py] = centre(place.element);
    const along = (px - x) * direction[0] + (py - y) * direction[1];
    const aside = Math.abs((px - x) * direction[1]) + Math.abs((py - y) * direction[0]);
    if (along < 4) continue;
    const cost = along + 2.5 * aside;
    if (cost < least) [best, least] = [place, cost];
  }
  return best;
}
