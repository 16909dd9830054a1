import { describe, expect, it } from 'vitest';
import type { Answer, Answers } from './answers.ts';
import { floorOfSheet, floorOfSigns } from './floor.ts';
import type { Level } from './level.ts';
import { ASQ } from './scales/asq.ts';
import { GAD_7 } from './scales/gad-7.ts';
import { PHQ_9 } from './scales/phq-9.ts';
import { PHQ_A, PHQ_A_WITH_ASQ } from './scales/phq-a.ts';
import { floored, inOrder, scored, times } from './scales/testing.ts';
import { SIGNS, type Sign } from './sign.ts';
import { DEFAULT_THRESHOLDS, type Thresholds } from './thresholds.ts';

const phqOfTotal = (total: number): Answers => {
  const values = Array.from({ length: 8 }, (_, i) => Math.max(0, Math.min(3, total - 3 * i)));
  return inOrder(...values, 0);
};
const gadOfTotal = (total: number) =>
  inOrder(...Array.from({ length: 7 }, (_, i) => Math.max(0, Math.min(3, total - 3 * i))));
const withScale = (key: string, floors: Thresholds['scales'][string]): Thresholds => ({
  ...DEFAULT_THRESHOLDS,
  scales: { ...DEFAULT_THRESHOLDS.scales, [key]: floors },
});

describe('floors of PHQ and GAD', () => {
  it.each<[number, Level]>([
    [9, 'L0'],
    [10, 'L1'],
    [14, 'L1'],
    [15, 'L2'],
    [19, 'L2'],
    [20, 'L3'],
    [24, 'L3'],
  ])('PHQ-9 of %i without item 9 is %s', (total, floor) => {
    expect(floored(PHQ_9, phqOfTotal(total))).toMatchObject({ floor, critical: false, asks: [] });
  });

  it('takes the cut of PHQ from the policy: 10 is L0 where the line is 11', () => {
    const eleven = withScale('PHQ-9@1', {
      items: DEFAULT_THRESHOLDS.scales['PHQ-9@1']?.items ?? [],
      totals: [{ from: 11, level: 'L1' }],
    });
    expect(floored(PHQ_9, phqOfTotal(10), undefined, eleven).floor).toBe('L0');
    expect(floored(PHQ_9, phqOfTotal(11), undefined, eleven).floor).toBe('L1');
  });

  it('GAD-7 is L1 from 10 on, and never above L2 whatever a policy says', () => {
    expect([9, 10, 21].map((total) => floored(GAD_7, gadOfTotal(total)).floor)).toEqual(['L0', 'L1', 'L1']);
    const strict = withScale('GAD-7@1', { items: [], totals: [{ from: 10, level: 'L4' }], ceiling: 'L2' });
    expect(floored(GAD_7, gadOfTotal(21), undefined, strict).floor).toBe('L2');
  });

  it.each<[Answer, Answer, Answer, Level]>([
    [1, 0, 0, 'L2'],
    [2, 0, 0, 'L3'],
    [0, 1, 0, 'L3'],
    [0, 0, 1, 'L3'],
    [0, null, 0, 'L2'],
    [0, 0, 'refused', 'L2'],
  ])('PHQ-A with items 9, 12, 13 = %s, %s, %s is %s', (nine, twelve, thirteen, floor) => {
    const answers = { ...inOrder(...times(8, 0), nine), 12: twelve, 13: thirteen };
    expect(floored(PHQ_A, answers)).toMatchObject({ floor, critical: true });
  });
});

describe('floors of ASQ', () => {
  it.each<[string, readonly Answer[], Level]>([
    ['a yes and item 5 unanswered: crisis until asked', [1, 0, 0, 0], 'L4'],
    ['a yes and item 5 declined: crisis until asked', [0, 0, 1, 0, 'refused'], 'L4'],
    ['a refusal', ['refused', 0, 0, 0], 'L3'],
    ['a refusal of everything', times(5, 'refused'), 'L3'],
    ['a refusal and no to item 5', [0, 'refused', 0, 0, 0], 'L3'],
    ['a refusal and yes to item 5', [0, 'refused', 0, 0, 1], 'L4'],
    ['a gap among four', [0, 0, null, 0], 'L2'],
    ['a gap and a yes', [1, null, 0, 0, 0], 'L3'],
    ['four no and yes to item 5', [0, 0, 0, 0, 1], 'L4'],
  ])('%s', (_, values, floor) => {
    expect(floored(ASQ, inOrder(...values))).toMatchObject({ floor, critical: true });
  });

  it('asks about every item that is open or was declined', () => {
    const { asks } = floored(ASQ, inOrder(1, null, 'refused', 0));
    expect(asks).toContainEqual({ code: 'criticalUnknown', items: [2, 3, 5], level: 'L2', critical: true });
  });

  it('names a contradiction as a reason at the worse level', () => {
    const { reasons } = floored(ASQ, inOrder(0, 0, 0, 0, 1));
    expect(reasons).toContainEqual({ code: 'contradiction', level: 'L4' });
  });
});

