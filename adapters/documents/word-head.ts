import { AlignmentType, BorderStyle, type IParagraphOptions, Paragraph, TabStopType, TextRun } from 'docx';
import type { OfficialDocument } from '#programme/document';
import { type FormLines, formLines } from '#programme/form-lines';
import {
  bodyRun,
  characters,
  FACES,
  lines,
  mm,
  pt,
  RED,
  SIZES,
  TEXT_WIDTH,
  tabbed,
  TITLE_LINE,
  widthOf,
} from './word-form.ts';

/** The letterhead begins 35 mm below the head of the type area; what is printed above it takes from that. */
const ABOVE_LETTERHEAD = mm(35);
const LARGEST_LETTERHEAD = 50;

/** From the marks of the result down to the addressee. */
export function headOf(document: OfficialDocument): readonly Paragraph[] {
  const form = formLines(document);
  return [
    ...markLines(form.marks),
    letterhead(form),
    numberLine(form),
    ...form.title.map(titleLine),
    ...(form.addressees === null ? [] : [addressees(form.addressees)]),
  ];
}

/** Marks stand at the upper right, one below the other. */
function markLines(texts: readonly string[]): readonly Paragraph[] {
  const left = characters(28 - Math.max(0, ...texts.map(widthOf)) - 1);
  return texts.map((text) => {
    const run = new TextRun({ ...bodyRun, text, font: FACES.bold });
    return new Paragraph({ children: [run], spacing: lines(), alignment: AlignmentType.LEFT, indent: { left } });
  });
}

/** Red and centred, as large as the width allows: the name of the body never breaks. */
function letterhead({ letterhead: text, marks }: FormLines): Paragraph {
  const points = Math.min(LARGEST_LETTERHEAD, Math.floor((TEXT_WIDTH / 20 / widthOf(text)) * 0.96));
  const height = pt(points * 1.3);
  const before = Math.max(lines().line, ABOVE_LETTERHEAD - marks.length * lines().line);
  return new Paragraph({
    children: [new TextRun({ text, font: FACES.title, size: points * 2, color: RED })],
    alignment: AlignmentType.CENTER,
    spacing: { ...lines(), before, line: height },
  });
}

/**
 * Two lines below the letterhead, the red rule 4 mm below it over the whole width. With a signer the number moves to the left and both keep a
 * character from the edge; spaces do that, since the rule would follow an indent.
 */
function numberLine({ number, signer }: FormLines): Paragraph {
  const written = (text: string, font: (typeof FACES)[keyof typeof FACES] = FACES.body) =>
    new TextRun({ ...bodyRun, children: tabbed(text), font });
  const rule = { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: 11 } };
  const line: IParagraphOptions = { spacing: lines(2), border: rule };
  if (signer === null) return new Paragraph({ ...line, alignment: AlignmentType.CENTER, children: [written(number)] });
  const [label, name] = signer;
  return new Paragraph({
    ...line,
    alignment: AlignmentType.LEFT,
    tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
    children: [written(`　${number}\t${label}`), written(name, FACES.script), written('　')],
  });
}

/** Two lines below the rule, centred, broken as it was given. */
function titleLine(text: string, at: number): Paragraph {
  return new Paragraph({
    style: 'Title',
    children: [new TextRun({ text, font: FACES.title, size: SIZES.title })],
    alignment: AlignmentType.CENTER,
    spacing: { ...TITLE_LINE, before: at === 0 ? lines(2).before : 0, after: 0 },
    keepNext: true,
  });
}

function addressees(text: string): Paragraph {
  return new Paragraph({
    children: [new TextRun({ text, ...bodyRun })],
    spacing: lines(1),
    alignment: AlignmentType.LEFT,
  });
}
