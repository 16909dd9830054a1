import { type Answers, type AnswerFault, parseAnswers } from '#domain/answers';
import { type Floor, floorOfSheet } from '#domain/floor';
import { ageOn, type Day, dayOf, type Instant } from '#domain/instant';
import { findScale } from '#domain/scales/index';
import type { Scale } from '#domain/scale';
import { type Result, score } from '#domain/scoring';
import type { Thresholds } from '#domain/thresholds';

/** Answers to one instrument as they came in, nothing believed yet. */
export interface SheetInput {
  readonly instrument: string;
  readonly version: string;
  /** By item number: a value, null = not answered, `refused`. */
  readonly answers: unknown;
  /** When the student answered. */
  readonly observedAt: Instant;
}

/** A sheet parsed, scored and floored; only its id and codes ever stand outside the vault. */
export interface JudgedSheet {
  readonly scale: Scale;
  readonly answers: Answers;
  readonly result: Result;
  readonly floor: Floor;
  readonly observedAt: Instant;
}

export type SheetFault =
  | { readonly fault: 'unknownInstrument' | 'unknownVersion' | 'normMissing' | 'unknownNorm' }
  | { readonly fault: 'answersInvalid'; readonly faults: readonly AnswerFault[] }
  | { readonly fault: 'thresholdMissing'; readonly pointers: readonly string[] };

/** Judges one sheet by the thresholds of a policy. A wrong age voids the score and keeps every critical answer. Pure. */
export function judgeSheet(input: SheetInput, bornOn: Day | null, thresholds: Thresholds): JudgedSheet | SheetFault {
  const found = findScale(input.instrument, input.version);
  if ('fault' in found) return found;
  const { scale } = found;
  const parsed = parseAnswers(scale, input.answers);
  if ('faults' in parsed) return { fault: 'answersInvalid', faults: parsed.faults };
  const age = bornOn === null ? null : ageOn(bornOn, dayOf(input.observedAt));
  const scored = score(scale, parsed.answers, { age });
  if ('fault' in scored) return scored;
  const floor = floorOfSheet(scale, parsed.answers, scored.result, thresholds);
  if ('fault' in floor) return floor;
  return { scale, answers: parsed.answers, result: scored.result, floor, observedAt: input.observedAt };
}
