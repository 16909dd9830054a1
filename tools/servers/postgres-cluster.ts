import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, canRead } from './postgres-account.ts';
import type { Say } from './progress.ts';
import { run } from './run.ts';

/** A Postgres cluster on disk that may be started. */
export type Cluster = { data: string; password: string; account: Account; binaries: string };

const MAJOR_VERSION = '18';

/**
 * The cluster under `home`, made when there is none: superuser `postgres` with a random password that is kept in
 * `home/postgres-password` (mode 0600), UTF-8, C.UTF-8.
 * @throws Error when the account cannot reach `home`, or the data was made by another version of Postgres
 */
export async function openCluster(home: string, account: Account, binaries: string, say: Say): Promise<Cluster> {
  mkdirSync(home, { recursive: true, mode: 0o755 });
  if (!(await canRead(account, home))) {
    throw new Error(
      `XINQIAO_HOME: ${home} cannot be reached by the system user postgres, as which the database runs when you are ` +
        'root. Choose a folder that others may enter, such as /var/lib/xinqiao, or start as another user than root.',
    );
  }
  const data = join(home, 'postgres');
  const password = keptPassword(home, existsSync(data));
  const cluster = { data, password, account, binaries };
  if (existsSync(data)) checkVersion(data);
  else await initialise(cluster, say);
  return cluster;
}

function keptPassword(home: string, dataExists: boolean): string {
  const file = join(home, 'postgres-password');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  if (dataExists) throw new Error(`${file} is gone: without it nobody can enter the database beside it. Put it back.`);
  const password = randomBytes(24).toString('base64url');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}

function checkVersion(data: string): void {
  const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (found === MAJOR_VERSION) return;
  throw new Error(
    `${data} was made by Postgres ${found}, and this version brings Postgres ${MAJOR_VERSION}: dump it with pg_dump ` +
      `${found} and load it into a new XINQIAO_HOME.`,
  );
}

/** Makes the cluster beside its place and moves it there: a start that is killed halfway leaves nothing half-made. */
async function initialise(cluster: Cluster, say: Say): Promise<void> {
  const { data, password, account, binaries } = cluster;
  say(`  making a database cluster in ${data}`);
  const fresh = `${data}.new`;
  const passwordFile = `${data}.password`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account !== undefined) {
    chownSync(fresh, account.uid, account.gid);
    chownSync(passwordFile, account.uid, account.gid);
  }
  const flags = ['--auth=scram-sha-256', '--username=postgres', '--encoding=UTF8', '--locale=C.UTF-8'];
  const { code, output } = await run(
    join(binaries, 'bin', 'initdb'),
    [`--pgdata=${fresh}`, `--pwfile=${passwordFile}`, ...flags],
    { cwd: '/', ...account },
  );
  rmSync(passwordFile);
  if (code !== 0) throw new Error(`initdb failed in ${fresh}:\n${output}`);
  renameSync(fresh, data);
}

/** The process number of the postmaster that the data folder names; undefined when it names none. */
export function postmasterPid(data: string): number | undefined {
  const file = join(data, 'postmaster.pid');
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return Number.isInteger(pid) && pid > 1 ? pid : undefined;
}
