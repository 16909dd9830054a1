/** What the lines of a file of programme records say, once their cells are read: the contract between whoever reads files and whoever takes them in. */

/** A column of such a file. */
export interface RecordColumn {
  /** Field of the kind; `org` is the organisation whose record a line is. */
  readonly name: string;
  /** As this project writes it. */
  readonly title: string;
  /** Other titles that mean the same. */
  readonly also: readonly string[];
  readonly required: boolean;
  /** How a cell is made plain: a day as `YYYY-MM-DD` where it is one, a code narrow and without spaces, a text trimmed. */
  readonly holds: 'text' | 'code' | 'day';
}

export interface RecordLine {
  /** As a spreadsheet shows it. */
  readonly row: number;
  /** What stands in each column by its name; empty cells have no entry. */
  readonly cells: Readonly<Record<string, string>>;
  /** Columns whose cell holds a formula: what it would show is another program's opinion. */
  readonly formulas: readonly string[];
}

export interface RecordLines {
  readonly form: 'xlsx' | 'csv';
  /** Rows below the titles, blank ones included. */
  readonly rows: number;
  /** Names of the columns that the file has. */
  readonly columns: readonly string[];
  readonly lines: readonly RecordLine[];
  readonly blank: readonly number[];
}
