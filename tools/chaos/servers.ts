import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '#tools/servers/port';
import { type RunningPostgres, startPostgres } from '#tools/servers/postgres';
import { isRunning, readMark } from '#tools/servers/process';
import { run } from '#tools/servers/run';
import { checkTemporal, startTemporal } from '#tools/servers/temporal';
import { startService } from '#tools/starting/services';
import { type Part, type Supervised, supervised } from '#tools/starting/supervised';

/** What can be killed; `server` is the API. */
export const PARTS = ['postgres', 'temporal', 'worker', 'server'] as const;
export type PartName = (typeof PARTS)[number];

/** Four supervised processes on one home, as `npm start` runs them, with the means to hurt them. */
export interface Servers {
  /** Of the administrator. */
  readonly databaseUrl: string;
  readonly apiUrl: string;
  /** `kill -9`; its supervisor brings it back. False when it was not up to be killed. */
  kill(part: PartName): boolean;
  /** Resolves once every part answers. */
  allUp(): Promise<void>;
  /** Temporal is ended and begins again with an empty file. */
  wipeTemporal(): Promise<void>;
  /** Stops Postgres in order, keeps a copy of its data and starts it again. */
  copyPostgres(): Promise<void>;
  /** Kills Postgres and starts it on the copy: everything after the copy is gone. */
  setPostgresBack(): Promise<void>;
  /** Ends one part in order, for good. */
  stopOne(part: PartName): Promise<void>;
  stop(): Promise<void>;
}

export interface ServersPlan {
  readonly home: string;
  /** 32 bytes. */
  readonly masterKey: Buffer;
  /** An empty database that is up and not ours to kill; left out: one on a Postgres of its own. */
  readonly databaseUrl?: string;
  /** Folder of the compiled server and worker; left out: they run from their sources. */
  readonly programs?: string;
  /** Called once, when the empty database is up and neither server nor worker runs yet. */
  readonly prepare: (databaseUrl: string) => Promise<void>;
}

/** A killed part is tried again at the latest after this long: there is more to be killed. */
const LONGEST_PAUSE_MS = 500;
const NAMESPACE = 'default';

interface Kept {
  stop(): Promise<void>;
  /** Ends it, does something while it is away, starts it again. */
  away(meanwhile: () => Promise<void>): Promise<void>;
}

/** Brings everything up on an empty home; when that fails, nothing is left running. */
export async function startServers(plan: ServersPlan): Promise<Servers> {
  const { home } = plan;
  const [databasePort, temporalPort, apiPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const say = (line: string) => appendFileSync(join(home, 'parts.log'), `${new Date().toISOString()} ${line}\n`);
  const kept = new Map<PartName, Kept>();
  const keep = async (name: PartName, start: () => Promise<Part>) => kept.set(name, await keptUp(name, start, say));
  const stopOne = async (part: PartName) => kept.get(part)?.stop();
  const stop = async () => {
    await Promise.all([stopOne('server'), stopOne('worker')]);
    await stopOne('temporal');
    await stopOne('postgres');
  };
  let own: RunningPostgres | undefined;
  const startOwn = async () => {
    own = await startPostgres({ home, port: databasePort, database: 'xinqiao', durable: true, say });
    return own;
  };
  const prepared = async () => {
    if (plan.databaseUrl === undefined) await keep('postgres', startOwn);
    const url = plan.databaseUrl ?? own?.url ?? '';
    await plan.prepare(url);
    return url;
  };
  const address = `127.0.0.1:${temporalPort}`;
  const startHistories = () =>
    startTemporal({ home, keep: true, namespace: NAMESPACE, port: temporalPort, ui: false, say });
  const [database, histories] = await Promise.allSettled([prepared(), keep('temporal', startHistories)]);
  const failed = [database, histories].find((one) => one.status === 'rejected');
  if (failed !== undefined || database.status === 'rejected') {
    await stop();
    throw failed?.reason;
  }
  const databaseUrl = database.value;
  const env = environmentOf(plan, databaseUrl, address, apiPort);
  for (const name of ['worker', 'server'] as const)
    await keep(name, () => startService(name, home, env, plan.programs));
  const kill = (part: PartName) => {
    if (part !== 'postgres') return killed(pidOf(home, part));
    return killed(own?.running() === true ? own.pid : undefined);
  };
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  return {
    databaseUrl,
    apiUrl,
    kill,
    allUp: () => allUp(home, apiUrl, address),
    ...disasters(
      home,
      () => kill('postgres'),
      (part) => kept.get(part),
    ),
    stopOne,
    stop,
  };
}

function environmentOf(plan: ServersPlan, databaseUrl: string, address: string, apiPort: number): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PORT: String(apiPort),
    XINQIAO_HOME: plan.home,
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: NAMESPACE,
    XINQIAO_MASTER_KEY: plan.masterKey.toString('base64'),
  };
}

