/** A table as the example files hold it: cells as they are typed, and for every odd row what a reader must make of it. */

export interface Formula {
  readonly formula: string;
  /** What a spreadsheet program would show. */
  readonly shows: string;
}
export type Cell = string | number | Date | Formula | null;

/**
 * `refused`: the row must not be taken. `mended`: written oddly, read as meant. `taken`: stored as it is, with the
 * consequence the code names. `ignored`: not a row at all.
 */
export type Outcome = 'refused' | 'mended' | 'taken' | 'ignored';

export interface Remark {
  readonly outcome: Outcome;
  readonly code: string;
  /** Title of the column at fault. */
  readonly column: string;
  /** A refused answer row that nevertheless holds a positive critical answer: whoever imports must be told. */
  readonly critical?: true;
}

export interface Row {
  readonly cells: readonly Cell[];
  readonly remark?: Remark;
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** Row number as a spreadsheet shows it: the titles are row 1. */
export function sheetRow(index: number): number {
  return index + 2;
}

/** Full-width forms of ASCII digits and letters, as Chinese input methods type them. */
export function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
}

/** A copy with the cell of one column replaced. */
export function withCell(table: Pick<Table, 'columns'>, cells: readonly Cell[], column: string, cell: Cell): Cell[] {
  const at = table.columns.indexOf(column);
  if (at < 0) throw new RangeError(`no column ${column}`);
  return cells.map((each, index) => (index === at ? cell : each));
}

/** The cell as text, as a csv file holds it. */
export function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'object') return String(cell);
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : `=${cell.formula}`;
}
