import type { RowFaultCode, RowIgnored } from '#programme/fault-words';

/** A row that is not taken: its number as a spreadsheet shows it, titles of columns and codes. Never a value. */
export interface RefusedRecordRow {
  readonly row: number;
  readonly faults: readonly { readonly column: string; readonly code: RowFaultCode }[];
}

/** What a file of records would do, or did. Counts, row numbers and codes. */
export interface RecordReport {
  readonly kind: string;
  readonly form: 'xlsx' | 'csv';
  /** Rows below the titles. */
  readonly rows: number;
  readonly accepted: number;
  readonly added: number;
  /** Rows that make a new version of a record. */
  readonly changed: readonly number[];
  readonly unchanged: number;
  readonly refused: readonly RefusedRecordRow[];
  readonly ignored: readonly { readonly row: number; readonly code: RowIgnored }[];
}

export const RECORD_OUTCOMES = [
  'released', // everything that can be taken is in
  'refusedRows', // nothing is in: rows are refused and nobody said to leave them out
] as const;

export interface RecordRelease {
  readonly outcome: (typeof RECORD_OUTCOMES)[number];
  readonly report: RecordReport;
  /** Records added or written anew. */
  readonly written: number;
}
