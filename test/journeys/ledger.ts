/** What the legs of one morning tell one another. */
export interface Ledger {
  /** The sessions by agency, and the tracking codes (ASCII digits) by caller. */
  readonly sessions: Map<string, string>;
  readonly codes: Map<string, string>;
  /** Where each caller of the morning must be found in the end: the outcomes of his calls, one after another. */
  readonly ends: Map<string, readonly string[]>;
  /** What the screens showed of a session just before it was closed, by what they call it. */
  readonly shown: Map<string, number>;
}

/** Whoever has said no name. */
export const NOBODY = 'null';

/** An empty ledger. */
export const createLedger = (): Ledger => ({ sessions: new Map(), codes: new Map(), ends: new Map(), shown: new Map() });

/** What the ledger must have by now; throws where it has not. */
export function known<Value>(kept: ReadonlyMap<string, Value>, name: string): Value {
  const value = kept.get(name);
  if (value === undefined) throw new Error(`Nothing is known of ${name} yet.`);
  return value;
}
