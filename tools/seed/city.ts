/** The fictional city that a fresh installation shows: the same people, families and numbers for the same seed. */
import { hospitals, offices, schoolPlans } from './organisations.ts';
import { randomOf } from './random.ts';
import { staffOf } from './staff.ts';
import { population } from './students.ts';
import type { DemoCity, Organisation } from './types.ts';

/** School and class that the demo accounts belong to. */
export const DEMO_SCHOOL_CODE = '999001001';

/** Builds the whole city in memory; pure in the seed. Organisations come parents first. */
export function demoCity(seed = 'xinqiao'): DemoCity {
  const random = randomOf(seed);
  const plans = schoolPlans(seed, random.fork('schools'));
  const { classes, students, guardians, guardianships } = population(seed, random.fork('students'), plans);
  const organisations: Organisation[] = [
    ...offices(seed),
    ...hospitals(seed),
    ...plans.map(({ school }) => school),
    ...classes,
  ];
  const staff = staffOf(seed, random.fork('staff'), organisations);
  return { organisations, ...staff, students, guardians, guardianships };
}
