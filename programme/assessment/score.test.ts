import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFormula } from '#tools/testing/formula';
import { readSet, type SoundSet } from './indicator.ts';
import { type Figure, type Figures, scoreUnit } from './score.ts';
import { ASSESSMENT_FIGURES } from './sets/figures.ts';
import { INDICATOR_SETS } from './sets/index.ts';
import { schoolV1 } from './sets/school-v1.ts';

const KNOWN = new Set(Object.keys(ASSESSMENT_FIGURES));
const school = sound(schoolV1);

function sound(set: (typeof INDICATOR_SETS)[number]): SoundSet {
  const read = readSet(set, readFormula, KNOWN);
  return 'faults' in read ? expect.fail(JSON.stringify(read.faults)) : read;
}

const figure = (name: string, value: number, more: Partial<Figure> = {}): Figures => ({
  [name]: { value, query: `${name}@1`, records: 12, files: ['f1'], ...more },
});

/** A school that has done everything. */
const FULL: Figures = {
  ...figure('network.bodies', 1),
  ...figure('network.leads', 2),
  ...figure('curriculum.classes', 12),
  ...figure('curriculum.classesOnHours', 12),
  ...figure('facilities.kindsWorking', 3),
  ...figure('facilities.checksDue', 10),
  ...figure('facilities.checksOnTime', 10),
  ...figure('staff.grades', 3),
  ...figure('staff.gradesCovered', 3),
  ...figure('staff.teachers', 60),
  ...figure('trainings.teachersTrained', 54),
  ...figure('activities.kindsHeld', 5),
  ...figure('publicity.planned', 8),
  ...figure('publicity.published', 8),
  ...figure('supervision.findingsOverdue', 0, { records: 0, files: [] }),
};

function lineOf(figures: Figures, indicator: string) {
  return scoreUnit(school, figures).lines.find((line) => line.indicator === indicator);
}

describe('the score of a unit', () => {
  it('is 100 of 100 for one that has done everything, with what each line rests on', () => {
    const score = scoreUnit(school, FULL);
    expect(score).toMatchObject({ set: 'school', setVersion: 1, points: 100, outOf: 100 });
    expect(score.lines.find(({ indicator }) => indicator === 'hours')).toEqual({
      indicator: 'hours',
      weight: 20,
      state: 'scored',
      measured: 1,
      points: 20,
      grounds: [
        {
          figure: 'curriculum.classesOnHours',
          value: 12,
          query: 'curriculum.classesOnHours@1',
          records: 12,
          files: ['f1'],
        },
        { figure: 'curriculum.classes', value: 12, query: 'curriculum.classes@1', records: 12, files: ['f1'] },
      ],
    });
  });

  it.each([
    [12, 20],
    [11, 15.83],
    [9, 7.5],
    [7.2, 0],
    [0, 0],
  ])('rises in a straight line between its marks: %d classes of 12 earn %d of 20', (classes, points) => {
    expect(lineOf({ ...FULL, ...figure('curriculum.classesOnHours', classes) }, 'hours')).toMatchObject({ points });
  });

  it.each([
    [0, 5],
    [1, 3.33],
    [3, 0],
    [40, 0],
  ])('falls where less is better: %d overdue findings earn %d of 5', (overdue, points) => {
    expect(lineOf({ ...FULL, ...figure('supervision.findingsOverdue', overdue) }, 'mended')).toMatchObject({ points });
  });
});

