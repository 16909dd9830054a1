import { type Cell as SheetCell, type CellValue, writeXlsx } from 'hucre';
import { type Cell, type Table, textOf } from './table.ts';

/** A workbook that is the same for the same table: the time it was written is fixed. */
export async function xlsxOf(sheetName: string, table: Table): Promise<Uint8Array> {
  const written = new Date('2026-11-23T00:00:00Z');
  const formulas = new Map<string, Partial<SheetCell>>();
  const rows = table.rows.map(({ cells }, row) =>
    cells.map((cell, column): CellValue => {
      if (cell === null || typeof cell !== 'object' || cell instanceof Date) return cell;
      formulas.set(`${row + 1},${column}`, { formula: cell.formula, formulaResult: cell.shows });
      return cell.shows;
    }),
  );
  return writeXlsx({
    properties: { creator: 'Xinqiao', created: written, modified: written },
    sheets: [{ name: sheetName, rows: [[...table.columns], ...rows], cells: formulas }],
  });
}

/** Comma separated, CRLF, quoted where needed: what spreadsheet programs write. */
export function csvOf(table: Table): string {
  const lines = [table.columns, ...table.rows.map(({ cells }) => cells)];
  return lines.map((cells) => `${cells.map(csvField).join(',')}\r\n`).join('');
}

function csvField(cell: Cell): string {
  const text = textOf(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** UTF-8 with the mark by which Excel knows it. */
export function utf8WithMark(text: string): Uint8Array {
  return new TextEncoder().encode(`\u{feff}${text}`);
}

/**
 * The two-byte part of GB 18030 (= GBK), which is what Excel saves in China. Node decodes but does not encode it, so
 * the table is read backwards. Throws `RangeError` on a letter that has no two-byte form.
 */
export function gbkOf(text: string): Uint8Array {
  const codes = gbkCodes();
  const bytes: number[] = [];
  for (const letter of text) {
    const code = letter <= '\u007f' ? letter.charCodeAt(0) : codes.get(letter);
    if (code === undefined) throw new RangeError('a letter outside GBK');
    if (code > 0xff) bytes.push(code >> 8);
    bytes.push(code & 0xff);
  }
  return Uint8Array.from(bytes);
}

function gbkCodes(): Map<string, number> {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) codes.set(decoder.decode(Uint8Array.of(lead, trail)), (lead << 8) | trail);
    }
  }
  return codes;
}
