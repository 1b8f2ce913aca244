import { formatClockRange } from '../domain/calendar.ts';
import { formatDayLong } from '../domain/jalali.ts';
import type { FormState } from '../http/forms.ts';
import type { ChipPart } from '../http/parts.ts';
import { NOTE_SIDE_NAMES } from '../wording/host.ts';
import { hostCalled } from '../wording/sessions.ts';
import { hostCardView, type DeskKind, type HostCardView } from './host-card-view.ts';
import type { HostChoices } from './host-choices.ts';
import type { CardFacts, QueueFacts } from './host-facts.ts';
import { NOTE_MOST } from './host-forms.ts';
import type { NotesFacts } from './host-notes.ts';
import { hostNotesView, type HostNotesView } from './host-notes-view.ts';
import { atDeskOf, panelsView, type FreshChoices, type PanelName, type PanelView } from './host-panels-view.ts';
import { hostBar, hostQueueView, type HostBar, type HostQueueView } from './host-view.ts';
import type { NoteSide } from './notes.ts';

/** The page at which a host takes his calls. */
export interface HostView {
  readonly csrf: string;
  readonly id: string;
  readonly base: string;
  readonly side: NoteSide;
  readonly when: string;
  /** Whose desk it is, for whoever is not its host. */
  readonly who: string;
  readonly kind: DeskKind;
  readonly mayBegin: boolean;
  readonly stopped: boolean;
  readonly live: { readonly session: string; readonly notes: string; readonly notesView: string; readonly seq: number; readonly notesSeq: number };
  readonly bar: HostBar;
  readonly share: HostQueueView['share'];
  readonly life: ChipPart;
  readonly queue: HostQueueView;
  readonly card: HostCardView;
  readonly notes: HostNotesView;
  readonly noteMost: number;
  readonly panels: readonly PanelView[];
  readonly open: PanelName | null;
  readonly atDesk: FreshChoices['atDesk'];
  readonly alsoAtDesk: FreshChoices['alsoAtDesk'];
  /** A command key for each of the page's plain forms. */
  readonly keys: Readonly<Record<FormName, string>>;
}

/** The forms of the page that have nothing to fill in. */
export const FORM_NAMES = ['open', 'pause', 'resume', 'leave', 'next', 'answered', 'connected', 'noAnswer', 'callBack', 'dropped', 'finish', 'stay'] as const;
export type FormName = (typeof FORM_NAMES)[number];

declare module '../http/pages.ts' {
  interface Pages {
    'calls/host': HostView;
  }
}

interface Seen {
  readonly queue: QueueFacts;
  readonly card: CardFacts;
  readonly notes: NotesFacts;
}

interface Asked {
  readonly side: NoteSide;
  readonly streams: { readonly session: string; readonly notes: string };
  readonly refused: { readonly panel: PanelName; readonly form: FormState } | null;
  readonly csrf: string;
  readonly newKey: () => string;
}

/** The name of the notes' fragment of a side. */
export const notesViewOf = (side: NoteSide): string => `notes-${side}`;

/** The page from what was seen of the desk at one moment, and from what its host may choose. */
export function hostView(seen: Seen, choices: HostChoices, { side, streams, refused, csrf, newKey }: Asked): HostView {
  const { session } = seen.queue;
  const { life } = session;
  const [queue, card] = [hostQueueView(seen.queue), hostCardView(seen.card)];
  const keys = Object.fromEntries(FORM_NAMES.map((name) => [name, newKey()])) as Record<FormName, string>;
  return {
    csrf, id: life.id, base: `/host/${life.id}`, side, keys,
    when: `${formatDayLong(life.day)}، ${formatClockRange(life.from, life.to)}`,
    who: side === 'host' ? '' : `${hostCalled(life)}${life.hostName === null ? '' : `، ${life.post}`}؛ شما ${NOTE_SIDE_NAMES[side]} هستید`,
    kind: card.kind,
    mayBegin: card.mayBegin,
    stopped: life.state === 'paused' || life.state === 'closing',
    live: { ...streams, notesView: notesViewOf(side), seq: seen.queue.seq, notesSeq: seen.notes.seq },
    bar: hostBar(session), share: queue.share, life: queue.life, queue, card,
    notes: hostNotesView(seen.notes, side), noteMost: NOTE_MOST,
    panels: panelsView(choices, { base: `/host/${life.id}`, refused, newKey }), open: refused?.panel ?? null, ...atDeskOf(choices),
  };
}
