import { cardName, focusOf, nextPlace, placeAt, placeById, type Place } from './board/grid.ts';
import { findCallout } from './board/callout.ts';
import { createHand } from './board/hand.ts';
import { closest } from './page/elements.ts';

const start = (board: HTMLElement): void => {
  const callout = findCallout(board);
  const hand = createHand(board, callout);

  const pressedOn = (event: MouseEvent, place: Place): void => {
    if (hand.isCarrying() && (place.card === null || hand.isDecided()) && place.slot !== hand.slot()) {
      event.preventDefault();
      void hand.put(place);
    } else if (place.card !== null && closest(event.target, '[data-card]') !== null) {
      event.preventDefault();
      if (hand.slot() === place.slot) hand.drop();
      else hand.take(place, false);
    }
  };

  board.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (closest(event.target, '[data-carry]') !== null) return hand.decide(true);
    if (closest(event.target, '[data-explain]') !== null) return hand.decide(false);
    if (closest(event.target, '[data-drop]') !== null) return hand.drop(true);
    if (closest(event.target, '[data-pin-open]') !== null) return board.querySelector<HTMLDialogElement>('[data-pin-dialog]')?.showModal();
    if (callout?.contains(event.target)) return;
    const place = placeAt(event.target);
    if (place !== null) pressedOn(event, place);
    else if (closest(event.target, 'dialog') === null) hand.drop();
  });

  // A mouse that carries a card by clicks is told of a conflict before it presses, as one that drags is.
  board.addEventListener('pointerover', (event) => {
    const place = event.pointerType === 'mouse' && hand.isCarrying() && hand.isDecided() ? placeAt(event.target) : null;
    if (place !== null && place.slot !== hand.slot()) hand.over(place, false);
  });

  board.addEventListener('dragstart', (event) => {
    const place = placeAt(event.target);
    if (!place?.card || place.fixed || !hand.mayMove()) return event.preventDefault();
    event.dataTransfer?.setData('text/plain', cardName(place));
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
    hand.take(place, true);
  });
  board.addEventListener('dragover', (event) => {
    const place = placeAt(event.target);
    if (!hand.isCarrying() || place === null || place.slot === hand.slot()) return;
    hand.over(place, false);
    // A refused place takes the drop too, so that its reason is said.
    event.preventDefault();
  });
  board.addEventListener('drop', (event) => {
    const place = placeAt(event.target);
    if (!hand.isCarrying() || place === null) return;
    event.preventDefault();
    void hand.put(place);
  });
  board.addEventListener('dragend', () => hand.drop());

  const move = (event: KeyboardEvent, from: Place): void => {
    const to = nextPlace(board, from, event.key);
    if (to === null) return;
    event.preventDefault();
    focusOf(to)?.setAttribute('tabindex', to.card === null ? '-1' : '0');
    focusOf(to)?.focus();
    if (hand.isCarrying()) hand.over(to, true);
  };

  board.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && hand.slot() !== null) {
      event.preventDefault();
      return hand.drop(true);
    }
    if (callout?.contains(event.target) || closest(event.target, 'dialog') !== null || event.ctrlKey || event.metaKey || event.altKey) return;
    const place = closest(event.target, '[data-slot]') === null ? null : placeAt(event.target);
    if (place === null) return;
    if (event.key === 'Tab' && !event.shiftKey && callout && hand.slot() !== null) {
      event.preventDefault();
      return callout.focus();
    }
    if (event.key !== 'Enter' && event.key !== ' ') return move(event, place);
    event.preventDefault();
    if (hand.isCarrying() && place.slot !== hand.slot()) void hand.put(place);
    else if (hand.slot() === place.slot) hand.drop(true);
    else if (place.card !== null) hand.take(place, event.key === 'Enter');
  });

  document.addEventListener('keydown', (event) => {
    const typing = closest(event.target, 'input, textarea, select, [contenteditable]') !== null;
    // By the key's place, not its letter: with the Persian layout Z is ظ.
    if (event.code !== 'KeyZ' || !(event.ctrlKey || event.metaKey) || event.shiftKey || typing) return;
    event.preventDefault();
    void hand.undo();
  });
  board.addEventListener('didar:morphed', () => hand.redraw());
  const asked = location.hash.startsWith('#slot-') ? placeById(board, location.hash.slice(6)) : null;
  if (asked?.card) hand.take(asked, false);
};

for (const board of document.querySelectorAll<HTMLElement>('[data-board]')) start(board);

// The board changes under an open page: whoever draws the rest anew has seen what is shown now, not what the page began with.
document.addEventListener('submit', (event) => {
  const field = event.target instanceof HTMLFormElement ? event.target.querySelector<HTMLInputElement>('input[name="board"]') : null;
  const shown = document.querySelector<HTMLElement>('[data-board-rev]')?.dataset['boardRev'];
  if (field !== null && shown !== undefined) field.value = shown;
}, true);
