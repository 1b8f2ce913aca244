import { toPersianDigits } from '../../../server/domain/digits.ts';
import { isBusy, type Desk } from './desk.ts';
import { keepWishes, readWishes } from './store.ts';

/** Tells that somebody waits: by a tone until he is taken, by a notice of the desktop, and by a count in the title. */
export interface Sound {
  readonly toggle: () => void;
  readonly follow: (desk: Desk, next: string | null) => void;
}

const REPEAT_MS = 6_000;
/** Two short notes, a fifth apart: heard across a room, and no alarm. */
const NOTES = [{ hertz: 659, at: 0 }, { hertz: 988, at: 0.16 }];

const ring = (context: AudioContext, volume: number): void => {
  for (const { hertz, at } of NOTES) {
    const [tone, gain] = [context.createOscillator(), context.createGain()];
    const start = context.currentTime + at;
    tone.frequency.value = hertz;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(volume * 0.5, start + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, start + 0.28);
    tone.connect(gain).connect(context.destination);
    tone.start(start);
    tone.stop(start + 0.3);
  }
};

/** Makes the sound of a desk from what this browser remembers. */
export function createSound(root: HTMLElement): Sound {
  const button = root.querySelector<HTMLElement>('[data-sound]');
  const words = root.querySelector('[data-sound-words]');
  const box = root.querySelector<HTMLElement>('[data-volume-box]');
  const slider = root.querySelector<HTMLInputElement>('[data-volume]');
  const title = document.title;
  let { sound: on, volume } = readWishes();
  let context: AudioContext | null = null;
  let ringing: ReturnType<typeof setInterval> | undefined;
  let notice: Notification | null = null;
  let calls = false;

  const draw = () => {
    button?.setAttribute('aria-pressed', String(on));
    if (words) words.textContent = on ? 'صدا روشن است' : 'فعال‌سازی صدا';
    button?.querySelector('use')?.setAttribute('href', `/assets/icons.svg#${on ? 'volume-2' : 'volume-x'}`);
    if (box) box.hidden = !on;
    if (slider) slider.value = String(Math.round(volume * 100));
    root.dataset['sound'] = on ? 'on' : 'off';
  };
  const wake = () => {
    if (!on) return;
    context ??= new AudioContext();
    if (context.state === 'suspended') void context.resume();
  };
  const sound = () => {
    if (on && context?.state === 'running') ring(context, volume);
  };
  const start = () => {
    if (ringing !== undefined) return;
    sound();
    ringing = setInterval(sound, REPEAT_MS);
  };
  const stop = () => {
    clearInterval(ringing);
    ringing = undefined;
  };
  const tell = (body: string) => {
    if (!('Notification' in window) || Notification.permission !== 'granted' || !document.hidden || notice !== null) return;
    notice = new Notification('کسی در صف است', { body, icon: '/assets/favicon.svg', tag: 'didar-host', lang: 'fa', dir: 'rtl' });
    notice.onclick = () => window.focus();
  };

  slider?.addEventListener('input', () => {
    volume = Number(slider.value) / 100;
    keepWishes({ sound: on, volume });
  });
  slider?.addEventListener('change', sound);
  button?.addEventListener('click', () => toggle());
  // A browser lets nothing sound on a page that nobody has touched yet.
  for (const kind of ['pointerdown', 'keydown']) document.addEventListener(kind, wake, { passive: true });

  const toggle = () => {
    on = !on;
    keepWishes({ sound: on, volume });
    wake();
    draw();
    if (!on) return;
    sound();
    if ('Notification' in window && Notification.permission === 'default') void Notification.requestPermission().catch(() => undefined);
  };

  draw();
  return {
    toggle,
    follow(desk, next) {
      const waits = desk.waiting + desk.held > 0;
      document.title = desk.waiting > 0 ? `(${toPersianDigits(desk.waiting)}) ${title}` : title;
      // Silent while he talks, and while he finishes what he writes of the talk.
      const wanted = waits && !isBusy(desk) && (desk.kind === 'ready' || desk.kind === 'before');
      if (wanted) start();
      else stop();
      if (wanted && !calls) tell(next ?? '');
      if (!wanted) {
        notice?.close();
        notice = null;
      }
      calls = wanted;
    },
  };
}
