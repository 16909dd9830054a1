import { type Column, getTableColumns, getTableName, type InferInsertModel, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { pages } from './pages.ts';
import type { Transaction } from './transaction.ts';

/** One JSON text per statement stays well under what a connection swallows at once. */
const ROWS_A_STATEMENT = 4_000;

/**
 * Inserts many rows with few statements: each page travels as one JSON parameter, so the text is always the same (prepared once) and no limit on parameters
 * is met. COPY is not an option: Postgres refuses it under row-level security. Columns that no row names keep their defaults; a value left out of one
 * row is NULL. `conflict` follows the rows, such as ON CONFLICT DO NOTHING. Returns how many rows were written.
 */
export async function insertMany<T extends PgTable>(
  tx: Transaction,
  table: T,
  rows: readonly InferInsertModel<T>[],
  conflict: SQL = sql``,
): Promise<number> {
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => rows.some((row) => key in row));
  const names = sql.join(
    columns.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  );
  const target = sql.identifier(getTableName(table));
  let written = 0;
  for (const page of pages(rows, ROWS_A_STATEMENT)) {
    const json = JSON.stringify(page.map((row) => recordOf(columns, row)));
    const result = await tx.execute(
      sql`insert into ${target} (${names}) select ${names} from json_populate_recordset(null::${target}, ${json}) ${conflict}`,
    );
    written += result.count;
  }
  return written;
}

/** A row as json_populate_recordset takes it, by the names of its columns. */
export function recordOf(columns: readonly (readonly [string, Column])[], row: object): Record<string, unknown> {
  return Object.fromEntries(columns.map(([key, column]) => [column.name, textOf(column, Reflect.get(row, key))]));
}

/** A value as json_populate_recordset takes it: bytes in hex, JSON and arrays as they are, the rest as its column says. */
function textOf(column: Column, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  if (Array.isArray(value) || column.dataType === 'json') return value;
  return column.mapToDriverValue(value);
}
