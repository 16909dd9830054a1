import { getTableColumns, getTableName, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { recordOf } from './insert-many.ts';
import { pages } from './pages.ts';
import type { Transaction } from './transaction.ts';

const ROWS_A_STATEMENT = 4_000;

/** Sets, in rows found by `key`, the columns that the first row names: a statement a page. Counts the row's `version` up, where the table has one. */
export async function updateMany<T extends PgTable, K extends keyof T['$inferSelect'] & string>(
  tx: Transaction,
  table: T,
  key: K,
  rows: readonly (Partial<T['$inferInsert']> & Record<K, unknown>)[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const all = Object.entries(getTableColumns(table));
  const columns = all.filter(([name]) => name in first);
  const target = sql.identifier(getTableName(table));
  const keyName = sql.identifier(all.find(([name]) => name === key)?.[1].name ?? key);
  const sets = columns
    .filter(([name]) => name !== key)
    .map(([, { name }]) => sql`${sql.identifier(name)} = said.${sql.identifier(name)}`);
  if (all.some(([name]) => name === 'version') && !('version' in first)) sets.push(sql`version = held.version + 1`);
  for (const page of pages(rows, ROWS_A_STATEMENT)) {
    const json = JSON.stringify(page.map((row) => recordOf(columns, row)));
    await tx.execute(
      sql`update ${target} held set ${sql.join(sets, sql`, `)} from json_populate_recordset(null::${target}, ${json}) said where held.${keyName} = said.${keyName}`,
    );
  }
}
