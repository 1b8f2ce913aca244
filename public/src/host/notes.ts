import { secondsSince } from './clock.ts';
import type { Desk } from './desk.ts';
import { tryPost } from './post.ts';
import { createStore } from './store.ts';

/** What the host writes of his calls. */
export interface Notes {
  /** The text of the call that is written about now. */
  readonly text: () => string;
  /** Follows the desk to its call; what was typed of the last one is saved, whatever has become of it. */
  readonly follow: (desk: Desk) => void;
  /** Takes what the other sides have written, and what this side has saved on another screen. */
  readonly hear: () => void;
  readonly focus: () => void;
}

const EVERY_MS = 1_000;
const AGAIN_MS = 3_000;
const TYPING_S = 3;
const WITH_NOTE = ['connecting', 'talking', 'wrap_up'];

/** Makes the note of one side: saved at most once a second while it is typed, kept here until the server has it. */
export function createNotes(root: HTMLElement): Notes | null {
  const field = root.querySelector<HTMLTextAreaElement>('[data-note]');
  const box = root.querySelector<HTMLElement>('[data-note-box]');
  const label = root.querySelector('[data-note-label]');
  const state = root.querySelector('[data-note-state]');
  if (field === null || box === null) return null;
  const url = `${root.dataset['base'] ?? ''}/note`;
  const store = createStore(root.dataset['id'] ?? '', root.dataset['side'] ?? '');
  const unsaved = new Map<string, string>();
  const known = new Map<string, string>();
  let bound = '';
  let kind = '';
  let sending = false;
  let last = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const say = (words: string) => {
    if (state && state.textContent !== words) state.textContent = words;
  };
  const show = () => {
    // Who is still typing when his caller is gone may finish his sentence.
    box.hidden = bound === '' || !(WITH_NOTE.includes(kind) || document.activeElement === field || unsaved.has(bound));
  };

  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void pump(), ms);
  };
  const pump = async (): Promise<void> => {
    const [first] = unsaved;
    if (sending || first === undefined) return;
    const wait = last + EVERY_MS - Date.now();
    if (wait > 0) return later(wait);
    const [call, text] = first;
    sending = true;
    last = Date.now();
    const reply = await tryPost(url, { call, text });
    sending = false;
    if (reply.kind === 'unreachable') {
      say('هنوز ذخیره نشده است؛ تا وصل شدن همین‌جا نگه داشته می‌شود.');
      return later(AGAIN_MS);
    }
    if (unsaved.get(call) === text) unsaved.delete(call);
    if (reply.kind === 'done') {
      if (!unsaved.has(call)) store.drop(call);
      say(unsaved.has(bound) ? '' : 'ذخیره شد');
    } else {
      // Not to be asked again, and not to be forgotten: it stays in this browser.
      say(reply.kind === 'refused' ? reply.sentence : (Object.values(reply.errors)[0] ?? ''));
    }
    show();
    if (unsaved.size > 0) later(0);
  };

  const shownFor = (call: string): string => store.get(call) ?? known.get(call) ?? ownOf(call) ?? '';
  const ownOf = (call: string): string | null => {
    const told = root.querySelector<HTMLElement>('[data-notes]')?.dataset;
    return told?.['call'] === call ? (told['mine'] ?? '') : null;
  };

  field.addEventListener('input', () => {
    if (bound === '') return;
    known.set(bound, field.value);
    unsaved.set(bound, field.value);
    store.keep(bound, field.value);
    say('');
    void pump();
  });
  field.addEventListener('blur', () => setTimeout(show));
  window.addEventListener('pagehide', () => {
    for (const [call, text] of unsaved) void tryPost(url, { call, text }, true);
  });
  window.addEventListener('online', () => void pump());

  const typing = () => {
    for (const words of root.querySelectorAll<HTMLElement>('[data-typing]')) words.hidden = secondsSince(words.dataset['typing']) >= TYPING_S;
  };
  setInterval(typing, 500);

  // What an earlier page of this session could not save any more.
  for (const [call, text] of store.all()) unsaved.set(call, text);
  void pump();

  return {
    text: () => field.value.trim(),
    focus: () => field.focus(),
    follow(desk) {
      kind = desk.kind;
      if (desk.call !== '' && desk.call !== bound) {
        bound = desk.call;
        const text = shownFor(bound);
        if (field.value !== text) field.value = text;
        say('');
      }
      if (label) label.textContent = desk.call === bound || desk.name !== '' ? 'یادداشت' : 'یادداشت تماس پیشین';
      show();
    },
    hear() {
      typing();
      const own = ownOf(bound);
      // Never under the hand of whoever is typing: only a field that nobody has touched takes what another screen saved.
      if (own === null || unsaved.has(bound) || document.activeElement === field || own === field.value) return;
      field.value = own;
      known.set(bound, own);
    },
  };
}
