/** Between two drawings of the lists, ms: soon after a quiet time, ever further apart while others keep moving things. */
const SOONEST_MS = 1_000;
const LATEST_MS = 30_000;

/** The gap that follows a drawing, by the one that lay before it and the time since the last drawing; a screen that was left in peace begins anew. */
export function gapAfter(gap: number, sinceLast: number): number {
  return sinceLast > 2 * Math.max(gap, SOONEST_MS) ? SOONEST_MS : Math.min(gap * 2, LATEST_MS);
}
