import type { ConflictsReply } from '../../../server/rota/board-types.ts';
import type { Place } from './grid.ts';
import { placesIn } from './grid.ts';
import { element } from '../page/elements.ts';

/** For every slot why the card may not stand there, or null. */
export type Verdicts = Readonly<Record<string, string | null>>;

/** Asks the server for the conflicts of one card; without an answer nothing is known, and the server decides on the drop. */
export async function askVerdicts(url: string, slot: string, agency: string): Promise<Verdicts> {
  const query = new URLSearchParams({ slot, agency });
  try {
    const reply = await fetch(`${url}${url.includes('?') ? '&' : '?'}${query}`, { headers: { accept: 'application/json' }, credentials: 'same-origin' });
    if (!reply.ok) return {};
    return ((await reply.json()) as ConflictsReply).conflicts;
  } catch {
    return {};
  }
}

/** Why the card may not go to a place; null when nothing speaks against it. */
export function verdictOf(place: Place, verdicts: Verdicts): string | null {
  if (place.fixed) return place.card?.dataset['pinned'] === undefined ? 'این جلسه دیگر جابه‌جا نمی‌شود.' : 'این جا ثابت است؛ نخست آن را آزاد کنید.';
  return verdicts[place.slot] ?? null;
}

/** Paints the slots for the card in the hand, all or (not yet decided) only the empty ones; `here` says its reason in words. */
export function paint(board: ParentNode, from: string, verdicts: Verdicts, here: string | null, all: boolean): void {
  for (const place of placesIn(board)) {
    const { element: slot } = place;
    slot.querySelector('.slot-verdict')?.remove();
    delete slot.dataset['here'];
    if (place.slot === from) {
      slot.dataset['from'] = all ? 'carried' : 'chosen';
      continue;
    }
    if (place.card !== null && !all) continue;
    const why = verdictOf(place, verdicts);
    slot.dataset['verdict'] = place.fixed ? 'fixed' : why === null ? 'ok' : 'bad';
    slot.querySelector('[data-empty]')?.setAttribute('tabindex', '-1');
    if (place.slot !== here) continue;
    slot.dataset['here'] = '';
    slot.append(element('span', { class: 'slot-verdict', 'aria-hidden': 'true' }, why ?? (place.card === null ? 'می‌توان گذاشت' : 'جای این دو عوض می‌شود')));
  }
}

/** Takes every mark off the board. */
export function clean(board: ParentNode): void {
  for (const { element: slot } of placesIn(board)) {
    slot.querySelector('.slot-verdict')?.remove();
    for (const mark of ['here', 'from', 'verdict']) delete slot.dataset[mark];
  }
}
