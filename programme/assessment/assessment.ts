import { words } from '#domain/words';
import type { Values } from '#programme/field';
import { type Kind, NO_FAULTS } from '#programme/kind';
import { decimalsAsText, decimalsFromText } from './decimals.ts';
import type { ReviewState } from './review-state.ts';

/** What the record of an assessment holds: where it stands, and what the assessors say to its lines. */
export interface Assessment {
  readonly review: ReviewState;
  /** By the code of the indicator. */
  readonly comments: Readonly<Record<string, string>>;
}

/**
 * An assessment as a record (A10): its versions, chain, place and life are those of every record. Nobody fills it in: what it holds is computed and decided
 * (review.ts), so it is not among the kinds that forms, files and templates are drawn from.
 */
export const assessmentKind: Kind = {
  code: 'assessment',
  item: 'A10',
  name: words('考核', 'assessment'),
  fields: {},
  natural: [],
  once: 'city',
  shared: false,
  life: 'assessment',
  check: NO_FAULTS,
};

/** The assessment as its record keeps it, and is hashed. */
export function keptForm(assessment: Assessment): Values {
  return decimalsAsText(assessment) as Values; // JSON like that of every record; no form is drawn from it
}

/** What a record of an assessment holds. */
export function assessmentIn(content: Values): Assessment {
  return decimalsFromText(content) as Assessment; // written by keptForm() alone
}
