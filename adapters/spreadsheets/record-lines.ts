import type { RecordColumn, RecordLine, RecordLines } from '#domain/record-lines';
import { codeOf, dayIn, textOf } from './cells.ts';
import { LIMITS } from './limits.ts';
import { readTable } from './read-table.ts';
import { isBlankCell, isFormula, type RawCell } from './table.ts';
import { titled } from './titles.ts';

/** Rows read before others of the process get their turn. */
const A_BREATH = 500;

/** Reads a workbook or csv by these columns, in whatever order they stand. Throws FileFault for the file as a whole. */
export async function readRecordLines(file: Buffer, columns: readonly RecordColumn[]): Promise<RecordLines> {
  const table = await readTable(file, LIMITS.recordRows);
  const sheet = titled(table, columns);
  const known = columns.filter(({ title }) => sheet.has(title));
  const lines: RecordLine[] = [];
  const blank: number[] = [];
  for (const [index, row] of sheet.rows.entries()) {
    if (index % A_BREATH === 0) await new Promise((resolve) => setImmediate(resolve));
    const found = known.map((column) => ({ column, cell: sheet.cell(row, column.title) }));
    if (found.every(({ cell }) => isBlankCell(cell))) blank.push(row.row);
    else
      lines.push({
        row: row.row,
        cells: Object.fromEntries(
          found.flatMap(({ column, cell }) => {
            const text = plainOf(column, cell);
            return text === '' ? [] : [[column.name, text]];
          }),
        ),
        formulas: found.filter(({ cell }) => isFormula(cell)).map(({ column }) => column.name),
      });
  }
  return { form: table.form, rows: sheet.rows.length, columns: known.map(({ name }) => name), lines, blank };
}

function plainOf({ holds }: RecordColumn, cell: RawCell): string {
  if (holds === 'code') return codeOf(cell);
  // A day is a day in whichever column it stands; elsewhere a date cell shows its day too.
  if (holds === 'day' || cell instanceof Date) return dayIn(cell) ?? textOf(cell);
  return textOf(cell);
}
