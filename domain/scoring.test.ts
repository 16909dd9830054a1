import { describe, expect, it } from 'vitest';
import { ASQ } from './scales/asq.ts';
import { PHQ_9 } from './scales/phq-9.ts';
import { PHQ_A, PHQ_A_WITH_ASQ } from './scales/phq-a.ts';
import { inOrder, scored, times } from './scales/testing.ts';
import { changeOf, score } from './scoring.ts';

describe('a sheet with gaps', () => {
  it('has an interval and no total: 7 answered points and one gap are 7 to 10, mild to moderate', () => {
    const result = scored(PHQ_9, inOrder(1, 1, 1, 1, 1, 1, 1, null, 0));
    expect(result).toMatchObject({
      status: 'incomplete',
      min: 7,
      max: 10,
      bandMin: 'mild',
      bandMax: 'moderate',
      missing: [8],
    });
    expect(result).not.toHaveProperty('total');
    expect(result).not.toHaveProperty('band');
  });

  it('N03: reads neither a missing nor a declined item 9 as 0', () => {
    const missing = scored(PHQ_9, inOrder(...times(8, 0)));
    expect(missing).toMatchObject({ status: 'incomplete', min: 0, max: 3, criticals: [{ item: 9, state: 'unknown' }] });
    const declined = scored(PHQ_9, inOrder(...times(8, 0), 'refused'));
    expect(declined).toMatchObject({
      status: 'incomplete',
      min: 0,
      max: 3,
      criticals: [{ item: 9, state: 'refused' }],
    });
  });

  it('is complete without the extra items, but PHQ-A not without its critical ones', () => {
    expect(scored(PHQ_9, inOrder(...times(9, 0))).status).toBe('complete');
    expect(scored(PHQ_A_WITH_ASQ, inOrder(...times(9, 0))).status).toBe('complete');
    expect(scored(PHQ_A, inOrder(...times(9, 0)))).toMatchObject({ status: 'incomplete', missing: [12, 13] });
  });

  it('is absent when nothing at all was answered', () => {
    const result = scored(PHQ_9, {});
    expect(result).toMatchObject({
      status: 'absent',
      min: 0,
      max: 27,
      bandMin: 'minimal',
      bandMax: 'severe',
      criticals: [],
    });
  });
});

describe('ASQ', () => {
  it('is negative to acute while a first answer is missing, and item 5 is not yet due', () => {
    const result = scored(ASQ, inOrder(0, null, 0, 0));
    expect(result).toMatchObject({ status: 'incomplete', bandMin: 'negative', bandMax: 'acutePositive', missing: [2] });
    expect(result.criticals).toEqual([{ item: 2, meaning: 'betterOffIfDead', state: 'unknown' }]);
    expect(result).toMatchObject({ min: null, max: null });
  });

  it('counts a refusal as positive and then owes item 5', () => {
    const result = scored(ASQ, inOrder('refused', 0, 0, 0));
    expect(result).toMatchObject({
      status: 'incomplete',
      bandMin: 'nonAcutePositive',
      bandMax: 'acutePositive',
      missing: [5],
    });
    expect(scored(ASQ, inOrder('refused', 0, 0, 0, 0))).toMatchObject({ status: 'complete', band: 'nonAcutePositive' });
  });

  it('does not read a declined item 5 as no', () => {
    expect(scored(ASQ, inOrder(1, 0, 0, 0, 'refused'))).toMatchObject({
      status: 'incomplete',
      bandMax: 'acutePositive',
    });
  });

  it('takes the worse reading of yes to item 5 after four no, and says so', () => {
    const result = scored(ASQ, inOrder(0, 0, 0, 0, 1));
    expect(result).toMatchObject({ band: 'acutePositive', contradictions: ['nowWithoutBefore'] });
  });
});

describe('a void score', () => {
  it('of a wrong age holds everything possible and keeps the critical answer', () => {
    const result = scored(PHQ_A_WITH_ASQ, inOrder(...times(8, 0), 2), { age: 18 });
    expect(result).toMatchObject({ status: 'invalid', reasons: ['ageOutOfRange'], min: 0, max: 27 });
    expect(result.criticals).toMatchObject([{ item: 9, state: 'positive', value: 2 }]);
    expect(result).not.toHaveProperty('total');
  });

  it('is not made by an unknown age, which is only said', () => {
    expect(scored(PHQ_9, inOrder(...times(9, 1)), { age: null })).toMatchObject({
      status: 'complete',
      reasons: ['ageUnknown'],
    });
  });
});

describe('versions and norms', () => {
  it('N20: compares totals within one instrument, version and norm only', () => {
    const before = scored(PHQ_9, inOrder(...times(9, 2)));
    const after = scored(PHQ_9, inOrder(...times(9, 1)));
    expect(changeOf(before, after)).toBe(-9);
    expect(changeOf(before, { ...after, version: '2' })).toBe('notComparable');
    expect(changeOf(before, { ...after, norm: 'other' })).toBe('notComparable');
    expect(changeOf(before, scored(PHQ_A_WITH_ASQ, inOrder(...times(9, 1))))).toBe('notComparable');
    expect(changeOf(before, scored(PHQ_9, inOrder(1)))).toBe('notComparable');
  });

  it('N21: refuses to choose between two norms, or to use one it does not have', () => {
    const bands = PHQ_9.scoring.kind === 'sum' ? (PHQ_9.scoring.bands['published'] ?? []) : [];
    const twoSchemes = { ...PHQ_9, scoring: { kind: 'sum' as const, bands: { a: bands, b: bands } } };
    expect(score(twoSchemes, {}, { age: 14 })).toEqual({ fault: 'normMissing' });
    expect(score(twoSchemes, {}, { age: 14, norm: 'c' })).toEqual({ fault: 'unknownNorm' });
    expect(score(twoSchemes, {}, { age: 14, norm: 'b' })).toMatchObject({ result: { norm: 'b' } });
  });
});
