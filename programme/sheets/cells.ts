import type { Language } from '#domain/scale';
import type { Words } from '#domain/words';
import { codesIn, type Field, type Fields, rowsIn, type Value, type Values } from '#programme/field';
import type { Kind } from '#programme/kind';
import { columnsOf, NO, YES } from './columns.ts';

const SEPARATORS = /[、,，;；\n]+/;
const NUMBER = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;
const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;
const YESES = new Set(['是', '有', 'yes', 'y', 'true', '1', '√', '✓']);
const NOES = new Set(['否', '无', 'no', 'n', 'false', '0', '×']);

/**
 * Values as `readValues` takes them, from the cells of a line by field: choices by code or by either label, flags as 是 or 否. What cannot be read stays as
 * it is written, so that the check names its fault.
 */
export function rawOf(kind: Kind, cells: Readonly<Record<string, string>>): Record<string, unknown> {
  const raw: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(kind.fields)) {
    const cell = cells[name];
    if (field.type !== 'files' && cell !== undefined) raw[name] = rawValue(field, cell);
  }
  return raw;
}

function rawValue(field: Field, cell: string): unknown {
  switch (field.type) {
    case 'count':
      return countIn(cell);
    case 'day':
      return dayIn(cell);
    case 'flag':
      return flagIn(cell);
    case 'choice':
      return codeIn(field.of, cell);
    case 'choices':
      return parts(cell).map((part) => codeIn(field.of, part));
    case 'places':
    case 'files':
      return parts(cell);
    case 'rows':
      return linesIn(cell).map((line) => rowIn(field.fields, line));
    case 'text':
    case 'place':
    case 'record':
      return cell;
    default:
      return field satisfies never;
  }
}

function countIn(cell: string): unknown {
  const text = plain(cell);
  return NUMBER.test(text) ? Number(text.replaceAll(',', '')) : cell;
}

function dayIn(cell: string): string {
  const [, year, month, day] = DAY.exec(plain(cell)) ?? [];
  return year === undefined ? cell : [year, month?.padStart(2, '0'), day?.padStart(2, '0')].join('-');
}

function flagIn(cell: string): unknown {
  const text = plain(cell);
  return YESES.has(text) ? true : NOES.has(text) ? false : cell;
}

function codeIn(of: Readonly<Record<string, Words>>, cell: string): string {
  const text = plain(cell);
  const known = Object.entries(of).find(([code, label]) =>
    [code, label['zh-CN'], label.en].some((name) => plain(name) === text),
  );
  return known?.[0] ?? cell;
}

function parts(cell: string): string[] {
  return cell
    .split(SEPARATORS)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Width, case and spaces are no difference. */
function plain(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s+/gu, '').toLowerCase();
}

function linesIn(cell: string): string[] {
  return cell
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The parts of a line in the order of the fields; one that is left empty is left out. A part too many is a field that is not there. */
function rowIn(fields: Fields, line: string): Record<string, unknown> {
  const names = Object.keys(fields);
  const row: Record<string, unknown> = {};
  for (const [index, part] of split(line).entries()) {
    const name = names[index] ?? `#${index + 1}`;
    const field = fields[name];
    if (part !== '') row[name] = field === undefined ? part : rawValue(field, part);
  }
  return row;
}

/** At every bar that no backslash stands before. */
function split(line: string): string[] {
  return (line.match(/(?:\\.|[^|｜\\])+|[|｜]/gu) ?? [])
    .reduce<string[]>((cut, piece) => (/^[|｜]$/.test(piece) ? [...cut, ''] : [...cut.slice(0, -1), piece]), [''])
    .map((part) => part.replaceAll('\\n', '\n').replaceAll(/\\(.)/g, '$1').trim());
}

/** A record as a line of cells in the order of its columns, as an import takes them back. */
export function cellsOf(kind: Kind, org: string, values: Values, language: Language): readonly string[] {
  return columnsOf(kind).map(({ name, field }) => {
    const value = values[name];
    if (field === null) return org;
    return value === undefined ? '' : cellOf(field, value, language);
  });
}

function cellOf(field: Field, value: Value, language: Language): string {
  switch (field.type) {
    case 'flag':
      return (value === true ? YES : NO)[language];
    case 'choice':
      return labelOf(field.of, plainly(value), language);
    case 'choices':
      return codesIn({ value }, 'value')
        .map((code) => labelOf(field.of, code, language))
        .join('、');
    case 'places':
    case 'files':
      return codesIn({ value }, 'value').join('、');
    case 'rows':
      return rowsIn({ value }, 'value')
        .map((row) => rowOf(field.fields, row, language))
        .join('\n');
    case 'text':
    case 'count':
    case 'day':
    case 'place':
    case 'record':
      return plainly(value);
    default:
      return field satisfies never;
  }
}

function plainly(value: Value): string {
  return typeof value === 'object' ? '' : String(value);
}

function labelOf(of: Readonly<Record<string, Words>>, code: string, language: Language): string {
  return of[code]?.[language] ?? code;
}

function rowOf(fields: Fields, row: Values, language: Language): string {
  const cells = Object.entries(fields).map(([name, field]) => {
    const value = row[name];
    return value === undefined
      ? ''
      : cellOf(field, value, language)
          .replaceAll(/[\\|｜]/g, '\\$&')
          .replaceAll('\n', '\\n');
  });
  return cells.join('|').replace(/\|+$/, '');
}
