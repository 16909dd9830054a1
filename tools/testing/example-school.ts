import type { Context, Database } from '#db/transaction';
import type { Intake } from '#db/imports/check';
import { FILE_READING } from '#adapters/spreadsheets/read-file';
import { keyringOf } from '#tools/keyring';
import { derivedKey } from '#tools/keys';
import { loadCity } from '#tools/seed/load';
import { classesOf, offices, ROSTERLESS_SCHOOL_CODE, schoolPlans } from '#tools/seed/organisations';
import { placesOf } from '#tools/seed/places';
import { randomOf } from '#tools/seed/random';
import { staffOf } from '#tools/seed/staff';
import type { Organisation } from '#tools/seed/types';
import { TEST_MASTER_KEY } from './city.ts';
import type { TestDatabase } from './database.ts';
import { StandingClock } from './one-school.ts';

const SEED = 'xinqiao';

/** The demo school whose pupils lie in examples/, with its 30 empty classes and the offices above it. */
export interface ExampleSchool {
  readonly code: string;
  readonly path: string;
  readonly head: Context;
  readonly intake: Intake;
  readonly clock: StandingClock;
}

/** Loads it, and the means of importing into it with the rights of the api. */
export async function exampleSchool(database: TestDatabase): Promise<ExampleSchool> {
  const plans = schoolPlans(SEED, randomOf(SEED).fork('schools'));
  const plan = plans.find(({ school }) => school.code === ROSTERLESS_SCHOOL_CODE);
  if (plan === undefined) throw new RangeError('the demo city has no such school');
  const organisations: Organisation[] = [
    ...offices(SEED),
    plan.school,
    ...classesOf(SEED, plan).map(({ schoolClass }) => schoolClass),
  ];
  const staff = staffOf(SEED, randomOf(SEED).fork('staff'), organisations);
  const nobody = { students: [], guardians: [], guardianships: [] };
  const ring = keyringOf(TEST_MASTER_KEY);
  const keys = { ring, contacts: derivedKey(TEST_MASTER_KEY, 'contacts') };
  const migrator: Database = database.open('migrator');
  await loadCity(migrator, { organisations, ...staff, ...nobody }, keys);
  const head = staff.appointments.find(({ org, post }) => org === plan.school.id && post === 'head');
  const path = placesOf(organisations).get(plan.school.id) ?? '';
  const clock = new StandingClock();
  return {
    code: plan.school.code,
    path,
    clock,
    head: { person: head?.person ?? '', role: 'schoolHead', org: plan.school.id, path },
    intake: { db: database.open('api'), clock, ring, ...FILE_READING },
  };
}