describe('what cannot be assessed', () => {
  it('is left out, and the score says of how many points the rest is', () => {
    const { 'staff.gradesCovered': _, ...figures } = FULL;
    const score = scoreUnit(school, figures);
    expect(score).toMatchObject({ points: 85, outOf: 85 });
    expect(lineOf(figures, 'teachers')).toMatchObject({
      state: 'notAssessable',
      obstacle: { because: 'figureMissing', figures: ['staff.gradesCovered'] },
    });
  });

  it('is everything about a unit of which nothing is known: nothing of nothing, rather than zero of 100', () => {
    const score = scoreUnit(school, {});
    expect(score).toMatchObject({ points: 0, outOf: 0 });
    expect(score.lines.every(({ state }) => state === 'notAssessable')).toBe(true);
  });

  it('is an indicator whose formula fails, with the fault and its place', () => {
    expect(lineOf({ ...FULL, ...figure('staff.grades', 0) }, 'teachers')).toMatchObject({
      state: 'notAssessable',
      obstacle: { because: 'formulaFault', fault: { fault: 'divisionByZero', at: 0 } },
    });
  });

  it('is an indicator without the evidence that its rule asks for: no points, and no zero either', () => {
    const bare = { files: [] };
    const figures = {
      ...FULL,
      ...figure('curriculum.classes', 12, bare),
      ...figure('curriculum.classesOnHours', 12, bare),
    };
    expect(lineOf(figures, 'hours')).toMatchObject({
      state: 'notAssessable',
      obstacle: { because: 'evidenceMissing', records: 12, files: 0 },
    });
  });

  it('is not a line that earns nothing: no evidence is asked for', () => {
    const none = figure('activities.kindsHeld', 0, { records: 0, files: [] });
    expect(lineOf({ ...FULL, ...none }, 'activities')).toMatchObject({ state: 'scored', points: 0 });
  });

  it('is evidence that was counted twice: a file behind two figures is one', () => {
    const strict: SoundSet = {
      ...school,
      indicators: school.indicators.map((one) => ({ ...one, evidence: { records: 0, files: 2 } })),
    };
    expect(scoreUnit(strict, FULL).lines.find(({ indicator }) => indicator === 'hours')).toMatchObject({
      obstacle: { because: 'evidenceMissing', files: 1 },
    });
  });

  it('N08: is a figure from a query that counts pupils, whatever the figure is called', () => {
    const hidden = figure('curriculum.classesOnHours', 12, { query: 'screening.positives@1' });
    expect(lineOf({ ...FULL, ...hidden }, 'hours')).toMatchObject({
      state: 'notAssessable',
      obstacle: { because: 'figureForbidden', figures: ['curriculum.classesOnHours'] },
    });
  });
});

const anyFigure = (name: string) =>
  fc.record({
    value: fc.oneof(fc.nat(100), fc.double()),
    query: fc.constant(`${name}@1`),
    records: fc.nat(3),
    files: fc.array(fc.constantFrom('f1', 'f2')),
  });
const anyFigures: fc.Arbitrary<Figures> = fc
  .tuple(...[...KNOWN].map((name) => fc.option(anyFigure(name).map((one) => [name, one] as const))))
  .map((drawn) => Object.fromEntries(drawn.flatMap((one) => (one === null ? [] : [one]))));

describe.each(INDICATOR_SETS)('any figures under the set $code', (set) => {
  const read = sound(set);

  it('give points between nothing and the weight, that add up, and no zero for what is missing', () => {
    fc.assert(
      fc.property(anyFigures, (figures) => {
        const { lines, points, outOf } = scoreUnit(read, figures);
        const scored = lines.flatMap((line) => (line.state === 'scored' ? [line] : []));
        for (const line of scored) {
          expect(line.points >= 0 && line.points <= line.weight).toBe(true);
          expect(line.grounds.map(({ figure: name }) => name)).toEqual(read.formulas.get(line.indicator)?.names);
        }
        expect(points).toBeCloseTo(
          scored.reduce((sum, line) => sum + line.points, 0),
          6,
        );
        expect(outOf).toBeCloseTo(
          scored.reduce((sum, line) => sum + line.weight, 0),
          6,
        );
        expect(points <= outOf && outOf <= 100).toBe(true);
      }),
    );
  });

  it('N08: score the same whatever was found among pupils', () => {
    const found = fc.dictionary(
      fc.constantFrom('screening.positives', 'cases.open', 'warnings.raised', 'levels.l4', 'referrals.made'),
      fc.nat(5_000).map((value) => ({ value, query: 'cases.open@1', records: value, files: [] })),
    );
    fc.assert(
      fc.property(anyFigures, found, (figures, pupils) => {
        expect(scoreUnit(read, { ...figures, ...pupils })).toEqual(scoreUnit(read, figures));
      }),
    );
  });
});
