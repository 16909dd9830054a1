import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { bornAt, type ProcessMark, type Push, stopProcess, writeMark } from './process.ts';

/** How to start a long-lived program of ours. */
export type ChildPlan = {
  program: string;
  args: readonly string[];
  /** The file its output is appended to, or 'terminal'. */
  log: string;
  /** Where its mark is kept for a later start; undefined keeps none. */
  markFile?: string | undefined;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  uid?: number | undefined;
  gid?: number | undefined;
};

/** A started program: `ended` settles when it is gone, whoever ended it. */
export type Child = {
  readonly pid: number;
  readonly ended: Promise<string>;
  /** Whether it still runs. */
  running(): boolean;
  /** Sends each signal in turn until it is gone. */
  stop(pushes: readonly Push[]): Promise<void>;
};

const LOG_KEPT_BYTES = 10 * 1024 * 1024;

/**
 * Starts a program in a process group of its own, so that Ctrl-C at the terminal reaches us alone and we stop the
 * parts in order.
 * @throws Error when it cannot be started
 */
export async function startChild(plan: ChildPlan): Promise<Child> {
  const output = plan.log === 'terminal' ? 'inherit' : openLog(plan.log);
  const { cwd = process.cwd(), env = process.env, uid, gid } = plan;
  const as = uid === undefined || gid === undefined ? {} : { uid, gid };
  const spawned = spawn(plan.program, plan.args, {
    cwd,
    env,
    ...as,
    detached: true,
    stdio: ['ignore', output, output],
  });
  if (typeof output === 'number') closeSync(output);
  const pid = await started(spawned);
  if (plan.markFile !== undefined) writeMark(plan.markFile, pid);
  return watched(spawned, { pid, born: bornAt(pid) ?? '' }, plan.markFile);
}

function watched(spawned: ChildProcess, mark: ProcessMark, markFile: string | undefined): Child {
  let running = true;
  const ended = new Promise<string>((resolve) => {
    spawned.once('exit', (code, signal) => {
      running = false;
      if (markFile !== undefined) rmSync(markFile, { force: true });
      resolve(signal === null ? `exit code ${code}` : `killed by ${signal}`);
    });
  });
  return {
    pid: mark.pid,
    ended,
    running: () => running,
    stop: async (pushes) => {
      if (running) await stopProcess(mark, pushes);
      await ended;
    },
  };
}

function started(spawned: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    spawned.once('error', reject);
    spawned.once('spawn', () => resolve(spawned.pid ?? 0));
  });
}

function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_KEPT_BYTES) renameSync(file, `${file}.old`);
  return openSync(file, 'a', 0o600);
}
