import { policyRow } from '#db/policy-document';
import { policies } from '#db/schema/index';
import { type Database, openDatabase } from '#db/transaction';
import { POLICY_V1 } from '#domain/policy-v1/index';
import { databasePasswords, derivedKey } from '#tools/keys';
import { migrate } from '#tools/migrate';
import { BEGAN } from '#tools/seed/load';
import { type CityActor, type SmallCity, smallCity, TEST_MASTER_KEY } from '#tools/testing/city';
import { openAccounts } from './clients.ts';
import { fastPolicy } from './fast-policy.ts';
import type { Scene } from './scene.ts';

/** From now on whatever is opened has clocks hurried by so much. `db` is of role migrator. */
export async function hurryClocks(db: Database, stretch: number): Promise<void> {
  const hurried = policyRow(fastPolicy(POLICY_V1, stretch), BEGAN + 1, [{ role: 'demo', at: BEGAN }]);
  await db.transaction({}, async (tx) => void (await tx.insert(policies).values(hurried)));
}

/** Migrates the empty database and loads a small city with `pupils` at each of its two schools, clocks hurried by so much, and accounts. */
export async function prepareCity(url: string, pupils: number, stretch: number): Promise<SmallCity> {
  await migrate(url, { passwords: databasePasswords(TEST_MASTER_KEY) });
  const db = openDatabase(url, { size: 1, role: 'migrator', applicationName: 'chaos' });
  try {
    const city = await smallCity(db, pupils);
    await hurryClocks(db, stretch);
    return city;
  } finally {
    await db.end();
  }
}

/** Who acts in these scenes, each once. */
export function staffOf(scenes: readonly Scene[], hospitals: readonly string[]): readonly CityActor[] {
  const all = scenes.flatMap((scene) => [
    scene.counselor,
    scene.receiver,
    scene.head,
    scene.classTeacher,
    scene.expert,
    scene.county,
    ...hospitals.map((code) => scene.intake(code)),
  ]);
  return [...new Map(all.map((actor) => [actor.person, actor])).values()];
}

/** Accounts for them. */
export async function openStaffAccounts(url: string, people: readonly CityActor[]): Promise<void> {
  const authDb = openDatabase(url, { size: 1, role: 'auth', applicationName: 'chaos' });
  try {
    await openAccounts(authDb, derivedKey(TEST_MASTER_KEY, 'sessions'), people);
  } finally {
    await authDb.end();
  }
}
