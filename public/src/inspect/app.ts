import { newKey } from '../page/keys.ts';
import { toast } from '../page/toast.ts';
import { sightIn } from './box.ts';
import { fromBase64Url } from './bytes.ts';
import { CHANGING, createDays, type Days } from './day.ts';
import { emptyWritten, type Draft } from './draft.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { nextTarget, withTarget, type KnownDay, type KnownTarget } from './known-day.ts';
import { alone } from './locks.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { sendAll, type Passed } from './send.ts';
import { askDay, askOpening } from './server.ts';
import { isFull, phoneKey, type Sending, type Store } from './store.ts';
import { createTurns } from './turns.ts';
import { FULL } from './words.ts';

/** What the screens show. */
export interface State {
  readonly userId: string | null;
  readonly day: KnownDay | null;
  readonly drafts: readonly Draft[];
  readonly sendings: readonly Sending[];
  /** How many things another person sealed here wait for his own login. */
  readonly others: number;
  readonly offset: number;
  /** How the last pass ended; null before the first. */
  readonly passed: Passed | null;
  /** Whether the last thing that should have been kept was not, since the phone is full. */
  readonly full: boolean;
}

/** What a screen may do. */
export interface App {
  readonly days: Days;
  readonly drafts: Drafts;
  readonly outbox: Outbox;
  state(): State;
  /** Reads the store again and shows what it says. */
  refresh(): Promise<void>;
  go(hash: string): void;
  /** Sends what waits, now. */
  send(): Promise<void>;
  /** Opens the next target and goes to it. */
  openNext(): Promise<void>;
  /** Goes on with the visit of a target that is open, or begins to write it. */
  goOn(targetId: string): Promise<void>;
  /** Runs what writes to the phone; a full phone is said, never silent. False where it was not kept. */
  keeping(run: () => Promise<void>): Promise<boolean>;
  readonly turns: { start(): void };
}

const CHANNEL = 'didar inspect';
const TELL_PATIENCE_MS = 7_000;
const within = <T>(work: Promise<T>, ms: number, otherwise: T): Promise<T> => Promise.race([work, new Promise<T>((done) => setTimeout(() => done(otherwise), ms))]);

/** The page's own state over its store; `shown` is told whenever there is something new to show. */
export async function createApp(store: Store, shown: () => void): Promise<App> {
  const key = await phoneKey(store);
  const days = createDays(store, key);
  const drafts = createDrafts(store, key);
  const outbox = createOutbox({ store, days, drafts });
  const others = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
  let passed: Passed | null = null;
  let full = false;
  let state: State = { userId: null, day: null, drafts: [], sendings: [], others: 0, offset: 0, passed, full };

  const read = async (): Promise<void> => {
    const userId = await days.user();
    state = {
      userId, passed, full,
      day: userId === null ? null : await days.read(userId),
      drafts: userId === null ? [] : await drafts.of(userId),
      sendings: userId === null ? [] : await outbox.of(userId),
      others: await outbox.othersWaiting(userId), offset: await days.offset(),
    };
    shown();
  };
  // One tab sends for all: how it went is told to the others, to whom the network was away when they last asked.
  const refresh = async (ended: Passed | null = null): Promise<void> => {
    await read();
    others?.postMessage(ended);
  };
  others?.addEventListener('message', ({ data }: MessageEvent<Passed | null>) => {
    passed = data ?? passed;
    void read();
  });

  const tellFull = (is: boolean): void => {
    full = is;
    state = { ...state, full };
    shown();
  };
  const keeping = async (run: () => Promise<void>): Promise<boolean> => {
    try {
      await run();
      if (full) tellFull(false);
      return true;
    } catch (error) {
      if (isFull(error)) tellFull(true);
      toast(isFull(error) ? FULL : 'این کار روی گوشی انجام نشد. دوباره بکوشید.', { tone: 'bad' });
      return false;
    }
  };

  const turns = createTurns({
    pass: () => sendAll({ days, outbox, changed: () => void refresh() }),
    waits: () => state.sendings.some((one) => one.state === 'waiting') || passed?.kind === 'away' || passed?.kind === 'later',
    ended: (how) => {
      passed = how;
      void refresh(how);
    },
  });
  const go = (hash: string): void => void (location.hash = hash);

  /** By the server, where it answers in time: true where it opened the target, a sentence where it refused, null where it did not answer. */
  const openedByServer = async (userId: string, target: KnownTarget): Promise<true | string | null> => {
    if (!navigator.onLine) return null;
    const day = await askDay();
    if (day.kind !== 'done' || day.body.userId !== userId) return null;
    const came = await askOpening(target.id, day.body.csrf, newKey());
    if (came.kind === 'refused') return came.why;
    if (came.kind !== 'done') return null;
    const sight = await sightIn(target.id, target.box, fromBase64Url(came.body.key));
    return alone(CHANGING, async () => {
      const known = await days.read(userId);
      if (known === null) return null;
      // An answer that came too late: it was opened without a network meanwhile, and that is written down.
      if (known.targets.find(({ id }) => id === target.id)?.sight !== null) return true as const;
      await store.put('day', await days.record(withTarget(known, target.id, { sight, openedAt: new Date().toISOString(), how: 'online' })), userId);
      return true as const;
    });
  };

  const openNext = async (): Promise<void> => {
    const { userId, day } = state;
    const target = day === null ? null : nextTarget(day);
    if (userId === null || day === null || target === null) return;
    await keeping(async () => {
      const told = await within(openedByServer(userId, target), TELL_PATIENCE_MS, null);
      if (typeof told === 'string') return toast(told, { tone: 'bad' });
      if (told === null && (await outbox.openTarget(userId, target.id)) !== null) toast('بدون شبکه باز شد؛ ثبت شد.');
      await begin(userId, target.id);
    });
  };

  const begin = async (userId: string, targetId: string): Promise<void> => {
    const day = await days.read(userId);
    const target = day?.targets.find(({ id }) => id === targetId);
    if (day === null || target === undefined || target.sight === null) return;
    await drafts.begin(userId, { targetId, place: target.place, day: day.day, sight: target.sight, written: emptyWritten(day.rules, day.checklist), wait: null });
    await refresh();
    go(`visit/${targetId}`);
  };

  const goOn = async (targetId: string): Promise<void> => {
    const { userId } = state;
    if (userId !== null) await keeping(() => begin(userId, targetId));
  };

  await read();
  return { days, drafts, outbox, state: () => state, refresh: () => refresh(), go, send: turns.now, openNext, goOn, keeping, turns };
}
