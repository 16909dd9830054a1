import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { createStaffAccount } from '#api/auth/accounts';
import { ROLES, type Role } from '#domain/role';
import { type ApiCity, cookieOf } from './api-city.ts';

/** How an actor's own place stands to the child's school. */
export const RELATIONS = [
  'own',
  'parent',
  'child',
  'sibling',
  'otherCounty',
  'hospitalReferred',
  'hospitalOther',
  'revoked',
] as const;
export type Relation = (typeof RELATIONS)[number];

/** A role in one appointment. */
export interface AccessActor {
  readonly role: Role;
  readonly relation: Relation;
  readonly cookie: string;
  readonly appointment: string;
}

const PLACES: Readonly<Record<Relation, string>> = {
  own: 's',
  parent: 'k',
  child: 's-0701',
  sibling: 'o',
  otherCounty: 'x',
  hospitalReferred: '999000-h1',
  hospitalOther: '999000-h2',
  revoked: 's',
};

/** Every role in every relation: one person for a relation, who acts in one appointment at a time. */
export async function accessActors(city: ApiCity): Promise<readonly AccessActor[]> {
  const { admin } = city.database;
  await admin`with k2 as (
      insert into organisations (id, parent_id, kind, code, name, path, side, valid_from)
      select gen_random_uuid(), id, 'county', 'k2', 'k2', '/c/k2/', 'education', valid_from from organisations where code = 'c'
      returning id, valid_from)
    insert into organisations (id, parent_id, kind, code, name, path, side, valid_from)
    select gen_random_uuid(), id, 'school', 'x', 'x', '/c/k2/x/', 'education', valid_from from k2`;
  const actors: AccessActor[] = [];
  for (const relation of RELATIONS) {
    const person = await somebody(admin, PLACES[relation].includes('-h') ? 'health' : 'education');
    const appointments = new Map<Role, string>();
    for (const role of ROLES) appointments.set(role, await appoint(admin, person, role, relation));
    const cookie = await city.session(person);
    for (const [role, appointment] of appointments) actors.push({ role, relation, cookie, appointment });
  }
  return actors;
}

/** A counselor of the child's own school whose account has no second factor: the cookie. */
export async function withoutSecondFactor(city: ApiCity): Promise<string> {
  const { admin } = city.database;
  const person = await somebody(admin, 'education');
  await appoint(admin, person, 'counselor', 'own');
  const login = { username: `bare-${person.slice(0, 8)}`, password: 'a long enough password' };
  await createStaffAccount(city.parts, { person, ...login });
  return cookieOf(await city.app.inject({ method: 'POST', url: '/api/auth/sign-in/username', payload: login }));
}

async function somebody(admin: Sql, side: 'education' | 'health'): Promise<string> {
  const person = randomUUID();
  await admin`insert into people (id, display_name, side) values (${person}, 'somebody', ${side})`;
  return person;
}

async function appoint(admin: Sql, person: string, role: Role, relation: Relation): Promise<string> {
  const id = randomUUID();
  const until = relation === 'revoked' ? '2026-11-01' : null;
  await admin`insert into appointments (id, person_id, role, org_id, valid_from, valid_to)
    select ${id}, ${person}, ${role}, id, '2026-01-01', ${until} from organisations where code = ${PLACES[relation]}`;
  return id;
}
