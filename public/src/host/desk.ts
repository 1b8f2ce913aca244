/** What the desk is at, as the newest fragments say it. */
export interface Desk {
  readonly kind: string;
  /** The call before the host; '' where there is none. */
  readonly call: string;
  readonly name: string;
  readonly life: string;
  readonly mayBegin: boolean;
  readonly waiting: number;
  readonly held: number;
  readonly chip: { readonly tone: string; readonly icon: string; readonly text: string };
  /** The numbers of both fragments: another state of the desk has another mark. */
  readonly mark: string;
}

const part = (root: ParentNode, selector: string): DOMStringMap => root.querySelector<HTMLElement>(selector)?.dataset ?? {};

/** Reads the desk from the fragments that the page shows now. */
export function readDesk(root: HTMLElement): Desk {
  const [card, queue] = [part(root, '[data-desk]'), part(root, '[data-queue]')];
  const seqs = [...root.querySelectorAll<HTMLElement>('[data-live][data-view^="host-"]')].map((section) => section.dataset['seq'] ?? '');
  return {
    kind: card['desk'] ?? '',
    call: card['call'] ?? '',
    name: card['name'] ?? '',
    life: card['life'] ?? '',
    mayBegin: card['mayBegin'] === 'true',
    waiting: Number(queue['waiting'] ?? 0),
    held: Number(queue['held'] ?? 0),
    chip: { tone: queue['lifeTone'] ?? 'plain', icon: queue['lifeIcon'] ?? 'circle', text: queue['lifeText'] ?? '' },
    mark: seqs.join(' '),
  };
}

/** Whether somebody is on the host's telephone, or is being connected to it. */
export const isBusy = ({ kind }: Desk): boolean => kind === 'talking' || kind === 'connecting';
