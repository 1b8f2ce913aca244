import type { Locator, Page } from 'playwright-core';

/** A card on the board that may be moved, with what the program says of every place for it. */
export interface Movable {
  readonly slot: string;
  readonly name: string;
  readonly agency: string;
  readonly rev: number;
  /** Other places of the page where it may go, and those where it may not, with the reason. */
  readonly free: readonly Place[];
  readonly barred: readonly Place[];
}

export interface Place {
  readonly slot: string;
  readonly day: string;
  readonly rev: number;
  /** The agency that stands there, empty where nobody does. */
  readonly name: string;
  readonly why: string;
}

// Runs in the page, as its own script does: the slots shown, and the program's verdicts on them.
const MOVABLES = `(async () => {
  const board = document.querySelector('[data-board]');
  const slots = [...board.querySelectorAll('[data-slot]')];
  const nameOf = (one) => one.querySelector('[data-card-name]')?.textContent.trim() ?? '';
  const found = [];
  for (const one of slots.filter((slot) => slot.querySelector('[data-card]') && slot.dataset.fixed === undefined)) {
    const agency = one.querySelector('[data-card]').dataset.agency;
    const url = board.dataset.conflictsUrl + '?' + new URLSearchParams({ slot: one.dataset.slot, agency });
    const { conflicts } = await (await fetch(url, { headers: { accept: 'application/json' } })).json();
    const places = slots.filter((other) => other !== one && other.dataset.fixed === undefined).map((other) => ({
      slot: other.dataset.slot, rev: Number(other.dataset.rev), day: other.closest('.day').id.slice(4), name: nameOf(other), why: conflicts[other.dataset.slot] ?? '',
    }));
    found.push({ slot: one.dataset.slot, agency, rev: Number(one.dataset.rev), name: nameOf(one), free: places.filter((place) => !place.why), barred: places.filter((place) => place.why) });
  }
  return found;
})()`;

/** Every card of the page that may be moved. */
export const movables = (page: Page): Promise<Movable[]> => page.evaluate<Movable[]>(MOVABLES);

/** A card that may change places with another, or go to an empty place, on this page; throws where there is none. */
export async function someMove(page: Page, wanted: (card: Movable, place: Place) => boolean = () => true): Promise<{ card: Movable; to: Place }> {
  for (const card of await movables(page)) {
    const to = card.free.find((place) => wanted(card, place));
    if (to !== undefined) return { card, to };
  }
  throw new Error('No card of this page can be moved.');
}

export const slotAt = (page: Page, slot: string): Locator => page.locator(`[id="slot-${slot}"]`);
export const cardAt = (page: Page, slot: string): Locator => slotAt(page, slot).locator('[data-card]');

/** Waits until a place shows an agency (empty: nobody), and nothing is under way. */
export async function shows(page: Page, slot: string, name: string): Promise<void> {
  const place = slotAt(page, slot);
  await (name === '' ? place.locator('[data-empty]') : place.locator('[data-card-name]').filter({ hasText: new RegExp(`^\\s*${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`) })).waitFor();
  await page.locator('[data-board] [aria-busy="true"]').first().waitFor({ state: 'detached' });
}
