import { sql } from 'drizzle-orm';
import { machineClock } from '#adapters/temporal/clock';
import { people } from '#db/schema/index';
import { type Database, openDatabase } from '#db/transaction';
import { uuids } from '#db/uuids';
import { demoAccountMaker } from './demo-accounts.ts';
import { type ProgrammeFile, programmeFiles } from './examples/programme/files.ts';
import { keyringOf } from './keyring.ts';
import { databaseUrlAs, derivedKey } from './keys.ts';
import { demoCity } from './seed/city.ts';
import { type CityKeys, loadCity, NotEmpty } from './seed/load.ts';
import { loadRecords } from './seed-records.ts';
import type { DemoAccount, DemoCity } from './seed/types.ts';
import { type Say, sayOnTerminal, secondsSince } from './servers/progress.ts';
import { readServiceSettings } from './settings.ts';

export interface SeedOptions {
  readonly masterKey: Buffer;
  readonly say?: Say;
  /** The city to load; the demo city unless another is given. */
  readonly city?: DemoCity;
  /** Its records of the programme; those of the demo city unless another city is given. */
  readonly records?: readonly ProgrammeFile[];
  /** Makes the sign-in of one demo account unless it is there; called again after a start that was killed in between. */
  readonly createAccount?: (account: DemoAccount) => Promise<void>;
}

/**
 * Fills an empty, migrated database with the demo city: its tree, staff, pupils, calendar, policy, records of the programme and demo accounts. `url` logs
 * in as the migrator or as somebody who can become it. Returns false when the database already holds a city: nothing of it is changed.
 */
export async function seed(url: string, options: SeedOptions): Promise<boolean> {
  const { masterKey, say = () => undefined, city = demoCity(), createAccount } = options;
  const db = openDatabase(url, { size: 1, role: 'migrator', applicationName: 'seed', statementTimeoutMs: 0 });
  const files = options.records ?? (options.city === undefined ? programmeFiles() : []);
  const keys = { ring: keyringOf(masterKey), contacts: derivedKey(masterKey, 'contacts') };
  try {
    const loaded = await loadUnlessThere(db, city, keys, say);
    const there = await peopleThere(db, city.accounts);
    if (there.size > 0) await loadRecords(db, machineClock, keys.ring, city, files, say);
    for (const account of city.accounts) if (there.has(account.person)) await createAccount?.(account);
    return loaded;
  } finally {
    await db.end();
  }
}

/** False: somebody's city is there already. */
async function loadUnlessThere(db: Database, city: DemoCity, keys: CityKeys, say: Say): Promise<boolean> {
  try {
    await loadCity(db, city, keys, say);
    return true;
  } catch (error) {
    if (error instanceof NotEmpty) return false;
    throw error;
  }
}

/** In a city that is not the demo's nobody is, and no demo account is made. */
async function peopleThere(db: Database, accounts: readonly DemoAccount[]): Promise<ReadonlySet<string>> {
  const ids = accounts.map(({ person }) => person);
  const rows = await db.transaction({}, (tx) =>
    tx
      .select({ id: people.id })
      .from(people)
      .where(sql`${people.id} = any(${uuids(ids)})`),
  );
  return new Set(rows.map(({ id }) => id));
}

/** `npm run seed`: the database of DATABASE_URL, with the keys of XINQIAO_MASTER_KEY. */
async function main(): Promise<void> {
  const { databaseUrl, masterKey } = readServiceSettings({ TEMPORAL_ADDRESS: 'none:1', ...process.env });
  const began = Date.now();
  sayOnTerminal('seeding the demo city 正在生成演示城市');
  const url = databaseUrlAs(databaseUrl, 'migrator', masterKey);
  const authDb = openDatabase(databaseUrlAs(databaseUrl, 'auth', masterKey), { size: 1, applicationName: 'seed' });
  const createAccount = demoAccountMaker(authDb, masterKey);
  const seeded = await seed(url, { masterKey, say: sayOnTerminal, createAccount });
  await authDb.end();
  sayOnTerminal(
    seeded
      ? `  done in ${secondsSince(began)} s 完成`
      : '  the database already holds a city: nothing was changed 数据库已有数据，未作更改',
  );
}

if (process.argv[1] === import.meta.filename) await main();
