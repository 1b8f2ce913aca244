import { visitFaults, type VisitFault } from '../../../../server/domain/inspection/visit.ts';
import type { App } from '../app.ts';
import { reportOf, rulesOf, type Draft, type Written } from '../draft.ts';
import type { KnownDay } from '../known-day.ts';
import { newWait, secondsOf, waited, type Wait } from '../wait.ts';
import { faultWords } from '../words.ts';

/** A visit while it is written: its parts read and change it here, and it is kept on the phone as it changes. */
export interface Form {
  readonly app: App;
  readonly day: KnownDay;
  readonly userId: string;
  draft(): Draft;
  written(): Written;
  /** Changes what is written; kept at once where it is a choice, a moment after the last letter where it is typed. */
  set(change: Partial<Written>, typed?: 'typed'): void;
  /** Told after each change. */
  onChange(run: () => void): void;
  startWait(): void;
  /** Seconds waited, by a clock that goes on. */
  waitedSeconds(): number;
  /** Keeps it now; false where the phone is full. */
  save(): Promise<boolean>;
  faults(): readonly VisitFault[];
  stop(): void;
}

const TYPING_MS = 350;
const TICK_MS = 1_000;
const SAVE_TICKS = 5;

/** What keeps a visit from being sealed, as it is written now. */
export const faultsOf = (draft: Draft, day: KnownDay, userId: string): readonly VisitFault[] =>
  visitFaults(reportOf(draft, { id: 'draft', inspectorId: userId, sealedAt: new Date().toISOString() }), rulesOf(day.rules, draft.sight, draft.written));

/** Begins or goes on with writing a visit. */
export function createForm(app: App, day: KnownDay, userId: string, begun: Draft): Form {
  let draft = begun;
  let [timer, ticks, ran, away] = [0, 0, performance.now(), true];
  const listeners: (() => void)[] = [];
  const save = (): Promise<boolean> => {
    clearTimeout(timer);
    return app.keeping(() => app.drafts.keep(userId, draft));
  };
  const tell = (): void => listeners.forEach((run) => run());

  // Of a visit that was sealed meanwhile, here or in another tab, nothing is kept anew.
  const tick = (): void => {
    const { wait } = draft;
    const now = performance.now();
    if (wait !== null) draft = { ...draft, wait: waited(wait, { wall: Date.now(), ranMs: now - ran, away }) };
    [ran, away] = [now, false];
    if (wait === null) return;
    tell();
    ticks += 1;
    if (ticks % SAVE_TICKS === 0) void save();
  };
  const asleep = (): void => {
    // Whoever puts the phone away for a moment has waited all the same.
    tick();
    away = document.visibilityState !== 'visible';
    if (away) void save();
    else away = true;
  };
  const clock = setInterval(() => document.visibilityState === 'visible' && tick(), TICK_MS);
  document.addEventListener('visibilitychange', asleep);
  const leaving = (): void => void save();
  window.addEventListener('pagehide', leaving);

  const wait = (): Wait | null => draft.wait;
  return {
    app, day, userId,
    draft: () => draft,
    written: () => draft.written,
    set(change, typed) {
      const { written } = draft;
      const at = change.answer !== undefined && written.visitedAt === null ? { visitedAt: new Date().toISOString() } : {};
      draft = { ...draft, written: { ...written, ...at, ...change } };
      clearTimeout(timer);
      if (typed === 'typed') timer = window.setTimeout(() => void save(), TYPING_MS);
      else void save();
      tell();
    },
    onChange: (run) => void listeners.push(run),
    startWait() {
      if (draft.wait !== null) return;
      [ran, away] = [performance.now(), false];
      draft = { ...draft, wait: newWait(Date.now()) };
      void save();
      tell();
    },
    waitedSeconds: () => secondsOf(wait()),
    save,
    faults: () => faultsOf(draft, day, userId),
    stop() {
      clearTimeout(timer);
      clearInterval(clock);
      document.removeEventListener('visibilitychange', asleep);
      window.removeEventListener('pagehide', leaving);
    },
  };
}

/** Shows beside each field what is wrong of it, and nothing beside the others; gives the first that is wrong. */
export function showFaults(root: ParentNode, faults: readonly VisitFault[]): HTMLElement | null {
  const first = new Map<string, string>();
  for (const fault of faults) if (!first.has(fault.field)) first.set(fault.field, faultWords(fault));
  for (const place of root.querySelectorAll<HTMLElement>('[data-fault]')) {
    const words = first.get(place.dataset['fault'] ?? '');
    place.hidden = words === undefined;
    place.textContent = words ?? '';
    for (const input of root.querySelectorAll(`[aria-describedby~="${place.id}"]`)) {
      if (words === undefined) input.removeAttribute('aria-invalid');
      else input.setAttribute('aria-invalid', 'true');
    }
  }
  return root.querySelector<HTMLElement>('[data-fault]:not([hidden])');
}
