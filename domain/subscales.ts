import type { Answers } from './answers.ts';
import type { Item, Scale, Subscale } from './scale.ts';

export interface SubscaleResult {
  readonly id: string;
  /** Points by the subscale's method; absent when answers are missing that the manual wants. */
  readonly value?: number;
  readonly min: number;
  readonly max: number;
  readonly band?: string;
}

/** Least and greatest sum of these items: an item without a number counts with its least and its greatest option. */
export function intervalOf(
  scale: Pick<Scale, 'items'>,
  answers: Answers,
  items: readonly number[],
): { min: number; max: number } {
  let [min, max] = [0, 0];
  for (const item of scale.items) {
    if (!items.includes(item.n)) continue;
    const [least, most] = pointsRange(item, answers);
    min += least;
    max += most;
  }
  return { min, max };
}

/** Scores every subscale of an instrument; min and max are in the unit of its method. */
export function scoreSubscales(scale: Scale, answers: Answers, norm: string | null): readonly SubscaleResult[] {
  return scale.subscales.map((subscale) => {
    const number = subscale.items.length;
    const answered = subscale.items.filter((n) => typeof answers[n] === 'number');
    const inUnit = (sum: number) => (subscale.method === 'mean' ? sum / number : sum);
    const sums = intervalOf(scale, answers, subscale.items);
    if (answered.length === number) return settled(subscale, inUnit(sums.min), norm);
    if (subscale.method === 'prorated' && answered.length >= (subscale.leastAnswered ?? number)) {
      const mean = intervalOf(scale, answers, answered).min / answered.length;
      return settled(subscale, Math.floor(mean * number + 0.5), norm);
    }
    return { id: subscale.id, min: inUnit(sums.min), max: inUnit(sums.max) };
  });
}

function settled(subscale: Subscale, value: number, norm: string | null): SubscaleResult {
  const bands = norm === null ? undefined : subscale.bands?.[norm];
  const band = bands?.find(({ from, to }) => value >= from && value <= to)?.code;
  return { id: subscale.id, value, min: value, max: value, ...(band !== undefined && { band }) };
}

function pointsRange(item: Item, answers: Answers): readonly [number, number] {
  const values = item.options.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const answer = answers[item.n];
  if (typeof answer !== 'number') return [least, most];
  const points = item.reverse === true ? least + most - answer : answer;
  return [points, points];
}
