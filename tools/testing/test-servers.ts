import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningPostgres, startPostgres, stopLeftPostmaster } from '#tools/servers/postgres';
import { ROOT_HOME } from '#tools/servers/postgres-account';
import { isRunning, readMark, stopLeftover, writeMark } from '#tools/servers/process';
import { sayOnTerminal } from '#tools/servers/progress';
import { type RunningTemporal, startTemporal } from '#tools/servers/temporal';

/** What the projects of one run share. Each project loads its own copy of this file, so it hangs on the process. */
type Shared = {
  users: number;
  home?: string;
  postgres?: Promise<RunningPostgres>;
  temporal?: Promise<RunningTemporal>;
};

declare global {
  // A global can only be declared with `var`.
  var xinqiaoTestServers: Shared | undefined;
}

const KILL = [['SIGKILL', 5_000]] as const;

/** URL of the administrator of the run's Postgres: `DATABASE_URL`, or one of our own that forgets everything. */
export async function testPostgres(): Promise<string> {
  shared().users += 1;
  const given = process.env.DATABASE_URL;
  if (given !== undefined && given !== '') return given;
  const plan = { home: home(), database: 'postgres', durable: false, say: sayOnTerminal };
  const { url } = await (shared().postgres ??= startPostgres(plan));
  return url;
}

/** `host:port` of the run's Temporal: `TEMPORAL_ADDRESS`, or one of our own in memory. */
export async function testTemporal(): Promise<string> {
  const given = process.env.TEMPORAL_ADDRESS;
  if (given !== undefined && given !== '') return given;
  const plan = { home: home(), keep: false, namespace: 'default', ui: false, say: sayOnTerminal };
  const { address } = await (shared().temporal ??= startTemporal(plan));
  return address;
}

/** Called once for each project that asked; the last one stops the servers and removes what they wrote. */
export async function releaseTestServers(): Promise<void> {
  const servers = shared();
  servers.users -= 1;
  if (servers.users > 0) return;
  globalThis.xinqiaoTestServers = undefined;
  await Promise.all([servers.postgres?.then((it) => it.stop()), servers.temporal?.then((it) => it.stop())]);
  if (servers.home !== undefined) rmSync(servers.home, { recursive: true, force: true });
}

function shared(): Shared {
  return (globalThis.xinqiaoTestServers ??= { users: 0 });
}

/** A folder of this run that the account of Postgres can read, also when ours or TMPDIR is closed to it. */
function home(): string {
  const servers = shared();
  if (servers.home === undefined) {
    const parent =
      process.getuid?.() === 0 ? join(ROOT_HOME, 'tests') : join(tmpdir(), `xinqiao-${process.getuid?.()}`);
    mkdirSync(parent, { recursive: true, mode: 0o755 });
    for (const name of readdirSync(parent)) void sweep(join(parent, name));
    servers.home = mkdtempSync(join(parent, 'run-'));
    chmodSync(servers.home, 0o755);
    writeMark(join(servers.home, 'owner.pid'), process.pid);
  }
  return servers.home;
}

/** Ends the servers of a test run that was itself killed, and removes its folder. */
async function sweep(folder: string): Promise<void> {
  const owner = readMark(join(folder, 'owner.pid'));
  if (owner === undefined || isRunning(owner)) return;
  await stopLeftover(join(folder, 'temporal.pid'), KILL);
  await stopLeftPostmaster(join(folder, 'postgres'), sayOnTerminal);
  rmSync(folder, { recursive: true, force: true });
}
