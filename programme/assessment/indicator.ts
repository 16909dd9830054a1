import type { Formula, FormulaFault, FormulaFaultCode, ReadFormula } from '#domain/formula';
import { LANGUAGES } from '#domain/scale';
import type { Words } from '#domain/words';
import { isFair } from './fair-figures.ts';
import { hundredths } from './points.ts';

/** Who is assessed (绩效考核): a county bureau, a school, the head of a school. */
export const ASSESSED = ['county', 'school', 'head'] as const;
export type Assessed = (typeof ASSESSED)[number];

/** One thing that is measured, as data. */
export interface Indicator {
  readonly code: string;
  readonly name: Words;
  /** Gives the measured value out of named figures; see domain/formula for the language. */
  readonly formula: string;
  /** Points of 100, at most two decimals. */
  readonly weight: number;
  /** Whether more is better. Says once more what the marks say, so that a slip of the pen is seen. */
  readonly direction: 'higher' | 'lower';
  /** The measured value that earns all points; beyond it nothing more is earned. */
  readonly fullMark: number;
  /** The measured value that earns none; between the two points rise in a straight line. */
  readonly zeroMark: number;
  readonly evidence: EvidenceRule;
}

/** What must lie behind points before they count. Nothing has to be shown for no points. */
export interface EvidenceRule {
  /** Least number of records that the figures are drawn from. */
  readonly records: number;
  /** Least number of different files attached to them. */
  readonly files: number;
}

/** A version of the indicators for one kind of assessed. Never changed once used: a change is the next version. */
export interface IndicatorSet {
  readonly code: string;
  readonly version: number;
  readonly assesses: Assessed;
  readonly indicators: readonly Indicator[];
}

export type SetFaultCode =
  | FormulaFaultCode
  | 'versionInvalid'
  | 'noIndicator'
  | 'tooMany'
  | 'codeInvalid'
  | 'codeTwice'
  | 'nameMissing'
  | 'weightInvalid'
  | 'weightsNot100'
  | 'marksInvalid'
  | 'evidenceInvalid'
  | 'noFigure'
  | 'figureForbidden'
  | 'figureUnknown';

export interface SetFault {
  /** RFC 6901. */
  readonly pointer: string;
  readonly code: SetFaultCode;
  /** Where in the formula, for faults of one. */
  readonly at?: number;
  readonly name?: string;
}

/** A set in which nothing is wrong, with its formulas read. */
export interface SoundSet extends IndicatorSet {
  readonly formulas: ReadonlyMap<string, Formula>;
}

const MOST_INDICATORS = 60;
const CODE = /^[a-z][A-Za-z0-9]{0,39}$/;

/**
 * Reads a set, or says all that is wrong with it. `known`: names of the figures that can be computed. A figure that follows pupils' results or the
 * number of cases is refused whether known or not (N08, N09).
 */
export function readSet(
  set: IndicatorSet,
  read: ReadFormula,
  known: ReadonlySet<string>,
): SoundSet | { readonly faults: readonly SetFault[] } {
  const formulas = new Map<string, Formula>();
  const faults = [
    ...faultsOfSet(set),
    ...set.indicators.flatMap((indicator, index) => {
      const formula = read(indicator.formula);
      if (!('fault' in formula)) formulas.set(indicator.code, formula);
      const pointer = `/indicators/${index}`;
      return [...faultsOfIndicator(indicator, pointer), ...faultsOfFormula(formula, `${pointer}/formula`, known)];
    }),
  ];
  return faults.length > 0 ? { faults } : { ...set, formulas };
}

function faultsOfSet({ code, version, indicators }: IndicatorSet): readonly SetFault[] {
  const faults: SetFault[] = [];
  if (!CODE.test(code)) faults.push({ pointer: '/code', code: 'codeInvalid' });
  if (!Number.isInteger(version) || version < 1) faults.push({ pointer: '/version', code: 'versionInvalid' });
  if (indicators.length === 0) faults.push({ pointer: '/indicators', code: 'noIndicator' });
  if (indicators.length > MOST_INDICATORS) faults.push({ pointer: '/indicators', code: 'tooMany' });
  const codes = indicators.map((indicator) => indicator.code);
  for (const [index, one] of codes.entries())
    if (codes.indexOf(one) !== index) faults.push({ pointer: `/indicators/${index}/code`, code: 'codeTwice' });
  const sum = indicators.reduce((total, { weight }) => total + hundredths(weight), 0);
  if (indicators.length > 0 && sum !== 100 * 100) faults.push({ pointer: '/indicators', code: 'weightsNot100' });
  return faults;
}

function faultsOfIndicator(indicator: Indicator, pointer: string): readonly SetFault[] {
  const { code, name, weight, direction, fullMark, zeroMark, evidence } = indicator;
  const faults: SetFault[] = [];
  const wrong = (field: string, fault: SetFaultCode) => faults.push({ pointer: `${pointer}/${field}`, code: fault });
  if (!CODE.test(code)) wrong('code', 'codeInvalid');
  for (const language of LANGUAGES) if (name[language].trim() === '') wrong(`name/${language}`, 'nameMissing');
  if (!(weight > 0 && weight <= 100 && hundredths(weight) / 100 === weight)) wrong('weight', 'weightInvalid');
  const rises = fullMark > zeroMark;
  const marks = Number.isFinite(fullMark) && Number.isFinite(zeroMark) && fullMark !== zeroMark;
  if (!marks || rises !== (direction === 'higher')) wrong('fullMark', 'marksInvalid');
  if (![evidence.records, evidence.files].every((least) => Number.isInteger(least) && least >= 0))
    wrong('evidence', 'evidenceInvalid');
  return faults;
}

function faultsOfFormula(
  formula: Formula | FormulaFault,
  pointer: string,
  known: ReadonlySet<string>,
): readonly SetFault[] {
  if ('fault' in formula) {
    const { fault, ...place } = formula;
    return [{ pointer, code: fault, ...place }];
  }
  if (formula.names.length === 0) return [{ pointer, code: 'noFigure' }];
  return formula.names.flatMap((name): SetFault[] => {
    if (!isFair(name)) return [{ pointer, code: 'figureForbidden', name }];
    return known.has(name) ? [] : [{ pointer, code: 'figureUnknown', name }];
  });
}
