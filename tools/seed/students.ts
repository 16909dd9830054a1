import { addDays, type Day } from '#domain/instant';
import { idNumberOf, nameOf, phoneOf, surnameOf } from './names.ts';
import { classesOf, type SchoolPlan } from './organisations.ts';
import { idOf, type Random } from './random.ts';
import type { Guardian, Guardianship, Relation, SchoolClass, Student } from './types.ts';

/** The school year of the demo began on 1 September of this year. */
export const SCHOOL_YEAR = 2026;
const REPEATS_A_YEAR = 0.03;
/** Share of families with a second and a third child at the city's schools. */
const CHILDREN = [0.86, 0.125, 0.015];
/** Who lives with the child: both parents, one of them, or grandparents (parents away for work). */
const HOUSEHOLDS: readonly (readonly [weight: number, ...people: Relation[]])[] = [
  [0.62, 'mother', 'father'],
  [0.14, 'father', 'mother'],
  [0.08, 'mother'],
  [0.04, 'father'],
  [0.1, 'grandparent', 'mother'],
  [0.02, 'other'],
];
const WRONG_PHONE = 0.08;
const FLAGGED_STUDENTS = 0.003;

export interface Population {
  readonly classes: readonly SchoolClass[];
  readonly students: readonly Student[];
  readonly guardians: readonly Guardian[];
  readonly guardianships: readonly Guardianship[];
}

interface Seat {
  readonly plan: SchoolPlan;
  readonly schoolClass: SchoolClass;
  readonly number: string;
}

/** A birthday that fits the grade: six years old by 31 August before grade 1; a few are a year older. */
export function bornFor(random: Random, grade: number): Day {
  const year = SCHOOL_YEAR - 6 - grade - (random.chance(REPEATS_A_YEAR) ? 1 : 0);
  return addDays(`${year}-09-01`, random.below(365));
}

/** 学号: year of entry into this school and a running number. */
export function studentNumber(firstGrade: number, grade: number, running: number): string {
  return `${SCHOOL_YEAR - (grade - firstGrade)}${String(running).padStart(4, '0')}`;
}

function seatsOf(seed: string, plan: SchoolPlan): { classes: SchoolClass[]; seats: Seat[] } {
  let running = 0;
  const laidOut = classesOf(seed, plan);
  const seats = laidOut.flatMap(({ schoolClass, size }) =>
    Array.from({ length: size }, () => {
      running += 1;
      return { plan, schoolClass, number: studentNumber(plan.grades[0] as number, schoolClass.grade, running) };
    }),
  );
  return { classes: laidOut.map(({ schoolClass }) => schoolClass), seats };
}

/** Classes, students and their families. Siblings go to schools of one county and share their guardians. */
export function population(seed: string, random: Random, plans: readonly SchoolPlan[]): Population {
  const laidOut = plans.map((plan) => seatsOf(seed, plan));
  const seats = laidOut.flatMap((school) => school.seats);
  const counties = [...new Set(plans.map((plan) => plan.county.code))];
  const students: Student[] = [];
  const guardians: Guardian[] = [];
  const guardianships: Guardianship[] = [];
  const usedNumbers = new Set<string>();
  for (const county of counties) {
    const waiting = random.shuffled(seats.filter((seat) => seat.plan.county.code === county));
    while (waiting.length > 0) {
      const family = familyFrom(waiting, random.weighted(CHILDREN) + 1);
      const surname = surnameOf(random);
      const children = family.map((seat) => studentAt(seed, random, seat, surname, usedNumbers));
      const household = householdOf(seed, random, surname, children);
      students.push(...children);
      guardians.push(...household.guardians);
      guardianships.push(...household.guardianships);
    }
  }
  const order = new Map(plans.map(({ school }, index) => [school.id, index]));
  const place = (student: Student) => (order.get(student.school) ?? 0) * 1e8 + Number(student.number);
  students.sort((one, other) => place(one) - place(other));
  return { classes: laidOut.flatMap((school) => school.classes), students, guardians, guardianships };
}

/** Takes a child and up to `size` - 1 siblings, at least two grades apart so that their birthdays can be true. */
function familyFrom(waiting: Seat[], size: number): Seat[] {
  const family: Seat[] = [];
  for (let index = waiting.length - 1; index >= 0 && family.length < size; index -= 1) {
    const seat = waiting[index] as Seat;
    if (family.some(({ schoolClass }) => Math.abs(schoolClass.grade - seat.schoolClass.grade) < 2)) continue;
    family.push(seat);
    waiting.splice(index, 1);
  }
  return family;
}

function studentAt(seed: string, random: Random, seat: Seat, surname: string, used: Set<string>): Student {
  const { plan, schoolClass, number } = seat;
  const sex = random.chance(0.47) ? 'female' : 'male';
  const born = bornFor(random, schoolClass.grade);
  return {
    id: idOf(seed, `student/${plan.school.code}/${number}`),
    org: schoolClass.id,
    school: plan.school.id,
    number,
    name: nameOf(random, surname),
    sex,
    born,
    idNumber: freeIdNumber(random, plan.county.code, born, sex, used),
    grade: schoolClass.grade,
  };
}

/** No two students share an identity number; the last digit of the sequence is odd for boys. */
export function freeIdNumber(
  random: Random,
  region: string,
  born: Day,
  sex: Student['sex'],
  used: Set<string>,
): string {
  for (;;) {
    const idNumber = idNumberOf(region, born, random.below(500) * 2 + (sex === 'male' ? 1 : 0));
    if (used.has(idNumber)) continue;
    used.add(idNumber);
    return idNumber;
  }
}

function householdOf(
  seed: string,
  random: Random,
  surname: string,
  children: readonly Student[],
): Pick<Population, 'guardians' | 'guardianships'> {
  const [, ...people] = HOUSEHOLDS[random.weighted(HOUSEHOLDS.map(([weight]) => weight))] as [number, ...Relation[]];
  const guardians = people.map((relation, index) => ({
    id: idOf(seed, `guardian/${children[0]?.id}/${index}`),
    name: relation === 'father' ? nameOf(random, surname) : nameOf(random),
    phone: phoneOf(random),
    reachable: !random.chance(WRONG_PHONE),
  }));
  const guardianships = children.flatMap((child) => {
    const flagged = random.chance(FLAGGED_STUDENTS) ? random.below(people.length) : -1;
    return people.map((relation, index) => ({
      id: idOf(seed, `guardianship/${child.id}/${index}`),
      student: child.id,
      guardian: (guardians[index] as Guardian).id,
      relation,
      priority: index + 1,
      flagged: index === flagged,
    }));
  });
  return { guardians, guardianships };
}
