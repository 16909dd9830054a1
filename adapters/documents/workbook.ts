import { type Cell, type CellStyle, type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { looksLikeFormula } from '#adapters/spreadsheets/table';
import type { OfficialDocument } from '#programme/document';
import { figureRows } from '#programme/figure-table';
import { tableFacts } from '#programme/form-lines';
import { FORM_WORDS } from '#programme/official-words';
import { cellText, cellValue, printedRows, type Table, tableCodes, tableOf } from '#programme/table';
import { sealed } from './sealed-package.ts';

const TEXT = '@'; // stays text when a person edits the cell
const LABEL_WIDTH = 18;
const WIDTH = 14;
const HEADING: CellStyle = { font: { bold: true, size: 14 } };
const TITLES: CellStyle = { font: { bold: true }, alignment: { horizontal: 'center', wrapText: true } };
const SUM: CellStyle = { font: { bold: true } };

/** The tables of a document as a workbook (xlsx), a sheet each with how it was counted, and a last sheet with every figure by its code. Same document, same bytes. */
export async function workbookOf(document: OfficialDocument): Promise<Uint8Array> {
  const names = new Set<string>();
  const tables = tableCodes(document).map((code) => tableOf(document, code));
  const sheets = tables.map((table) => tableSheet(table, sheetName(table.title, names), document));
  const undated = new Date(0); // sealed() writes the day
  const properties = { creator: document.issuer, created: undated, modified: undated };
  const file = await writeXlsx({ properties, sheets: [...sheets, figureSheet(document, names)] });
  return sealed(Buffer.from(file), document.date);
}

function tableSheet(table: Table, name: string, document: OfficialDocument): WriteSheet {
  const facts = tableFacts(table, document.language).filter(([, fact]) => fact !== '');
  const head: CellValue[][] = [[table.title], ...facts.map((fact) => [...fact]), []];
  const rows = printedRows(table).map((row) =>
    row.map((cell) => cellValue(cell, document.figures) ?? cellText(cell, document.figures)),
  );
  const titles = head.length;
  const styles = [
    [0, 1, HEADING],
    [titles, table.columns.length, TITLES],
    ...(table.total === null ? [] : [[titles + rows.length, table.columns.length, SUM] as const]),
  ] as const;
  return {
    name,
    rows: [...head, [...table.columns], ...rows].map((row) => row.map(safe)),
    columns: table.columns.map((_, at) => (at === 0 ? { width: LABEL_WIDTH, numFmt: TEXT } : { width: WIDTH })),
    cells: styled(styles),
    freezePane: { rows: titles + 1 },
  };
}

function figureSheet({ figures, language }: OfficialDocument, names: Set<string>): WriteSheet {
  return {
    name: sheetName(FORM_WORDS.allFigures[language], names),
    rows: figureRows(figures, language).map((row) => row.map(safe)),
    columns: [
      { width: 40, numFmt: TEXT },
      { width: WIDTH },
      { width: WIDTH, numFmt: TEXT },
      { width: WIDTH, numFmt: TEXT },
    ],
    cells: styled([[0, 4, TITLES]]),
    freezePane: { rows: 1 },
  };
}

function styled(
  rows: readonly (readonly [row: number, columns: number, style: CellStyle])[],
): Map<string, Partial<Cell>> {
  return new Map(
    rows.flatMap(([row, columns, style]) =>
      Array.from({ length: columns }, (_, column) => [`${row},${column}`, { style }]),
    ),
  );
}

/** A text that a spreadsheet program would run is made to show itself instead (OWASP, CSV injection), here and when it is saved as csv. */
function safe(value: CellValue): CellValue {
  return typeof value === 'string' && (looksLikeFormula(value) || /^[\t\r]/.test(value)) ? `'${value}` : value;
}

const LONGEST_NAME = 31;

/** A name that every spreadsheet program takes, given out once. */
function sheetName(title: string, taken: Set<string>): string {
  const plain = title.replace(/[[\]:*?/\\']/g, ' ').trim();
  for (let n = 1; ; n += 1) {
    const suffix = n === 1 ? '' : ` ${n}`;
    const name = `${plain.slice(0, LONGEST_NAME - suffix.length)}${suffix}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}
