import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres, { type ReservedSql, type Sql } from 'postgres';
import { afterAll } from 'vitest';
import { type Database, type DatabaseOptions, type DatabaseRole, openDatabase } from '#db/transaction';
import { roleUrl } from '#tools/database-logins';
import { migrate } from '#tools/migrate';

const MIGRATIONS = join(import.meta.dirname, '..', '..', 'db', 'migrations');
const TEMPLATE_LOCK = 7_823_102;
const KEPT_AFTER_A_KILL_MS = 3_600_000;

/** A migrated, empty database of a test file's own. */
export interface TestDatabase {
  /** As the server's administrator: past every grant and policy. */
  readonly adminUrl: string;
  /** Plain SQL as the administrator, to arrange and to look behind the policies. */
  readonly admin: Sql;
  /** The database with the rights of one role. */
  url(role: DatabaseRole): string;
  /** A pool with the rights of one role; ended with the file. */
  open(role: DatabaseRole, options?: Partial<DatabaseOptions>): Database;
}

/** Address of a Postgres where databases may be made; the test run's set-up puts it there. */
function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL;
  if (url === undefined) throw new Error('TEST_DATABASE_URL is not set: database tests need a Postgres 15 or later');
  return url;
}

/** A clone of the migrated template; `drop` fails when somebody is still connected, after dropping it. */
export async function clonedDatabase(): Promise<{ readonly adminUrl: string; drop(): Promise<void> }> {
  const server = serverUrl();
  const keeper = postgres(server, { max: 1, onnotice: () => undefined });
  const name = `xinqiao_test_${Date.now().toString(36)}_${randomBytes(4).toString('hex')}`;
  const template = await ensureTemplate(keeper, server);
  await keeper.unsafe(`create database ${name} template ${template}`);
  const drop = async () => {
    const left = await stillConnected(keeper, name);
    await keeper.unsafe(`drop database ${name} with (force)`);
    await keeper.end();
    if (left.length > 0) throw new Error(`connections left open by this file: ${left.join(', ')}`);
  };
  return { adminUrl: inDatabase(server, name), drop };
}

/**
 * Clones the migrated template (made once per set of migrations) and drops the clone after the file. Call it at the top of
 * a test file: `const database = await freshDatabase()`. After the last test it fails when somebody is still connected.
 */
export async function freshDatabase(): Promise<TestDatabase> {
  const { adminUrl, drop } = await clonedDatabase();
  const admin = postgres(adminUrl, { max: 2, onnotice: () => undefined, connection: { TimeZone: 'UTC' } });
  const opened: Database[] = [];

  afterAll(async () => {
    await Promise.all([...opened.map((database) => database.end()), admin.end({ timeout: 1 })]);
    await drop();
  });
  return {
    adminUrl,
    admin,
    url: (role) => roleUrl(adminUrl, role),
    open(role, options = {}) {
      const database = openDatabase(adminUrl, { size: 2, ...options, role });
      opened.push(database);
      return database;
    },
  };
}

function inDatabase(url: string, name: string): string {
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}

/** Sessions on the database; a closing one is given a second to be gone. */
async function stillConnected(keeper: Sql, name: string): Promise<string[]> {
  for (let tries = 0; ; tries += 1) {
    const rows = await keeper<{ who: string }[]>`
      select application_name || ' (' || coalesce(state, '?') || ')' as who from pg_stat_activity where datname = ${name}`;
    if (rows.length === 0 || tries === 20) return rows.map((row) => row.who);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Name of a database that holds exactly these migrations and is ready to be cloned. */
async function ensureTemplate(keeper: Sql, server: string): Promise<string> {
  const name = `xinqiao_template_${fingerprint()}`;
  const reserved = await keeper.reserve();
  try {
    await reserved`select pg_advisory_lock(${TEMPLATE_LOCK})`;
    const [found] = await reserved<{ note: string | null }[]>`
      select shobj_description(oid, 'pg_database') as note from pg_database where datname = ${name}`;
    if (found?.note === 'ready') return name;
    await dropLeftovers(reserved);
    await reserved.unsafe(`drop database if exists ${name} with (force)`);
    await reserved.unsafe(`create database ${name}`);
    await migrate(inDatabase(server, name));
    await reserved.unsafe(`comment on database ${name} is 'ready'`);
    return name;
  } finally {
    await reserved`select pg_advisory_unlock(${TEMPLATE_LOCK})`;
    reserved.release();
  }
}

function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(join(MIGRATIONS, '..', '..', 'tools', 'migrate.ts')));
  for (const file of readdirSync(MIGRATIONS)
    .filter((entry) => entry.endsWith('.sql'))
    .toSorted())
    hash.update(file).update(readFileSync(join(MIGRATIONS, file)));
  return hash.digest('hex').slice(0, 12);
}

/** Databases of killed runs: their names say when they were made. */
async function dropLeftovers(sql: ReservedSql): Promise<void> {
  const rows = await sql<
    { datname: string }[]
  >`select datname from pg_database where datname like 'xinqiao\\_test\\_%'`;
  const old = rows.filter(
    ({ datname }) => Number.parseInt(datname.split('_')[2] ?? '', 36) < Date.now() - KEPT_AFTER_A_KILL_MS,
  );
  for (const { datname } of old) await sql.unsafe(`drop database if exists ${datname} with (force)`);
}
