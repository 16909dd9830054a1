import { type Vocabulary, type Words, words } from '#domain/words';
import { ASSESSMENT_FIGURES } from './sets/figures.ts';

const TOKENS = /[A-Za-z][\w.]*|\d+(?:\.\d+)?|[<>=!]=|[-+*/<>?:(),]/g;

const CALLED: Vocabulary<string> = {
  min: words('较小值', 'the least of '),
  max: words('较大值', 'the most of '),
  clamp: words('限定范围', 'within bounds '),
  round: words('四舍五入', 'rounded '),
  ratio: words('占比', 'share '),
};

const SIGNS: Vocabulary<string> = {
  '+': words(' + ', ' + '),
  '-': words(' − ', ' − '),
  '*': words(' × ', ' × '),
  '/': words(' ÷ ', ' ÷ '),
  '<': words(' < ', ' < '),
  '>': words(' > ', ' > '),
  '<=': words(' ≤ ', ' ≤ '),
  '>=': words(' ≥ ', ' ≥ '),
  '==': words(' = ', ' = '),
  '!=': words(' ≠ ', ' ≠ '),
  '?': words(' 时为 ', ' gives '),
  ':': words('，否则为 ', ', otherwise '),
  ',': words('，', ', '),
  '(': words('（', '('),
  ')': words('）', ')'),
};

/** The formula of an indicator as a person reads it: figures and functions by what they are called, in the order of the formula. */
export function formulaWords(formula: string): Words {
  const tokens = (formula.match(TOKENS) ?? []).map(wordsOf);
  return words(tokens.map((token) => token['zh-CN']).join(''), tokens.map((token) => token.en).join(''));
}

/** A figure by its code; the code itself for one that is no longer known. */
export function figureWords(figure: string): Words {
  const known: Vocabulary<string> = ASSESSMENT_FIGURES;
  return (Object.hasOwn(known, figure) ? known[figure] : undefined) ?? words(figure, figure);
}

function wordsOf(token: string): Words {
  const found = Object.hasOwn(CALLED, token) ? CALLED[token] : Object.hasOwn(SIGNS, token) ? SIGNS[token] : undefined;
  return found ?? figureWords(token);
}
