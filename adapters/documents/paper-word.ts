import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Day } from '#domain/instant';
import type { Paper, PaperLine } from '#domain/papers/paper';
import { sealed } from './sealed-package.ts';
import { fontTable } from './word-fonts.ts';
import { AUTO, FACES, mm, PAGE, pt, SIZES, TEXT_WIDTH, TITLE_LINE, widthOf } from './word-form.ts';

/** A letter is no official document: the same page and typefaces, smaller letters, no red; close enough that a usual letter is one page. */
const BODY = { font: FACES.body, size: SIZES.cell } as const;
const BOLD = { font: FACES.bold, size: SIZES.cell, bold: true } as const;
const MARGINS = { ...PAGE.margin, top: mm(20), bottom: mm(20), footer: mm(10) };
const SPACED = { ...AUTO, line: 264, before: pt(1), after: pt(1) };
const INDENT = pt(24);

/** A paper as a Word file (docx). The same paper gives the same bytes; nothing of the machine or the moment of writing is in it. */
export async function paperWord(paper: Paper, day: Day): Promise<Buffer> {
  const file = new Document({
    title: paper.title,
    creator: paper.from,
    lastModifiedBy: paper.from,
    styles: {
      default: {
        document: { run: { ...BODY, language: { value: 'en-US', eastAsia: 'zh-CN' } } },
        heading1: { run: { ...BOLD, color: '000000' } },
        heading2: { run: { ...BOLD, color: '000000' } },
      },
    },
    sections: [
      {
        properties: { page: { size: PAGE.size, margin: MARGINS } },
        footers: { default: foot(paper) },
        children: [...head(paper), ...paper.sections.flatMap(section), ...close(paper)],
      },
    ],
  });
  const fonts = { path: 'word/fontTable.xml', data: fontTable() };
  return Buffer.from(sealed(await Packer.toBuffer(file, undefined, [fonts]), day));
}

function head({ title, to, about, opening }: Paper): readonly (Paragraph | Table)[] {
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_1,
      alignment: AlignmentType.CENTER,
      spacing: { ...TITLE_LINE, before: 0, after: pt(8) },
      children: [new TextRun({ text: title, font: FACES.title, size: SIZES.title })],
    }),
    ...(to === null ? [] : [plain(to)]),
    grid(about),
    ...(opening === null ? [] : [plain(opening, true, pt(8))]),
  ];
}

/** Whom it is about, in a frame, so that a glance finds it. */
function grid(lines: readonly PaperLine[]): Table {
  const rule = { style: BorderStyle.SINGLE, size: 4, color: '808080' };
  const widest = Math.max(...lines.map(({ label }) => widthOf(label ?? '')));
  const first = Math.min(Math.round(TEXT_WIDTH / 2), Math.round((widest + 2) * pt(SIZES.cell / 2)));
  const widths = [first, TEXT_WIDTH - first];
  const cell = (children: readonly ParagraphChild[], width: number) =>
    new TableCell({
      children: [new Paragraph({ children, spacing: AUTO })],
      width: { size: width, type: WidthType.DXA },
      margins: { top: pt(2), bottom: pt(2), left: mm(2), right: mm(2) },
    });
  return new Table({
    rows: lines.map(
      ({ label, text }) =>
        new TableRow({
          cantSplit: true,
          children: [
            cell([new TextRun({ ...BOLD, text: label ?? '' })], first),
            cell(broken(text), TEXT_WIDTH - first),
          ],
        }),
    ),
    columnWidths: widths,
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders: { top: rule, bottom: rule, left: rule, right: rule, insideHorizontal: rule, insideVertical: rule },
  });
}

function section({ title, lines }: Paper['sections'][number]): readonly Paragraph[] {
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_2,
      keepNext: true,
      spacing: { ...AUTO, before: pt(9), after: pt(2) },
      children: [new TextRun({ ...BOLD, text: title, size: SIZES.small })],
    }),
    ...lines.map(line),
  ];
}

function line({ label, text }: PaperLine): Paragraph {
  const lead = label === null ? [] : [new TextRun({ ...BOLD, text: `${label}　` })];
  return new Paragraph({
    children: [...lead, ...broken(text)],
    spacing: SPACED,
    indent: { left: INDENT, hanging: INDENT },
    alignment: AlignmentType.LEFT,
  });
}

function plain(text: string, indented = false, before = 0): Paragraph {
  const firstLine = indented ? INDENT : 0;
  return new Paragraph({ children: broken(text), spacing: { ...SPACED, before }, indent: { firstLine } });
}

/** What was typed in lines stays in lines. */
function broken(text: string): TextRun[] {
  return text.split('\n').map((part, at) => new TextRun({ ...BODY, text: part, ...(at === 0 ? {} : { break: 1 }) }));
}

/** Who writes and when, with room for a seal and a signature. */
function close({ closing, from, day }: Paper): readonly Paragraph[] {
  const right = (text: string, before: number) =>
    new Paragraph({
      children: [new TextRun({ ...BODY, text })],
      alignment: AlignmentType.RIGHT,
      spacing: { ...SPACED, before },
      keepLines: true,
      keepNext: before > 0,
    });
  return [...(closing === null ? [] : [plain(closing, true, pt(8))]), right(from, pt(18)), right(day, 0)];
}

function foot({ foot: text }: Paper): Footer {
  const run = { font: FACES.body, size: SIZES.note };
  return new Footer({
    children: [
      new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ ...run, text })], spacing: AUTO }),
      new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: AUTO,
        children: [new TextRun({ ...run, children: ['— ', PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES, ' —'] })],
      }),
    ],
  });
}
