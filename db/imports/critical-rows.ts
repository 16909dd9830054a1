import type { Answers } from '#domain/answers';
import { floorOfSheet, type FloorReason } from '#domain/floor';
import type { AnswerLine } from '#domain/intake-lines';
import { higher, type Level } from '#domain/level';
import type { Scale } from '#domain/scale';
import { SCALES } from '#domain/scales/index';
import { score } from '#domain/scoring';
import type { Thresholds } from '#domain/thresholds';

/** What a refused row still says: the level of its critical answers alone, and why. */
export interface CriticalRow {
  readonly level: Level;
  readonly reasons: readonly FloorReason[];
}

/**
 * The critical answers, positive or declined, that stand in a row whatever else is wrong with it (N02, N13). A version that is not known is read by every
 * version of its instrument and the worst reading counts: nothing is scored by it, a person is only told to look. Null when no critical answer stands.
 */
export function criticalRowOf(sheet: Partial<AnswerLine> | null, thresholds: Thresholds): CriticalRow | null {
  const versions = SCALES.filter(({ id }) => id === sheet?.instrument);
  const exact = versions.filter(({ version }) => version === sheet?.version);
  const reasons = (exact.length > 0 ? exact : versions).map((scale) =>
    reasonsBy(scale, sheet?.answers ?? {}, thresholds),
  );
  const worst = reasons
    .filter((each) => each.length > 0)
    .map((each) => ({
      level: each.reduce<Level>((level, reason) => higher(level, reason.level), 'L0'),
      reasons: each,
    }));
  return worst.reduce<CriticalRow | null>(
    (one, other) => (one === null || higher(other.level, one.level) !== one.level ? other : one),
    null,
  );
}

function reasonsBy(scale: Scale, said: AnswerLine['answers'], thresholds: Thresholds): readonly FloorReason[] {
  const answers = usable(scale, said);
  const scored = score(scale, answers, { age: null });
  if ('fault' in scored) return [];
  const floor = floorOfSheet(scale, answers, scored.result, thresholds);
  if ('fault' in floor) return [];
  return floor.reasons.filter(({ code }) => code === 'criticalPositive' || code === 'criticalRefused');
}

/** Answers that the instrument knows; the others are left out, not guessed. */
function usable(scale: Scale, said: AnswerLine['answers']): Answers {
  const known = scale.items.flatMap(({ n, options }): [number, number | 'refused'][] => {
    const answer = said[String(n)];
    if (answer === 'refused') return [[n, answer]];
    return typeof answer === 'number' && options.some(({ value }) => value === answer) ? [[n, answer]] : [];
  });
  return Object.fromEntries(known);
}
