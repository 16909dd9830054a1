import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { POLICY_V1 } from '#domain/policy-v1/index';
import type { Day } from '#domain/instant';
import type { Actor, Post, Role, Side } from '#domain/role';
import type { Context } from '#db/transaction';

/** 2026-11-23 08:00 at +08:00, a Monday. */
export const MONDAY_EIGHT = Date.UTC(2026, 10, 23, 0, 0);

/** A clock that stands where the test puts it. */
export class StandingClock {
  at: number;
  constructor(at: number = MONDAY_EIGHT) {
    this.at = at;
  }
  now(): Promise<number> {
    return Promise.resolve(this.at);
  }
}

export interface Someone {
  readonly person: string;
  readonly actor: Actor;
  readonly context: Context;
}

export interface OneSchool {
  readonly school: string;
  readonly hospital: string;
  readonly staff: Readonly<
    Record<
      | 'counselor'
      | 'standIn'
      | 'head'
      | 'classTeacher'
      | 'county'
      | 'city'
      | 'expertHealth'
      | 'expertEducation'
      | 'intake'
      | 'secondIntake'
      | 'otherCounselor'
      | 'otherHead',
      Someone
    >
  >;
  /** A new pupil of the class with one guardian; old enough to decide alone whether to be asked, unless born later. */
  student(born?: Day): Promise<string>;
  /** That guardian's id. */
  guardian(student: string): Promise<string>;
  /** A consent to referral by that guardian, which names the first hospital. */
  consent(student: string): Promise<string>;
}

const AT = new Date(Date.UTC(2026, 0, 1)).toISOString();

/** The least city in which a case can be led: one county, two schools, one class, a committee, a hospital, one person for each post. */
export async function oneSchool(admin: Sql): Promise<OneSchool> {
  const place = placer(admin);
  const city = await place('city', 'c', null, '/c/');
  const county = await place('county', 'k', city.id, '/c/k/');
  const school = await place('school', 's', county.id, '/c/k/s/');
  const other = await place('school', 'o', county.id, '/c/k/o/');
  const group = await place('class', 's-0701', school.id, '/c/k/s/g/');
  const experts = await place('committee', 'k-experts', county.id, '/c/k/e/');
  const hospital = await place('hospital', '999000-h1', city.id, '/c/h1/', 'health');
  const second = await place('hospital', '999000-h2', city.id, '/c/h2/', 'health');
  await admin`insert into policies (version, document, sha256, in_force_from, signed_by) values (1, ${admin.json(JSON.parse(JSON.stringify(POLICY_V1)))}, '\\x00', ${AT}, '[]')`;
  for (const year of [2026, 2027, 2028])
    await admin`insert into calendar_years (org, year, source, terms, entered_at)
      values (${city.id}, ${year}, 'published', '[]', ${AT})`;
  const someone = appointer(admin);
  const staff = {
    counselor: await someone('counselor', 'counselor', school),
    standIn: await someone('counselor', 'standIn', school),
    head: await someone('schoolHead', 'head', school),
    classTeacher: await someone('classTeacher', 'classTeacher', group),
    county: await someone('countySupervisor', 'county', county),
    city: await someone('citySupervisor', 'city', city),
    expertHealth: await someone('expert', 'expertHealth', experts, 'health'),
    expertEducation: await someone('expert', 'expertEducation', experts),
    intake: await someone('hospitalIntake', 'intake', hospital, 'health'),
    secondIntake: await someone('hospitalIntake', 'intake', second, 'health'),
    otherCounselor: await someone('counselor', 'counselor', other),
    otherHead: await someone('schoolHead', 'head', other),
  };
  const student = async (born: Day = '2012-05-01') => {
    const id = randomUUID();
    await admin`insert into students (id, school_id, class_id, path, number, grade, sex, born_on) values (${id}, ${school.id}, ${group.id}, ${group.path}, ${id.slice(0, 8)}, 7, 'female', ${born})`;
    await admin`insert into guardians (id, student_id, relation) values (${randomUUID()}, ${id}, 'mother')`;
    return id;
  };
  const guardian = async (of: string) => {
    const [row] = await admin<{ id: string }[]>`select id from guardians where student_id = ${of}`;
    return row?.id ?? '';
  };
  const consent = async (of: string) => {
    const id = randomUUID();
    await admin`insert into consents (id, student_id, kind, hospitals, given_by, recorded_by, given_at)
      select ${id}, ${of}, 'referral', ${[hospital.id]}, g.id, ${staff.counselor.person}, ${AT} from guardians g where g.student_id = ${of}`;
    return id;
  };
  return { school: school.id, hospital: hospital.id, staff, student, guardian, consent };
}

interface Place {
  readonly id: string;
  readonly path: string;
}

function placer(admin: Sql) {
  return async (
    kind: string,
    code: string,
    parent: string | null,
    path: string,
    side: Side = 'education',
  ): Promise<Place> => {
    const id = randomUUID();
    await admin`insert into organisations (id, parent_id, kind, code, name, path, side, valid_from) values (${id}, ${parent}, ${kind}, ${code}, ${code}, ${path}, ${side}, ${AT})`;
    return { id, path };
  };
}

function appointer(admin: Sql) {
  return async (role: Role, post: Post, org: Place, side: Side = 'education'): Promise<Someone> => {
    const person = randomUUID();
    await admin`insert into people (id, display_name, side) values (${person}, ${`${post} of ${org.path}`}, ${side})`;
    await admin`insert into appointments (id, person_id, role, org_id, post, valid_from) values (${randomUUID()}, ${person}, ${role}, ${org.id}, ${post}, ${AT})`;
    return { person, actor: { person, role, side }, context: { person, role, org: org.id, path: org.path } };
  };
}
