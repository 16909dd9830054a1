/** One figure of a bench: our side, the bare side, measured in the same run. */
export interface Figure {
  /** P1, P3 ... and what was measured. */
  readonly bench: string;
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  /** null: an absolute figure that has no other side. */
  readonly bare: number | null;
  /** What is to be reached: a ratio of ours to bare, or an absolute figure where there is no other side. */
  readonly reach: { readonly least: number } | { readonly most: number };
}

/** Ours to bare; our own figure where there is no other side. */
export function measureOf({ ours, bare }: Figure): number {
  return bare === null ? ours : ours / bare;
}

export function isReached(figure: Figure): boolean {
  const { reach } = figure;
  return 'least' in reach ? measureOf(figure) >= reach.least : measureOf(figure) <= reach.most;
}

/** Three digits that mean something. */
export function shown(value: number): string {
  if (value >= 1_000) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

export function reachOf({ reach, bare }: Figure): string {
  const x = bare === null ? '' : 'x';
  return 'least' in reach ? `>= ${shown(reach.least)}${x}` : `<= ${shown(reach.most)}${x}`;
}

/** One line for people: both sides, the ratio, and whether it is what was to be reached. */
export function lineOf(figure: Figure): string {
  const { bench, what, unit, ours, bare } = figure;
  const sides = bare === null ? `${shown(ours)} ${unit}` : `${shown(ours)} against ${shown(bare)} ${unit}`;
  const ratio = bare === null ? '' : `, ${shown(measureOf(figure))}x`;
  return `${bench} ${what}: ${sides}${ratio} (${reachOf(figure)}: ${isReached(figure) ? 'reached' : 'NOT reached'})`;
}
