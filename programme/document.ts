/**
 * An official document (公文) as data: the parts that GB/T 9704-2012 names, a body of blocks, and the figures that the body shows. Texts may be
 * edited while it is a draft; a figure is computed from records, stands here once under its code, and whoever shows it names the code.
 */
import type { Day } from '#domain/instant';
import type { Language } from '#domain/scale';
import { type Words, words } from '#domain/words';
import type { Table, TableCode } from './table.ts';

/** Names one computed figure for good: `activities.heads.psychodrama`, with a scope behind `@` where one document has several. */
export type FigureCode = string;

/** At most 64 characters: a longer tag of a content control is refused by Word. */
export const FIGURE_CODE = /^(?=.{1,64}$)[A-Za-z][A-Za-z0-9]*(?:[.@_-][A-Za-z0-9]+)*$/;

/** What a figure is and how it reads. The unit belongs to it: whether heads are 人 or 人次 is no matter of wording. */
export interface Figure {
  /** Null where nothing could be computed; `shown` then says so. */
  readonly value: number | null;
  /** As printed, without the unit: `477883`, `960余`. */
  readonly shown: string;
  /** '' for a figure without one. */
  readonly unit: string;
}

export type Figures = Readonly<Record<FigureCode, Figure>>;

/** A stretch of a block: words, or the place of a figure. */
export type Run = { readonly text: string } | { readonly figure: FigureCode };

export type HeadingLevel = 1 | 2 | 3 | 4;

/** Numbered by its place (一、 （一） 1. （1）); a point (一是 二是) by its place in a run of points. */
export type TextBlock = {
  readonly id: string;
  readonly runs: readonly Run[];
  /** What somebody still has to write here. While it stands, nobody can sign. */
  readonly open?: string;
} & ({ readonly kind: 'heading'; readonly level: HeadingLevel } | { readonly kind: 'paragraph' | 'point' });

export interface TableBlock {
  readonly kind: 'table';
  readonly id: string;
  readonly table: TableCode;
}

/** A picture of some columns of a table over its first one; the table is its twin for who cannot see it. */
export interface ChartBlock {
  readonly kind: 'chart';
  readonly id: string;
  readonly form: 'bar' | 'line' | 'stacked';
  readonly table: TableCode;
  /** Columns of the table that are drawn, counted from 0; they share one unit. */
  readonly series: readonly number[];
  readonly unit: string;
}

export type Block = TextBlock | TableBlock | ChartBlock;

/** 心教函〔2026〕12号: the organ's word, the year, the number of that year. No number yet: a draft. */
export interface DocumentNumber {
  readonly word: string;
  readonly year: number;
  readonly sequence: number | null;
}

/** What stands above the letterhead of a reply: A = done, B = being done or planned, C = noted. */
export interface ReplyMarks {
  readonly result: 'A' | 'B' | 'C';
  readonly public: boolean;
}

export interface OfficialDocument {
  readonly kind: DocumentKind;
  readonly language: Language;
  readonly marks: ReplyMarks | null;
  /** The issuing body by the name with which it signs; the letterhead adds 文件. */
  readonly issuer: string;
  readonly number: DocumentNumber;
  readonly signer: string | null;
  /** Lines, broken where words end. */
  readonly title: readonly string[];
  readonly addressees: readonly string[];
  readonly blocks: readonly Block[];
  readonly figures: Figures;
  /** Every table of the document and its workbook; blocks say which are printed or drawn, and where. */
  readonly tables: Readonly<Record<TableCode, Table>>;
  readonly attachments: readonly string[];
  readonly date: Day | null;
  readonly contact: { readonly name: string; readonly phone: string } | null;
  readonly copies: readonly { readonly to: string; readonly count?: number }[];
  readonly printed: { readonly office: string; readonly date: Day | null } | null;
}

/** Parts that may be missing in a draft. */
export type Part = 'marks' | 'number' | 'signer' | 'addressees' | 'date' | 'contact' | 'printed';

interface KindOfDocument {
  readonly words: Words;
  /** Without these nobody signs. */
  readonly needs: readonly Part[];
}

const UPWARD = ['number', 'signer', 'addressees', 'date', 'contact', 'printed'] as const;

/** A school has no office that prints for it. */
const BY_A_SCHOOL = ['number', 'signer', 'addressees', 'date', 'contact'] as const;

export const DOCUMENT_KINDS = {
  cityReport: { words: words('市级年度报告', 'annual report of the city'), needs: UPWARD },
  countyReport: { words: words('县区年度报告', 'annual report of a county'), needs: UPWARD },
  schoolReport: { words: words('学校年度报告', 'annual report of a school'), needs: BY_A_SCHOOL },
  proposalReply: { words: words('提案答复', 'reply to a proposal'), needs: ['marks', ...UPWARD] },
} as const satisfies Record<string, KindOfDocument>;

export type DocumentKind = keyof typeof DOCUMENT_KINDS;

export function isTextBlock(block: Block): block is TextBlock {
  return block.kind !== 'table' && block.kind !== 'chart';
}

export function isFigureRun(run: Run): run is { readonly figure: FigureCode } {
  return 'figure' in run;
}

/** Whether it has not been issued: no number of the year, or no date. */
export function isDraft({ number, date }: OfficialDocument): boolean {
  return number.sequence === null || date === null;
}

/** The figure under a code. Throws RangeError when the document does not hold it. */
export function figureOf(figures: Figures, code: FigureCode): Figure {
  const figure = Object.hasOwn(figures, code) ? figures[code] : undefined;
  if (figure === undefined) throw new RangeError(`the document holds no figure ${code}`);
  return figure;
}

/** A figure as a sentence shows it, unit included. */
export function figureText({ shown, unit }: Figure, language: Language): string {
  const apart = language === 'en' && /^[A-Za-z]/.test(unit) ? ' ' : '';
  return `${shown}${apart}${unit}`;
}

/** Runs in order as they read. Throws RangeError for a figure that is not there. */
export function runsText(runs: readonly Run[], { figures, language }: OfficialDocument): string {
  return runs
    .map((run) => (isFigureRun(run) ? figureText(figureOf(figures, run.figure), language) : run.text))
    .join('');
}
