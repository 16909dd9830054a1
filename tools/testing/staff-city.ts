import { randomUUID } from 'node:crypto';
import type { ApiCity, Caller } from './api-city.ts';
import { key } from './campaign-city.ts';

/** Those who keep accounts in a city, with their ids, and how they add somebody. */
export interface Keepers {
  readonly system: Caller;
  readonly security: Caller;
  /** Keeps the accounts of one county. */
  readonly county: Caller;
  readonly ids: Readonly<Record<'system' | 'security' | 'county', string>>;
  /** A newcomer as the API answers: person, username, password. */
  added(username: string, more?: object): Promise<{ person: string; username: string; password: string }>;
}

export const newcomer = (username: string, more: object = {}) => ({
  displayName: '程新',
  side: 'education',
  username,
  ...more,
});

export async function keepersOf(city: ApiCity): Promise<Keepers> {
  const ids = {
    system: await appointed(city, 'systemAdministrator', 'c'),
    security: await appointed(city, 'securityAdministrator', 'c'),
    county: await appointed(city, 'systemAdministrator', 'k'),
  };
  const system = await city.as(ids.system);
  return {
    ids,
    system,
    security: await city.as(ids.security),
    county: await city.as(ids.county),
    added: async (username, more) => {
      const answer = await system.post('/api/people', newcomer(username, more), key());
      if (answer.statusCode !== 200) throw new Error(answer.body);
      return answer.json();
    },
  };
}

/** Somebody in an office that the API did not give. */
async function appointed({ database: { admin } }: ApiCity, role: string, code: string): Promise<string> {
  const person = randomUUID();
  await admin`insert into people (id, display_name, side) values (${person}, ${role}, 'education')`;
  await admin`insert into appointments (id, person_id, role, org_id, valid_from)
    select ${randomUUID()}, ${person}, ${role}, id, '2026-01-01' from organisations where code = ${code}`;
  return person;
}
