import type { Answer, Answers } from '#domain/answers';
import { type Floor, floorOfSheet } from '#domain/floor';
import type { Scale } from '#domain/scale';
import { type Result, type SheetContext, score } from '#domain/scoring';
import { DEFAULT_THRESHOLDS, type Thresholds } from '#domain/thresholds';

/** For tests: answers to items 1, 2, 3 ... */
export function inOrder(...values: readonly Answer[]): Answers {
  return Object.fromEntries(values.map((value, i) => [i + 1, value]));
}

/** For tests: the same answer so many times. */
export function times<T>(count: number, value: T): readonly T[] {
  return Array.from({ length: count }, () => value);
}

/** For tests: the result of a sheet of a 14-year-old; throws where the instrument is not scored at all. */
export function scored(scale: Scale, answers: Answers, context: SheetContext = { age: 14 }): Result {
  const outcome = score(scale, answers, context);
  if ('fault' in outcome) throw new Error(outcome.fault);
  return outcome.result;
}

/** For tests: the floor of a sheet; throws where the thresholds do not cover it. */
export function floored(
  scale: Scale,
  answers: Answers,
  context?: SheetContext,
  thresholds: Thresholds = DEFAULT_THRESHOLDS,
): Floor {
  const floor = floorOfSheet(scale, answers, scored(scale, answers, context), thresholds);
  if ('fault' in floor) throw new Error(floor.pointers.join());
  return floor;
}
