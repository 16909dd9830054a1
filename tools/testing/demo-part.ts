import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { machineClock } from '#adapters/temporal/clock';
import { buildApp } from '#api/app';
import { demoAccountMaker } from '#tools/demo-accounts';
import { demoSession } from '#tools/demo';
import { keyringOf } from '#tools/keyring';
import { derivedKey } from '#tools/keys';
import { seed } from '#tools/seed';
import { demoCity } from '#tools/seed/city';
import type { DemoCity } from '#tools/seed/types';
import { freePort } from '#tools/servers/port';
import { TEST_MASTER_KEY } from './city.ts';
import { freshDatabase } from './database.ts';

/** The schools of the demo city that a play touches, with everybody above them: the whole of it is seeded by `npm start`. */
const SCHOOLS = /^999(001001|004001|002004|003001|006009|008002)$/;

function partOf(city: DemoCity): DemoCity {
  const schools = new Set(city.organisations.filter(({ code }) => SCHOOLS.test(code)).map(({ id }) => id));
  const organisations = city.organisations.filter(
    ({ id, parent, kind }) => (kind !== 'school' && kind !== 'class') || schools.has(id) || schools.has(parent ?? ''),
  );
  const known = new Set(organisations.map(({ id }) => id));
  const appointments = city.appointments.filter(({ org }) => known.has(org));
  const staff = new Set(appointments.map(({ person }) => person));
  const students = city.students.filter(({ school }) => schools.has(school));
  const pupils = new Set(students.map(({ id }) => id));
  return {
    ...city,
    organisations,
    appointments,
    people: city.people.filter(({ id }) => staff.has(id)),
    students,
    guardianships: city.guardianships.filter(({ student }) => pupils.has(student)),
  };
}

/** Part of the demo city behind the real API on a port, without its accounts. Call it at the top of a test file. */
export async function demoPart() {
  const city = partOf(demoCity());
  const database = await freshDatabase();
  await seed(database.adminUrl, { masterKey: TEST_MASTER_KEY, city });
  const authDb = database.open('auth', { size: 2 });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const keys = { keyring: keyringOf(TEST_MASTER_KEY), signInKey: derivedKey(TEST_MASTER_KEY, 'sessions') };
  const rest = { clock: machineClock, waker: null, feed: null, origin: url, demo: true };
  const app = await buildApp(
    { db: database.open('api', { size: 4 }), authDb, ...keys, ...rest },
    { logLevel: 'silent' },
  );
  await app.listen({ port, host: '127.0.0.1' });
  const home = mkdtempSync(join(tmpdir(), 'demo-play-'));
  afterAll(async () => {
    await app.close();
    rmSync(home, { recursive: true, force: true });
  });
  const env = {
    ...process.env,
    PORT: String(port),
    XINQIAO_HOME: home,
    XINQIAO_MASTER_KEY: TEST_MASTER_KEY.toString('base64'),
  };
  const cookies = new Map<string, string>();
  return {
    city,
    admin: database.admin,
    /** Makes the demo accounts, as the seed does. */
    openAccounts: async () => {
      const make = demoAccountMaker(authDb, TEST_MASTER_KEY);
      for (const account of city.accounts) await make(account);
    },
    /** `npm run demo -- play ...` as a process of its own. */
    play: (...words: readonly string[]) => running(words, env),
    /** What a demo account is answered. */
    get: async (username: string, path: string): Promise<unknown> => {
      const account = city.accounts.find((one) => one.username === username);
      if (account === undefined) throw new RangeError(username);
      const cookie = cookies.get(username) ?? (await demoSession(url, TEST_MASTER_KEY, account)).cookie;
      cookies.set(username, cookie);
      return (await fetch(`${url}${path}`, { headers: { cookie } })).json();
    },
  };
}

export interface Running {
  readonly process: ChildProcess;
  /** Its exit code, null when it was killed, and everything it said. */
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;
}

function running(words: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tools/demo.ts', 'play', ...words], { env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, said })),
  );
  return { process: child, ended };
}
