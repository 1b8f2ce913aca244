import type { TimetablePlace } from './difference.ts';

/** One thing that is altered of a published programme. A session keeps its agency, its invitation, its callers and its calendar entry wherever it goes. */
export type Amendment =
  | { readonly kind: 'move'; readonly sessionId: string; readonly to: TimetablePlace }
  /** Both sessions go to each other's place. */
  | { readonly kind: 'swap'; readonly sessionId: string; readonly otherId: string }
  | { readonly kind: 'cancel'; readonly sessionId: string }
  /** Another person of the agency comes in the head's place; null: the head himself again. */
  | { readonly kind: 'substitute'; readonly sessionId: string; readonly personId: string | null }
  /** An agency is asked into a place that a closure or a cancellation has freed. */
  | { readonly kind: 'add'; readonly agencyId: string; readonly to: TimetablePlace };
