import type { Condition } from './condition.ts';
import type { FollowUpSign } from './follow-up-state.ts';
import { atLeast, type Level } from './level.ts';
import { type Scale, scaleKey } from './scale.ts';
import type { Sign } from './sign.ts';

/** From this many points up, at least this level. */
export interface TotalStep {
  readonly from: number;
  readonly level: Level;
}

/** A level that one answer sets by itself. `unanswered` counts only where the item was due. */
export interface ItemStep {
  readonly item: number;
  readonly answers: readonly (number | 'refused' | 'unanswered')[];
  readonly level: Level;
  /** Other answers that must stand for this step to hold. */
  readonly after?: Condition;
}

/** The floors of one instrument in one version. Every figure is policy and needs the expert committee's signature. */
export interface ScaleFloors {
  readonly totals?: readonly TotalStep[];
  readonly outcomes?: Readonly<Record<string, Level>>;
  readonly items: readonly ItemStep[];
  /** Totals of this instrument alone never set more than this; critical answers are not held back by it. */
  readonly ceiling?: Level;
}

export interface SignFloor {
  readonly level: Level;
  /** Owed the same clock as a positive critical answer. */
  readonly critical: boolean;
}

export interface Thresholds {
  /** By instrument and version (`scaleKey`): a new version has no floors until somebody sets them (N21). */
  readonly scales: Readonly<Record<string, ScaleFloors>>;
  readonly signs: Readonly<Partial<Record<Sign, SignFloor>>>;
  /** Floors of what a contact of the follow-up shows; what is not here sets none. */
  readonly contactSigns: Readonly<Partial<Record<FollowUpSign, SignFloor>>>;
  /** Level of the duty to ask the person. */
  readonly ask: Level;
}

const PHQ_TOTALS: readonly TotalStep[] = [
  { from: 10, level: 'L1' },
  { from: 15, level: 'L2' },
  { from: 20, level: 'L3' },
];

const PHQ_ITEM_9: readonly ItemStep[] = [
  { item: 9, answers: [1, 'refused', 'unanswered'], level: 'L2' },
  { item: 9, answers: [2, 3], level: 'L3' },
];

const PHQ_A_LATER: readonly ItemStep[] = [12, 13].flatMap((item): ItemStep[] => [
  { item, answers: [1], level: 'L3' },
  { item, answers: ['refused', 'unanswered'], level: 'L2' },
]);

const anyOfFirstFour = (answer: 1 | 'refused'): Condition => ({
  anyOf: [1, 2, 3, 4].map((item) => ({ item, among: [answer] })),
});

const ASQ_ITEMS: readonly ItemStep[] = [
  ...[1, 2, 3, 4].flatMap((item): ItemStep[] => [
    { item, answers: [1, 'refused'], level: 'L3' },
    { item, answers: ['unanswered'], level: 'L2' },
  ]),
  { item: 5, answers: [1], level: 'L4' },
  // After a yes nobody knows about this moment: crisis until asked. A refusal alone asks for a person the same day.
  { item: 5, answers: ['refused', 'unanswered'], level: 'L4', after: anyOfFirstFour(1) },
  { item: 5, answers: ['refused', 'unanswered'], level: 'L3' },
];

const now: SignFloor = { level: 'L4', critical: true };
const sameDay: SignFloor = { level: 'L3', critical: true };
const soon: SignFloor = { level: 'L2', critical: true };
const look: SignFloor = { level: 'L1', critical: false };

/** Defaults of the first policy document. No authority stands behind them but the city's own expert committee. */
export const DEFAULT_THRESHOLDS: Thresholds = {
  ask: 'L2',
  scales: {
    'PHQ-9@1': { totals: PHQ_TOTALS, items: PHQ_ITEM_9 },
    'PHQ-A@1': { totals: PHQ_TOTALS, items: [...PHQ_ITEM_9, ...PHQ_A_LATER] },
    'PHQ-A@1-asq': { totals: PHQ_TOTALS, items: PHQ_ITEM_9 },
    'GAD-7@1': { totals: [{ from: 10, level: 'L1' }], items: [], ceiling: 'L2' },
    'ASQ@1': { outcomes: { acutePositive: 'L4', nonAcutePositive: 'L3', negative: 'L0' }, items: ASQ_ITEMS },
  },
  signs: {
    now,
    attempt: now,
    means: now,
    farewell: now,
    psychosisDanger: now,
    recentPlan: sameDay,
    recentDischarge: sameDay,
    selfHarm: soon,
    violenceAtHome: soon,
    bullying: look,
    bereavement: look,
    withdrawal: look,
    other: look,
  },
  contactSigns: { attempt: now, planOrFarewell: now, selfHarm: soon, thoughtsOfDeath: soon },
};

/** N02, N03: no policy may set less for a positive, missing or declined critical answer, nor for asking the person. */
const LEAST_CRITICAL: Level = 'L2';

/** What a policy fails to say about an instrument, as JSON pointers into its thresholds, too low for a critical answer included; empty = every answer has a level (N21). */
export function missingThresholds(scale: Scale, thresholds: Thresholds): readonly string[] {
  const base = `/scales/${scaleKey(scale)}`;
  const floors = thresholds.scales[scaleKey(scale)];
  if (floors === undefined) return [base];
  const ask = atLeast(thresholds.ask, LEAST_CRITICAL) ? [] : ['/ask'];
  return [
    ...ask,
    ...[...missingScoreFloors(scale, floors), ...missingItemFloors(scale, floors)].map((rest) => base + rest),
  ];
}

function missingScoreFloors(scale: Scale, floors: ScaleFloors): readonly string[] {
  if (scale.scoring.kind === 'sum') return floors.totals === undefined ? ['/totals'] : [];
  const codes = [...scale.scoring.outcomes, scale.scoring.otherwise].map(({ code }) => code);
  return codes.filter((code) => floors.outcomes?.[code] === undefined).map((code) => `/outcomes/${code}`);
}

function missingItemFloors(scale: Scale, floors: ScaleFloors): readonly string[] {
  return scale.criticals.flatMap(({ item, positiveFrom }) => {
    const options = scale.items.find(({ n }) => n === item)?.options ?? [];
    const positive = options.map(({ value }) => value).filter((value) => value >= positiveFrom);
    const wanted = [...positive, 'refused' as const, 'unanswered' as const];
    const steps = floors.items.filter(
      (step) => step.item === item && step.after === undefined && atLeast(step.level, LEAST_CRITICAL),
    );
    return wanted
      .filter((answer) => !steps.some(({ answers }) => answers.includes(answer)))
      .map((answer) => `/items/${item}/${answer}`);
  });
}
