import { words } from '#domain/words';
import type { EvidenceRule, Indicator } from '#programme/assessment/indicator';

/* Shorthand in which sets are written. */

interface Measure {
  readonly formula: string;
  readonly weight: number;
  readonly full: number;
  readonly zero: number;
  readonly evidence?: Partial<EvidenceRule>;
}

/** An indicator; at least one record behind points unless said otherwise. */
export function indicator(code: string, chinese: string, english: string, measure: Measure): Indicator {
  const { formula, weight, full, zero, evidence } = measure;
  return {
    code,
    name: words(chinese, english),
    formula,
    weight,
    direction: full > zero ? 'higher' : 'lower',
    fullMark: full,
    zeroMark: zero,
    evidence: { records: 1, files: 0, ...evidence },
  };
}

/** Where nothing was due, nothing is missing. */
export function shareOfDue(done: string, due: string): string {
  return `${due} == 0 ? 1 : ratio(${done}, ${due})`;
}
