import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll } from 'vitest';
import { buildApp } from '#api/app';
import type { Parts } from '#api/parts';
import { type Caller, callerOf, signedIn } from './api-city.ts';
import type { Database } from '#db/transaction';
import { type PlantedCity, smallCity } from './city.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { StandingClock } from './one-school.ts';

/** The API over the small city: a county with two schools, everybody who keeps the programme's records. */
export interface ProgrammeCity {
  readonly app: FastifyInstance;
  readonly database: TestDatabase;
  readonly clock: StandingClock;
  readonly parts: Parts;
  /** By demo user name: `school-programme`, `programme` (county), `city-programme`, `head`, `inspector`, `signer`, `county`, `city` ... */
  as(username: string): Promise<Caller>;
  /** By the id of the person. */
  asPerson(person: string): Promise<Caller>;
}

/** Call it at the top of a test file. `plant`: another city than the small one. */
export async function programmeCity(plant: (db: Database) => Promise<PlantedCity> = smallCity): Promise<ProgrammeCity> {
  const database = await freshDatabase();
  const city = await plant(database.open('migrator', { size: 1, statementTimeoutMs: 0 }));
  const clock = new StandingClock();
  const parts: Parts = {
    db: database.open('api', { size: 3 }),
    authDb: database.open('auth', { size: 2 }),
    keyring: city.ring,
    signInKey: randomBytes(32),
    clock,
    waker: null,
    feed: null,
    origin: 'http://localhost:3000',
    demo: true,
  };
  const app = await buildApp(parts, { logLevel: 'silent' });
  afterAll(() => app.close());
  const sessions = new Map<string, Promise<Caller>>();
  const asPerson = (person: string) => {
    const known = sessions.get(person) ?? signedIn(app, parts, person).then((cookie) => callerOf(app, cookie));
    sessions.set(person, known);
    return known;
  };
  const as = (username: string) => asPerson(city.staff(username).person);
  return { app, database, clock, parts, as, asPerson };
}
