import type { Answers } from './answers.ts';
import { truthOf } from './condition.ts';
import { atLeast, higher, type Level } from './level.ts';
import { type Scale, scaleKey } from './scale.ts';
import type { CriticalFinding, Result } from './scoring.ts';
import type { Sign } from './sign.ts';
import { type ItemStep, missingThresholds, type ScaleFloors, type Thresholds } from './thresholds.ts';

export const FLOOR_REASONS = [
  'totalReached',
  'outcomeReached',
  'criticalPositive',
  'criticalUnanswered',
  'criticalRefused',
  'possiblyHigher',
  'sheetInvalid',
  'contradiction',
  'sign',
] as const;

/** Why a floor stands where it stands; codes and numbers only. Words for people: `reasonText`. */
export interface FloorReason {
  readonly code: (typeof FLOOR_REASONS)[number];
  readonly level: Level;
  readonly item?: number;
  /** The answer, or the points that were reached. */
  readonly value?: number;
  readonly sign?: Sign;
}

/** A duty to ask the person, with the items to ask about. `critical`: by the clock of a positive critical answer. */
export interface Ask {
  readonly code: 'criticalUnknown' | 'possiblyHigher' | 'sheetInvalid';
  readonly items: readonly number[];
  readonly level: Level;
  readonly critical: boolean;
}

/** What rules propose. It only ever raises: a low floor says nothing about safety and lowers no level, no grade, no other warning (N04, N19). */
export interface Floor {
  readonly floor: Level;
  /** A critical answer is positive, missing or declined: a person within the critical clock, whatever the total (N02, N03). */
  readonly critical: boolean;
  readonly asks: readonly Ask[];
  readonly reasons: readonly FloorReason[];
}

export type FloorOutcome = Floor | { readonly fault: 'thresholdMissing'; readonly pointers: readonly string[] };

const NOTHING: Floor = { floor: 'L0', critical: false, asks: [], reasons: [] };

/**
 * The floor of one scored sheet: that of what was answered and of the critical items. Where the greatest possible score would
 * stand higher, the person is asked, and until then the floor rises by that possibility, at most to the level of asking.
 * Nothing is floored by a policy that leaves a critical answer or an outcome without a level (N21).
 */
export function floorOfSheet(scale: Scale, answers: Answers, result: Result, thresholds: Thresholds): FloorOutcome {
  const pointers = missingThresholds(scale, thresholds);
  const floors = thresholds.scales[scaleKey(scale)];
  if (floors === undefined || pointers.length > 0) return { fault: 'thresholdMissing', pointers };
  if (result.status === 'absent') return NOTHING;
  const least = scoreReason(floors, result.min, result.bandMin);
  const most = scoreReason(floors, result.max, result.bandMax);
  const criticals = result.criticals.map((finding) => criticalReason(finding, floors.items, answers));
  const known = [...(least.level === 'L0' ? [] : [least]), ...criticals];
  const worst = highestOf(known);
  const reasons = [
    ...known,
    ...result.contradictions.map((): FloorReason => ({ code: 'contradiction', level: worst })),
  ];
  const asks = [...criticalAsk(result.criticals, thresholds.ask)];
  if (most.level !== least.level && atLeast(most.level, least.level)) {
    const code = result.status === 'invalid' ? 'sheetInvalid' : 'possiblyHigher';
    asks.push({ code, items: result.missing, level: thresholds.ask, critical: false });
    reasons.push({ code, level: lower(most.level, thresholds.ask) });
  }
  return { floor: highestOf(reasons), critical: result.criticals.length > 0, asks, reasons };
}

export type SignsOutcome = FloorOutcome | { readonly fault: 'noSign' };

/** The floor of a person's concern: the highest of its signs. A concern without a sign is no concern yet; the form asks again. */
export function floorOfSigns(signs: readonly Sign[], thresholds: Pick<Thresholds, 'signs'>): SignsOutcome {
  if (signs.length === 0) return { fault: 'noSign' };
  const unset = signs.filter((sign) => thresholds.signs[sign] === undefined);
  if (unset.length > 0) return { fault: 'thresholdMissing', pointers: unset.map((sign) => `/signs/${sign}`) };
  const set = signs.flatMap((sign) => {
    const floor = thresholds.signs[sign];
    return floor === undefined ? [] : [{ sign, ...floor }];
  });
  const reasons = set.map(({ sign, level }): FloorReason => ({ code: 'sign', sign, level }));
  return { floor: highestOf(reasons), critical: set.some(({ critical }) => critical), asks: [], reasons };
}

function scoreReason(floors: ScaleFloors, points: number | null, band: string): FloorReason {
  if (points === null) return { code: 'outcomeReached', level: floors.outcomes?.[band] ?? 'L0' };
  const steps = (floors.totals ?? []).filter(({ from }) => points >= from);
  const level = highestOf(steps);
  return {
    code: 'totalReached',
    value: points,
    level: floors.ceiling === undefined ? level : lower(level, floors.ceiling),
  };
}

const REASON_OF_STATE = {
  positive: 'criticalPositive',
  unknown: 'criticalUnanswered',
  refused: 'criticalRefused',
} as const satisfies Record<CriticalFinding['state'], FloorReason['code']>;

function criticalReason(finding: CriticalFinding, steps: readonly ItemStep[], answers: Answers): FloorReason {
  const { item, state, value } = finding;
  const answer = state === 'positive' ? value : state === 'refused' ? 'refused' : 'unanswered';
  const holding = steps.filter(
    (step) => step.item === item && step.answers.some((candidate) => candidate === answer) && holds(step, answers),
  );
  return { code: REASON_OF_STATE[state], item, level: highestOf(holding), ...(value !== undefined && { value }) };
}

function holds(step: ItemStep, answers: Answers): boolean {
  return step.after === undefined || truthOf(step.after, answers) === 'yes';
}

function criticalAsk(findings: readonly CriticalFinding[], level: Level): readonly Ask[] {
  const open = findings.filter(({ state }) => state !== 'positive').map(({ item }) => item);
  return open.length === 0 ? [] : [{ code: 'criticalUnknown', items: open, level, critical: true }];
}

function highestOf(steps: readonly { readonly level: Level }[]): Level {
  return steps.reduce<Level>((worst, { level }) => higher(worst, level), 'L0');
}

function lower(a: Level, b: Level): Level {
  return atLeast(a, b) ? b : a;
}
