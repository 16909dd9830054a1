import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atLeast, higher, LABEL_SCHEMES, LEVELS, levelLabel, oneBelow, rank } from './level.ts';

const anyLevel = fc.constantFrom(...LEVELS);

describe('level', () => {
  it('orders L0 to L4 as 0 to 4', () => {
    expect(LEVELS.map(rank)).toEqual([0, 1, 2, 3, 4]);
  });

  it('takes the more urgent of two, whichever comes first', () => {
    fc.assert(
      fc.property(anyLevel, anyLevel, (a, b) => {
        expect(higher(a, b)).toBe(higher(b, a));
        expect(atLeast(higher(a, b), a)).toBe(true);
        expect([a, b]).toContain(higher(a, b));
      }),
    );
  });

  it('goes down one step at a time and not below L0', () => {
    expect(oneBelow('L4')).toBe('L3');
    expect(oneBelow('L1')).toBe('L0');
    expect(oneBelow('L0')).toBeUndefined();
  });

  it('calls L4 红 in four colours and 一级 in three grades', () => {
    expect(levelLabel('L4', 'fourColours', 'zh-CN')).toBe('红');
    expect(levelLabel('L4', 'threeGrades', 'zh-CN')).toBe('一级');
    expect(levelLabel('L3', 'threeColours', 'en')).toBe('Yellow');
    for (const scheme of LABEL_SCHEMES) expect(levelLabel('L4', scheme, 'en')).not.toBe(levelLabel('L0', scheme, 'en'));
  });
});
