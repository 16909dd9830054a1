import { DEMO_SCHOOL_CODE } from '#tools/seed/city';
import type { DemoCity, Student } from '#tools/seed/types';
import type { Child } from './playing.ts';

/** The second school with demo accounts. */
export const SECOND_SCHOOL_CODE = '999004001';
/** Schools of other counties, about whose pupils somebody calls the city. */
const ELSEWHERE = ['999002004', '999003001', '999006009', '999008002'] as const;
/** Of each place so many pupils are in one play. */
const OWN = 2;
const OTHERS = 12;
const OTHERS_SECOND = 4;

/** The children of one play: nobody is in two. */
export interface Cohort {
  /** Of the demo class teacher's class. */
  readonly own: readonly Child[];
  /** Of other classes of the demo school. */
  readonly others: readonly Child[];
  readonly ownSecond: readonly Child[];
  readonly othersSecond: readonly Child[];
  readonly elsewhere: readonly Child[];
}

/** The children of the n-th play, from 0; undefined when a class has nobody left. The same for the same city. Families with a flagged guardian are left alone. */
export function cohortOf(city: DemoCity, play: number): Cohort | undefined {
  const places = new Map(city.organisations.map(({ code, id }) => [code, id]));
  const childOf = childFinder(city);
  const of = (school: string, wanted: (student: Student) => boolean, count: number) =>
    city.students
      .filter((student) => student.school === places.get(school) && wanted(student))
      // Spread over the classes, and not those at the top of the lists, whom people try first.
      .toSorted((one, other) => (one.id < other.id ? -1 : 1))
      .flatMap(childOf)
      .slice(play * count, (play + 1) * count);
  const teachers = (school: string) => (student: Student) => student.org === places.get(`${school}-0701`);
  const rest = (school: string) => (student: Student) => !teachers(school)(student);
  const cohort = {
    own: of(DEMO_SCHOOL_CODE, teachers(DEMO_SCHOOL_CODE), OWN),
    others: of(DEMO_SCHOOL_CODE, rest(DEMO_SCHOOL_CODE), OTHERS),
    ownSecond: of(SECOND_SCHOOL_CODE, teachers(SECOND_SCHOOL_CODE), 1),
    othersSecond: of(SECOND_SCHOOL_CODE, rest(SECOND_SCHOOL_CODE), OTHERS_SECOND),
    elsewhere: ELSEWHERE.flatMap((school) => of(school, () => true, 1)),
  };
  const wanted = OWN + OTHERS + 1 + OTHERS_SECOND + ELSEWHERE.length;
  return Object.values(cohort).flat().length === wanted ? cohort : undefined;
}

function childFinder({ guardianships }: DemoCity): (student: Student) => readonly Child[] {
  const families = new Map<string, DemoCity['guardianships'][number][]>();
  for (const one of guardianships) families.set(one.student, [...(families.get(one.student) ?? []), one]);
  return ({ id }) => {
    const [first, ...more] = (families.get(id) ?? []).toSorted((one, other) => one.priority - other.priority);
    if (first === undefined || [first, ...more].some(({ flagged }) => flagged)) return [];
    return [{ pupil: id, guardian: first.id }];
  };
}
