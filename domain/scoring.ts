import { type Answers, isBlank, skippedItems } from './answers.ts';
import { type Truth, truthOf } from './condition.ts';
import { type Band, type BandSets, type Critical, type CriticalMeaning, fitsAge, type Scale } from './scale.ts';
import { intervalOf, type SubscaleResult, scoreSubscales } from './subscales.ts';

export interface CriticalFinding {
  readonly item: number;
  readonly meaning: CriticalMeaning;
  /** `unknown`: asked or to be asked, and no answer; `refused`: the student declined. Neither is ever read as "no" (N03). */
  readonly state: 'positive' | 'unknown' | 'refused';
  /** The answer, when positive. */
  readonly value?: number;
}

export const RESULT_REASONS = ['ageOutOfRange', 'ageUnknown', 'validityFailed'] as const;

/** A scored sheet. `total` and `band` stand only when nothing is missing; `min`..`max` and the outer bands always hold the truth. */
export interface Result {
  readonly scale: string;
  readonly version: string;
  readonly norm: string | null;
  /** `absent`: nothing was answered, the student counts as not reached. `invalid`: the score is void, the criticals are not. */
  readonly status: 'complete' | 'incomplete' | 'invalid' | 'absent';
  readonly total?: number;
  /** Points, both inclusive; null for instruments without a sum. */
  readonly min: number | null;
  readonly max: number | null;
  readonly band?: string;
  readonly bandMin: string;
  readonly bandMax: string;
  readonly subscales: readonly SubscaleResult[];
  readonly criticals: readonly CriticalFinding[];
  /** Items that belong to the score and have no usable answer. */
  readonly missing: readonly number[];
  readonly contradictions: readonly string[];
  readonly reasons: readonly (typeof RESULT_REASONS)[number][];
}

export interface SheetContext {
  /** Whole years on the day of the answers; null when the date of birth is not known. */
  readonly age: number | null;
  /** Which norm or scheme the bands come from; needed only where an instrument has several. */
  readonly norm?: string;
}

export type Scored = { readonly result: Result } | { readonly fault: 'normMissing' | 'unknownNorm' };

interface Score {
  readonly min: number | null;
  readonly max: number | null;
  readonly bandMin: string;
  readonly bandMax: string;
}

/**
 * Scores one sheet by its instrument's published rule. Missing answers make an interval and are never prorated unless the manual
 * says so. A wrong age or a failed validity scale voids the score (the interval is then all that is possible) and keeps every critical.
 */
export function score(scale: Scale, answers: Answers, context: SheetContext): Scored {
  const norm = normOf(scale, context.norm);
  if (norm !== null && typeof norm === 'object') return norm;
  const skipped = skippedItems(scale, answers);
  const reasons = voidedBy(scale, answers, context.age);
  const missing = missingItems(scale, answers, skipped);
  const status = statusOf(isBlank(scale, answers), reasons, missing);
  const usable = status === 'complete' || status === 'incomplete' ? answers : {};
  const points = pointsOf(scale, usable, usable === answers ? skipped : new Set(), norm);
  const settled = status === 'complete';
  return {
    result: {
      scale: scale.id,
      version: scale.version,
      norm,
      status,
      ...(settled && points.min !== null && { total: points.min }),
      ...(settled && { band: points.bandMin }),
      ...points,
      subscales: scoreSubscales(scale, usable, norm),
      criticals: status === 'absent' ? [] : criticalFindings(scale, answers, skipped),
      missing,
      contradictions: scale.contradictions
        .filter(({ when }) => truthOf(when, answers) === 'yes')
        .map(({ code }) => code),
      reasons,
    },
  };
}

/** How much the total rose between two sheets, in points; refused across instruments, versions or norms (N20), and without two totals. */
export function changeOf(before: Result, after: Result): number | 'notComparable' {
  const same = before.scale === after.scale && before.version === after.version && before.norm === after.norm;
  if (!same || before.total === undefined || after.total === undefined) return 'notComparable';
  return after.total - before.total;
}

function normOf(scale: Scale, asked: string | undefined): string | null | { fault: 'normMissing' | 'unknownNorm' } {
  if (scale.scoring.kind === 'outcome') return null;
  const norms = Object.keys(scale.scoring.bands);
  if (asked === undefined) return norms.length === 1 ? (norms[0] ?? null) : { fault: 'normMissing' };
  return norms.includes(asked) ? asked : { fault: 'unknownNorm' };
}

