import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { type Database, type DatabaseRole, openDatabase } from '#db/transaction';
import { derivedKey, databasePasswords, databaseUrlAs } from '#tools/keys';
import { migrate } from '#tools/migrate';
import { freePort } from '#tools/servers/port';
import { startPostgres } from '#tools/servers/postgres';
import { ROOT_HOME } from '#tools/servers/postgres-account';
import { awaitReady, startService } from '#tools/starting/services';
import { openAccounts } from '#tools/chaos/clients';
import { type CityActor, type SmallCity, smallCity, TEST_MASTER_KEY } from '#tools/testing/city';

/** A database of a bench's own, durable as in production, with a small city in it. */
export interface Place {
  readonly home: string;
  /** As the administrator. */
  readonly url: string;
  readonly sql: Sql;
  readonly city: SmallCity;
  /** A pool with the rights of one role, ended with the place. */
  open(role: DatabaseRole, size: number): Database;
  /** `server.ts` over it, with accounts for these people; answers with its address. Temporal is not part of it unless named. */
  serve(people: readonly CityActor[], temporalAddress?: string): Promise<string>;
  /** `worker.ts` over it; ended by what it answers with, or with the place. */
  work(temporalAddress: string): Promise<() => Promise<void>>;
  stop(): Promise<void>;
}

/** Nobody listens there. */
const NO_TEMPORAL = '127.0.0.1:1';

/** Brings it up with so many pupils at each of the two schools. */
export async function openPlace(pupils: number): Promise<Place> {
  const home = ownHome();
  const server = await startPostgres({ home, database: 'bench', durable: true, say: () => undefined });
  await migrate(server.url, { passwords: databasePasswords(TEST_MASTER_KEY) });
  const opened: Database[] = [];
  const running: { stop(): Promise<void> }[] = [];
  const open = (role: DatabaseRole, size: number) => {
    const url = role === 'migrator' ? server.url : databaseUrlAs(server.url, role, TEST_MASTER_KEY);
    const options = {
      size,
      statementTimeoutMs: 0,
      idleInTransactionMs: 600_000,
      ...(role === 'migrator' ? { role } : {}),
    };
    const database = openDatabase(url, options);
    opened.push(database);
    return database;
  };
  const city = await smallCity(open('migrator', 1), pupils);
  const sql = postgres(server.url, { max: 4, onnotice: () => undefined, connection: { TimeZone: 'UTC' } });
  return {
    home,
    url: server.url,
    sql,
    city,
    open,
    async serve(people, temporalAddress = NO_TEMPORAL) {
      await openAccounts(open('auth', 1), derivedKey(TEST_MASTER_KEY, 'sessions'), people);
      const port = await freePort();
      const env = environment(server.url, home, port, temporalAddress);
      running.push(await startService('server', home, env));
      const url = `http://127.0.0.1:${port}`;
      await awaitReady(url, new AbortController().signal);
      return url;
    },
    async work(temporalAddress) {
      const worker = await startService(
        'worker',
        home,
        environment(server.url, home, await freePort(), temporalAddress),
      );
      const stop = once(() => worker.stop());
      running.push({ stop });
      return stop;
    },
    async stop() {
      for (const part of running) await part.stop();
      for (const database of opened) await database.end();
      await sql.end({ timeout: 1 });
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function once(end: () => Promise<void>): () => Promise<void> {
  let ended: Promise<void> | undefined;
  return () => (ended ??= end());
}

/** A folder that the account of Postgres can read. */
export function ownHome(): string {
  const parent = process.getuid?.() === 0 ? join(ROOT_HOME, 'bench') : tmpdir();
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  const home = mkdtempSync(join(parent, 'bench-'));
  chmodSync(home, 0o755);
  return home;
}

function environment(databaseUrl: string, home: string, port: number, temporalAddress: string): NodeJS.ProcessEnv {
  return {
    PORT: String(port),
    XINQIAO_HOME: home,
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    XINQIAO_MASTER_KEY: TEST_MASTER_KEY.toString('base64'),
  };
}
