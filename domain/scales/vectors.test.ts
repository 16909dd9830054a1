import { describe, expect, it } from 'vitest';
import { type Answers, parseAnswers } from '#domain/answers';
import type { Scale } from '#domain/scale';
import { ASQ } from './asq.ts';
import { GAD_7 } from './gad-7.ts';
import { PHQ_9 } from './phq-9.ts';
import { PHQ_A, PHQ_A_WITH_ASQ } from './phq-a.ts';
import { floored, inOrder, scored, times } from './testing.ts';

/** Answers as a FHIR QuestionnaireResponse carries them: LOINC item code to LOINC answer code. */
function fromLoinc(scale: Scale, coded: Readonly<Record<string, string>>): Answers {
  return Object.fromEntries(
    Object.entries(coded).map(([code, answer]) => {
      const item = scale.items.find(({ loinc }) => loinc === code);
      return [item?.n, item?.options.find(({ loinc }) => loinc === answer)?.value];
    }),
  );
}

const [NOT, SEVERAL, MORE] = ['LA6568-5', 'LA6569-3', 'LA6570-1'] as const;

const CODED_PHQ_9 = {
  '44250-9': MORE,
  '44255-8': MORE,
  '44259-0': MORE,
  '44254-1': MORE,
  '44251-7': SEVERAL,
  '44258-2': SEVERAL,
  '44252-5': MORE,
  '44253-3': NOT,
  '44260-8': NOT,
  '69722-7': 'LA6573-5',
};

const CODED_GAD_7 = {
  '69725-0': NOT,
  '68509-9': NOT,
  '69733-4': SEVERAL,
  '69734-2': SEVERAL,
  '69735-9': NOT,
  '69689-8': SEVERAL,
  '69736-7': NOT,
};

describe('published vectors of PHQ-9', () => {
  it('T01: PHQ-9 of nine 0 is 0 minimal, of nine 3 is 27 severe with a positive item 9', () => {
    expect(scored(PHQ_9, inOrder(...times(9, 0)))).toMatchObject({ total: 0, band: 'minimal', criticals: [] });
    const worst = scored(PHQ_9, inOrder(...times(9, 3)));
    expect(worst).toMatchObject({ status: 'complete', total: 27, band: 'severe', min: 27, max: 27 });
    expect(worst.criticals).toEqual([{ item: 9, meaning: 'betterOffDeadOrSelfHarm', state: 'positive', value: 3 }]);
  });

  it('T03: PHQ-9 of 2,2,1,1,0,0,0,0,0 is 6 mild', () => {
    expect(scored(PHQ_9, inOrder(2, 2, 1, 1, 0, 0, 0, 0, 0))).toMatchObject({ total: 6, band: 'mild', criticals: [] });
  });

  it('T04: PHQ-9 by LOINC codes is 12 moderate, its difficulty LA6573-5 outside the total', () => {
    const answers = fromLoinc(PHQ_9, CODED_PHQ_9);
    expect(answers[10]).toBe(1);
    expect(scored(PHQ_9, answers)).toMatchObject({ total: 12, band: 'moderate', criticals: [] });
  });

  it('T05: PHQ-9 with only item 9 = 1 is total 1 and L2, = 2 is L3, both critical', () => {
    expect(scored(PHQ_9, inOrder(...times(8, 0), 1))).toMatchObject({ total: 1, band: 'minimal' });
    expect(floored(PHQ_9, inOrder(...times(8, 0), 1))).toMatchObject({ floor: 'L2', critical: true });
    expect(floored(PHQ_9, inOrder(...times(8, 0), 2))).toMatchObject({ floor: 'L3', critical: true });
  });

  it('T06: PHQ-9 of 2,2,2,2,2,0,0,0,0 is 10 moderate, not critical, L1', () => {
    const answers = inOrder(2, 2, 2, 2, 2, 0, 0, 0, 0);
    expect(scored(PHQ_9, answers)).toMatchObject({ total: 10, band: 'moderate', criticals: [] });
    expect(floored(PHQ_9, answers)).toMatchObject({ floor: 'L1', critical: false });
  });

  it('T09: PHQ-9 refuses 4 and -1, and item 10 is never in the sum', () => {
    expect(parseAnswers(PHQ_9, { 1: 4, 2: -1 })).toEqual({
      faults: [
        { code: 'outOfRange', pointer: '/1' },
        { code: 'outOfRange', pointer: '/2' },
      ],
    });
    expect(scored(PHQ_9, inOrder(...times(9, 0), 3))).toMatchObject({ total: 0, min: 0, max: 0 });
  });
});

describe('published vectors of PHQ-A, GAD-7 and ASQ', () => {
  it.each([
    [4, 'minimal', [1, 1, 1, 1, 0, 0, 0, 0, 0]],
    [5, 'mild', [1, 1, 1, 1, 1, 0, 0, 0, 0]],
    [14, 'moderate', [3, 3, 3, 3, 2, 0, 0, 0, 0]],
    [15, 'moderatelySevere', [3, 3, 3, 3, 3, 0, 0, 0, 0]],
    [24, 'severe', [3, 3, 3, 3, 3, 3, 3, 3, 0]],
  ])('T07: PHQ-A of total %i is %s and not critical', (total, band, values) => {
    expect(scored(PHQ_A_WITH_ASQ, inOrder(...values))).toMatchObject({
      status: 'complete',
      total,
      band,
      criticals: [],
    });
    expect(scored(PHQ_A, inOrder(...values, 1, 3, 0, 0))).toMatchObject({
      status: 'complete',
      total,
      band,
      criticals: [],
    });
  });

  it('T10: GAD-7 of 3,0,1,2,0,0,1 is 7 mild; of seven 0, 1, 2, 3 it is 0, 7, 14, 21', () => {
    expect(scored(GAD_7, inOrder(3, 0, 1, 2, 0, 0, 1))).toMatchObject({ total: 7, band: 'mild' });
    const bands = [0, 1, 2, 3].map((value) => scored(GAD_7, inOrder(...times(7, value))));
    expect(bands.map(({ total }) => total)).toEqual([0, 7, 14, 21]);
    expect(bands.map(({ band }) => band)).toEqual(['minimal', 'mild', 'moderate', 'severe']);
  });

  it('T11: GAD-7 by LOINC codes is 3 minimal', () => {
    const answers = fromLoinc(GAD_7, CODED_GAD_7);
    expect(scored(GAD_7, answers)).toMatchObject({ status: 'complete', total: 3, band: 'minimal' });
  });

  it.each([
    ['YNNN/N', inOrder(1, 0, 0, 0, 0), 'nonAcutePositive', 'L3'],
    ['NNNY/N', inOrder(0, 0, 0, 1, 0), 'nonAcutePositive', 'L3'],
    ['NNNN', inOrder(0, 0, 0, 0), 'negative', 'L0'],
    ['YNNN/Y', inOrder(1, 0, 0, 0, 1), 'acutePositive', 'L4'],
  ])('T12: ASQ %s is as published', (_, answers, band, floor) => {
    expect(scored(ASQ, answers)).toMatchObject({ status: 'complete', band });
    expect(floored(ASQ, answers)).toMatchObject({ floor, asks: [] });
  });
});
