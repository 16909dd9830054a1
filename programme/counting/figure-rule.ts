import type { ProgrammeItem } from '#domain/programme-access';
import type { Words } from '#domain/words';
import type { FigureCode } from '#programme/document';

/** What is taken of the records that a rule names. `people` counts each person once, whatever they hold. */
export const MEASURES = ['records', 'times', 'heads', 'amount', 'people'] as const;
export type Measure = (typeof MEASURES)[number];

/**
 * How one figure comes about, as data: the value and the list of its rows are drawn from the same rule, so that every figure can be opened. Records that
 * were withdrawn never count.
 */
export interface FigureRule {
  readonly code: FigureCode;
  readonly item: ProgrammeItem;
  readonly name: Words;
  /** In a sentence, for who reads the figure. */
  readonly rule: Words;
  readonly unit: Words;
  /** Kind of record that is counted. */
  readonly kind: string;
  /** Only these topics of the kind; left out: all. */
  readonly topics?: readonly string[];
  /** Only records that belong to a record of one of these topics, such as attendances of one sort of training. */
  readonly of?: { readonly kind: string; readonly topics: readonly string[] };
  /**
   * inPeriod: its day lies in the period. atEnd: it holds on the last day, begun by then and not over. schoolYear: it is of the school year in which the
   * period ends.
   */
  readonly when: 'inPeriod' | 'atEnd' | 'schoolYear';
  readonly measure: Measure;
  /** `960余`: full tens, and that there were more. */
  readonly roughly?: true;
}

/** As a sentence prints it. */
export function shownAs({ roughly }: Pick<FigureRule, 'roughly'>, value: number): string {
  if (roughly !== true || value < 10 || value % 10 === 0) return String(value);
  return `${Math.floor(value / 10) * 10}余`;
}
