import { millisecondsOf, type Instant } from '../domain/calendar.ts';
import { ageOf, type Age } from '../domain/queue/reach.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';

/** What is counted from an instant: minutes gone by, the bare number of them, a stopwatch, minutes left, how long until a turn that can only be guessed, or how late the host is. */
export type CountKind = 'minutes' | 'number' | 'clock' | 'left' | 'turn' | 'late';

/**
 * A span that the browser goes on counting from an instant. `text` is how it reads now; `after` so many minutes it is shown at all (`early` until
 * then); `ages` are the minutes from which it is aging and overdue, and `age` is where it stands.
 */
export interface CountPart {
  readonly kind: CountKind;
  readonly at: Instant;
  readonly text: string;
  readonly after: number | null;
  readonly early: boolean;
  readonly ages: string | null;
  readonly age: Age | null;
}

const MINUTE = 60_000;

const minutes = (count: number): string => (count === 0 ? 'کمتر از ۱ دقیقه' : `${formatNumber(count)} دقیقه`);

// The same words as the browser's (public/src/page/counts.ts).
const READS: Readonly<Record<CountKind, (gone: number) => string>> = {
  minutes: (gone) => minutes(Math.max(0, Math.floor(gone / MINUTE))),
  number: (gone) => toPersianDigits(Math.max(0, Math.floor(gone / MINUTE))),
  clock: (gone) => {
    const seconds = Math.max(0, Math.floor(gone / 1000));
    return toPersianDigits(`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`);
  },
  left: (gone) => (gone >= 0 ? 'وقت جلسه تمام شده است' : `${minutes(Math.ceil(-gone / MINUTE))} تا پایان`),
  turn: (gone) => (gone > -MINUTE / 2 ? 'به‌زودی' : `حدود ${minutes(Math.round(-gone / MINUTE))}`),
  late: (gone) => `مدیر ${minutes(Math.max(0, Math.floor(gone / MINUTE)))} دیر کرده است`,
};

/** The count of an instant as it reads at `now`; `target` is the span, in minutes, against which its age is told. */
export function counted(kind: CountKind, at: Instant, now: Instant, { after = null, target = null }: { readonly after?: number | null; readonly target?: number | null } = {}): CountPart {
  const gone = millisecondsOf(now) - millisecondsOf(at);
  return {
    kind, at, after,
    text: READS[kind](gone),
    early: after !== null && gone < after * MINUTE,
    ages: target === null ? null : `${(target * 2) / 5} ${target}`,
    age: target === null ? null : ageOf(gone / MINUTE, target),
  };
}