function voidedBy(scale: Scale, answers: Answers, age: number | null): Result['reasons'] {
  const failed =
    scale.validity !== undefined && intervalOf(scale, answers, scale.validity.items).min >= scale.validity.invalidFrom;
  return [
    ...(age === null ? (['ageUnknown'] as const) : []),
    ...(age !== null && !fitsAge(scale, age) ? (['ageOutOfRange'] as const) : []),
    ...(failed ? (['validityFailed'] as const) : []),
  ];
}

function statusOf(blank: boolean, reasons: Result['reasons'], missing: readonly number[]): Result['status'] {
  if (blank) return 'absent';
  if (reasons.includes('ageOutOfRange') || reasons.includes('validityFailed')) return 'invalid';
  return missing.length > 0 ? 'incomplete' : 'complete';
}

function missingItems(scale: Scale, answers: Answers, skipped: ReadonlySet<number>): readonly number[] {
  const critical = new Set(scale.criticals.map(({ item }) => item));
  const owed = scale.items.filter(({ n, counts }) => (counts || critical.has(n)) && !skipped.has(n));
  return owed
    .filter(({ n, askedWhen }) => {
      if (typeof answers[n] === 'number') return false;
      // A refusal settles an outcome rule that names it, and a question nobody knows to be due yet is no gap of its own.
      if (scale.scoring.kind === 'outcome' && answers[n] === 'refused' && askedWhen === undefined) return false;
      return askedWhen === undefined || truthOf(askedWhen, answers) === 'yes';
    })
    .map(({ n }) => n);
}

function criticalFindings(scale: Scale, answers: Answers, skipped: ReadonlySet<number>): readonly CriticalFinding[] {
  return scale.criticals.flatMap((critical) => {
    const finding = findingOf(critical, answers);
    if (finding?.state !== 'unknown') return finding === undefined ? [] : [finding];
    const asked = scale.items.find(({ n }) => n === critical.item)?.askedWhen;
    const due = !skipped.has(critical.item) && (asked === undefined || truthOf(asked, answers) === 'yes');
    return due ? [finding] : [];
  });
}

function findingOf({ item, meaning, positiveFrom }: Critical, answers: Answers): CriticalFinding | undefined {
  const answer = answers[item] ?? null;
  if (answer === null) return { item, meaning, state: 'unknown' };
  if (answer === 'refused') return { item, meaning, state: 'refused' };
  return answer >= positiveFrom ? { item, meaning, state: 'positive', value: answer } : undefined;
}

function pointsOf(scale: Scale, answers: Answers, skipped: ReadonlySet<number>, norm: string | null): Score {
  if (scale.scoring.kind === 'outcome') return outcomesOf(scale.scoring, answers, skipped);
  const { min, max } = totalInterval(scale, answers);
  const bands = bandsOf(scale.scoring.bands, norm);
  return { min, max, bandMin: bandAt(bands, min), bandMax: bandAt(bands, max) };
}

function totalInterval(scale: Scale, answers: Answers): { readonly min: number; readonly max: number } {
  const parts = scale.scoring.kind === 'sum' ? scale.scoring.ofSubscales : undefined;
  if (parts === undefined)
    return intervalOf(
      scale,
      answers,
      scale.items.filter(({ counts }) => counts).map(({ n }) => n),
    );
  const subscales = scoreSubscales(scale, answers, null).filter(({ id }) => parts.includes(id));
  return {
    min: subscales.reduce((sum, { min }) => sum + min, 0),
    max: subscales.reduce((sum, { max }) => sum + max, 0),
  };
}

/** The first outcome that certainly holds is the least there is; the first that certainly holds or may hold is the worst there can be. */
function outcomesOf(
  scoring: Extract<Scale['scoring'], { kind: 'outcome' }>,
  answers: Answers,
  skipped: ReadonlySet<number>,
): Score {
  const first = (accepted: readonly Truth[]) =>
    (scoring.outcomes.find(({ when }) => accepted.includes(truthOf(when, answers, skipped))) ?? scoring.otherwise).code;
  return { min: null, max: null, bandMin: first(['yes']), bandMax: first(['yes', 'open']) };
}

function bandsOf(sets: BandSets, norm: string | null): readonly Band[] {
  return (norm === null ? undefined : sets[norm]) ?? [];
}

function bandAt(bands: readonly Band[], points: number): string {
  const band = bands.find(({ from, to }) => points >= from && points <= to);
  if (band === undefined) throw new Error(`no band holds ${points} points`);
  return band.code;
}
