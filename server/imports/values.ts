import { clockOfMinutes, formatClock, parseClock } from '../domain/clock.ts';
import { dayOfNumber, isDay } from '../domain/day.ts';
import { formatDay, isJalaliDate, MONTHS, parseJalali, toJalali, type Day } from '../domain/jalali.ts';
import { foldKey, formatNumber, toAsciiDigits, toPersianDigits } from '../domain/persian.ts';
import { CELL_FAULTS, type CellFault } from '../wording/imports.ts';
import { isEmptyCell, type Cell } from './cells.ts';
import type { Column } from './kinds.ts';

/** A cell as the forms take it, with the sentence of what is wrong with it, if anything is. */
export interface Value {
  readonly text: string;
  readonly fault: string | null;
}

const EMPTY: Value = { text: '', fault: null };
const DAYS_TO_1970 = 25_569;
const FIRST_SERIAL = 7_000;
const LAST_SERIAL = 110_000;
const MINUTES_IN_DAY = 1_440;

const good = (text: string): Value => ({ text, fault: null });
const sentence = (fault: CellFault, facts: Readonly<Record<string, string>> = {}): string =>
  CELL_FAULTS[fault].replace(/\{(\w+)\}/g, (_whole, name: string) => toPersianDigits(facts[name] ?? ''));
const bad = (fault: CellFault, facts: Readonly<Record<string, string>> = {}): Value => ({ text: '', fault: sentence(fault, facts) });

/** Text without the signs that programs leave in cells: direction marks, controls, and the quote that keeps a formula from running. */
export const lightly = (text: string): string => text.replace(/\p{Bidi_Control}/gu, '').replace(/\p{Cc}+/gu, ' ').trim().replace(/^'(?='*\s*[=+\-@＝＋－＠])/, '');

const serialDay = (serial: number): Day | null => {
  const number = Math.floor(serial) - DAYS_TO_1970;
  return Number.isFinite(number) && number > -30_000 && number < 200_000 ? dayOfNumber(number) : null;
};

const minutesOf = (fraction: number): number | null => {
  const minutes = Math.round(fraction * MINUTES_IN_DAY);
  return minutes >= 0 && minutes < MINUTES_IN_DAY ? minutes : null;
};

const within = (day: Day): boolean => day >= '1921-03-21' && day < '2121-03-21';

const dayValue = (day: Day | null, shown: string): Value => {
  if (day === null) return bad('not_day', { value: shown });
  return within(day) ? good(formatDay(day)) : bad('day_outside', { value: shown });
};

/** A cell as people read it; nothing for one that has no value. */
export function shownOf(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  if (typeof cell === 'string') return lightly(cell);
  if (typeof cell === 'number') return Number.isInteger(cell) && Math.abs(cell) < 1e15 ? cell.toFixed(0) : String(cell);
  if ('odd' in cell) return '';
  if (cell.at >= 0 && cell.at < 1) return toAsciiDigits(formatClock(clockOfMinutes(minutesOf(cell.at) ?? 0)));
  const day = serialDay(cell.at);
  return day === null || !within(day) ? String(cell.at) : toAsciiDigits(formatDay(day));
}

const SCIENTIFIC = /^\+?(\d+)(?:\.(\d+))?e\+?(\d{1,2})$/i;

/** The digits of a number that a spreadsheet may have written as 12.0 or 1e+10; a fault where digits are gone for good. */
function wholeOf(cell: Cell): Value {
  const text = toAsciiDigits(shownOf(cell)).replace(/[٬,\s]/g, '');
  const scientific = SCIENTIFIC.exec(text);
  if (scientific !== null) {
    const [, whole = '', decimals = '', power = ''] = scientific;
    // 9.13E+09 stands for a number of ten digits of which three are told: the rest was lost when the file was saved.
    if (decimals.length < Number(power) && whole.length + decimals.length > 1) return bad('lost_digits', { value: shownOf(cell) });
    return good(whole + decimals.slice(0, Number(power)).padEnd(Number(power), '0'));
  }
  if (typeof cell === 'number' && Number.isInteger(cell) && !Number.isSafeInteger(cell)) return bad('lost_digits', { value: text });
  return good(text.replace(/^(\d+)\.0+$/, '$1'));
}

const jalaliParts = (text: string): readonly [number, number, number] | null => {
  const numeric = /^(\d{4})\s*[/\-.]\s*(\d{1,2})\s*[/\-.]\s*(\d{1,2})$/.exec(text) ?? /^(1[34]\d\d)(\d\d)(\d\d)$/.exec(text);
  return numeric === null ? null : [Number(numeric[1]), Number(numeric[2]), Number(numeric[3])];
};

const wordedParts = (text: string): readonly [number, number, number] | null => {
  const worded = /(\d{1,2})\s*([^\d\s]+)\s*(\d{4})$/.exec(text);
  const month = MONTHS.findIndex((name) => foldKey(name) === foldKey(worded?.[2] ?? '')) + 1;
  return worded === null || month === 0 ? null : [Number(worded[3]), month, Number(worded[1])];
};

