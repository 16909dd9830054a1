/**
 * Simulated answers of one school week. Shape after published surveys: 15-20 % of pupils at PHQ >= 10, girls 1.4-1.7
 * times as often as boys, rising with the grade; item 9 at 87 / 8.5 / 2.8 / 1.7 % and correlated with the total.
 */
import { addDays, ageOn, type Day, type Instant, MINUTE, onDay } from '#domain/instant';
import type { Random } from '#tools/seed/random';
import type { Pupil } from './pupils.ts';

export type SheetAnswer = number | null | 'refused';
export interface Sheet {
  readonly pupil: Pupil;
  readonly scale: string;
  readonly version: string;
  readonly at: Instant;
  /** By item number from 1. */
  readonly answers: readonly SheetAnswer[];
}

const MONDAY: Day = '2026-11-16';
const TAKES_PART = 0.95;
/** Shares of item 9 from 3 down to 1; the rest answers 0. */
const ITEM_9_SHARES = [0.017, 0.028, 0.085];
/** Answers 1, 2, 3 of the other items begin at these points of a standard normal mood. */
const STEPS = [0.42, 1.2, 1.8];
const GAD_STEPS = [0.5, 1.28, 1.85];
/** Points of mood: a girl's, and each grade above the seventh. */
const GIRL = 0.37;
const PER_GRADE = 0.06;
const INTERVIEWS = 40;

interface Mood {
  readonly pupil: Pupil;
  /** Standard normal, shifted by sex and grade; higher is worse. */
  readonly mood: number;
  readonly risk: number;
}

function stepOf(value: number, steps: readonly number[]): number {
  return steps.filter((step) => value >= step).length;
}

/** Sheets in the order of answering: mood and worry of each pupil, then the counselor's interviews with the same week's positives. */
export function sheetsOf(random: Random, pupils: readonly Pupil[]): Sheet[] {
  const moods = pupils
    .filter(() => random.chance(TAKES_PART))
    .map((pupil): Mood => {
      const mood = random.normal() + (pupil.sex === 'female' ? GIRL : 0) + PER_GRADE * (pupil.grade - 7) - 0.28;
      return { pupil, mood, risk: 0.8 * mood + 0.6 * random.normal() };
    });
  const ninth = ninthAnswers(moods);
  const screening = moods.flatMap((each) => {
    const at = answeredAt(random, each.pupil);
    return [moodSheet(random, each, ninth.get(each) ?? 0, at), worrySheet(random, each, at + 3 * MINUTE)];
  });
  const worst = moods.filter((each) => (ninth.get(each) ?? 0) > 0).sort((one, other) => other.risk - one.risk);
  return [...screening, ...worst.slice(0, INTERVIEWS).map((each, index) => interview(random, each, index))];
}

/** Exact shares by rank of risk, so that a file of this size shows the intended distribution and no accident. */
function ninthAnswers(moods: readonly Mood[]): Map<Mood, number> {
  const byRisk = [...moods].sort((one, other) => other.risk - one.risk);
  const answers = new Map<Mood, number>();
  let from = 0;
  ITEM_9_SHARES.forEach((share, index) => {
    const to = from + Math.round(share * moods.length);
    for (const each of byRisk.slice(from, to)) answers.set(each, 3 - index);
    from = to;
  });
  return answers;
}

/** Monday to Thursday, mornings, two classes at a time. */
function answeredAt(random: Random, pupil: Pupil): Instant {
  const place = (pupil.grade - 7) * 5 + pupil.classNumber - 1;
  const slot = Math.floor((place % 8) / 2);
  return onDay(addDays(MONDAY, Math.floor(place / 8)), '08:10') + (slot * 50 + random.below(12)) * MINUTE;
}

/** PHQ-A in the junior grades, where everybody is younger than 18, PHQ-9 in the senior grades. */
function moodSheet(random: Random, { pupil, mood, risk }: Mood, ninth: number, at: Instant): Sheet {
  const item = () => stepOf(0.8 * mood + 0.6 * random.normal(), STEPS);
  const scored = [...Array.from({ length: 8 }, item), ninth];
  const total = scored.reduce((sum, answer) => sum + answer, 0);
  const difficulty = Math.min(3, Math.floor(total / 7));
  if (pupil.grade >= 10) return { pupil, scale: 'PHQ-9', version: '1', at, answers: [...scored, difficulty] };
  const lowYear = Number(mood > 1.3);
  const pastMonth = Number(ninth >= 2 || (ninth === 1 && risk + random.normal() > 2.2));
  const ever = Number(risk + 0.8 * random.normal() > 2.5);
  return { pupil, scale: 'PHQ-A', version: '1', at, answers: [...scored, lowYear, difficulty, pastMonth, ever] };
}

function worrySheet(random: Random, { pupil, mood }: Mood, at: Instant): Sheet {
  const worry = 0.75 * mood + 0.66 * random.normal();
  const answers = Array.from({ length: 7 }, () => stepOf(0.85 * worry + 0.53 * random.normal(), GAD_STEPS));
  return { pupil, scale: 'GAD-7', version: '1', at, answers };
}

/** ASQ on the day after; question 5 is asked only after a positive or a refusal. The first positive says "now". */
function interview(random: Random, { pupil, risk }: Mood, index: number): Sheet {
  const four = [0.9, 0.8, 1.3, 1.9].map((step) => Number(risk + 0.7 * random.normal() > step + 0.6));
  const asked: SheetAnswer[] = index === 5 ? ['refused', ...four.slice(1)] : four;
  const positive = asked.some((answer) => answer !== 0);
  const fifth = positive ? Number(index === 0) : null;
  const place = (pupil.grade - 7) * 5 + pupil.classNumber - 1;
  const at = onDay(addDays(MONDAY, Math.floor(place / 8) + 1), '08:00') + (index % 40) * 14 * MINUTE;
  return { pupil, scale: 'ASQ', version: '1', at, answers: [...asked, fifth] };
}

/** Whole years on the day of the answers. */
export function ageAt(sheet: Pick<Sheet, 'pupil'>, day: Day): number {
  return ageOn(sheet.pupil.born, day);
}
