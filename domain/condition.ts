import type { Answer, Answers } from './answers.ts';

/** A rule over answers, as data. A missing answer leaves it open, and so does a refusal, unless the rule names `refused`. */
export type Condition =
  | { readonly item: number; readonly among: readonly Exclude<Answer, null>[] }
  | { readonly anyOf: readonly Condition[] }
  | { readonly allOf: readonly Condition[] };

export type Truth = 'yes' | 'no' | 'open';

/** Whether a condition holds; `open` when an answer that would decide it is missing. Items in `skipped` were rightly not asked and match nothing. */
export function truthOf(condition: Condition, answers: Answers, skipped: ReadonlySet<number> = new Set()): Truth {
  if ('item' in condition) {
    const answer = answers[condition.item] ?? null;
    if (answer === null) return skipped.has(condition.item) ? 'no' : 'open';
    if (condition.among.includes(answer)) return 'yes';
    return answer === 'refused' ? 'open' : 'no';
  }
  const [parts, decisive] = 'anyOf' in condition ? [condition.anyOf, 'yes' as const] : [condition.allOf, 'no' as const];
  const truths = parts.map((part) => truthOf(part, answers, skipped));
  if (truths.includes(decisive)) return decisive;
  if (truths.includes('open')) return 'open';
  return decisive === 'yes' ? 'no' : 'yes';
}
