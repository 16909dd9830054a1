import type { Day } from '#domain/instant';
import { classOfCode, LAST_GRADE } from './class-names.ts';
import type { ClassStep, Exception, PupilStep, RollFault, RollOverWish, RollPupil, RollSchool } from './roll-plan.ts';

interface Year extends RollOverWish {
  /** Grades that leave. */
  readonly leaving: readonly number[];
  /** First day of the school year. */
  readonly from: Day;
}

/** One step for each pupil on the roll, in their order; what cannot be done is added to the faults and gets no step. */
export function pupilSteps(
  { pupils }: RollSchool,
  year: Year,
  classes: readonly ClassStep[],
  faults: RollFault[],
): PupilStep[] {
  const byId = new Map(classes.flatMap((step) => (step.class === null ? [] : [[step.class, step] as const])));
  const named = new Map<string, Exception>();
  const known = new Set(pupils.map(({ id }) => id));
  for (const exception of year.exceptions) {
    const { student } = exception;
    if (!known.has(student)) faults.push({ code: 'pupilUnknown', class: null, student });
    else if (named.has(student)) faults.push({ code: 'namedTwice', class: null, student });
    named.set(student, exception);
  }
  return pupils.flatMap((pupil) => {
    const own = pupil.class === null ? null : byId.get(pupil.class);
    const step = own === undefined ? 'classUnknown' : stepOf(pupil, own, named.get(pupil.id), year, classes);
    if (typeof step !== 'string') return [{ student: pupil.id, ...step }];
    faults.push({ code: step, class: own?.from?.code ?? null, student: pupil.id });
    return [];
  });
}

type Step = Omit<PupilStep, 'student'>;

function stepOf(
  pupil: RollPupil,
  own: ClassStep | null,
  exception: Exception | undefined,
  year: Year,
  classes: readonly ClassStep[],
): Step | RollFault['code'] {
  const placed = pupil.placedOn !== null && pupil.placedOn >= year.from;
  if (own?.act === 'done' || (own === null && placed))
    return { act: 'done', class: own?.to.code ?? null, grade: pupil.grade };
  const grade = pupil.grade ?? own?.from?.grade ?? null;
  if (grade === null) return 'gradeUnknown';
  if (exception !== undefined) return excepted(grade, own, exception, classes);
  // Whoever is on leave is not taught: the grade waits.
  if (pupil.state === 'onLeave')
    return excepted(grade, own, { student: pupil.id, stays: 'onLeave', class: null }, classes);
  // Was that the class of last year or of this one? Only people know.
  if (placed) return 'placedThisYear';
  if (own !== null && own.from?.grade !== grade) return 'gradeDiffers';
  if (own === null && year.leaving.includes(grade)) return { act: 'graduates', class: null, grade };
  if (own?.act === 'graduates') return { act: 'graduates', class: own.to.code, grade };
  return grade >= LAST_GRADE ? 'gradeBeyond' : { act: 'goesUp', class: own?.to.code ?? null, grade: grade + 1 };
}

/** Who stays keeps the grade, in the class that comes up into it; who is put elsewhere keeps it or goes up by one. */
function excepted(
  grade: number,
  own: ClassStep | null,
  { stays, class: wished }: Exception,
  classes: readonly ClassStep[],
): Step | RollFault['code'] {
  const there = classes.filter(({ act }) => act !== 'graduates').map(({ to }) => to);
  const number = own === null ? undefined : classOfCode(own.from?.code ?? '')?.number;
  const to =
    wished === null
      ? there.find((label) => label.grade === grade && classOfCode(label.code)?.number === number)
      : there.find(({ code }) => code === wished);
  if (to === undefined) {
    // Without a class before, none is needed after.
    return own === null && wished === null && stays !== null ? { act: stays, class: null, grade } : 'classMissing';
  }
  if (stays !== null) return to.grade === grade ? { act: stays, class: to.code, grade } : 'gradeSkipped';
  const one = to.grade - grade;
  return one === 0 || one === 1 ? { act: 'placed', class: to.code, grade: to.grade } : 'gradeSkipped';
}
