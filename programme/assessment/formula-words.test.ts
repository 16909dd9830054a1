import { describe, expect, it } from 'vitest';
import { figureWords, formulaWords } from './formula-words.ts';
import { INDICATOR_SETS } from './sets/index.ts';

describe('a formula in words', () => {
  it('names figures and functions, and reads a choice as a sentence', () => {
    expect(formulaWords('ratio(curriculum.classesOnHours, curriculum.classes)')).toEqual({
      'zh-CN': '占比（课时达标班级数，班级数）',
      en: 'share (classes that had their hours, classes)',
    });
    expect(formulaWords('publicity.planned == 0 ? 0 : 1 - 0.5 * publicity.published')['zh-CN']).toBe(
      '计划宣传次数 = 0 时为 0，否则为 1 − 0.5 × 已宣传次数',
    );
  });

  it('leaves the code of a figure that nobody knows any more', () => {
    expect(figureWords('staff.gone').en).toBe('staff.gone');
    expect(formulaWords('staff.constructor / 2').en).toBe('staff.constructor ÷ 2');
  });

  it('leaves no code in any formula that comes with the programme', () => {
    const formulas = INDICATOR_SETS.flatMap(({ indicators }) => indicators.map(({ formula }) => formulaWords(formula)));
    expect(formulas.length).toBeGreaterThan(20);
    for (const formula of formulas) {
      expect(formula['zh-CN']).not.toMatch(/[a-z]\.[a-z]|[a-z]{2}/i);
      expect(formula.en).not.toMatch(/\w\.[a-z]/i);
    }
  });
});
