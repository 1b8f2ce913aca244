import { closest } from '../page/elements.ts';

/** What the keys do; by the key's place and not its letter, so that they are the same on a Persian layout. */
export interface KeyActs {
  readonly outcome: (number: string) => void;
  readonly next: () => void;
  readonly hold: () => void;
  readonly help: () => void;
  /** Whether something was open that could be closed. */
  readonly escape: () => boolean;
}

/** Listens for the desk's keys; none works while somebody writes or a dialog asks. */
export function startKeys(acts: KeyActs): void {
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || document.querySelector('dialog[open]') !== null) return;
    if (event.code === 'Escape') {
      if (acts.escape()) event.preventDefault();
      return;
    }
    const typing = closest(event.target, 'input:not([type="range"]), textarea, select, [contenteditable]') !== null;
    if (typing || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const number = /^(?:Digit|Numpad)([1-4])$/.exec(event.code)?.[1];
    if (number !== undefined) acts.outcome(number);
    else if (event.code === 'KeyN') acts.next();
    else if (event.code === 'KeyH') acts.hold();
    else if (event.code === 'Slash') acts.help();
    else return;
    event.preventDefault();
  });
}
