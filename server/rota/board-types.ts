import type { CsrfPart } from '../http/parts.ts';

/** Family of an agency: the colour of its bar, always with the agency's name beside it. */
export type Sector = 'infra' | 'production' | 'economy' | 'health' | 'culture' | 'justice' | 'governorate';

/** Where a card stands: the border says it, and so does `stateText`. */
export type CardState = 'draft' | 'awaiting' | 'approved' | 'published' | 'cancelled' | 'forecast';

/** One agency in one slot. The card is a link to the session's page, so that it works without scripts. */
export interface BoardCard {
  /** Agency id; the conflicts of the page are asked for it. */
  readonly agency: string;
  readonly href: string;
  readonly sector: Sector;
  readonly shortName: string;
  readonly headTitle: string;
  /** Name of the person with honorific, shown in the week; null where none is in office. */
  readonly person: string | null;
  readonly state: CardState;
  readonly stateText: string;
  /** Reason of a fixed place. */
  readonly pinned: string | null;
  /** «تداخل: مدیرکل ۱۷ تا ۱۹ آذر در مأموریت است» */
  readonly conflict: string | null;
  readonly why: CardWhy;
}

/** What a selected card says of itself. */
export interface CardWhy {
  /** «چرا راه و شهرسازی؟» */
  readonly title: string;
  /** «یکشنبه ۱۵ آذر» */
  readonly day: string;
  readonly lines: readonly string[];
  /** Agencies whose turn was before this one, each with its reason. */
  readonly passedOver: readonly string[];
}

/** A place of a day that one agency can have; a card moves between slots, and two filled ones swap. */
export interface BoardSlot {
  /** Session id. */
  readonly slot: string;
  readonly rev: number;
  /** «۹ تا ۱۱» */
  readonly time: string;
  /** Whether cards may not leave or enter: published, past, pinned. */
  readonly fixed: boolean;
  readonly card: BoardCard | null;
  /** Why nobody is here; read only where `card` is null. */
  readonly emptyReason: string;
}

/** One day of the board. */
export interface BoardDay {
  /** ISO day. */
  readonly day: string;
  /** «۹», or «۳۰ آبان» outside the month. */
  readonly label: string;
  /** «دوشنبه ۹ آذر» */
  readonly full: string;
  readonly outside: boolean;
  readonly today: boolean;
  readonly friday: boolean;
  /** «تعطیل: ولادت امام علی (ع)»; null on a working day and on a plain Friday. */
  readonly closed: string | null;
  /** The manager-hour's band: «ساعت حضور مدیران»، «۹ تا ۱۲»; `note` where it is not held or shortened. */
  readonly hours: { readonly text: string; readonly range: string; readonly held: boolean; readonly note: string | null } | null;
  readonly slots: readonly BoardSlot[];
}

/** A month in weeks of seven days, Saturday first; also the shape of one week. */
export interface BoardMonth {
  /** «1405-09» */
  readonly key: string;
  /** «آذر ۱۴۰۵» */
  readonly title: string;
  readonly weeks: readonly (readonly BoardDay[])[];
  /** «آذر ۱۴۰۵ جز جمعه‌ها تعطیل رسمی ندارد.» */
  readonly note: string;
  readonly sectors: readonly { readonly sector: Sector; readonly label: string }[];
}

/** What the reader may do with a selected card; an address holds `:slot` where the slot's id goes, null is not allowed. */
export interface BoardCallout {
  readonly csrf: CsrfPart;
  readonly move: boolean;
  /** POST, fields `session`, `rev` and `reason`. */
  readonly pin: string | null;
  /** POST, fields `session` and `rev`. */
  readonly unpin: string | null;
  /** POST, fields `session` and `rev`. */
  readonly clear: string | null;
  /** GET: the page where another agency is chosen. */
  readonly replace: string | null;
  /** GET: the page of a published session, where it is altered or its history read. */
  readonly published: { readonly href: string; readonly label: string };
}

/** GET of the board's conflicts address with `slot` and `agency`: for every slot of the page why the card may not stand there, or null. */
export interface ConflictsReply { readonly conflicts: Readonly<Record<string, string | null>> }

/** POST of the board's move address, as JSON; `to` swaps where it is filled. */
export interface MoveBody {
  readonly _key: string;
  readonly slot: string;
  readonly to: string;
  readonly revs: { readonly from: number; readonly to: number };
}

/** The answer to a move: what happened, or the rule that says no. */
export type MoveReply = { readonly ok: true; readonly sentence?: string } | { readonly code: string; readonly sentence: string };
