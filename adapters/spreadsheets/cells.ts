import { addDays, type Day, type Instant, isDay, MINUTE, onDay, startOfDay } from '#domain/instant';
import type { RawCell } from './table.ts';

/** Day 0 of the 1900 date system as spreadsheet programs count it (they believe in 29 February 1900). */
const SERIAL_ZERO: Day = '1899-12-30';
/** 1954 to 2119: a number in this range in a date column is a serial day, outside it is none. */
const SERIAL_DAYS = { from: 20_000, to: 80_000 };
const DAY_MINUTES = 24 * 60;

/** What a person reads in the cell, without the spaces around it (full-width ones too). '' when there is nothing. */
export function textOf(cell: RawCell): string {
  if (cell === null || typeof cell === 'boolean') return cell === null ? '' : String(cell);
  if (typeof cell === 'object') return cell instanceof Date ? cell.toISOString() : '';
  return typeof cell === 'number' ? String(cell) : cell.trim();
}

/** Numbers and codes: full-width forms made narrow (NFKC), all spaces out. */
export function codeOf(cell: RawCell): string {
  return narrow(textOf(cell)).replace(/\s+/g, '');
}

// Most cells are plain: normalising each of 340,000 would be a tenth of the work of a file.
function narrow(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFKC');
}

/** A day that exists, undefined for an empty cell, null for anything else. Dates with -, /, ., in Chinese, as eight digits, as date cells and as serial numbers. */
export function dayIn(cell: RawCell): Day | null | undefined {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10); // a date cell has no zone: its day is what it shows
  const text = codeOf(cell);
  if (text === '') return undefined;
  if (/^\d{5}$/.test(text)) return serialDay(Number(text));
  const match = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:00:00(?::00)?)?$/.exec(text);
  if (match === null) return null;
  const day = [match[1], match[2] ?? match[4], match[3] ?? match[5]].map((part) => part?.padStart(2, '0')).join('-');
  return isDay(day) ? day : null;
}

function serialDay(serial: number): Day | null {
  return serial < SERIAL_DAYS.from || serial > SERIAL_DAYS.to ? null : addDays(SERIAL_ZERO, Math.floor(serial));
}

const TIME = /^(.+?)(?:T|\s|日)\s*(\d{1,2})[:时](\d{2})(?:[:分](\d{2})?(?:\.\d+)?秒?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;

/** An instant, undefined for an empty cell, null for anything else. A time without an offset is China Standard Time. Serial numbers round to the minute. A day alone is no time of answering. */
export function timeIn(cell: RawCell): Instant | null | undefined {
  if (cell instanceof Date) return timeIn(cell.toISOString().slice(0, 19));
  const text = narrow(textOf(cell)).trim();
  if (text === '') return undefined;
  if (/^\d{5}\.\d+$/.test(text)) return serialTime(Number(text));
  const match = TIME.exec(text);
  if (match === null) return null;
  const [, date = '', hour = '', minute = '', second, offset] = match;
  const day = dayIn(date.includes('年') ? `${date}日` : date);
  if (day === null || day === undefined) return null;
  try {
    return (
      onDay(day, `${hour.padStart(2, '0')}:${minute}:${second ?? '00'}`) + (8 * 60 - offsetMinutes(offset)) * MINUTE
    );
  } catch {
    return null; // 25:00
  }
}

function offsetMinutes(offset: string | undefined): number {
  if (offset === undefined) return 8 * 60;
  if (offset === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return offset.startsWith('-') ? -minutes : minutes;
}

function serialTime(serial: number): Instant | null {
  const day = serialDay(serial);
  const minutes = Math.round((serial - Math.floor(serial)) * DAY_MINUTES);
  return day === null ? null : startOfDay(day) + minutes * MINUTE;
}
