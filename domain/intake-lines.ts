/** What the lines of a roster or answer file say, once their cells are read: the contract between whoever reads files and whoever takes them in. */
import type { Day, Instant } from './instant.ts';

/** Why a line is not taken, or does not count as one. Codes are stable; words for people: `intakeFaultText`. */
export const INTAKE_FAULTS = [
  'formula',
  'numberMissing',
  'numberTwice',
  'nameMissing',
  'sexUnknown',
  'bornMissing',
  'bornInvalid',
  'bornInFuture',
  'idNumberInvalid',
  'idNumberTwice',
  'idNumberTaken',
  'bornDiffersFromIdNumber',
  'gradeUnknown',
  'classUnknown',
  'phoneInvalid',
  'tooLong',
  'unknownStudent',
  'instrumentMissing',
  'unknownInstrument',
  'unknownVersion',
  'timeMissing',
  'timeInvalid',
  'answeredInFuture',
  'outOfRange',
  'fractional',
  'notAnAnswer',
  'unknownItem',
  'ageOutOfRange',
  'sheetTwice',
  'keyDestroyed',
] as const;
export type IntakeFault = (typeof INTAKE_FAULTS)[number];

export const INTAKE_IGNORED = ['blankRow', 'sameRowTwice', 'sameSheetTwice'] as const;
export type IntakeIgnored = (typeof INTAKE_IGNORED)[number];

/** A fault of one cell. `row` is the number a spreadsheet shows (titles included), `column` the title as this project writes it. Never a value. */
export interface LineFault {
  readonly row: number;
  readonly column: string;
  readonly code: IntakeFault;
}

export const RELATIONS = ['mother', 'father', 'grandparent', 'other'] as const;
export type GuardianRelation = (typeof RELATIONS)[number];

/** One pupil as a roster states it. */
export interface RosterLine {
  readonly row: number;
  readonly number: string;
  readonly name: string;
  readonly sex: 'female' | 'male';
  readonly born: Day;
  readonly idNumber: string | null;
  /** Year of schooling, 1 to 12. */
  readonly grade: number;
  readonly classNumber: number;
  /** Null when the line names neither a guardian nor a telephone. */
  readonly guardian: {
    readonly name: string | null;
    readonly relation: GuardianRelation;
    readonly phone: string | null;
  } | null;
}

/** One sheet as an answer file states it. Cells that are no answer stay as they were read, for the instrument to judge. */
export interface AnswerLine {
  readonly row: number;
  readonly number: string;
  readonly instrument: string;
  readonly version: string;
  /** When the pupil answered. */
  readonly observedAt: Instant;
  /** By item number; a number, `refused`, or a text that is neither. Empty cells have no entry. */
  readonly answers: Readonly<Record<string, number | string>>;
}

/** A line that was refused as it was read. What it still tells of the pupil and the answers is kept: a critical answer in it must reach a person. */
export interface RefusedLine {
  readonly row: number;
  readonly faults: readonly LineFault[];
  readonly sheet: Partial<AnswerLine> | null;
}

/** A whole file, read. */
export interface ReadLines<L> {
  /** Lines below the titles, blank ones included. */
  readonly rows: number;
  readonly lines: readonly L[];
  readonly refused: readonly RefusedLine[];
  readonly ignored: readonly { readonly row: number; readonly column: string; readonly code: IntakeIgnored }[];
}

/** A file of either kind, read; which it is, its titles say. */
export type ReadFile = { readonly form: 'xlsx' | 'csv' } & (
  | { readonly kind: 'roster'; readonly read: ReadLines<RosterLine> }
  | { readonly kind: 'answers'; readonly read: ReadLines<AnswerLine> }
);
