import { codeOf } from './cells.ts';
import { FileFault } from './file-fault.ts';
import { isBlankCell, type RawCell, type RawRow, type RawTable } from './table.ts';

/** A column by the title this project writes, with other titles that mean the same. */
export interface Column {
  readonly title: string;
  readonly also: readonly string[];
  readonly required: boolean;
}

/** A table whose columns were found by their titles, in whatever order they stand. */
export interface TitledTable {
  readonly rows: readonly RawRow[];
  /** The cell of a row under a title; null when the file has no such column. */
  readonly cell: (row: RawRow, title: string) => RawCell;
  /** Whether the file has this column. */
  readonly has: (title: string) => boolean;
  /** Columns that hold an item of an instrument: its number and where it stands. */
  readonly items: readonly { readonly item: string; readonly at: number }[];
}

const ITEM = /^(?:第|q|item)?(\d{1,3})题?$/;

/** A title without spaces, hints in brackets, asterisks and colons. */
function plain(cell: RawCell): string {
  return codeOf(cell)
    .toLowerCase()
    .replace(/\([^)]*\)|[*:]/g, '');
}

/** Finds the columns in the first row that is not blank. Throws FileFault: no titles, a required column missing, one there twice. */
export function titled(table: RawTable, columns: readonly Column[]): TitledTable {
  const first = table.rows.findIndex(({ cells }) => !cells.every(isBlankCell));
  const titles = table.rows[first]?.cells.map(plain);
  if (titles === undefined) throw new FileFault('titlesMissing');
  const places = new Map<string, number>();
  const twice: string[] = [];
  for (const { title, also } of columns) {
    const meant = [title, ...also].map(plain);
    const at = titles.flatMap((name, index) => (meant.includes(name) ? [index] : []));
    if (at.length > 1) twice.push(title);
    if (at[0] !== undefined) places.set(title, at[0]);
  }
  const missing = columns.filter(({ title, required }) => required && !places.has(title)).map(({ title }) => title);
  if (missing.length > 0) throw new FileFault('columnMissing', missing);
  const items = titles.flatMap((name, at) => {
    const item = ITEM.exec(name)?.[1];
    return item === undefined ? [] : [{ item: String(Number(item)), at }];
  });
  twice.push(
    ...items.filter(({ item }, index) => items.findIndex((other) => other.item === item) < index).map((i) => i.item),
  );
  if (twice.length > 0) throw new FileFault('columnTwice', twice);
  return {
    rows: table.rows.slice(first + 1),
    cell: (row, title) => row.cells[places.get(title) ?? -1] ?? null,
    has: (title) => places.has(title),
    items,
  };
}
