import { Idiomorph } from 'idiomorph';
import { refreshMoments } from './moments.ts';
import { parseHtml } from './policy.ts';

/** A part of the page that the server keeps fresh. */
export interface Held {
  readonly stream: string;
  readonly view: string;
  readonly seq: number;
}

const sections = () => [...document.querySelectorAll<HTMLElement>('[data-live][data-stream]')];

const heldOf = (section: HTMLElement): Held => ({
  stream: section.dataset['stream'] ?? '',
  view: section.dataset['view'] ?? '',
  seq: Number(section.dataset['seq'] ?? 0),
});

/** Every fragment on the page with the number of the change it shows. */
export const heldFragments = (): Held[] => sections().map(heldOf);

/** What stands in an element with `data-own` was put there by the page's own script: a fragment leaves it as it is. */
const isMorphed = (old: Node): boolean => !(old instanceof HTMLElement && old.dataset['own'] !== undefined);

const morph = (section: HTMLElement, nodes: ParentNode & Node, seq: number): void => {
  // Not `ignoreActiveValue`: it would leave the focused card as it was. A fragment holds no field that could lose its text.
  void Idiomorph.morph(section, [...nodes.childNodes], { morphStyle: 'innerHTML', restoreFocus: true, callbacks: { beforeNodeMorphed: isMorphed } });
  section.dataset['seq'] = String(seq);
  refreshMoments();
  section.dispatchEvent(new CustomEvent('didar:morphed', { bubbles: true }));
};

/** Shows a fragment where the page holds an older one; a late, repeated or foreign one does nothing. */
export function showFragment(fragment: Held & { readonly html: string }): void {
  for (const section of sections()) {
    const held = heldOf(section);
    if (held.stream !== fragment.stream || held.view !== fragment.view || held.seq >= fragment.seq) continue;
    morph(section, parseHtml(fragment.html), fragment.seq);
  }
}

/** Fetches this page again and shows its fragments: the way back to the truth when the socket is silent. */
export async function refetchFragments(): Promise<void> {
  const reply = await fetch(location.href, { headers: { accept: 'text/html' }, credentials: 'same-origin', cache: 'no-store' });
  if (!reply.ok || reply.redirected) return;
  const page = parseHtml(await reply.text());
  for (const fresh of page.querySelectorAll<HTMLElement>('[data-live][data-stream]')) {
    const told = heldOf(fresh);
    for (const section of sections()) {
      const held = heldOf(section);
      if (held.stream === told.stream && held.view === told.view && held.seq <= told.seq) morph(section, fresh, told.seq);
    }
  }
}
