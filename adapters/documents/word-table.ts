import {
  AlignmentType,
  BorderStyle,
  type FileChild,
  type IRunOptions,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { OfficialDocument, Run } from '#programme/document';
import { tableNote } from '#programme/form-lines';
import { FORM_WORDS } from '#programme/official-words';
import { cellText, printedRows, type Table as Counted } from '#programme/table';
import { AUTO, FACES, mm, pt, SIZES, TEXT_WIDTH, widthOf } from './word-form.ts';
import type { RunWriter } from './word-runs.ts';

const THIN = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const;
const HEAD_SHADE = { type: ShadingType.CLEAR, color: 'auto', fill: 'F2F2F2' } as const;
/** Titles and cells of many columns are set smaller: half points from so many columns on. */
const SMALLER = [
  [11, 18],
  [8, 21],
] as const;

/** Caption, unit, rows and the note under them. The title row is repeated on every page, no row is broken. */
export function captionedTable(
  table: Counted,
  caption: string,
  document: OfficialDocument,
  writer: RunWriter,
): readonly FileChild[] {
  const size = SMALLER.find(([columns]) => table.columns.length >= columns)?.[1] ?? SIZES.cell;
  const widths = columnWidths(table, document);
  const head = rowOf(
    table.columns.map((text) => [new TextRun({ text, font: FACES.bold, size })]),
    widths,
    true,
  );
  const rows = printedRows(table).map((row) => {
    const font = row === table.total ? FACES.bold : FACES.body;
    return rowOf(
      row.map((cell) => writer.cell(cell, { font, size })),
      widths,
      false,
    );
  });
  const borders = { top: THIN, bottom: THIN, left: THIN, right: THIN, insideHorizontal: THIN, insideVertical: THIN };
  const grid = new Table({
    rows: [head, ...rows],
    columnWidths: widths,
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    borders,
  });
  return [...above(table, caption, document), grid, note(table, document)];
}

function above({ unit }: Counted, caption: string, { language }: OfficialDocument): readonly Paragraph[] {
  const title = { font: FACES.bold, size: SIZES.small };
  const lines: [string, IRunOptions, (typeof AlignmentType)[keyof typeof AlignmentType]][] = [
    [caption, title, AlignmentType.CENTER],
  ];
  if (unit !== '') {
    lines.push([`${FORM_WORDS.unit[language]}${unit}`, { font: FACES.body, size: SIZES.cell }, AlignmentType.RIGHT]);
  }
  return lines.map(([text, run, alignment], at) => {
    const spacing = { ...AUTO, before: at === 0 ? pt(12) : 0, after: pt(3) };
    return new Paragraph({ children: [new TextRun({ ...run, text })], alignment, spacing, keepNext: true });
  });
}

function note(table: Counted, { language }: OfficialDocument): Paragraph {
  const run = new TextRun({ text: tableNote(table, language), font: FACES.body, size: SIZES.note });
  return new Paragraph({ children: [run], spacing: { ...AUTO, before: pt(4), after: pt(12) } });
}

function rowOf(cells: readonly (readonly ParagraphChild[])[], widths: readonly number[], isTitle: boolean): TableRow {
  const made = cells.map(
    (children, at) =>
      new TableCell({
        children: [new Paragraph({ children, alignment: AlignmentType.CENTER, spacing: AUTO, keepNext: isTitle })],
        width: { size: widths[at] ?? 0, type: WidthType.DXA },
        margins: { top: pt(3), bottom: pt(3), left: mm(1), right: mm(1) },
        verticalAlign: VerticalAlignTable.CENTER,
        ...(isTitle ? { shading: HEAD_SHADE } : {}),
      }),
  );
  return new TableRow({ children: made, tableHeader: isTitle, cantSplit: true });
}

const NARROWEST = 3;
const WIDEST = 16;

/** In proportion to the longest text of each column, within bounds; together the width of the type area. */
function columnWidths(table: Counted, { figures }: OfficialDocument): number[] {
  const longest = table.columns.map((title, column) => {
    const texts = [title, ...printedRows(table).map((row: readonly Run[]) => cellText(row[column], figures))];
    return Math.min(WIDEST, Math.max(NARROWEST, ...texts.map(widthOf))) + 2;
  });
  const sum = longest.reduce((a, b) => a + b, 0);
  const widths = longest.map((width) => Math.floor((width / sum) * TEXT_WIDTH));
  const rest = TEXT_WIDTH - widths.reduce((a, b) => a + b, 0);
  return widths.map((width, at) => (at === 0 ? width + rest : width));
}
