import { type Day, dayOf, type Instant, iso, startOfDay } from '#domain/instant';
import type { Language } from '#domain/scale';
import { date } from '#domain/timeline/say';
import { type Vocabulary, type Words, words } from '#domain/words';

/*
 * A paper about one child as data, in one language: the page that is printed and the Word file are drawn from it and from nothing else, so they cannot
 * say different things.
 */

export const PAPER_KINDS = ['caseSummary', 'referralLetter', 'returnLetter'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** A label, or a moment, and what stands beside it. */
export interface PaperLine {
  readonly label: string | null;
  readonly text: string;
}

export interface PaperSection {
  readonly title: string;
  readonly lines: readonly PaperLine[];
}

export interface Paper {
  readonly kind: PaperKind;
  readonly language: Language;
  readonly title: string;
  /** Whom a letter is addressed to; null: it stays in the house. */
  readonly to: string | null;
  /** Whom it is about. */
  readonly about: readonly PaperLine[];
  readonly opening: string | null;
  readonly sections: readonly PaperSection[];
  readonly closing: string | null;
  /** Who writes, and the day; the place for the seal is beside it. */
  readonly from: string;
  readonly day: string;
  /** On every page: whose copy it is, from when, and what may be done with it. */
  readonly foot: string;
}

/** The child as a paper names it. */
export interface PaperChild {
  /** As the reader may see it: in full, masked, or the other name that supervisors know; null: none is on record, or none is for this paper. */
  readonly name: string | null;
  /** The school number, or its last three signs. */
  readonly number: string | null;
  readonly school: string;
  readonly group: string | null;
}

/** Who makes the paper, and when. */
export interface Making {
  readonly language: Language;
  readonly by: string;
  readonly at: Instant;
}

export type Say = (words: Words) => string;

export function sayIn(language: Language): Say {
  return (pair) => pair[language];
}

export const LABELS = {
  name: words('姓名', 'Name'),
  number: words('学号', 'School number'),
  school: words('学校', 'School'),
  group: words('班级', 'Class'),
  sex: words('性别', 'Sex'),
  bornOn: words('出生日期', 'Date of birth'),
  none: words('没有记录', 'Nothing on record'),
  unnamed: words('未登记', 'not on record'),
} as const satisfies Vocabulary<string>;

/** `2026年11月23日 18:30`, `23 Nov 2026 18:30`. */
export function moment(at: Instant): Words {
  const clock = iso(at).slice(11, 16);
  return words(`${date(at)['zh-CN']} ${clock}`, `${date(at).en} ${clock}`);
}

/** A label begins with a capital, where its table begins small. */
export function asLabel(text: string): string {
  return text.replace(/^[a-z]/, (first) => first.toUpperCase());
}

/** Lines, or one that says there is nothing. */
export function orNone(lines: readonly PaperLine[], say: Say): readonly PaperLine[] {
  return lines.length > 0 ? lines : [{ label: null, text: say(LABELS.none) }];
}

export function aboutChild({ name, number, school, group }: PaperChild, say: Say): readonly PaperLine[] {
  const rows: readonly (readonly [Words, string | null])[] = [
    [LABELS.name, name],
    [LABELS.number, number],
    [LABELS.school, school],
    [LABELS.group, group],
  ];
  return rows.flatMap(([label, text]) => (text === null ? [] : [{ label: say(label), text }]));
}

const USE = {
  inside: words('内部资料，用后请收好或销毁', 'for use inside the house; keep it locked or destroy it after use'),
  outside: words('仅供收件方用于帮助该学生', 'for the addressee alone, to help this student'),
} as const satisfies Vocabulary<string>;

/** The same person on the same paper at the same moment: the same foot. */
export function footOf({ by, at, language }: Making, use: keyof typeof USE): string {
  const said = words(
    `${by} ${moment(at)['zh-CN']} 打印 · ${USE[use]['zh-CN']}`,
    `Made by ${by}, ${moment(at).en} · ${USE[use].en}`,
  );
  return said[language];
}

export function dayLine(at: Instant, language: Language): string {
  return date(at)[language];
}

/** A day as stored, in words. */
export function birthday(day: Day, say: Say): string {
  return say(date(startOfDay(day)));
}

/** What files are named: the kind and the day, nothing of the child. */
export function paperName(kind: PaperKind, at: Instant): string {
  return `${kind}-${dayOf(at)}.docx`;
}
