import type { FloorReason } from '#domain/floor';
import type { IntakeIgnored, LineFault } from '#domain/intake-lines';
import type { Level } from '#domain/level';

export const IMPORT_KINDS = ['roster', 'answers'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** A row that is not taken. Row numbers as a spreadsheet shows them; codes and titles of columns, never a value. */
export interface RefusedRow {
  readonly row: number;
  readonly faults: readonly Pick<LineFault, 'column' | 'code'>[];
  /** The row holds a positive critical answer: a person must know of it today. */
  readonly critical: {
    readonly level: Level;
    /** The pupil is known, so the release gives the answer to a person as a warning. Otherwise only whoever imports can find out whose it is. */
    readonly toPerson: boolean;
  } | null;
}

export interface RosterFigures {
  readonly added: number;
  readonly unchanged: number;
  readonly changed: readonly { readonly row: number; readonly columns: readonly string[] }[];
}

export interface AnswerFigures {
  /** Sheets not seen before, blank ones included. */
  readonly fresh: number;
  /** Sheets that are in the record already, word for word. */
  readonly known: number;
  readonly blank: number;
  /** Pupils by the highest floor of their fresh sheets. */
  readonly pupils: Readonly<Record<Level, number>>;
  /** Of these, pupils with a critical answer that is positive, missing or declined. */
  readonly critical: Readonly<Record<Level, number>>;
  readonly capacity: {
    readonly interviewers: number;
    /** Interviews that they can hold on one day, by the policy's figure. */
    readonly aDay: number;
    /** Such interviews that are owed at the school already. */
    readonly waiting: number;
    /** Pupils of this file who need a person within a day. */
    readonly owed: number;
    readonly over: boolean;
  };
  /** What rows of unanswered or declined items lead to. */
  readonly consequences: readonly {
    readonly row: number;
    readonly code: FloorReason['code'];
    readonly item: number | null;
  }[];
}

/** What a file would do, or did. Counts, row numbers and codes: it can be shown to whoever may import. */
export interface ImportReport {
  readonly kind: ImportKind;
  readonly form: 'xlsx' | 'csv';
  /** Rows below the titles. */
  readonly rows: number;
  readonly accepted: number;
  readonly refused: readonly RefusedRow[];
  readonly ignored: readonly { readonly row: number; readonly column: string; readonly code: IntakeIgnored }[];
  readonly roster: RosterFigures | null;
  readonly answers: AnswerFigures | null;
}

export const RELEASE_OUTCOMES = [
  'released', // everything that can be taken is in
  'refusedRows', // nothing but the urgent is in: rows are refused and nobody said to leave them out
  'overCapacity', // nothing but the urgent is in: the head has to confirm
] as const;

/** What a release has done. Urgent (L3, L4, and critical answers in refused rows) is never held back by the rest of a file. */
export interface Release {
  readonly outcome: (typeof RELEASE_OUTCOMES)[number];
  readonly report: ImportReport;
  /** Rows written: pupils added or changed, sheets stored. */
  readonly written: number;
  readonly held: number;
  /** Warnings committed, each with its duty. */
  readonly warnings: number;
}
