import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { type Child, startChild } from './child.ts';
import { freePort } from './port.ts';
import { type Push, stopLeftover } from './process.ts';
import type { Say } from './progress.ts';
import { reasonOf } from './reason.ts';
import { run } from './run.ts';
import { temporalExecutable } from './temporal-executable.ts';

/** How to start our own Temporal server. */
export type TemporalPlan = {
  /** The folder for its log, its mark and, when it keeps its histories, its database file. */
  home: string;
  /** Whether histories outlive the server (in `home/temporal.db`) or stay in memory. */
  keep: boolean;
  namespace: string;
  /** A free one when not given. */
  port?: number | undefined;
  /** Whether to serve the web pages that show workflows. */
  ui: boolean;
  uiPort?: number | undefined;
  say: Say;
};

/** A running Temporal server of ours; `kill -9` its pid and start it again on the same `home` and port. */
export type RunningTemporal = Pick<Child, 'pid' | 'ended' | 'running'> & {
  /** `host:port` for connections. */
  address: string;
  port: number;
  /** Address of the web pages, when they are served. */
  uiUrl: string | undefined;
  uiPort: number | undefined;
  stop(): Promise<void>;
};

const STOPPING: readonly Push[] = [
  ['SIGTERM', 8_000],
  ['SIGKILL', 5_000],
];
const READY_LIMIT_MS = 60_000;
/** Against SQLite's own journal: 101 signals a second instead of 29. What a power cut takes with it, the relay says again. */
const WRITE_AHEAD = ['--sqlite-pragma=journal_mode=wal', '--sqlite-pragma=synchronous=1'];
/** Histories of ended workflows are kept so long; the truth is in Postgres, so a month is for looking things up. */
const RETENTION = '30d';

/**
 * Starts Temporal's development server on the loopback address, in a process group of its own. One that an earlier,
 * killed start left behind on the same `home` is stopped first.
 * @throws Error that names every way when there is no executable, or with the end of its log when it does not answer
 */
export async function startTemporal(plan: TemporalPlan): Promise<RunningTemporal> {
  const executable = await temporalExecutable(plan.say);
  const markFile = join(plan.home, 'temporal.pid');
  if (await stopLeftover(markFile, STOPPING)) plan.say('  stopped the Temporal that an earlier start left behind');
  const port = plan.port ?? (await freePort());
  const uiPort = plan.ui ? (plan.uiPort ?? (await freePort())) : undefined;
  const log = join(plan.home, 'temporal.log');
  const args = serverArguments(plan, port, uiPort, await freePort());
  const child = await startChild({ program: executable, args, log, markFile, cwd: plan.home });
  const address = `127.0.0.1:${port}`;
  try {
    await answering(address, plan.namespace, child);
  } catch (error) {
    await child.stop(STOPPING);
    const tail = readFileSync(log, 'utf8').split('\n').slice(-8).join('\n');
    throw new Error(`Temporal did not get ready: ${reasonOf(error)}\n${tail}`);
  }
  if (plan.keep) await setRetention(executable, address, plan.namespace);
  const { pid, ended, running } = child;
  const uiUrl = uiPort === undefined ? undefined : `http://127.0.0.1:${uiPort}`;
  return { pid, ended, running, address, port, uiUrl, uiPort, stop: () => child.stop(STOPPING) };
}

function serverArguments(plan: TemporalPlan, port: number, uiPort: number | undefined, metricsPort: number): string[] {
  const pages = uiPort === undefined ? ['--headless'] : ['--headless=false', `--ui-port=${uiPort}`];
  const file = plan.keep ? [`--db-filename=${join(plan.home, 'temporal.db')}`, ...WRITE_AHEAD] : [];
  return [
    'server',
    'start-dev',
    '--ip=127.0.0.1',
    `--port=${port}`,
    `--metrics-port=${metricsPort}`,
    `--namespace=${plan.namespace}`,
    '--log-level=error',
    ...pages,
    ...file,
  ];
}

async function answering(address: string, namespace: string, child: Child): Promise<void> {
  const until = Date.now() + READY_LIMIT_MS;
  for (;;) {
    try {
      return await checkTemporal(address, namespace);
    } catch (error) {
      if (!child.running()) throw new Error(`it ended with ${await child.ended}`);
      if (Date.now() > until) throw error;
      await pause(100);
    }
  }
}

/**
 * Asks a Temporal server for its namespace.
 * @throws Error when it cannot be reached in five seconds, or does not have the namespace
 */
export async function checkTemporal(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 5_000 });
  try {
    await connection.workflowService.describeNamespace({ namespace });
  } finally {
    await connection.close();
  }
}

async function setRetention(executable: string, address: string, namespace: string): Promise<void> {
  const change = ['operator', 'namespace', 'update', '-n', namespace, '--retention', RETENTION, '--address', address];
  const { code, output } = await run(executable, change, { limitMs: 10_000 });
  if (code !== 0) throw new Error(`Temporal refused a retention of ${RETENTION}: ${output}`);
}
