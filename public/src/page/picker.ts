import { addDays, addMonths, day as asDay, FIRST_YEAR, firstOfMonth, formatDayLong, formatMonth, fromJalali, LAST_YEAR, lastOfMonth, monthLength, monthOf, startOfWeek, toJalali, weekday, WEEKDAYS, type Day } from '../../../server/domain/jalali.ts';
import { toPersianDigits } from '../../../server/domain/digits.ts';
import { closest, element, icon } from './elements.ts';
import { todayIso } from './moments.ts';

interface Wishes {
  readonly name: string;
  readonly choose: (day: Day) => void;
  /** Called on closing; `giveBack` says whether the focus returns to the opener. */
  readonly closed: (giveBack: boolean) => void;
}

interface Picker {
  readonly element: HTMLElement;
  readonly isOpen: () => boolean;
  readonly open: (chosen: Day | null) => void;
  readonly close: (giveBack: boolean) => void;
}

/** The same day of another month, or that month's last day. */
const moveMonths = (from: Day, months: number): Day => {
  const { day } = toJalali(from);
  const { year } = monthOf(from);
  if (year + months / 12 < FIRST_YEAR || year + months / 12 >= LAST_YEAR) return from;
  const month = addMonths(monthOf(from), months);
  return fromJalali(month.year, month.month, Math.min(day, monthLength(month)));
};

const EARLIEST = fromJalali(FIRST_YEAR, 1, 1);
const LATEST = fromJalali(LAST_YEAR, 12, 29);
const within = (day: Day): Day => (day < EARLIEST ? EARLIEST : day > LATEST ? LATEST : day);

/** Where a key leads from a day; in right-to-left the left arrow is tomorrow. Null for other keys. */
const stepOf = (event: KeyboardEvent, from: Day): Day | null => {
  switch (event.key) {
    case 'ArrowLeft': return addDays(from, 1);
    case 'ArrowRight': return addDays(from, -1);
    case 'ArrowDown': return addDays(from, 7);
    case 'ArrowUp': return addDays(from, -7);
    case 'Home': return startOfWeek(from);
    case 'End': return addDays(startOfWeek(from), 6);
    case 'PageDown': return moveMonths(from, event.shiftKey ? 12 : 1);
    case 'PageUp': return moveMonths(from, event.shiftKey ? -12 : -1);
    default: return null;
  }
};

const turn = (label: string, name: string, run: () => void): HTMLButtonElement => {
  const button = element('button', { type: 'button', class: 'button button-quiet button-icon button-small', 'aria-label': label, title: label }, icon(name));
  button.addEventListener('click', run);
  return button;
};

/** A Jalali calendar that opens under a field: arrows, Home, End, PageUp, PageDown (with Shift a year), Enter, Escape. */
export function createPicker({ name, choose, closed }: Wishes): Picker {
  const title = element('strong', { class: 'picker-title', 'aria-live': 'polite' });
  const body = element('tbody');
  const heads = WEEKDAYS.map((full, at) => element('th', { scope: 'col', abbr: full, ...(at === 6 ? { class: 'friday' } : {}) }, full.slice(0, 1)));
  const table = element('table', { role: 'grid', class: 'picker-grid', 'aria-label': name }, element('thead', {}, element('tr', {}, ...heads)), body);
  const box = element('div', { class: 'picker', role: 'dialog', 'aria-label': name, hidden: '' });
  let at: Day = asDay(todayIso());
  let chosen: Day | null = null;

  const cell = (day: Day): HTMLTableCellElement => {
    const td = element('td', { role: 'gridcell', 'data-day': day, tabindex: day === at ? '0' : '-1', 'aria-label': formatDayLong(day), 'aria-selected': String(day === chosen) }, toPersianDigits(toJalali(day).day));
    if (weekday(day) === 6) td.classList.add('friday');
    if (day === todayIso()) td.setAttribute('aria-current', 'date');
    return td;
  };

  const draw = (focus: boolean) => {
    const month = monthOf(at);
    const [first, last] = [firstOfMonth(month), lastOfMonth(month)];
    title.textContent = formatMonth(month);
    const rows: HTMLTableRowElement[] = [];
    for (let week = startOfWeek(first); week <= last; week = addDays(week, 7)) {
      const cells = [0, 1, 2, 3, 4, 5, 6].map((offset) => addDays(week, offset));
      rows.push(element('tr', {}, ...cells.map((day) => (day < first || day > last ? element('td') : cell(day)))));
    }
    body.replaceChildren(...rows);
    if (focus) body.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  };

  const go = (to: Day, focus: boolean) => {
    at = within(to);
    draw(focus);
  };
  const close = (giveBack: boolean) => {
    if (box.hidden) return;
    box.hidden = true;
    closed(giveBack);
  };
  const take = (day: Day) => {
    choose(day);
    close(true);
  };

  const today = element('button', { type: 'button', class: 'button button-quiet button-small' }, 'امروز');
  today.addEventListener('click', () => take(asDay(todayIso())));
  const head = element('div', { class: 'picker-head' },
    turn('ماه پیش', 'chevron-right', () => go(moveMonths(at, -1), false)),
    title,
    turn('ماه بعد', 'chevron-left', () => go(moveMonths(at, 1), false)));
  const years = element('div', { class: 'picker-foot' },
    turn('سال پیش', 'minus', () => go(moveMonths(at, -12), false)), element('span', { class: 'small muted' }, 'سال'), turn('سال بعد', 'plus', () => go(moveMonths(at, 12), false)), today);
  box.append(head, table, years);

  box.addEventListener('click', (event) => {
    const day = closest(event.target, '[data-day]')?.dataset['day'];
    if (day !== undefined) take(asDay(day));
  });
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      return close(true);
    }
    if (closest(event.target, '[data-day]') === null) return;
    const to = event.key === 'Enter' || event.key === ' ' ? null : stepOf(event, at);
    if (to === null && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (to === null) take(at);
    else go(to, true);
  });

  return {
    element: box,
    isOpen: () => !box.hidden,
    open: (day) => {
      chosen = day;
      box.hidden = false;
      go(day ?? asDay(todayIso()), true);
    },
    close,
  };
}
