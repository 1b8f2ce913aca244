import { formatNumber, toAsciiDigits } from '../../server/domain/digits.ts';
import { foldKey } from '../../server/domain/persian.ts';

const MONTHS = 12;

const countIn = (input: HTMLInputElement): number => {
  const digits = toAsciiDigits(input.value).replace(/[\s٬,]/g, '');
  return /^\d{1,7}$/.test(digits) ? Number(digits) : 0;
};

const start = (form: HTMLFormElement): void => {
  const rows = [...form.querySelectorAll<HTMLTableRowElement>('[data-demand-row]')];
  const cellsOf = (row: HTMLElement): HTMLInputElement[] => [...row.querySelectorAll<HTMLInputElement>('.demand-cell input')];
  const grid = rows.map(cellsOf);
  const columns = [...form.querySelectorAll<HTMLElement>('[data-demand-column]')];
  const whole = form.querySelector<HTMLElement>('[data-demand-sum]');
  let dirty = false;

  const addUp = (at: number): void => {
    const row = rows[at];
    const total = row?.querySelector<HTMLElement>('[data-demand-total]');
    if (total) total.textContent = formatNumber((grid[at] ?? []).reduce((sum, cell) => sum + countIn(cell), 0));
    const sums = Array.from({ length: MONTHS }, (_, month) => grid.reduce((sum, cells) => sum + (cells[month] ? countIn(cells[month]) : 0), 0));
    columns.forEach((column, month) => { column.textContent = formatNumber(sums[month] ?? 0); });
    if (whole) whole.textContent = formatNumber(sums.reduce((sum, count) => sum + count, 0));
  };

  const place = (input: EventTarget | null): readonly [row: number, month: number] | null => {
    const row = grid.findIndex((cells) => cells.includes(input as HTMLInputElement));
    return row < 0 ? null : [row, (grid[row] ?? []).indexOf(input as HTMLInputElement)];
  };

  const go = (row: number, month: number, step: number): boolean => {
    let at = row;
    // Rows that the search has hidden are passed over.
    while (rows[at]?.hidden) at += step || 1;
    const cell = grid[at]?.[month];
    if (!cell) return false;
    cell.focus();
    cell.select();
    return true;
  };

  form.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLInputElement)) return;
    const found = place(event.target);
    if (found === null) return;
    const [row, month] = found;
    const { selectionStart, selectionEnd, value } = event.target;
    const all = selectionStart === 0 && selectionEnd === value.length;
    const caret = selectionStart === selectionEnd ? selectionStart : null;
    // Months run from right to left, as the page does; inside a number the arrows still move the caret.
    const moves: Readonly<Record<string, () => boolean>> = {
      ArrowUp: () => go(row - 1, month, -1),
      ArrowDown: () => go(row + 1, month, 1),
      Enter: () => go(row + (event.shiftKey ? -1 : 1), month, event.shiftKey ? -1 : 1),
      ArrowLeft: () => (all || caret === value.length) && go(row, month + 1, 0),
      ArrowRight: () => (all || caret === 0) && go(row, month - 1, 0),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    // Enter never sends a half-typed grid.
    if (move() || event.key === 'Enter') event.preventDefault();
  });

  form.addEventListener('input', (event) => {
    const found = place(event.target);
    if (found === null) return;
    dirty = true;
    addUp(found[0]);
  });
  form.addEventListener('submit', () => { dirty = false; });
  window.addEventListener('beforeunload', (event) => { if (dirty) event.preventDefault(); });

  const find = form.querySelector<HTMLElement>('[data-demand-find]');
  const asked = find?.querySelector('input');
  if (find && asked) {
    find.hidden = false;
    asked.addEventListener('input', () => {
      const key = foldKey(asked.value);
      for (const row of rows) row.hidden = !foldKey(row.dataset['demandRow'] ?? '').includes(key);
    });
    asked.addEventListener('keydown', (event) => { if (event.key === 'Enter') event.preventDefault(); });
  }
};

for (const form of document.querySelectorAll<HTMLFormElement>('[data-demand]')) start(form);
