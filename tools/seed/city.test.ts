import { describe, expect, it } from 'vitest';
import { bornByIdNumber } from '#domain/id-number';
import { ageOn } from '#domain/instant';
import { POLICY_V1 } from '#domain/policy-v1/index';
import { POSTS, ROLES } from '#domain/role';
import { DEMO_SCHOOL_CODE, demoCity } from './city.ts';
import { PHONE_PREFIX } from './names.ts';
import { ROSTERLESS_SCHOOL_CODE } from './organisations.ts';

const city = demoCity();
const today = '2026-11-23';
const of = (kind: string) => city.organisations.filter((org) => org.kind === kind);
const orgs = new Map(city.organisations.map((org) => [org.id, org]));
const holders = (org: string, post: string) => city.appointments.filter((a) => a.org === org && a.post === post);

function countBy<T>(list: readonly T[], key: (each: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const each of list) counts.set(key(each), (counts.get(key(each)) ?? 0) + 1);
  return counts;
}

it('has the hospitals that the first policy document asks', () => {
  const codes = of('hospital').map(({ code }) => code);
  expect(codes).toEqual(expect.arrayContaining([...POLICY_V1.referral.order]));
});

describe('the demo city', () => {
  it('is the same for the same seed and another for another seed', () => {
    expect(demoCity()).toEqual(city);
    const other = demoCity('another');
    expect(other.students[0]?.id).not.toBe(city.students[0]?.id);
    expect(other.students).toHaveLength(20_000);
  });

  it('has one bureau, nine counties, 200 schools, 6 hospitals, 20,000 students and 2,400 staff', () => {
    expect(['city', 'county', 'school', 'hospital'].map((kind) => of(kind).length)).toEqual([1, 9, 200, 6]);
    expect([city.students.length, city.people.length, city.appointments.length]).toEqual([20_000, 2_400, 2_400]);
  });

  it('has an aid team in seven counties, two gaps and one city centre', () => {
    const counties = city.organisations.filter((org) => org.kind === 'county');
    expect(counties.filter((county) => county.aidTeam)).toHaveLength(7);
    expect(of('centre')).toHaveLength(1);
  });

  it('keeps one school of 30 empty classes for the roster in examples/', () => {
    const school = of('school').find((org) => org.code === ROSTERLESS_SCHOOL_CODE);
    expect(of('class').filter((org) => org.parent === school?.id)).toHaveLength(30);
    expect(city.students.filter((student) => student.school === school?.id)).toEqual([]);
  });

  it('names every organisation once, parents before children', () => {
    const seen = new Set<string>();
    for (const org of city.organisations) {
      if (org.parent === null) expect(org.kind).toBe('city');
      else expect(seen.has(org.parent)).toBe(true);
      seen.add(org.id);
    }
    expect(seen.size).toBe(city.organisations.length);
    expect(new Set(city.organisations.map((org) => org.code)).size).toBe(seen.size);
  });

  it('knows for every county how far each hospital is', () => {
    const counties = of('county').map((county) => county.code);
    for (const hospital of city.organisations.filter((org) => org.kind === 'hospital')) {
      expect(Object.keys(hospital.distanceKm)).toEqual(counties);
      expect(hospital.weeklyCapacity).toBeGreaterThan(0);
    }
  });
});

