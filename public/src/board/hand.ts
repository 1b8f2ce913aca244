import { refetchFragments } from '../page/fragments.ts';
import { element } from '../page/elements.ts';
import { toast } from '../page/toast.ts';
import type { Callout } from './callout.ts';
import { cardName, focusOf, nameOf, placeById, placesIn, type Place } from './grid.ts';
import { sendMove, sendUndo, swapShown } from './move.ts';
import { askVerdicts, clean, paint, verdictOf, type Verdicts } from './verdicts.ts';

/** What is selected on a board and where it may go. */
export interface Hand {
  /** The selected slot. */
  readonly slot: () => string | null;
  /** Whether the selected card may be put elsewhere. */
  readonly isCarrying: () => boolean;
  /** Whether another card's place is a target too (else a click on it selects it). */
  readonly isDecided: () => boolean;
  readonly mayMove: () => boolean;
  readonly take: (place: Place, decided: boolean) => void;
  /** Turns a look at the selected card into a move of it, and back. */
  readonly decide: (all: boolean) => void;
  readonly over: (place: Place, aloud: boolean) => void;
  readonly put: (place: Place) => Promise<void>;
  readonly drop: (giveFocusBack?: boolean) => void;
  readonly undo: () => Promise<void>;
  readonly redraw: () => void;
}

/** Makes the hand of a board; `data-move-url` and `data-conflicts-url` on the board say where to ask. */
export function createHand(board: HTMLElement, callout: Callout | null): Hand {
  const moveUrl = board.dataset['moveUrl'] ?? '';
  const conflictsUrl = board.dataset['conflictsUrl'] ?? '';
  const status = board.appendChild(element('p', { class: 'sr-only', role: 'status' }));
  let slot: string | null = null;
  let here: string | null = null;
  let decided = false;
  let busy = false;
  let undoWanted = false;
  let verdicts: Verdicts = {};
  let undoable: { readonly from: string; readonly to: string } | null = null;

  const held = () => (slot === null ? null : placeById(board, slot));
  const isCarrying = () => moveUrl !== '' && !busy && held()?.fixed === false;
  const say = (text: string) => (status.textContent = text);

  const redraw = () => {
    clean(board);
    for (const place of placesIn(board)) place.card?.removeAttribute('data-selected');
    const place = held();
    if (!place?.card) {
      slot = null;
      callout?.hide();
      return;
    }
    place.card.dataset['selected'] = '';
    if (isCarrying()) paint(board, place.slot, verdicts, here, decided);
  };

  const drop = (giveFocusBack = false) => {
    const place = held();
    slot = here = null;
    decided = false;
    redraw();
    if (giveFocusBack && place) focusOf(place)?.focus();
    if (place) say('');
  };

  const learn = async (place: Place) => {
    const mine = place.slot;
    const answer = await askVerdicts(conflictsUrl, mine, place.card?.dataset['agency'] ?? '');
    if (slot !== mine) return;
    verdicts = answer;
    redraw();
    const target = here === null ? null : placeById(board, here);
    if (target !== null) callout?.say(verdictOf(target, verdicts) ?? '');
  };

  const take = (place: Place, all: boolean) => {
    slot = place.slot;
    here = null;
    decided = all;
    verdicts = {};
    callout?.show(place, all && isCarrying() ? 'carry' : 'explain');
    redraw();
    if (!isCarrying()) return;
    void learn(place);
    if (all) say(`${cardName(place)} در دست شماست. با کلیدهای جهت‌نما جای تازه را بیابید و Enter را بزنید؛ Esc رها می‌کند.`);
  };

  const over = (place: Place, aloud: boolean) => {
    if (here === place.slot) return;
    here = place.slot;
    redraw();
    const why = verdictOf(place, verdicts);
    callout?.say(why ?? '');
    if (aloud) say(`${nameOf(place)}: ${why ?? (place.card === null ? 'خالی؛ می‌توان گذاشت.' : `جای ${cardName(place)}؛ عوض می‌شود.`)}`);
  };

  const carry = async (from: Place, to: Place): Promise<boolean> => {
    const name = cardName(from);
    const target = nameOf(to);
    const both = [from.slot, to.slot];
    busy = true;
    swapShown(from, to);
    for (const place of [from, to]) place.element.setAttribute('aria-busy', 'true');
    const reply = await sendMove(moveUrl, from, to);
    busy = false;
    const [here1, here2] = both.map((one) => placeById(board, one));
    for (const place of [here1, here2]) place?.element.removeAttribute('aria-busy');
    const refused = !('ok' in reply);
    if (refused && here1 && here2) swapShown(here1, here2);
    if (!refused) say(reply.sentence ?? `${name} به ${target} رفت.`);
    // The truth comes from the server, whether or not the socket brought it already.
    await refetchFragments().catch(() => undefined);
    if (refused) toast(reply.sentence, { tone: 'bad' });
    const landed = placeById(board, refused ? from.slot : to.slot);
    if (landed) focusOf(landed)?.focus();
    return !refused;
  };

  const undo = async () => {
    const url = board.dataset['undoUrl'] ?? '';
    // Asked while the change is still on its way: taken back as soon as it has arrived.
    undoWanted = busy;
    if (url !== '' && !busy) {
      drop();
      busy = true;
      const reply = await sendUndo(url);
      busy = false;
      await refetchFragments().catch(() => undefined);
      return toast('ok' in reply ? (reply.sentence ?? 'آخرین تغییر شما بازگردانده شد.') : reply.sentence, { tone: 'ok' in reply ? 'plain' : 'bad' });
    }
    const [from, to] = undoable === null ? [null, null] : [placeById(board, undoable.to), placeById(board, undoable.from)];
    undoable = null;
    if (busy || !from?.card || !to) return;
    drop();
    if (await carry(from, to)) toast('جابه‌جایی بازگردانده شد.');
  };

  const put = async (to: Place) => {
    const from = held();
    if (!from?.card || !isCarrying() || to.slot === from.slot) return;
    const why = verdictOf(to, verdicts);
    if (why !== null) {
      say(why);
      toast(why, { tone: 'bad' });
      return;
    }
    const name = cardName(from);
    drop();
    const arrived = await carry(from, to);
    const takenBack = undoWanted;
    undoWanted = false;
    if (!arrived) return;
    undoable = { from: from.slot, to: to.slot };
    // The page may have been made before there was anything to take back.
    document.querySelector<HTMLButtonElement>('form[action$="/undo"] button')?.removeAttribute('disabled');
    if (takenBack) return undo();
    toast(`${name} جابه‌جا شد.`, { action: { label: 'بازگرداندن', run: () => void undo() } });
  };

  return {
    slot: () => slot,
    isCarrying,
    isDecided: () => decided,
    mayMove: () => moveUrl !== '',
    take,
    decide: (all) => {
      const place = held();
      if (!place) return;
      take(place, all);
      if (all) focusOf(place)?.focus();
      else callout?.focus();
    },
    over,
    put,
    drop,
    undo,
    redraw,
  };
}
