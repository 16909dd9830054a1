import type { FormulaFault } from '#domain/formula';
import { isFair } from './fair-figures.ts';
import type { Indicator, SoundSet } from './indicator.ts';
import { sumOf, toTwoDecimals } from './points.ts';

/** A figure of the assessed unit, with what it was drawn from. A figure that nobody could compute is not here at all: it is never 0. */
export interface Figure {
  readonly value: number;
  /** The named query that computed it, with its version: `curriculum.classesOnHours@1`. */
  readonly query: string;
  /** Records that it was drawn from. */
  readonly records: number;
  /** Ids of the files attached to them. */
  readonly files: readonly string[];
}

export type Figures = Readonly<Record<string, Figure>>;

/** What a score rests on: the figure as it was then, so that the score can be understood after records have changed. */
export interface Ground extends Figure {
  readonly figure: string;
}

/** Why an indicator could not be assessed. Codes, names of figures and numbers. */
export type Obstacle =
  | { readonly because: 'figureMissing' | 'figureForbidden'; readonly figures: readonly string[] }
  | { readonly because: 'formulaFault'; readonly fault: FormulaFault }
  | { readonly because: 'evidenceMissing'; readonly records: number; readonly files: number };

/** One indicator for one unit: points with what they rest on, or why there are none. `measured` is null where an appeal gave the points. */
export type ScoreLine = { readonly indicator: string; readonly weight: number; readonly grounds: readonly Ground[] } & (
  | { readonly state: 'scored'; readonly measured: number | null; readonly points: number }
  | { readonly state: 'notAssessable'; readonly obstacle: Obstacle }
);

export interface Total {
  readonly points: number;
  /** Sum of the weights of the indicators that were assessed; 100 when all were. Points are never projected to 100. */
  readonly outOf: number;
}

export interface Score extends Total {
  readonly set: string;
  readonly setVersion: number;
  readonly lines: readonly ScoreLine[];
}

/** Scores one unit, indicator by indicator. Figures that the set does not name are not looked at. */
export function scoreUnit(set: SoundSet, figures: Figures): Score {
  const lines = set.indicators.map((indicator) => lineOf(set, indicator, figures));
  return { set: set.code, setVersion: set.version, lines, ...totalOf(lines) };
}

export function totalOf(lines: readonly ScoreLine[]): Total {
  const scored = lines.flatMap((line) => (line.state === 'scored' ? [line] : []));
  return { points: sumOf(scored.map(({ points }) => points)), outOf: sumOf(scored.map(({ weight }) => weight)) };
}

function lineOf(set: SoundSet, indicator: Indicator, figures: Figures): ScoreLine {
  const { code, weight } = indicator;
  const formula = set.formulas.get(code);
  const names = formula?.names ?? [];
  const grounds = names.flatMap((figure): Ground[] => {
    const held = Object.hasOwn(figures, figure) ? figures[figure] : undefined;
    return held === undefined ? [] : [{ figure, ...held }];
  });
  const base = { indicator: code, weight, grounds };
  const none = (obstacle: Obstacle): ScoreLine => ({ ...base, state: 'notAssessable', obstacle });
  const missing = names.filter((name) => !grounds.some(({ figure }) => figure === name));
  if (formula === undefined || missing.length > 0) return none({ because: 'figureMissing', figures: missing });
  // The second wall behind readSet(): a fair name over a query that counts pupils.
  const unfair = grounds.filter(({ figure, query }) => !isFair(figure) || !isFair(query));
  if (unfair.length > 0) return none({ because: 'figureForbidden', figures: unfair.map(({ figure }) => figure) });
  const measured = formula.evaluate(Object.fromEntries(grounds.map(({ figure, value }) => [figure, value])));
  if (typeof measured !== 'number') return none({ because: 'formulaFault', fault: measured });
  const points = pointsFor(indicator, measured);
  const shown = shownBy(grounds);
  const { records, files } = indicator.evidence;
  if (points > 0 && (shown.records < records || shown.files < files))
    return none({ because: 'evidenceMissing', ...shown });
  return { ...base, state: 'scored', measured, points };
}

/** In a straight line between the two marks, in two decimals. */
function pointsFor({ weight, fullMark, zeroMark }: Indicator, measured: number): number {
  const share = (measured - zeroMark) / (fullMark - zeroMark);
  return toTwoDecimals(weight * Math.min(Math.max(share, 0), 1));
}

function shownBy(grounds: readonly Ground[]): { readonly records: number; readonly files: number } {
  const files = new Set(grounds.flatMap((ground) => ground.files));
  // Two figures may be drawn from the same records: the most of one, not their sum.
  return { records: Math.max(0, ...grounds.map((ground) => ground.records)), files: files.size };
}