async function keptUp(name: string, start: () => Promise<Part>, say: (line: string) => void): Promise<Kept> {
  const supervise = async (): Promise<Supervised> => supervised(name, await start(), start, say, LONGEST_PAUSE_MS);
  let part: Supervised | undefined = await supervise();
  const stop = async () => {
    await part?.stop();
    part = undefined;
  };
  return {
    stop,
    away: async (meanwhile) => {
      await stop();
      await meanwhile();
      part = await supervise();
    },
  };
}

function disasters(
  home: string,
  killPostgres: () => void,
  partOf: (part: PartName) => Kept | undefined,
): Pick<Servers, 'wipeTemporal' | 'copyPostgres' | 'setPostgresBack'> {
  const data = join(home, 'postgres');
  const copy = join(home, 'postgres-copy');
  const away = async (part: PartName, meanwhile: () => Promise<void>) => {
    const ours = partOf(part);
    if (ours === undefined) throw new RangeError(`${part} is not ours to take away`);
    await ours.away(meanwhile);
  };
  return {
    wipeTemporal: () =>
      away('temporal', async () => {
        for (const end of ['', '-wal', '-shm']) rmSync(join(home, `temporal.db${end}`), { force: true });
      }),
    copyPostgres: () => away('postgres', () => copied(data, copy)),
    setPostgresBack: async () => {
      killPostgres();
      await away('postgres', async () => {
        rmSync(data, { recursive: true });
        await copied(copy, data);
      });
    },
  };
}

/** With owners and modes: Postgres refuses data that others could read. */
async function copied(from: string, to: string): Promise<void> {
  const { code, output } = await run('cp', ['-a', from, to]);
  if (code !== 0) throw new Error(`cannot copy ${from}: ${output}`);
}

/** By the mark that its start left: a number that meanwhile belongs to somebody else does not count. */
function pidOf(home: string, part: Exclude<PartName, 'postgres'>): number | undefined {
  const mark = readMark(join(home, `${part}.pid`));
  return mark !== undefined && isRunning(mark) ? mark.pid : undefined;
}

function killed(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false; // it ended by itself and is about to be started again
  }
}

const UP_LIMIT_MS = 120_000;

async function allUp(home: string, apiUrl: string, temporal: string): Promise<void> {
  const until = Date.now() + UP_LIMIT_MS;
  const checks = [
    async () => (await fetch(`${apiUrl}/readyz`, { signal: AbortSignal.timeout(2_000) })).ok,
    async () => {
      await checkTemporal(temporal, NAMESPACE);
      return true;
    },
    async () => workerReady(home),
  ];
  for (const check of checks)
    while (!(await check().catch(() => false))) {
      if (Date.now() > until) throw new Error(`not everything came up again; see ${home}`);
      await pause(100);
    }
}

/** The worker says so in its log, each line of which names the process. */
function workerReady(home: string): boolean {
  const pid = pidOf(home, 'worker');
  const lines = readFileSync(join(home, 'worker.log'), 'utf8').split('\n');
  return lines.some((line) => line.includes(`"pid":${pid},`) && line.includes('"msg":"ready"'));
}
