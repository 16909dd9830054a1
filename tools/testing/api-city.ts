import { randomBytes } from 'node:crypto';
import type { Writable } from 'node:stream';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterAll } from 'vitest';
import { buildApp } from '#api/app';
import { createStaffAccount } from '#api/auth/accounts';
import type { Parts } from '#api/parts';
import type { Keyring } from '#db/vault/keyring';
import { freshDatabase, type TestDatabase } from './database.ts';
import { totpNow } from '#tools/totp';
import { oneSchool, type OneSchool, StandingClock } from './one-school.ts';

/** Tests of the API see tools through this folder alone. */
export { totpNow };

const ORIGIN = 'http://localhost:3000';
const PASSWORD = 'correct horse battery staple';
const SECRET = 'a-secret-of-thirty-two-characters-and-more';

/** The API over one school, with a signed-in session for whoever is asked for. */
export interface ApiCity extends OneSchool {
  readonly app: FastifyInstance;
  readonly database: TestDatabase;
  readonly clock: StandingClock;
  readonly parts: Parts;
  /** The cookie of a person, signed in with both factors. */
  session(person: string): Promise<string>;
  as(person: string): Promise<Caller>;
}

export interface Caller {
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  post(url: string, body: object, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  put(url: string, body: object, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
}

function testKeyring(): Keyring {
  return {
    current: 'k1',
    wrapping: { k1: randomBytes(32) },
    blindIndex: randomBytes(32),
    digests: randomBytes(32),
    links: randomBytes(32),
  };
}

/** Call it at the top of a test file. `more` replaces parts of the API; with `logTo` it logs all there is. */
export async function apiCity(
  more: (database: TestDatabase) => Promise<Partial<Parts>> = () => Promise.resolve({}),
  logTo?: Writable,
): Promise<ApiCity> {
  const database = await freshDatabase();
  const school = await oneSchool(database.admin);
  const clock = new StandingClock();
  const parts: Parts = {
    db: database.open('api', { size: 3 }),
    authDb: database.open('auth', { size: 2 }),
    keyring: testKeyring(),
    signInKey: randomBytes(32),
    clock,
    waker: null,
    feed: null,
    origin: ORIGIN,
    demo: true,
    ...(await more(database)),
  };
  const app = await buildApp(parts, logTo === undefined ? { logLevel: 'silent' } : { logLevel: 'trace', logTo });
  afterAll(() => app.close());
  const sessions = new Map<string, Promise<string>>();
  const session = (person: string) => {
    const known = sessions.get(person) ?? signedIn(app, parts, person);
    sessions.set(person, known);
    return known;
  };
  const as = async (person: string) => callerOf(app, await session(person));
  return { ...school, app, database, clock, parts, session, as };
}

/** A session of this person, who gets an account for it. */
export async function signedIn(app: FastifyInstance, parts: Parts, person: string): Promise<string> {
  await createStaffAccount(parts, { person, username: `p${person}`, password: PASSWORD, totpSecret: SECRET });
  return signInWith(app, `p${person}`, PASSWORD, SECRET);
}

/** The session cookie after both factors. */
async function signInWith(app: FastifyInstance, username: string, password: string, secret: string): Promise<string> {
  const first = await app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/username',
    payload: { username, password },
  });
  if (first.statusCode !== 200) throw new Error(`sign-in: ${first.body}`);
  const second = await app.inject({
    method: 'POST',
    url: '/api/auth/two-factor/verify-totp',
    headers: { cookie: cookieOf(first) },
    payload: { code: totpNow(secret) },
  });
  if (second.statusCode !== 200) throw new Error(`second factor: ${second.body}`);
  return cookieOf(second);
}

/** What a browser would send back. */
export function cookieOf(response: LightMyRequestResponse): string {
  return response.cookies
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
    .join('; ');
}

export function callerOf(app: FastifyInstance, cookie: string): Caller {
  return {
    get: (url, headers = {}) => app.inject({ method: 'GET', url, headers: { cookie, ...headers } }),
    post: (url, body, headers = {}) =>
      app.inject({ method: 'POST', url, payload: body, headers: { cookie, ...headers } }),
    put: (url, body, headers = {}) =>
      app.inject({ method: 'PUT', url, payload: body, headers: { cookie, ...headers } }),
  };
}
