import { refetchFragments } from '../page/fragments.ts';
import { newKey } from '../page/keys.ts';
import { toast } from '../page/toast.ts';
import type { Alerts, Place } from './alert.ts';
import type { Desk } from './desk.ts';
import { showErrors } from './errors.ts';
import { command } from './post.ts';

/** What somebody wants done: where it is sent, with what, and where a refusal is said. */
export interface Act {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly place: Place;
  readonly form: HTMLFormElement | null;
}

/** Sends the commands of the desk. */
export interface Acts {
  /** Whether it was done; a refusal has been said by then. */
  readonly run: (act: Act) => Promise<boolean>;
  readonly isRunning: () => boolean;
}

const PUSH_MS = 700;
const UNREACHABLE = 'پاسخی از سامانه نرسید. چیزی از نوشته‌های شما کم نشد؛ اندکی بعد دوباره بزنید.';

/** The fragments follow a command by the socket; where it is silent, the page is asked for them. */
const catchUp = (root: HTMLElement, before: string, markOf: () => string): void => {
  setTimeout(() => {
    if (markOf() === before) void refetchFragments().catch(() => undefined);
  }, PUSH_MS);
  root.dispatchEvent(new CustomEvent('didar:acted', { bubbles: true }));
};

/** Makes the sender of a desk's commands. Pressing twice while the desk shows the same is one command: it has one key. */
export function createActs(root: HTMLElement, desk: () => Desk, alerts: Alerts): Acts {
  const base = root.dataset['base'] ?? '';
  let last = { mark: '', key: '' };
  let running = 0;

  const keyOf = (path: string, fields: Act['fields'], seen: string): string => {
    const mark = JSON.stringify([path, fields, seen]);
    if (mark !== last.mark) last = { mark, key: newKey() };
    return last.key;
  };

  return {
    isRunning: () => running > 0,
    async run({ path, fields, place, form }) {
      if (form?.getAttribute('aria-busy') === 'true') return false;
      const seen = desk().mark;
      running += 1;
      form?.setAttribute('aria-busy', 'true');
      const reply = await command(`${base}/${path}`, fields, keyOf(path, fields, seen));
      form?.removeAttribute('aria-busy');
      running -= 1;
      if (reply.kind === 'done') {
        alerts.clear();
        if (typeof reply.data['sentence'] === 'string') toast(reply.data['sentence']);
        catchUp(root, seen, () => desk().mark);
        return true;
      }
      if (reply.kind === 'fields' && form !== null && showErrors(form, reply.errors)) return false;
      alerts.say(place, reply.kind === 'unreachable' ? UNREACHABLE : reply.kind === 'refused' ? reply.sentence : (Object.values(reply.errors)[0] ?? UNREACHABLE));
      // Whoever is refused mostly looks at what is no longer so.
      if (reply.kind === 'refused') void refetchFragments().catch(() => undefined);
      return false;
    },
  };
}
