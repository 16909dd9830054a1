import { AlignmentType, Document, Footer, Header, Packer, PageNumber, Paragraph, TextRun } from 'docx';
import { isDraft, type OfficialDocument } from '#programme/document';
import { FORM_WORDS } from '#programme/official-words';
import { drawCharts, type Picture } from './chart.ts';
import { sealed } from './sealed-package.ts';
import { bodyOf } from './word-body.ts';
import { closeOf } from './word-close.ts';
import { fontTable } from './word-fonts.ts';
import { bodyRun, FACES, lines, PAGE, pt, SIZES } from './word-form.ts';
import { headOf } from './word-head.ts';

/**
 * The document as a Word file (docx) in the official form. The same document gives the same bytes, whenever and however often it is written, on
 * machines that draw charts with the same typeface. The document must be without faults (documentFaults).
 */
export async function wordOf(document: OfficialDocument, pictures?: ReadonlyMap<string, Picture>): Promise<Uint8Array> {
  const drawn = pictures ?? (await drawCharts(document));
  const file = new Document({
    title: document.title.join(''),
    creator: document.issuer,
    lastModifiedBy: document.issuer,
    evenAndOddHeaderAndFooters: true,
    styles: STYLES,
    sections: [
      {
        properties: {
          page: PAGE,
        },
        headers: draftMark(document),
        footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
        children: [...headOf(document), ...bodyOf(document, drawn), ...closeOf(document)],
      },
    ],
  });
  const fonts = { path: 'word/fontTable.xml', data: fontTable() };
  return sealed(await Packer.toBuffer(file, undefined, [fonts]), document.date);
}

/** Headings keep their places in the outline of the file, without the colours of the program. */
const HEADING = { run: { ...bodyRun, color: '000000', italics: false, bold: false } } as const;

const STYLES = {
  default: {
    document: { run: { font: bodyRun.font, size: bodyRun.size, language: { value: 'en-US', eastAsia: 'zh-CN' } } },
    heading1: HEADING,
    heading2: HEADING,
    heading3: HEADING,
    heading4: HEADING,
  },
} as const;

/** — 1 — a character from the outer edge: right on odd pages, left on even ones. */
function pageNumber(side: typeof AlignmentType.LEFT | typeof AlignmentType.RIGHT): Footer {
  const edge = pt(SIZES.small / 2);
  const indent = side === AlignmentType.LEFT ? { left: edge } : { right: edge };
  const run = new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: FACES.page, size: SIZES.small });
  return new Footer({ children: [new Paragraph({ children: [run], alignment: side, indent })] });
}

/** A draft says so on every page. */
function draftMark(document: OfficialDocument): { default?: Header; even?: Header } {
  if (!isDraft(document)) return {};
  const text = FORM_WORDS.draft[document.language];
  const mark = () =>
    new Header({
      children: [
        new Paragraph({
          children: [new TextRun({ text, font: FACES.bold, size: SIZES.cell })],
          alignment: AlignmentType.RIGHT,
          spacing: { ...lines(), line: pt(16) },
        }),
      ],
    });
  return { default: mark(), even: mark() };
}
