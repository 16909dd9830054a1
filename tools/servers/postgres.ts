import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { type Child, startChild } from './child.ts';
import { freePort } from './port.ts';
import { postgresAccount, postgresBinaries } from './postgres-account.ts';
import { type Cluster, openCluster, postmasterPid } from './postgres-cluster.ts';
import { bornAt, type Push, stopProcess } from './process.ts';
import type { Say } from './progress.ts';
import { reasonOf } from './reason.ts';
import { run } from './run.ts';

/** How to start our own Postgres. */
export type PostgresPlan = {
  /** The folder that holds the cluster, its password and its log; made when missing. */
  home: string;
  /** A free one when not given. */
  port?: number | undefined;
  /** The database to make when missing; the URL points at it. */
  database: string;
  /** Whether a crash of the machine may lose nothing. Tests say false and are faster. */
  durable: boolean;
  say: Say;
};

/** A running Postgres of ours. `pid` is the postmaster: `kill -9` it, and {@link startPostgres} brings it back. */
export type RunningPostgres = Pick<Child, 'pid' | 'ended' | 'running'> & {
  /** URL of the superuser, on the database of the plan. */
  url: string;
  port: number;
  /** Stops it in order: sessions are cut off, everything committed is on disk. */
  stop(): Promise<void>;
};

/** SIGINT is Postgres' "fast shutdown", SIGQUIT its "immediate" one, which recovers at the next start. */
const STOPPING: readonly Push[] = [
  ['SIGINT', 10_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
];
const READY_LIMIT_MS = 60_000;
const CARELESS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * Starts the Postgres that came from npm on the loopback address, in a process group of its own. A postmaster that an
 * earlier, killed start left behind on the same data is stopped first.
 * @throws Error with the end of its log when it does not get ready in a minute
 */
export async function startPostgres(plan: PostgresPlan): Promise<RunningPostgres> {
  const account = await postgresAccount();
  const binaries = await postgresBinaries(account, plan.say);
  const cluster = await openCluster(plan.home, account, binaries, plan.say);
  await stopLeftPostmaster(cluster.data, plan.say);
  const port = plan.port ?? (await freePort());
  const url = `postgres://postgres:${cluster.password}@127.0.0.1:${port}`;
  const child = await readyPostmaster(cluster, port, plan, url);
  const { pid, ended, running } = child;
  return { pid, ended, running, port, url: `${url}/${plan.database}`, stop: () => child.stop(STOPPING) };
}

async function readyPostmaster(cluster: Cluster, port: number, plan: PostgresPlan, url: string): Promise<Child> {
  const log = join(plan.home, 'postgres.log');
  const until = Date.now() + READY_LIMIT_MS;
  for (;;) {
    const child = await spawnPostmaster(cluster, port, plan, log);
    try {
      await ready(`${url}/postgres`, child, plan.database, until);
      return child;
    } catch (error) {
      await child.stop(STOPPING);
      const tail = readFileSync(log, 'utf8').split('\n').slice(-12).join('\n');
      // After a kill -9 the old sessions notice within moments that their postmaster is gone; until then it must wait.
      const sessionsLinger = tail.includes('pre-existing shared memory block') && Date.now() < until;
      if (!sessionsLinger) throw new Error(`Postgres did not get ready: ${reasonOf(error)}\n${tail}`);
      await pause(200);
    }
  }
}

function spawnPostmaster(cluster: Cluster, port: number, plan: PostgresPlan, log: string): Promise<Child> {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `port=${port}`,
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    // An error's statement carries what somebody typed; the log is no place for that.
    'log_min_error_statement=panic',
    'log_parameter_max_length_on_error=0',
    ...(plan.durable ? [] : CARELESS),
  ];
  return startChild({
    program: join(cluster.binaries, 'bin', 'postgres'),
    args: ['-D', cluster.data, ...settings.flatMap((setting) => ['-c', setting])],
    log,
    // The clone may lie where the account cannot look; Postgres insists on knowing its folder.
    cwd: cluster.data,
    ...cluster.account,
  });
}

/**
 * Stops a postmaster that still runs on this data, and removes a `postmaster.pid` whose number now belongs to another
 * program: Postgres would take that one for its own and refuse to start.
 */
export async function stopLeftPostmaster(data: string, say: Say): Promise<void> {
  const pid = postmasterPid(data);
  if (pid === undefined) return;
  const born = bornAt(pid);
  if (born === undefined) return;
  if (!(await isPostmasterOf(pid, data))) return rmSync(join(data, 'postmaster.pid'));
  say(`  stopping the Postgres (pid ${pid}) that an earlier start left behind`);
  const stopped = await stopProcess({ pid, born }, STOPPING);
  if (!stopped) throw new Error(`Postgres (pid ${pid}) on ${data} cannot be stopped: end it by hand.`);
}

async function isPostmasterOf(pid: number, data: string): Promise<boolean> {
  const command =
    process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : (await run('ps', ['-o', 'command=', '-p', String(pid)])).output;
  return command.includes('postgres') && command.includes(` ${data} `);
}

async function ready(adminUrl: string, child: Child, database: string, until: number) {
  for (;;) {
    try {
      return await makeDatabase(adminUrl, database);
    } catch (error) {
      if (!child.running()) throw new Error(`it ended with ${await child.ended}`);
      if (Date.now() > until) throw error;
      await pause(50);
    }
  }
}

async function makeDatabase(adminUrl: string, database: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    const found = await sql`select 1 from pg_database where datname = ${database}`;
    if (found.length === 0) await sql.unsafe(`create database "${database}"`);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
