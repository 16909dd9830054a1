import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres, { type ReservedSql } from 'postgres';
import { DATABASE_ROLES, type DatabaseRole, roleName } from '#db/transaction';
import { loginName, scramVerifier } from './database-logins.ts';
import { databasePasswords } from './keys.ts';
import { readDatabaseSettings } from './settings.ts';

export interface MigrateOptions {
  /** Passwords of the logins to make or renew, one per kind of process. Without one, no login of that kind is made. */
  readonly passwords?: Partial<Record<DatabaseRole, string>>;
  /** Where the migrations lie; beside the sources unless a build has moved them. */
  readonly folder?: string;
}

const BESIDE_THE_SOURCES = join(import.meta.dirname, '..', 'db', 'migrations');
const ONE_AT_A_TIME = 7_823_101; // advisory lock of this database

/**
 * Brings a database up to date: group roles of the cluster, their rights on this database, logins, tables, grants, policies.
 * Harmless to repeat and to run twice at once. `url` is of a superuser, or of an owner of the database with CREATEROLE.
 * Throws the driver's error; there is no personal data in anything sent here.
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<void> {
  const client = postgres(url, { max: 2, onnotice: () => undefined });
  try {
    const lock = await client.reserve();
    try {
      await lock`select pg_advisory_lock(${ONE_AT_A_TIME})`;
      await repeatedly(() => prepareRoles(lock));
      for (const role of DATABASE_ROLES) await repeatedly(() => ensureLogin(lock, role, options.passwords?.[role]));
      await applyAsMigrator(url, options.folder ?? BESIDE_THE_SOURCES);
    } finally {
      lock.release();
    }
  } finally {
    await client.end();
  }
}

async function applyAsMigrator(url: string, folder: string): Promise<void> {
  const owner = postgres(url, {
    max: 1,
    fetch_types: false,
    onnotice: () => undefined,
    connection: { role: roleName('migrator') },
  });
  try {
    await applyMigrations(drizzle({ client: owner }), { migrationsFolder: folder });
  } finally {
    await owner.end();
  }
}

/** Group roles without login, the admin a member of each, and what they may do with this database as such. */
async function prepareRoles(sql: ReservedSql): Promise<void> {
  const groups = DATABASE_ROLES.map(roleName);
  await sql.unsafe(`do $$ declare wanted text; begin
    foreach wanted in array array[${groups.map((name) => `'${name}'`).join(', ')}] loop
      if not exists (select from pg_roles where rolname = wanted) then
        execute format('create role %I nologin', wanted);
      end if;
      if not pg_has_role(current_user, wanted, 'member') then
        execute format('grant %I to current_user', wanted);
      end if;
      execute format('grant connect on database %I to %I', current_database(), wanted);
    end loop;
    execute format('revoke create, temporary on database %I from public', current_database());
    execute format('grant create on database %I to xinqiao_migrator', current_database());
    if (select nspowner from pg_namespace where nspname = 'public') <> 'xinqiao_migrator'::regrole then
      alter schema public owner to xinqiao_migrator;
    end if;
  end $$`);
}

/** Only the verifier travels: the password is in no statement and in no log of the server. */
async function ensureLogin(sql: ReservedSql, role: DatabaseRole, password: string | undefined): Promise<void> {
  if (password === undefined) return;
  const login = loginName(role);
  const made = await sql`select from pg_roles where rolname = ${login}`;
  await sql.unsafe(
    `${made.length === 0 ? 'create' : 'alter'} role ${login} login inherit password '${scramVerifier(password)}'`,
  );
  await sql.unsafe(`grant ${roleName(role)} to ${login}`);
}

/** Roles belong to the whole cluster; another database being prepared at the same moment makes one of the two fail. */
async function repeatedly(work: () => Promise<void>): Promise<void> {
  for (let left = 5; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      const state = error instanceof postgres.PostgresError ? error.code : '';
      if (left === 0 || !['42710', '23505', 'XX000'].includes(state)) throw error;
    }
  }
}

/** `npm run migrate`: the database of DATABASE_URL, with the logins of server and worker, whose passwords come of XINQIAO_MASTER_KEY. */
async function main(): Promise<void> {
  const { databaseUrl, masterKey } = readDatabaseSettings(process.env);
  await migrate(databaseUrl, { passwords: databasePasswords(masterKey) });
}

if (process.argv[1] === import.meta.filename) await main();
