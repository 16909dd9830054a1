import { classOfCode, codeInGrade, LAST_GRADE, nameInGrade } from './class-names.ts';
import { opened } from './roll-over-opening.ts';
import { schoolYear, schoolYearOf } from './period.ts';
import { pupilSteps } from './roll-over-pupils.ts';
import type { ClassStep, RollClass, RollFault, RollOverWish, RollPlan, RollSchool } from './roll-plan.ts';

const LAST_GRADES: Readonly<Record<string, readonly number[]>> = {
  primary: [6],
  junior: [9],
  senior: [12],
  vocational: [12],
  secondary: [9, 12],
  nineYear: [9],
};

/**
 * What 1 September makes of a school: each class goes up by one grade with its pupils or leaves, grades that would be empty are opened anew, and who is named
 * stays. What was done for the year already stays as it is, so that a second run finds nothing.
 */
export function planRollOver(school: RollSchool, wish: RollOverWish): RollPlan {
  const faults: RollFault[] = [];
  const leaving = wish.graduating ?? lastGrades(school);
  if (leaving === null) faults.push({ code: 'stageUnknown', class: null, student: null });
  const kept = school.classes.flatMap((one) => classStep(one, wish.year, leaving ?? [], faults));
  const classes = [...kept, ...opened(school.code, kept, wish.opens)];
  const codes = classes.map(({ to }) => to.code);
  for (const code of new Set(codes.filter((one, index) => codes.indexOf(one) !== index)))
    faults.push({ code: 'codeTaken', class: code, student: null });
  const pupils = pupilSteps(
    school,
    { ...wish, leaving: leaving ?? [], from: schoolYear(wish.year).from },
    classes,
    faults,
  );
  const nothing = [...classes, ...pupils].every(({ act }) => act === 'done');
  return { outcome: faults.length > 0 ? 'refused' : nothing ? 'done' : 'ready', classes, pupils, faults };
}

function classStep(
  { id, code, name, grade: kept, since }: RollClass,
  year: number,
  leaving: readonly number[],
  faults: RollFault[],
): ClassStep[] {
  const grade = kept ?? classOfCode(code)?.grade ?? null;
  const wrong = (fault: RollFault['code']) => faults.push({ code: fault, class: code, student: null });
  if (grade === null || grade < 1 || grade > LAST_GRADE) {
    wrong('gradeUnknown');
    return [];
  }
  const from = { code, name, grade };
  const called = schoolYearOf(since);
  if (called >= year) return [{ act: 'done', class: id, from, to: from }];
  // One grade a year: a year that was left out has to be made up first.
  if (called < year - 1) wrong('yearLeftOut');
  if (leaving.includes(grade))
    return [
      { act: 'graduates', class: id, from, to: { code: `${code}-${year}`, name: `${name}（${year}届）`, grade } },
    ];
  if (grade === LAST_GRADE) wrong('gradeBeyond');
  const to = { code: codeInGrade(code, grade + 1), name: nameInGrade(name, grade, grade + 1), grade: grade + 1 };
  return [{ act: 'goesUp', class: id, from, to }];
}

/** The grades with which a school ends. Null: its stage is not said, and its classes belong to more than one. */
function lastGrades({ stage, classes, pupils }: RollSchool): readonly number[] | null {
  const known = stage === null ? undefined : LAST_GRADES[stage];
  if (known !== undefined) return known;
  const grades = [
    ...classes.map(({ grade, code }) => grade ?? classOfCode(code)?.grade ?? null),
    ...pupils.map(({ grade }) => grade),
  ].filter((grade) => grade !== null);
  const ends = [...new Set(grades.map((grade) => (grade <= 6 ? 6 : grade <= 9 ? 9 : LAST_GRADE)))];
  return ends.length > 1 ? null : ends;
}
