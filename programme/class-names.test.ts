import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classCode, className, classOfCode, codeInGrade, LAST_GRADE, nameInGrade } from './class-names.ts';

describe('the name of a class', () => {
  it.each([
    ['七年级（3）班', 7, '八年级（3）班'],
    ['七（3）班', 7, '八（3）班'],
    ['七3班', 7, '八3班'],
    ['初一（2）班', 7, '初二（2）班'],
    ['高一（1）班', 10, '高二（1）班'],
    ['高一年级1班', 10, '高二年级1班'],
    ['六年级（1）班', 6, '七年级（1）班'],
    ['2024级3班', 7, '2024级3班'],
    ['七彩班', 7, '七彩班'],
    ['八年级（3）班', 7, '八年级（3）班'],
  ])('%s of grade %i is called %s a year later', (name, grade, later) => {
    expect(nameInGrade(name, grade, grade + 1)).toBe(later);
  });

  it('moves with its code through every grade, and what was made by us is read back', () => {
    const within = (min: number, max: number) => fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));
    fc.assert(
      fc.property(
        fc.oneof(within(1, 9), within(10, LAST_GRADE)),
        fc.integer({ min: 1, max: 40 }),
        ([from, to], number) => {
          expect(nameInGrade(className(from, number), from, to)).toBe(className(to, number));
          expect(codeInGrade(classCode('999001', from, number), to)).toBe(classCode('999001', to, number));
          expect(classOfCode(classCode('s', from, number))).toEqual({ grade: from, number });
        },
      ),
    );
    expect(codeInGrade('experimental', 8)).toBe('experimental');
    expect(classOfCode('experimental')).toBeNull();
  });
});
