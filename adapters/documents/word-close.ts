import {
  AlignmentType,
  BorderStyle,
  FrameAnchorType,
  FrameWrap,
  HorizontalPositionAlign,
  type IParagraphOptions,
  Paragraph,
  type TabStopDefinition,
  TabStopType,
  TextRun,
  UnderlineType,
  VerticalPositionAlign,
} from 'docx';
import type { OfficialDocument } from '#programme/document';
import { type FormLines, formLines } from '#programme/form-lines';
import { bodyRun, characters, FACES, lines, PLAIN, pt, SIZES, TEXT_WIDTH, tabbed, widthOf } from './word-form.ts';

/** From the list of attachments to the imprint at the foot of the last page. */
export function closeOf(document: OfficialDocument): readonly Paragraph[] {
  const form = formLines(document);
  const contact =
    form.contact === null
      ? []
      : [line(form.contact, { ...PLAIN, alignment: AlignmentType.LEFT, spacing: lines(1), keepLines: true })];
  const [issuer, date] = signature(form, contact.length > 0);
  // A frame hangs on the paragraph after it, so the imprint comes before the last one.
  const ends = contact.length === 0 ? [issuer, ...imprint(form), date] : [issuer, date, ...imprint(form), ...contact];
  return [...attachments(form.attachments), ...ends];
}

function line(text: string, options: IParagraphOptions): Paragraph {
  return new Paragraph({ alignment: AlignmentType.LEFT, ...options, children: [new TextRun({ text, ...bodyRun })] });
}

/** A line below the text; the second line of a name stands below the first character of the name. */
function attachments(names: readonly string[]): readonly Paragraph[] {
  const hang = names.length > 1 ? 4 : 3;
  return names.map((name, at) => {
    const hanging = at === 0 ? hang : 1;
    return line(name, {
      spacing: lines(at === 0 ? 1 : 0),
      indent: { left: characters(2 + hang), hanging: characters(hanging) },
      keepNext: true,
    });
  });
}

/** The date keeps four characters from the right and the body is centred above it, with room for the seal over both (GB/T 9704 7.3.5). */
function signature({ issuer, date }: FormLines, goesOn: boolean): readonly [issuer: Paragraph, date: Paragraph] {
  const beyond = (widthOf(issuer) - widthOf(date)) / 2;
  const ofDate = Math.max(4, beyond);
  const right = (indent: number) => ({ alignment: AlignmentType.RIGHT, indent: { right: characters(indent) } });
  return [
    line(issuer, { ...right(ofDate - beyond), spacing: lines(2), keepNext: true, keepLines: true }),
    line(date, { ...right(ofDate), spacing: lines(), keepNext: goesOn }),
  ];
}

/** One frame for all lines of the imprint: they share these words, and the frame stands at the foot of the page on which the text ends. */
const FRAME = {
  type: 'alignment',
  width: TEXT_WIDTH,
  anchor: { horizontal: FrameAnchorType.MARGIN, vertical: FrameAnchorType.MARGIN },
  alignment: { x: HorizontalPositionAlign.CENTER, y: VerticalPositionAlign.BOTTOM },
  wrap: FrameWrap.AROUND,
  space: { horizontal: 0, vertical: 0 },
} as const;

const rule = { style: BorderStyle.SINGLE, size: 8, color: '000000', space: 0 } as const;

/**
 * 0.35 mm above and below the imprint (GB/T 9704 7.4.1). Borders and indents are the same on each of its lines, so that all are one box; a border
 * between them would let the frame fall apart in LibreOffice, so that rule is an underlined tab over the whole width.
 */
const BOX = { top: rule, bottom: rule } as const;

/** Copies, then who printed it and when. None when the document has neither. */
function imprint({ copies, printed }: FormLines): readonly Paragraph[] {
  const hang = (1 + widthOf(/^[^：:]*[：:]/.exec(copies ?? '')?.[0] ?? '')) * pt(SIZES.small / 2);
  const texts = [copies, printed?.join('\t')].filter((text) => text !== null && text !== undefined);
  const written = texts.map(
    (text) => new TextRun({ children: tabbed(`　${text}　`), font: FACES.body, size: SIZES.small }),
  );
  const [first, second] = written.map((run) => imprintLine(run, hang, 24));
  if (first === undefined) return [];
  return second === undefined ? [first] : [first, middleRule(hang), second];
}

function middleRule(hang: number): Paragraph {
  // The indent stops a tab too, but not everywhere, so there is a stop of its own; a line of tabs alone would be taken for empty and grow.
  const line = new TextRun({
    children: tabbed('\t\t\u00a0'),
    underline: { type: UnderlineType.SINGLE },
    size: SIZES.note,
  });
  return imprintLine(line, hang, 6, [{ type: TabStopType.LEFT, position: hang }]);
}

/** A character from either edge, by spaces, since a border would follow the indents; what needs a second line begins below the first name. */
function imprintLine(run: TextRun, hang: number, height: number, stops: readonly TabStopDefinition[] = []): Paragraph {
  return new Paragraph({
    frame: FRAME,
    border: BOX,
    indent: { left: hang, hanging: hang },
    keepNext: true,
    alignment: AlignmentType.LEFT,
    children: [run],
    spacing: { ...lines(), line: pt(height) },
    tabStops: [...stops, { type: TabStopType.RIGHT, position: TEXT_WIDTH }],
  });
}
