import { AlignmentType, type IParagraphOptions, type IRunOptions, LineRuleType, Tab } from 'docx';

/*
 * The page of an official document: GB/T 9704-2012 5 and 6. Typefaces are named and never shipped; word-fonts.ts says what may stand in for them.
 */

/** Twips (twentieths of a point) in a millimetre. */
export const mm = (millimetres: number) => Math.round((millimetres * 1440) / 25.4);

/** Points in twips. */
export const pt = (points: number) => Math.round(points * 20);

export const PAGE = {
  size: { width: mm(210), height: mm(297) },
  /** Head 37 mm and back 28 mm leave a type area of 156 x 225 mm. The number of the page stands 7 mm below it. */
  margin: { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26), header: mm(15), footer: mm(25.5) },
} as const;

export const TEXT_WIDTH = PAGE.size.width - PAGE.margin.left - PAGE.margin.right;

/** 22 lines a page: 225 mm / 22. */
const LINE = pt(28.95);

/** 28 characters a line: 156 mm / 28, a fifth of a point less than their size. */
const CHARACTER = TEXT_WIDTH / 28;

/**
 * Characters of the body stand a quarter of a point closer than their size, so that 28 fit. A grid of characters (docGrid linesAndChars) says the
 * same more directly, but was seen to set 19 in a line by LibreOffice.
 */
const CLOSER = -5;

const western = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman' } as const;
const face = (eastAsia: string) => ({ ...western, eastAsia });

export const FACES = {
  body: face('仿宋_GB2312'),
  title: face('方正小标宋简体'),
  bold: face('黑体'),
  script: face('楷体_GB2312'),
  page: { ascii: '宋体', hAnsi: '宋体', cs: '宋体', eastAsia: '宋体' },
} as const;

/** Half points, as Word counts: 三号 16, 二号 22, 四号 14, 小四 12, 五号 10.5. */
export const SIZES = { body: 32, title: 44, small: 28, cell: 24, note: 21 } as const;

export const RED = 'FF0000';

export const bodyRun = { font: FACES.body, size: SIZES.body, characterSpacing: CLOSER } as const satisfies IRunOptions;

const exactly = (line: number) => ({ line, lineRule: LineRuleType.EXACT });

/** A line of the grid, with so many empty ones before it. */
export function lines(before = 0) {
  return { ...exactly(LINE), before: before * LINE, after: 0 };
}

/** As high as it needs: a picture in a line of fixed height is cut off. */
export const AUTO = { line: 240, lineRule: LineRuleType.AUTO, before: 0, after: 0 } as const;

export const TITLE_LINE = exactly(pt(35));

/** Indents count in characters of the body. */
export const characters = (count: number) => Math.round(count * CHARACTER);

export const PLAIN = {
  alignment: AlignmentType.BOTH,
  spacing: lines(),
  indent: { firstLine: characters(2), firstLineChars: 200 },
} as const satisfies IParagraphOptions;

/** Children of a run: a tab must be an element of its own, as a character Word takes it for a space. */
export function tabbed(text: string): (string | Tab)[] {
  return text.split('\t').flatMap((part, at) => [...(at === 0 ? [] : [new Tab()]), ...(part === '' ? [] : [part])]);
}

/** Width of a line of text in characters of the body: letters and digits are half as wide. */
export function widthOf(text: string): number {
  return Array.from(text).reduce((width, character) => width + (character.charCodeAt(0) < 0x2000 ? 0.5 : 1), 0);
}