describe('its staff', () => {
  it('fill every role of the closed list, one post a person', () => {
    expect(new Set(city.appointments.map((a) => a.role))).toEqual(new Set(ROLES));
    expect(new Set(city.appointments.map((a) => a.person)).size).toBe(2_400);
    expect(new Set(city.people.map((p) => p.username)).size).toBe(2_400);
    for (const { post } of city.appointments) if (post !== null) expect(POSTS).toContain(post);
  });

  it('give every school a head, every class a teacher, every county both sides of experts and a supervisor', () => {
    for (const school of of('school')) expect(holders(school.id, 'head').length).toBeGreaterThan(0);
    for (const each of of('class')) expect(holders(each.id, 'classTeacher').length).toBeGreaterThan(0);
    for (const county of of('county')) expect(holders(county.id, 'county').length).toBeGreaterThan(0);
    for (const committee of of('committee')) {
      expect(holders(committee.id, 'expertEducation').map((a) => a.side)).toEqual(Array(3).fill('education'));
      expect(holders(committee.id, 'expertHealth').map((a) => a.side)).toEqual(Array(3).fill('health'));
    }
  });

  it('leave 12 schools without a counselor, 23 without a stand-in and one with neither', () => {
    const vacant = (post: string) => of('school').filter((school) => holders(school.id, post).length === 0);
    expect([vacant('counselor').length, vacant('standIn').length]).toEqual([12, 23]);
    expect(vacant('counselor').filter((school) => vacant('standIn').includes(school))).toHaveLength(1);
  });

  it('keep the three administrators of the city three people', () => {
    const admins = city.appointments.filter((a) =>
      ['systemAdministrator', 'securityAdministrator', 'auditor'].includes(a.role),
    );
    expect(new Set(admins.map((a) => a.person)).size).toBe(3);
  });

  it('have a memorable account in every role around the demo school, and a few at a school of another county', () => {
    expect(new Set(city.accounts.map((account) => account.role))).toEqual(new Set(ROLES));
    const school = city.organisations.find((org) => org.code === DEMO_SCHOOL_CODE);
    const near = new Set([school?.id, school?.parent]);
    const atSchool = city.accounts.filter((account) => account.org === school?.id).map((account) => account.username);
    expect(atSchool).toEqual(['head', 'counselor', 'standin', 'school-programme']);
    const teacher = city.accounts.find((account) => account.username === 'classteacher');
    expect(near.has(orgs.get(teacher?.org ?? '')?.parent ?? '')).toBe(true);
    expect(near.has(city.accounts.find((account) => account.username === 'county')?.org)).toBe(true);
    const second = city.accounts.filter(({ username }) => username.endsWith('-2'));
    expect(second.map(({ username }) => username).sort()).toEqual(
      ['classteacher-2', 'counselor-2', 'county-2', 'expert-health-2', 'head-2'].sort(),
    );
    expect(near.has(second.find(({ username }) => username === 'head-2')?.org)).toBe(false);
  });
});

describe('its students', () => {
  it('have identity numbers of a region that does not exist, unique, with the right check digit, birth day and sex', () => {
    expect(new Set(city.students.map((student) => student.idNumber)).size).toBe(20_000);
    for (const { idNumber, born, sex } of city.students) {
      expect(idNumber.startsWith('9990')).toBe(true);
      expect(bornByIdNumber(idNumber)).toBe(born);
      expect(Number(idNumber[16]) % 2 === 1).toBe(sex === 'male');
    }
  });

  it('have numbers unique in their school and an age that fits their grade', () => {
    expect(countBy(city.students, (s) => `${s.school}/${s.number}`).size).toBe(20_000);
    for (const { born, grade } of city.students) {
      expect([5, 6, 7]).toContain(ageOn(born, today) - grade);
    }
  });

  it('each have a guardian; some share one with a brother or sister of the same family name', () => {
    const first = city.guardianships.filter((link) => link.priority === 1);
    expect(new Set(first.map((link) => link.student)).size).toBe(20_000);
    const children = countBy(first, (link) => link.guardian);
    const shared = [...children.values()].filter((count) => count > 1).length;
    expect(shared).toBeGreaterThan(1_500);
  });

  it('have a wrong telephone for 8 % of guardians and a flagged guardian for 0.3 % of students', () => {
    const wrong = city.guardians.filter((guardian) => !guardian.reachable).length / city.guardians.length;
    expect(wrong).toBeCloseTo(0.08, 2);
    const flagged = new Set(city.guardianships.filter((link) => link.flagged).map((link) => link.student)).size;
    expect(flagged).toBeGreaterThan(40);
    expect(flagged).toBeLessThan(80);
  });
});

it('no telephone of the demo can be dialled and no address can receive mail', () => {
  for (const { phone } of [...city.people, ...city.guardians]) {
    expect(phone).toMatch(/^\d{11}$/);
    expect(phone.startsWith(PHONE_PREFIX)).toBe(true);
  }
  for (const { email } of city.people) expect(email.endsWith('.example')).toBe(true);
});
