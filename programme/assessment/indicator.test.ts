import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '#domain/scale';
import { forbiddenWords } from '#domain/vocabulary';
import { readFormula } from '#tools/testing/formula';
import { ASSESSED, type Indicator, type IndicatorSet, readSet, type SetFault } from './indicator.ts';
import { ASSESSMENT_FIGURES } from './sets/figures.ts';
import { INDICATOR_SETS } from './sets/index.ts';
import { schoolV1 } from './sets/school-v1.ts';

const KNOWN = new Set(Object.keys(ASSESSMENT_FIGURES));

function faultsOf(set: IndicatorSet, known: ReadonlySet<string> = KNOWN): readonly SetFault[] {
  const read = readSet(set, readFormula, known);
  return 'faults' in read ? read.faults : [];
}

/** The school's set with one indicator changed. */
function changed(change: Partial<Indicator>, index = 1): IndicatorSet {
  const indicators = schoolV1.indicators.map((one, n) => (n === index ? { ...one, ...change } : one));
  return { ...schoolV1, indicators };
}

describe.each(INDICATOR_SETS)('the set $code version $version', (set) => {
  it('is sound, and reads every formula', () => {
    const read = readSet(set, readFormula, KNOWN);
    expect('faults' in read ? read.faults : [...read.formulas.keys()]).toEqual(set.indicators.map(({ code }) => code));
  });

  it('N01: names no disorder', () => {
    const names = set.indicators.flatMap(({ name }) => LANGUAGES.map((language) => name[language]));
    expect(names.flatMap(forbiddenWords)).toEqual([]);
  });
});

it('there is a set for everybody who is assessed, and every figure is used by one', () => {
  expect(new Set(INDICATOR_SETS.map(({ assesses }) => assesses))).toEqual(new Set(ASSESSED));
  const formulas = INDICATOR_SETS.flatMap(({ indicators }) => indicators.map(({ formula }) => readFormula(formula)));
  const named = formulas.flatMap((formula) => ('fault' in formula ? [] : formula.names));
  expect(new Set(named)).toEqual(KNOWN);
});

describe('a set is refused for what it counts', () => {
  it.each([
    ['screening.positives', 'ratio(screening.positives, network.schools)'],
    ['cases.open', 'curriculum.classes > 0 ? 1 : cases.open'],
    ['supervision.casesFound', '100 - supervision.casesFound'],
  ])('N08: when a school or county would be judged by %s, whether the figure is known or not', (name, formula) => {
    const refused = [{ pointer: '/indicators/1/formula', code: 'figureForbidden', name }];
    for (const assesses of ['school', 'county'] as const)
      for (const known of [KNOWN, new Set([...KNOWN, name])])
        expect(faultsOf({ ...changed({ formula }), assesses }, known)).toEqual(refused);
  });

  it.each(['screening.positives', 'staff.pupilsAtRisk', 'trainings.meanScore', 'warnings.raised'])(
    'N09: when a head would be appraised by %s',
    (name) => {
      const set: IndicatorSet = { ...changed({ formula: `min(${name}, 1)` }), assesses: 'head' };
      expect(faultsOf(set, new Set([...KNOWN, name]))).toMatchObject([{ code: 'figureForbidden', name }]);
    },
  );
});

describe('a set is refused', () => {
  it.each([99.99, 100.01, 0.1])('when its weights come to %d with the rest', (sum) => {
    const weight = Number((schoolV1.indicators[1]?.weight ?? 0) + sum - 100).toFixed(2);
    const faults = faultsOf(changed({ weight: Number(weight) }));
    expect(faults.map(({ code }) => code)).toContain('weightsNot100');
  });

  it('unless weights of two decimals come to exactly 100, whatever doubles say', () => {
    const weights = [33.33, 33.33, 33.34];
    const indicators = weights.flatMap((weight, n) => {
      const [one] = schoolV1.indicators;
      return one === undefined ? [] : [{ ...one, code: `i${n}`, weight }];
    });
    expect(faultsOf({ ...schoolV1, indicators })).toEqual([]);
  });

  const wrong: readonly (readonly [string, Partial<Indicator>, Partial<SetFault>])[] = [
    [
      'a formula that cannot be read',
      { formula: 'ratio(1,' },
      { pointer: '/indicators/1/formula', code: 'unreadable', at: 8 },
    ],
    ['a formula with a loop', { formula: '[1].all(i, i > 0) ? 1 : 0' }, { code: 'notAllowed', at: 0 }],
    ['a formula without a figure', { formula: '100' }, { code: 'noFigure' }],
    ['a figure that nobody computes', { formula: 'staff.nurses' }, { code: 'figureUnknown', name: 'staff.nurses' }],
    ['marks that say the contrary of the direction', { direction: 'lower' }, { code: 'marksInvalid' }],
    ['marks that are the same', { fullMark: 0.6 }, { code: 'marksInvalid' }],
    ['a mark that is no number', { fullMark: Number.POSITIVE_INFINITY }, { code: 'marksInvalid' }],
    ['half a file', { evidence: { records: 1, files: 0.5 } }, { code: 'evidenceInvalid' }],
    ['a name in one language', { name: { 'zh-CN': ' ', en: 'Hours' } }, { pointer: '/indicators/1/name/zh-CN' }],
    ['a code with spaces', { code: 'class hours' }, { pointer: '/indicators/1/code', code: 'codeInvalid' }],
    ['a code of another', { code: 'organised' }, { pointer: '/indicators/1/code', code: 'codeTwice' }],
  ];
  it.each(wrong)('for %s', (_, change, fault) => {
    expect(faultsOf(changed(change))).toMatchObject([fault]);
  });

  it.each([0, -5, Number.NaN, 20.005, 1_000])('for a weight of %d', (weight) => {
    expect(faultsOf(changed({ weight }))).toContainEqual({ pointer: '/indicators/1/weight', code: 'weightInvalid' });
  });

  it('for having no indicator, too many, or no version', () => {
    expect(faultsOf({ ...schoolV1, indicators: [] })).toEqual([{ pointer: '/indicators', code: 'noIndicator' }]);
    expect(faultsOf({ ...schoolV1, version: 0 })).toEqual([{ pointer: '/version', code: 'versionInvalid' }]);
    const many = Array.from({ length: 61 }, () => schoolV1.indicators).flat();
    expect(faultsOf({ ...schoolV1, indicators: many })).toContainEqual({ pointer: '/indicators', code: 'tooMany' });
  });

  it('with all that is wrong at once', () => {
    const faults = faultsOf(changed({ formula: 'a.b', direction: 'lower', weight: -1 }));
    expect(faults.map(({ code }) => code)).toEqual([
      'weightsNot100',
      'weightInvalid',
      'marksInvalid',
      'figureForbidden',
    ]);
  });
});
