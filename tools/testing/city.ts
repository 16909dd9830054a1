import type { Context, Database } from '#db/transaction';
import type { Keyring } from '#db/vault/keyring';
import type { Actor, Post } from '#domain/role';
import { keyringOf } from '#tools/keyring';
import { derivedKey } from '#tools/keys';
import { loadCity } from '#tools/seed/load';
import { classesOf, hospitals, offices, type SchoolPlan, schoolPlans } from '#tools/seed/organisations';
import { placesOf } from '#tools/seed/places';
import { randomOf } from '#tools/seed/random';
import { staffOf } from '#tools/seed/staff';
import { population } from '#tools/seed/students';
import type { Appointment, DemoCity, Organisation } from '#tools/seed/types';

const SEED = 'small';
const PUPILS_A_SCHOOL = 6;
const SCHOOLS = ['999001001', '999001002'];
const HOSPITALS = ['999000-h1', '999000-h2', '999000-h3'];
/** The master key of tests: no secret. */
export const TEST_MASTER_KEY = Buffer.alloc(32, 7);

/** A member of staff as commit() wants one: who, in which role, with which place for row-level security. */
export interface CityActor {
  readonly person: string;
  readonly username: string;
  readonly actor: Actor;
  readonly context: Context;
}

export interface CityPlace {
  readonly id: string;
  readonly code: string;
  readonly path: string;
}

/** A city that was loaded, to be asked who and where. */
export interface PlantedCity {
  readonly ring: Keyring;
  place(code: string): CityPlace;
  /** By demo user name: counselor, standin, head, classteacher, county, city, expert-health, hospital, clinician, system ... All around the first school. */
  staff(username: string): CityActor;
  /** Who holds a post at an organisation, by its code; first in order of calling. */
  holder(code: string, post: Post): CityActor;
}

export interface SmallCity extends PlantedCity {
  readonly city: CityPlace;
  readonly county: CityPlace;
  /** Each with three classes (grades 7, 8, 9) and six students; the second has no stand-in. */
  readonly schools: readonly [CityPlace, CityPlace];
  /** Codes 999000-h1, -h2, -h3, as the policy's order names them. */
  readonly hospitals: readonly CityPlace[];
  /** Twelve, the first school's first. */
  readonly students: DemoCity['students'];
  readonly guardianships: DemoCity['guardianships'];
}

/**
 * Loads the least city in which everything can be played: a county, two schools, three hospitals, 12 students with guardians, staff in every role. The same
 * ids each time. `db` is of role migrator; policy version 1 and the demo calendar come with it. `pupils`: of each of the two schools. `year`:
 * the school year that its classes are in.
 */
export async function smallCity(db: Database, pupils: number = PUPILS_A_SCHOOL, year?: number): Promise<SmallCity> {
  const made = { ...smallCityObjects(pupils), schoolYear: year };
  const planted = await plantCity(db, made);
  return {
    ...planted,
    city: planted.place('999000'),
    county: planted.place('999001'),
    schools: [planted.place('999001001'), planted.place('999001002')],
    hospitals: HOSPITALS.map(planted.place),
    students: made.students,
    guardianships: made.guardianships,
  };
}

/** Loads any city with the keys of tests. */
export async function plantCity(db: Database, made: DemoCity): Promise<PlantedCity> {
  const ring = keyringOf(TEST_MASTER_KEY);
  await loadCity(db, made, { ring, contacts: derivedKey(TEST_MASTER_KEY, 'contacts') });
  const paths = placesOf(made.organisations);
  const place = (code: string): CityPlace => {
    const found = made.organisations.find((org) => org.code === code);
    if (found === undefined) throw new RangeError(`the city has no ${code}`);
    return { id: found.id, code, path: paths.get(found.id) ?? '' };
  };
  const someone = (appointment: Appointment | undefined): CityActor => {
    if (appointment === undefined) throw new RangeError('nobody of that name or post in the city');
    const { person, role, side, org } = appointment;
    const { username = '' } = made.people.find(({ id }) => id === person) ?? {};
    return {
      person,
      username,
      actor: { person, role, side },
      context: { person, role, org, path: paths.get(org) ?? '' },
    };
  };
  return {
    ring,
    place,
    staff: (username) => {
      const person = made.people.find((each) => each.username === username)?.id;
      return someone(made.appointments.find((each) => each.person === person));
    },
    holder: (code, post) => {
      const org = place(code).id;
      const holders = made.appointments.filter((each) => each.org === org && each.post === post);
      return someone(holders.sort((one, other) => one.priority - other.priority)[0]);
    },
  };
}

/** The whole tree of the demo city with its staff and not one pupil: loaded in a second. */
export function demoTree(seed = 'xinqiao'): DemoCity {
  const random = randomOf(seed);
  const plans = schoolPlans(seed, random.fork('schools'));
  const classes = plans.flatMap((plan) => classesOf(seed, plan).map(({ schoolClass }) => schoolClass));
  const organisations: Organisation[] = [
    ...offices(seed),
    ...hospitals(seed),
    ...plans.map(({ school }) => school),
    ...classes,
  ];
  const staff = staffOf(seed, random.fork('staff'), organisations);
  return { organisations, ...staff, students: [], guardians: [], guardianships: [] };
}

function smallCityObjects(pupils: number): DemoCity {
  const random = randomOf(SEED);
  const plans = schoolPlans(SEED, random.fork('schools'))
    .filter(({ school }) => SCHOOLS.includes(school.code))
    .map((plan): SchoolPlan => ({ ...plan, students: pupils }));
  const { classes, students, guardians, guardianships } = population(SEED, random.fork('students'), plans);
  const near = /^999000(-centre|-experts)?$|^999001(-experts)?$/;
  const organisations: Organisation[] = [
    ...offices(SEED).filter(({ code }) => near.test(code)),
    ...hospitals(SEED).filter(({ code }) => HOSPITALS.includes(code)),
    ...plans.map(({ school }) => school),
    ...classes,
  ];
  return { organisations, ...staffOf(SEED, random.fork('staff'), organisations), students, guardians, guardianships };
}
