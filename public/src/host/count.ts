import { formatStopwatch } from '../../../server/domain/digits.ts';
import { minutesBetween, type Instant } from '../../../server/domain/instant.ts';
import { ageOf, minutesEach, outlookOf, type Remaining } from '../../../server/domain/queue/reach.ts';
import { barCells, timeBar } from '../../../server/domain/queue/time-bar.ts';
import { leftWords, shareWords, targetWords, unreachedWords, waitWords } from '../../../server/wording/counting.ts';
import { secondsSince, serverInstant } from './clock.ts';

const SVG = 'http://www.w3.org/2000/svg';

const write = (element: Element | null | undefined, text: string): void => {
  if (element && element.textContent !== text) element.textContent = text;
};

const remainingOf = (queue: HTMLElement): Remaining => {
  const { starts = '', ends = '', talkSince = '', held = '0', each = '5' } = queue.dataset;
  return {
    now: serverInstant(), startsAt: starts as Instant, endsAt: ends as Instant, talkSince: talkSince === '' ? null : (talkSince as Instant),
    // The pace is told as one number: no talks and that target come to the same.
    held: Number(held), pace: { talks: [], targetMinutes: Number(each) },
  };
};

/** The rows of those who wait: how long, how old their wait is, and whether they will be reached. Gives how many will not. */
function countRows(queue: HTMLElement, remaining: Remaining): number {
  const target = Number(queue.dataset['waitTarget'] ?? 10);
  let late = 0;
  queue.querySelectorAll<HTMLElement>('[data-row]').forEach((row, before) => {
    const waited = Math.max(0, Math.floor(secondsSince(row.dataset['since']) / 60));
    write(row.querySelector('[data-waited]'), waitWords(waited));
    const mark = row.querySelector('[data-age]');
    if (mark) mark.className = `queue-age queue-${ageOf(waited, target)}`;
    const { reached } = outlookOf(before, remaining);
    row.classList.toggle('queue-row-late', !reached);
    const words = row.querySelector<HTMLElement>('[data-late]');
    if (words) words.hidden = reached;
    if (!reached) late += 1;
  });
  return late;
}

/** Those on hold, and who comes next: whoever's time is up, then the queue, then whoever is on hold. */
function countHeld(queue: HTMLElement): string | null {
  let due: string | null = null;
  const held = [...queue.querySelectorAll<HTMLElement>('[data-held-row]')];
  for (const row of held) {
    const left = row.dataset['until'] ? -secondsSince(row.dataset['until']) : 0;
    const up = left <= 0;
    row.classList.toggle('queue-row-due', up);
    write(row.querySelector('[data-left-of]'), up ? 'وقت او رسید' : formatStopwatch(Math.ceil(left)));
    if (up) due ??= row.dataset['label'] ?? null;
  }
  return due ?? queue.querySelector<HTMLElement>('[data-row]')?.dataset['label'] ?? held[0]?.dataset['label'] ?? null;
}

const drawCells = (group: Element | null, left: number, talks: number): void => {
  const cells = barCells({ left, talks }).map(({ x, width }) => `${x.toFixed(2)} ${width.toFixed(2)}`);
  if (group === null || group.getAttribute('data-drawn') === cells.join()) return;
  group.setAttribute('data-drawn', cells.join());
  group.replaceChildren(...cells.map((cell) => {
    const [x = '0', width = '0'] = cell.split(' ');
    const rect = document.createElementNS(SVG, 'rect');
    for (const [name, value] of Object.entries({ x, y: '0', width, height: '8' })) rect.setAttribute(name, value);
    return rect;
  }));
};

function countBar(root: HTMLElement, { now, endsAt, pace }: Remaining, startsAt: Instant, waiting: number): void {
  const untilEnd = minutesBetween(now, endsAt);
  const { figure, words } = leftWords(minutesBetween(now, startsAt), untilEnd);
  write(root.querySelector('[data-left]'), figure);
  write(root.querySelector('[data-left-words]'), words);
  const share = shareWords(waiting, Math.max(0, untilEnd), minutesEach(pace));
  write(root.querySelector('[data-share-people]'), share.people);
  write(root.querySelector('[data-share]'), share.each);
  const { left, talks } = timeBar({ now, startsAt, endsAt }, pace.targetMinutes);
  drawCells(root.querySelector('[data-cells]'), left, waiting === 0 ? 1 : talks);
}

function countCard(root: HTMLElement): void {
  const up = root.querySelector<HTMLElement>('[data-count-up]');
  if (up !== null) {
    const seconds = secondsSince(up.dataset['countUp']);
    write(up, formatStopwatch(seconds));
    const target = root.querySelector<HTMLElement>('[data-target]');
    const minutes = Number(target?.dataset['target'] ?? 0);
    const over = target !== null && seconds > minutes * 60;
    up.classList.toggle('talk-timer-over', over);
    target?.classList.toggle('talk-target-over', over);
    write(target, targetWords(minutes, over));
  }
  const down = root.querySelector<HTMLElement>('[data-count-down]');
  if (down !== null) write(down, formatStopwatch(Math.ceil(-secondsSince(down.dataset['countDown']))));
}

/** What the counting found out that the buttons say. */
export interface Counted {
  readonly next: string | null;
  /** Whether the time for the note is up. */
  readonly wrapOver: boolean;
}

/** Brings every time on the page to this moment. */
export function count(root: HTMLElement): Counted {
  countCard(root);
  const queue = root.querySelector<HTMLElement>('[data-queue]');
  if (queue === null) return { next: null, wrapOver: false };
  const remaining = remainingOf(queue);
  const waiting = Number(queue.dataset['waiting'] ?? 0);
  countBar(root, remaining, (queue.dataset['planned'] ?? '') as Instant, waiting);
  write(root.querySelector('[data-door-late]'), unreachedWords(countRows(queue, remaining)));
  const down = root.querySelector<HTMLElement>('[data-count-down]')?.dataset['countDown'];
  return { next: countHeld(queue), wrapOver: down !== undefined && secondsSince(down) >= 0 };
}