describe('must-never rules of floors', () => {
  it('N02: a positive item 9 beats a total of 1', () => {
    const { floor, reasons } = floored(PHQ_9, inOrder(...times(8, 0), 1));
    expect(floor).toBe('L2');
    expect(reasons).toEqual([{ code: 'criticalPositive', item: 9, value: 1, level: 'L2' }]);
  });

  it('N03: a missing or declined item 9 asks a person by the clock of item 9 = 1', () => {
    for (const nine of [null, 'refused'] as const) {
      const { floor, critical, asks } = floored(PHQ_9, inOrder(...times(8, 0), nine));
      expect({ floor, critical }).toEqual({ floor: 'L2', critical: true });
      expect(asks).toEqual([{ code: 'criticalUnknown', items: [9], level: 'L2', critical: true }]);
    }
  });

  it('asks the person when the greatest possible total stands higher than the answered one', () => {
    const { floor, critical, asks } = floored(PHQ_9, inOrder(3, 3, 2, 0, 0, 0, 0, null, 0));
    expect({ floor, critical }).toEqual({ floor: 'L1', critical: false });
    expect(asks).toEqual([{ code: 'possiblyHigher', items: [8], level: 'L2', critical: false }]);
    expect(floored(PHQ_9, inOrder(1, 0, 0, 0, 0, 0, 0, null, 0))).toMatchObject({ floor: 'L0', asks: [] });
  });

  it('keeps the positive answer of a void sheet and asks about the rest', () => {
    const floor = floored(PHQ_A_WITH_ASQ, inOrder(...times(8, 0), 2), { age: 20 });
    expect(floor).toMatchObject({ floor: 'L3', critical: true, asks: [{ code: 'sheetInvalid' }] });
  });

  it('proposes nothing for a sheet without any answer: the student counts as absent', () => {
    expect(floored(PHQ_9, {})).toEqual({ floor: 'L0', critical: false, asks: [], reasons: [] });
  });

  it('N19: a negative sheet carries no reason and no word of safety, and there is no level below L0 to lower to', () => {
    expect(floored(ASQ, inOrder(0, 0, 0, 0))).toEqual({ floor: 'L0', critical: false, asks: [], reasons: [] });
    expect(floored(PHQ_9, inOrder(...times(9, 0)))).toEqual({ floor: 'L0', critical: false, asks: [], reasons: [] });
  });

  it('N21: refuses to floor where the policy misses a version, an outcome or a critical answer', () => {
    const [answers, base] = [inOrder(...times(9, 0)), DEFAULT_THRESHOLDS.scales['PHQ-9@1']];
    const floorOf = (thresholds: Thresholds) => floorOfSheet(PHQ_9, answers, scored(PHQ_9, answers), thresholds);
    expect(floorOf({ ...DEFAULT_THRESHOLDS, scales: {} })).toEqual({
      fault: 'thresholdMissing',
      pointers: ['/scales/PHQ-9@1'],
    });
    const noThree = withScale('PHQ-9@1', { ...base, items: [{ item: 9, answers: [1, 2, 'refused'], level: 'L2' }] });
    const pointers = ['/scales/PHQ-9@1/items/9/3', '/scales/PHQ-9@1/items/9/unanswered'];
    expect(floorOf(noThree)).toEqual({ fault: 'thresholdMissing', pointers });
    expect(floorOf(withScale('PHQ-9@1', { items: base?.items ?? [] }))).toMatchObject({
      pointers: ['/scales/PHQ-9@1/totals'],
    });
  });
});

describe('a policy that would let a critical answer go', () => {
  it('N02: is refused when it sets less than L2 for item 9 or for asking the person', () => {
    const answers = inOrder(...times(8, 0), 1);
    const totals = DEFAULT_THRESHOLDS.scales['PHQ-9@1']?.totals ?? [];
    const low = withScale('PHQ-9@1', {
      totals,
      items: [{ item: 9, answers: [1, 2, 3, 'refused', 'unanswered'], level: 'L1' }],
    });
    const result = scored(PHQ_9, answers);
    expect(floorOfSheet(PHQ_9, answers, result, low)).toMatchObject({ fault: 'thresholdMissing' });
    const silent: Thresholds = { ...DEFAULT_THRESHOLDS, ask: 'L1' };
    expect(floorOfSheet(PHQ_9, answers, result, silent)).toEqual({ fault: 'thresholdMissing', pointers: ['/ask'] });
  });
});

describe('floors of a concern', () => {
  it.each<[Sign, Level]>([
    ['now', 'L4'],
    ['attempt', 'L4'],
    ['means', 'L4'],
    ['farewell', 'L4'],
    ['psychosisDanger', 'L4'],
    ['recentPlan', 'L3'],
    ['recentDischarge', 'L3'],
    ['selfHarm', 'L2'],
    ['bereavement', 'L1'],
    ['other', 'L1'],
  ])('%s is %s', (sign, floor) => {
    expect(floorOfSigns([sign], DEFAULT_THRESHOLDS)).toMatchObject({
      floor,
      reasons: [{ code: 'sign', sign, level: floor }],
    });
  });

  it('has the level of the worst sign and opens a case with any', () => {
    expect(floorOfSigns(['other', 'means', 'bullying'], DEFAULT_THRESHOLDS)).toMatchObject({
      floor: 'L4',
      critical: true,
    });
    for (const sign of SIGNS) expect(floorOfSigns([sign], DEFAULT_THRESHOLDS)).not.toMatchObject({ floor: 'L0' });
  });

  it('N21: refuses a concern without a sign, or with one the policy does not know', () => {
    expect(floorOfSigns([], DEFAULT_THRESHOLDS)).toEqual({ fault: 'noSign' });
    const { means: _, ...signs } = DEFAULT_THRESHOLDS.signs;
    expect(floorOfSigns(['other', 'means'], { signs })).toEqual({
      fault: 'thresholdMissing',
      pointers: ['/signs/means'],
    });
  });
});
