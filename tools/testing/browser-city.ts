import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStaffAccount } from '#api/auth/accounts';
import { type Database, openDatabase } from '#db/transaction';
import { hurryClocks } from '#tools/chaos/city';
import { type PartName, startServers } from '#tools/chaos/servers';
import { databasePasswords, derivedKey } from '#tools/keys';
import { migrate } from '#tools/migrate';
import { buildPages } from '#tools/pages';
import { ROOT_HOME } from '#tools/servers/postgres-account';
import { totpNow } from '#tools/totp';
import { type SmallCity, smallCity, TEST_MASTER_KEY } from './city.ts';
import { compiledPrograms } from './programs.ts';

/** Of every account here: no secret, the city lasts for one file of tests. */
export const PASSWORD = 'no secret: a city for an hour';
const SECRET = 'a-secret-of-a-city-that-lasts-an-hour';

/** The small city behind real servers: a database, Temporal, worker and server of its own, on ports of their own, compiled as production runs them. */
export interface ServedCity {
  readonly city: SmallCity;
  readonly url: string;
  /** The code of this moment of everybody's second factor. */
  code(): string;
  /** Makes the account of a member of staff by their name in the city, once. `bare`: without a second factor. */
  account(username: string, bare?: boolean): Promise<void>;
  /** The session cookie of that member of staff. */
  cookie(username: string): Promise<string>;
  /** Calls the API as that member of staff; throws for anything but 2xx. */
  call(username: string, method: 'GET' | 'POST', path: string, body?: object): Promise<unknown>;
  /** From now on whatever is opened has clocks of seconds instead of hours (tools/chaos/fast-policy.ts). */
  hurry(): Promise<void>;
  /** `kill -9` of one of the servers; it is brought up again by itself. */
  kill(part: Exclude<PartName, 'postgres'>): boolean;
  /** Resolves once every server answers. */
  allUp(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Brings it all up, with the pages built; some seconds. `pupils`: of each of the two schools. `year`: as in smallCity. `databaseUrl`: an empty
 * database that is there already; left out: one on a Postgres of its own.
 */
export async function servedCity(pupils = 6, year?: number, databaseUrl?: string): Promise<ServedCity> {
  await buildPages(() => undefined);
  const programs = await compiledPrograms();
  const home = newHome();
  let city: SmallCity | undefined;
  const servers = await startServers({
    home,
    programs,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    masterKey: TEST_MASTER_KEY,
    prepare: async (url) => {
      city = await plantedCity(url, pupils, year);
    },
  });
  if (city === undefined) throw new Error('the servers came up without a city');
  await servers.allUp();
  const { apiUrl: url } = servers;
  return {
    city,
    url,
    code: () => totpNow(SECRET),
    hurry: () => asMigrator(servers.databaseUrl, (db) => hurryClocks(db, 1)),
    kill: servers.kill,
    allUp: servers.allUp,
    ...accountsOf(servers.databaseUrl, url, city),
    stop: async () => {
      await servers.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A folder that the account of Postgres can read, also when ours is closed to it. */
function newHome(): string {
  const parent = process.getuid?.() === 0 ? join(ROOT_HOME, 'tests') : tmpdir();
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  const home = mkdtempSync(join(parent, 'browser-'));
  chmodSync(home, 0o755);
  return home;
}

async function plantedCity(url: string, pupils: number, year?: number): Promise<SmallCity> {
  await migrate(url, { passwords: databasePasswords(TEST_MASTER_KEY) });
  return asMigrator(url, (db) => smallCity(db, pupils, year));
}

async function asMigrator<T>(url: string, use: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase(url, { size: 1, role: 'migrator', applicationName: 'browser' });
  try {
    return await use(db);
  } finally {
    await db.end();
  }
}

function accountsOf(
  databaseUrl: string,
  url: string,
  city: SmallCity,
): Pick<ServedCity, 'account' | 'cookie' | 'call'> {
  const made = new Map<string, Promise<void>>();
  const cookies = new Map<string, Promise<string>>();
  const once = <T>(kept: Map<string, Promise<T>>, name: string, make: () => Promise<T>): Promise<T> => {
    const found = kept.get(name) ?? make();
    kept.set(name, found);
    return found;
  };
  const account = (username: string, bare = false) =>
    once(made, username, async () => {
      const authDb = openDatabase(databaseUrl, { size: 1, role: 'auth', applicationName: 'browser' });
      try {
        const { person } = city.staff(username);
        const factor = bare ? {} : { totpSecret: SECRET };
        const parts = { authDb, signInKey: derivedKey(TEST_MASTER_KEY, 'sessions') };
        await createStaffAccount(parts, { person, username, password: PASSWORD, ...factor });
      } finally {
        await authDb.end();
      }
    });
  const cookie = (username: string) =>
    once(cookies, username, async () => {
      await account(username);
      return signedIn(url, username);
    });
  return {
    account,
    cookie,
    call: async (username, method, path, body) => {
      const headers = { cookie: await cookie(username), 'idempotency-key': crypto.randomUUID() };
      const answer = await send(`${url}${path}`, method, headers, body);
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
  };
}

async function signedIn(url: string, username: string): Promise<string> {
  const first = await send(`${url}/api/auth/sign-in/username`, 'POST', {}, { username, password: PASSWORD });
  const cookie = cookieOf(first);
  const second = await send(`${url}/api/auth/two-factor/verify-totp`, 'POST', { cookie }, { code: totpNow(SECRET) });
  if (!second.ok) throw new Error(`${username} cannot sign in: ${second.status} ${await second.text()}`);
  return cookieOf(second);
}

function send(url: string, method: string, headers: Record<string, string>, body?: object): Promise<Response> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  return fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...json,
  });
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ');
}
