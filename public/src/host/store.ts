/** What was typed and is not known to be saved: by the call it belongs to, kept in this tab alone: what was said of citizens does not outlive it. */
export interface NoteStore {
  readonly get: (call: string) => string | null;
  readonly keep: (call: string, text: string) => void;
  readonly drop: (call: string) => void;
  readonly all: () => readonly (readonly [call: string, text: string])[];
}

/** Makes the store of one side of one session. */
export function createStore(sessionId: string, side: string): NoteStore {
  const prefix = `didar note ${sessionId} ${side} `;
  const safely = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch {
      // A full or forbidden store costs only the safety net.
      return otherwise;
    }
  };
  return {
    get: (call) => safely(() => sessionStorage.getItem(prefix + call), null),
    keep: (call, text) => safely(() => sessionStorage.setItem(prefix + call, text), undefined),
    drop: (call) => safely(() => sessionStorage.removeItem(prefix + call), undefined),
    all: () => safely(() => Object.keys(sessionStorage).filter((key) => key.startsWith(prefix)).map((key) => [key.slice(prefix.length), sessionStorage.getItem(key) ?? ''] as const), []),
  };
}

const WISHES = 'didar host';

/** What a person has set on his own desk, remembered in this browser. */
export interface Wishes { readonly sound: boolean; readonly volume: number }

/** The wishes of this browser; sound is off until somebody asks for it. */
export function readWishes(): Wishes {
  try {
    const { sound, volume } = JSON.parse(localStorage.getItem(WISHES) ?? '{}') as Partial<Wishes>;
    return { sound: sound === true, volume: typeof volume === 'number' && volume >= 0 && volume <= 1 ? volume : 0.6 };
  } catch {
    return { sound: false, volume: 0.6 };
  }
}

/** Remembers them. */
export function keepWishes(wishes: Wishes): void {
  try {
    localStorage.setItem(WISHES, JSON.stringify(wishes));
  } catch {
    // They hold for this page, then.
  }
}
