/** Who works where in the demo city: 2,400 people in every role, with the gaps a real city has. */
import type { Post, Role, Side } from '#domain/role';
import { nameOf, phoneOf } from './names.ts';
import { idOf, type Random } from './random.ts';
import type { Appointment, DemoAccount, Organisation, Person } from './types.ts';

const STAFF = 2_400;
/** Every 16th school has no counselor of its own, every 9th no stand-in: the chain must climb past them. */
const NO_COUNSELOR_EVERY = 16;
const NO_STAND_IN_EVERY = 9;
const SECOND_COUNSELOR = 0.45;

interface Opening {
  readonly role: Role;
  readonly side?: Side;
  readonly post: Post | null;
  readonly count: number;
  /** The memorable name of the first holder, at the demo school, its county, its city and its hospital; with `-2` at the second one. */
  readonly demo?: string;
}

const AT_CITY: readonly Opening[] = [
  { role: 'citySupervisor', post: 'city', count: 3, demo: 'city' },
  { role: 'healthDuty', side: 'health', post: 'healthDuty', count: 2 },
  { role: 'programmeAdministrator', post: 'programme', count: 2, demo: 'city-programme' },
  { role: 'inspector', post: 'inspector', count: 4 },
  { role: 'reportSigner', post: 'signer', count: 1, demo: 'signer' },
  { role: 'systemAdministrator', post: null, count: 1, demo: 'system' },
  { role: 'securityAdministrator', post: null, count: 1, demo: 'security' },
  { role: 'auditor', post: null, count: 1, demo: 'auditor' },
];
const AT_COUNTY: readonly Opening[] = [
  { role: 'countySupervisor', post: 'county', count: 2, demo: 'county' },
  { role: 'healthDuty', side: 'health', post: 'healthDuty', count: 2, demo: 'healthduty' },
  { role: 'programmeAdministrator', post: 'programme', count: 1, demo: 'programme' },
  { role: 'inspector', post: 'inspector', count: 4, demo: 'inspector' },
  { role: 'reportSigner', post: 'signer', count: 1 },
];
const AT_COMMITTEE: readonly Opening[] = [
  { role: 'expert', post: 'expertEducation', count: 3, demo: 'expert-education' },
  { role: 'expert', side: 'health', post: 'expertHealth', count: 3, demo: 'expert-health' },
];
const AT_HOSPITAL: readonly Opening[] = [
  { role: 'hospitalIntake', side: 'health', post: 'intake', count: 2, demo: 'hospital' },
  { role: 'hospitalIntake', side: 'health', post: 'standInDoctor', count: 1, demo: 'hospital-standin' },
  { role: 'clinician', side: 'health', post: 'clinician', count: 4, demo: 'clinician' },
];
const AT_CLASS: readonly Opening[] = [{ role: 'classTeacher', post: 'classTeacher', count: 1, demo: 'classteacher' }];

function atSchool(random: Random, index: number): readonly Opening[] {
  const counselors =
    index % NO_COUNSELOR_EVERY === NO_COUNSELOR_EVERY - 1 ? 0 : random.chance(SECOND_COUNSELOR) ? 2 : 1;
  return [
    { role: 'schoolHead', post: 'head', count: 2, demo: 'head' },
    { role: 'counselor', post: 'counselor', count: index === 0 ? 2 : counselors, demo: 'counselor' },
    { role: 'counselor', post: 'standIn', count: index % NO_STAND_IN_EVERY === 1 ? 0 : 1, demo: 'standin' },
    { role: 'programmeAdministrator', post: 'programme', count: 1, demo: 'school-programme' },
  ];
}

function openingsAt(random: Random, org: Organisation, schoolIndex: number): readonly Opening[] {
  switch (org.kind) {
    case 'city':
      return AT_CITY;
    case 'county':
      return AT_COUNTY;
    case 'committee':
      return AT_COMMITTEE;
    case 'hospital':
      return AT_HOSPITAL;
    case 'school':
      return atSchool(random, schoolIndex);
    case 'class':
      return AT_CLASS;
    case 'centre':
      return [];
    default:
      return org satisfies never;
  }
}

export interface Staff {
  readonly people: readonly Person[];
  readonly appointments: readonly Appointment[];
  readonly accounts: readonly DemoAccount[];
}

/** Fills every opening, then gives classes a second teacher until there are STAFF people. One person, one post. */
export function staffOf(seed: string, random: Random, organisations: readonly Organisation[]): Staff {
  const people: Person[] = [];
  const appointments: Appointment[] = [];
  const accounts: DemoAccount[] = [];
  const demo = new Set<string>();

  const fill = (org: Organisation, opening: Opening, priority: number) => {
    const { role, post, side = 'education' } = opening;
    const key = `${org.code}/${role}/${post}/${priority}`;
    const named = demoName(org, opening);
    const atDemo = named !== undefined && !demo.has(named);
    const username = atDemo ? named : `u${String(people.length + 1).padStart(4, '0')}`;
    const id = idOf(seed, `person/${key}`);
    people.push({
      id,
      name: nameOf(random),
      username,
      email: `${username}@xinqiao.example`,
      phone: phoneOf(random),
    });
    appointments.push({ id: idOf(seed, `appointment/${key}`), person: id, role, side, org: org.id, post, priority });
    if (!atDemo) return;
    demo.add(username);
    accounts.push({ username, person: id, role, org: org.id });
  };

  let schoolIndex = -1;
  for (const org of organisations) {
    if (org.kind === 'school') schoolIndex += 1;
    for (const opening of openingsAt(random, org, schoolIndex)) {
      for (let priority = 1; priority <= opening.count; priority += 1) fill(org, opening, priority);
    }
  }
  const classes = organisations.filter((org) => org.kind === 'class');
  for (const org of random.shuffled(classes).slice(0, STAFF - people.length)) {
    fill(org, { role: 'classTeacher', post: 'classTeacher', count: 1 }, 2);
  }
  return { people, appointments, accounts };
}

/** Who has an account at the second demo school as well: enough to lead a case there, and to see it from the county. */
const AT_SECOND = new Set(['county', 'expert-health', 'head', 'counselor', 'classteacher']);

/**
 * Nearly all demo accounts meet at the first school of the first county with its first class, its offices, the first hospital; a few more, called the
 * same with `-2`, at the first school of another county: no county is alone on the screens of the city.
 */
function demoName(org: Organisation, { demo }: Opening): string | undefined {
  if (demo === undefined) return undefined;
  if (/^999000(-h1)?$|^999001(-experts|001(-0701)?)?$/.test(org.code)) return demo;
  return AT_SECOND.has(demo) && /^999004(-experts|001(-0701)?)?$/.test(org.code) ? `${demo}-2` : undefined;
}
