import { sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import type { Tier } from '#domain/programme-access';
import type { Words } from '#domain/words';
import type { Period } from '#programme/period';
import type { Transaction } from '#db/transaction';

/** What a picture is drawn over. */
export interface PictureScope {
  readonly id: string;
  readonly path: string;
  readonly tier: Tier;
  readonly period: Period;
  readonly at: Instant;
}

/** Columns, and a row for each place, month or stage. */
export interface Drawn {
  readonly columns: readonly { readonly code: string; readonly name: Words }[];
  readonly rows: readonly DrawnRow[];
}

export interface DrawnRow {
  readonly code: string;
  readonly name: Words;
  /** The organisation that can be looked at more closely. */
  readonly org: string | null;
  /** One for each column. */
  readonly values: readonly number[];
}

/** A proper name reads the same in every language. */
export function named(name: string): Words {
  return { 'zh-CN': name, en: name };
}

export function columnsOf(vocabulary: Readonly<Record<string, Words>>): Drawn['columns'] {
  return Object.entries(vocabulary).map(([code, name]) => ({ code, name }));
}

/** A part of the place that is looked at. */
interface Part extends Record<string, unknown> {
  readonly code: string;
  readonly name: string;
}

/** Counts of one cell each. */
export interface Cell extends Record<string, unknown> {
  readonly row: string;
  readonly column: string;
  readonly n: number;
}

/** Cells as rows with a value for every column; rows in the order given. */
export function tabled(
  rows: readonly { readonly code: string; readonly name: Words; readonly org?: string }[],
  columns: Drawn['columns'],
  cells: Iterable<Cell>,
): Drawn {
  const held = new Map([...cells].map(({ row, column, n }) => [`${row} ${column}`, Number(n)]));
  return {
    columns,
    rows: rows.map(({ code, name, org = null }) => ({
      code,
      name,
      org,
      values: columns.map((column) => held.get(`${code} ${column.code}`) ?? 0),
    })),
  };
}

/** The counties of a city, the schools of a county; a school is looked at as one. As SQL: code, name, path. */
export function parts({ id, tier }: PictureScope) {
  return tier === 'school'
    ? sql`select code, name, path from organisations where id = ${id}::uuid`
    : sql`select code, name, path from organisations where parent_id = ${id}::uuid and kind in ('county', 'school') and valid_to is null`;
}

/** The same as rows of a picture; those that lie below the place can be opened. */
export async function placeRows(tx: Transaction, scope: PictureScope) {
  const rows = await tx.execute<Part>(sql`select code, name from (${parts(scope)}) p order by code collate "C"`);
  return [...rows].map(({ code, name }) => ({
    code,
    name: named(name),
    ...(scope.tier === 'school' ? {} : { org: code }),
  }));
}

/** Lives of children at or below a part `p`. */
export const AT_PART = sql`s.home_path >= p.path collate "C" and s.home_path < app.after(p.path)`;
