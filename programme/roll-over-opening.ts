import { classCode, className, classOfCode } from './class-names.ts';
import type { ClassStep, RollOverWish } from './roll-plan.ts';

/**
 * Classes that are opened: as many as a grade is to have in all, less those that it has after the roll-over. A grade that had classes and into which none
 * comes is opened with as many as it had.
 */
export function opened(school: string, kept: readonly ClassStep[], wished: RollOverWish['opens']): ClassStep[] {
  const moving = kept.filter(({ act }) => act !== 'done');
  const after = kept.filter(({ act }) => act !== 'graduates').map(({ to }) => to);
  const inGrade = (grade: number) => after.filter((label) => label.grade === grade);
  const grades = new Set([...moving.flatMap(({ from }) => from?.grade ?? []), ...wished.map(({ grade }) => grade)]);
  return [...grades]
    .sort((one, other) => one - other)
    .flatMap((grade) => {
      const had = moving.filter(({ from }) => from?.grade === grade).length;
      const has = inGrade(grade);
      const asked = wished.find((one) => one.grade === grade)?.classes ?? (has.length === 0 ? had : has.length);
      const taken = new Set(has.map(({ code }) => classOfCode(code)?.number));
      return freeNumbers(taken, asked - has.length).map(
        (number): ClassStep => ({
          act: 'opens',
          class: null,
          from: null,
          to: { code: classCode(school, grade, number), name: className(grade, number), grade },
        }),
      );
    });
}

function freeNumbers(taken: ReadonlySet<number | undefined>, count: number): number[] {
  const free: number[] = [];
  for (let number = 1; free.length < count; number += 1) if (!taken.has(number)) free.push(number);
  return free;
}