const dayOfText = (typed: string): Value => {
  const text = toAsciiDigits(typed).replace(/[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/i, '').trim();
  const compact = /^(1[34]\d\d)(\d\d)(\d\d)$/.exec(text);
  const found = parseJalali(compact === null ? text : `${compact[1]}/${compact[2]}/${compact[3]}`);
  if (found !== null) return good(formatDay(found));
  if (/^\d{5,6}(\.\d+)?$/.test(text) && Number(text) >= FIRST_SERIAL && Number(text) <= LAST_SERIAL) return dayValue(serialDay(Number(text)), typed);
  const parts = jalaliParts(text) ?? wordedParts(text);
  if (parts !== null) {
    const [year, month, day] = parts;
    const iso = [String(year), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
    if (year >= 1900 && isDay(iso)) return dayValue(iso, typed);
    if (month >= 1 && month <= 12 && year >= 1300 && year <= 1499 && !isJalaliDate(year, month, day)) return bad('no_such_day', { value: `${day} ${MONTHS[month - 1] ?? ''} ${year}` });
  }
  if (/^\d{2}[/\-.]\d{1,2}[/\-.]\d{1,2}$/.test(text)) return bad('year_short', { value: typed });
  if (/^\d{1,2}[/\-.]\d{1,2}[/\-.]\d{4}$/.test(text)) return bad('year_last', { value: typed });
  return bad('not_day', { value: typed });
};

const readDay = (cell: Cell): Value => {
  if (typeof cell === 'object' && 'at' in cell) return dayValue(serialDay(cell.at), shownOf(cell));
  return dayOfText(shownOf(cell));
};

const readClock = (cell: Cell): Value => {
  const typed = shownOf(cell);
  const fraction = typeof cell === 'object' && 'at' in cell ? cell.at % 1 : /^0?\.\d+$/.test(toAsciiDigits(typed)) ? Number(toAsciiDigits(typed)) : null;
  if (fraction !== null) {
    const minutes = minutesOf(fraction);
    return minutes === null ? bad('not_clock', { value: typed }) : good(clockOfMinutes(minutes));
  }
  const found = parseClock(toAsciiDigits(typed).replace(/^(\d{1,2}:\d{2}):00$/, '$1'));
  return found === null ? bad('not_clock', { value: typed }) : good(found);
};

const MOST_COUNT = 9_999_999;

const readCount = (cell: Cell): Value => {
  const whole = wholeOf(cell);
  if (whole.fault !== null) return whole;
  return /^\d{1,7}$/.test(whole.text) ? good(String(Number(whole.text))) : bad('not_number', { value: shownOf(cell), most: formatNumber(MOST_COUNT) });
};

const readYear = (cell: Cell): Value => {
  const { text } = wholeOf(cell);
  return /^1[34]\d\d$/.test(text) ? good(text) : bad('not_year', { value: shownOf(cell) });
};

/** A month as '05', or as '1399-05' where the year stands in the same cell. */
const readMonth = (cell: Cell): Value => {
  if (typeof cell === 'object' && 'at' in cell) {
    const day = serialDay(cell.at);
    if (day === null || !within(day)) return bad('not_month', { value: shownOf(cell) });
    const { year, month } = toJalali(day);
    return good(`${year}-${String(month).padStart(2, '0')}`);
  }
  const typed = shownOf(cell);
  const text = toAsciiDigits(typed).replace(/\.0+$/, '').trim();
  const figures = /^(?:(1[34]\d\d)\s*[/\-.]\s*)?(\d{1,2})$/.exec(text);
  const [, name = '', year] = /^(\D+?)(?:ماه)?\s*(1[34]\d\d)?$/.exec(text) ?? [];
  const month = figures === null ? MONTHS.findIndex((one) => foldKey(one) === foldKey(name.replace(/\s*ماه\s*$/, ''))) + 1 : Number(figures[2]);
  if (month < 1 || month > 12) return bad('not_month', { value: typed });
  const stated = figures?.[1] ?? year;
  return good(`${stated === undefined ? '' : `${stated}-`}${String(month).padStart(2, '0')}`);
};

const MOST_NAMED = 5;

const readWord = (cell: Cell, words: Readonly<Record<string, readonly string[]>>): Value => {
  const typed = shownOf(cell);
  const found = Object.entries(words).find(([, spellings]) => spellings.some((spelling) => foldKey(spelling) === foldKey(typed)));
  if (found !== undefined) return good(found[0]);
  const named = Object.values(words).flatMap(([first]) => (first === undefined ? [] : [`«${first}»`]));
  if (named.length > MOST_NAMED) return bad('not_of_words', { value: typed, words: named[0] ?? '' });
  return bad('not_word', { value: typed, words: [named.slice(0, -1).join('، '), named.at(-1) ?? ''].join(' یا ') });
};

/** A cell of a column as the forms take it: zeros, dates and clocks that the spreadsheet took are given back. */
export function valueOf(column: Column, cell: Cell | undefined): Value {
  if (cell !== undefined && typeof cell === 'object' && 'odd' in cell && cell.odd !== 'merged') return bad(cell.odd);
  if (cell === undefined || isEmptyCell(cell) || shownOf(cell) === '') return EMPTY;
  switch (column.sort) {
    case 'day': return readDay(cell);
    case 'clock': return readClock(cell);
    case 'count': return readCount(cell);
    case 'year': return readYear(cell);
    case 'month': return readMonth(cell);
    case 'word': return readWord(cell, column.words ?? {});
    case 'code': case 'national': case 'phone': return wholeOrText(cell);
    case 'text': return good(shownOf(cell));
  }
}

/** What a cell that is needed but covered by a merged one is told. */
export const MERGED_FAULT: string = CELL_FAULTS.merged;

function wholeOrText(cell: Cell): Value {
  const text = shownOf(cell);
  return typeof cell === 'number' || SCIENTIFIC.test(toAsciiDigits(text)) || /^\d+\.0+$/.test(toAsciiDigits(text)) ? wholeOf(cell) : good(text);
}
