import { type Column, getTableColumns, type InferInsertModel } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { recordOf } from './insert-many.ts';
import { pages } from './pages.ts';
import {
  acts,
  answers,
  audit,
  disclosures,
  duties,
  events,
  notices,
  streams,
  vault,
  warnings,
} from './schema/index.ts';
import { type Call, callIn, type Transaction } from './transaction.ts';

/** What travels in one call of app.write, in the order in which it is written. Names are its parameters; a list left out is no statement. */
const TABLES = {
  born: streams, // streams that begin; a new row says every column
  moved: streams, // streams that were there
  facts: events,
  texts: vault,
  left: disclosures, // what left the house with these facts
  owed: duties, // new, or as they stand now
  told: notices, // with the word to every open screen of theirs
  sheets: answers, // with the place in the campaign that asked for them
  warned: warnings,
  asked: acts,
  lines: audit,
} as const satisfies Record<string, PgTable>;

type Tables = typeof TABLES;

/** Rows of one transaction, by what they are. Of streams that were there: the columns that an act changes. */
export type Rows = {
  readonly [K in Exclude<keyof Tables, 'moved'>]?: readonly InferInsertModel<Tables[K]>[];
} & {
  readonly moved?: readonly (Pick<InferInsertModel<Tables['moved']>, 'id'> &
    Partial<InferInsertModel<Tables['moved']>>)[];
};

const COLUMNS = Object.fromEntries(
  Object.entries(TABLES).map(([name, table]) => [name, Object.entries<Column>(getTableColumns(table))]),
);
const NAMES = Object.keys(TABLES) as readonly (keyof Tables)[];
const TEXT = `select app.write(${NAMES.map((_name, at) => `$${at + 1}::json`).join(', ')})`;

/** The call that writes them; as the last of its transaction it may travel with COMMIT. */
export function writing(rows: Rows): Call {
  const parameters = NAMES.map((name) => {
    const list: readonly object[] = rows[name] ?? [];
    return list.length === 0 ? null : JSON.stringify(list.map((row) => recordOf(COLUMNS[name] ?? [], row)));
  });
  return { text: TEXT, parameters };
}

/** All that several parts of one act write. */
export function together(...parts: readonly Rows[]): Rows {
  const all: Record<string, readonly object[]> = {};
  for (const part of parts)
    for (const [name, list] of Object.entries(part)) all[name] = [...(all[name] ?? []), ...(list ?? [])];
  return all as Rows; // each list holds what its name held
}

/** One JSON text stays well under what a connection swallows at once. */
const ROWS_A_CALL = 4_000;

/** Writes them, however many there are. */
export async function writeRows(tx: Transaction, rows: Rows): Promise<void> {
  const most = Math.max(...NAMES.map((name) => rows[name]?.length ?? 0));
  if (most <= ROWS_A_CALL) return void (await callIn(tx, writing(rows)));
  // A table after the other, as in one call: what comes first is what the next points at.
  for (const name of NAMES)
    for (const page of pages<object>(rows[name] ?? [], ROWS_A_CALL)) await callIn(tx, writing({ [name]: page }));
}
