import { type Vocabulary, words } from './words.ts';

/**
 * Why a formula gives no number. Up to `wrongKind` a text is refused when it is read, the rest is met with certain figures.
 * `notAllowed` is what the language leaves out on purpose: texts, lists, logic, loops, remainders, comments.
 */
export const FORMULA_FAULTS = {
  tooLong: words('公式过长', 'The formula is too long'),
  tooComplex: words('公式过于复杂', 'The formula is too complex'),
  unreadable: words('公式无法读取', 'The formula cannot be read'),
  notAllowed: words('公式中有不允许的写法', 'The formula holds something that is not allowed'),
  badNumber: words('数字须为普通小数写法', 'Numbers are written as plain decimals'),
  unknownFunction: words('没有这个函数', 'There is no such function'),
  wrongArguments: words('函数的参数个数不对', 'The function takes another number of values'),
  wrongKind: words('此处需要数值或比较', 'A number and a comparison stand in the wrong place'),
  unknownName: words('没有这个数据', 'There is no such figure'),
  notFinite: words('数据不是有效数值', 'A figure is not a number'),
  divisionByZero: words('除数为零', 'Division by zero'),
  outOfRange: words('数值超出范围', 'A number is out of range'),
  clampReversed: words('下限大于上限', 'The lower bound is above the upper one'),
} as const satisfies Vocabulary<string>;
export type FormulaFaultCode = keyof typeof FORMULA_FAULTS;

export interface FormulaFault {
  readonly fault: FormulaFaultCode;
  /** Where in the text, from 0, in UTF-16 units. */
  readonly at: number;
  /** The figure or function that is meant, where there is one. */
  readonly name?: string;
}

/** A formula that was read. It has no loop: evaluating it looks at each of its parts at most once. */
export interface Formula {
  /** Figures it names, each once, in the order of the text; those of a branch not taken too. */
  readonly names: readonly string[];
  /** Never throws, whatever the figures are. */
  readonly evaluate: (figures: Readonly<Record<string, number>>) => number | FormulaFault;
}

/**
 * How rules get at formulas; adapters/formula is the one that there is. The language: plain decimal numbers, figures by name (`curriculum.taught`),
 * `+ - * /`, comparisons, `condition ? this : that`, and min, max, clamp(value, low, high), round(value, digits), ratio(part, whole).
 */
export type ReadFormula = (text: string) => Formula | FormulaFault;
