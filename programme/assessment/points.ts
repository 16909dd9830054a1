/* Points are kept to two decimals and added as whole hundredths: what is printed adds up. */

/** Whole hundredths, halves away from zero by the decimal that is written. */
export function hundredths(points: number): number {
  return Math.sign(points) * Math.round(Number((Math.abs(points) * 100).toPrecision(12)));
}

export function toTwoDecimals(points: number): number {
  return hundredths(points) / 100;
}

export function sumOf(points: readonly number[]): number {
  return points.reduce((sum, one) => sum + hundredths(one), 0) / 100;
}
