import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A process that was started, told apart from a later one with the same number by the moment of its birth. */
export type ProcessMark = { pid: number; born: string };

/** A signal, and how long the process may take to end after it (milliseconds). */
export type Push = readonly [signal: NodeJS.Signals, graceMs: number];

/** What the system says about the birth of a process: any text that differs between two processes; undefined when gone. */
export function bornAt(pid: number): string | undefined {
  if (process.platform !== 'linux') {
    const told = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
    return told.status === 0 ? told.stdout.trim() : undefined;
  }
  try {
    // Field 2 is the program's name in brackets and may hold blanks; field 3 is the state, field 22 the start time.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
    return fields?.[0] === 'Z' ? undefined : fields?.[19];
  } catch {
    return undefined;
  }
}

/** Whether this very process still runs. */
export function isRunning({ pid, born }: ProcessMark): boolean {
  return bornAt(pid) === born;
}

/** Keeps the mark of a process in a file, so that a later start can find it. */
export function writeMark(file: string, pid: number): void {
  writeFileSync(file, JSON.stringify({ pid, born: bornAt(pid) ?? '' }), { mode: 0o600 });
}

/** The mark kept in a file; undefined when there is none or it cannot be read. */
export function readMark(file: string): ProcessMark | undefined {
  try {
    const mark: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof mark !== 'object' || mark === null || !('pid' in mark) || !('born' in mark)) return undefined;
    const { pid, born } = mark;
    return typeof pid === 'number' && typeof born === 'string' && born !== '' ? { pid, born } : undefined;
  } catch {
    return undefined;
  }
}

/** Sends each signal in turn until the process is gone. Returns whether it is. */
export async function stopProcess(mark: ProcessMark, pushes: readonly Push[]): Promise<boolean> {
  for (const [signal, graceMs] of pushes) {
    if (!send(mark, signal)) return true;
    const until = Date.now() + graceMs;
    while (isRunning(mark) && Date.now() < until) await pause(25);
  }
  return !isRunning(mark);
}

/** Stops the process whose mark lies in the file, if it still runs, and removes the file. */
export async function stopLeftover(file: string, pushes: readonly Push[]): Promise<boolean> {
  const mark = readMark(file);
  const wasRunning = mark !== undefined && isRunning(mark);
  if (wasRunning) await stopProcess(mark, pushes);
  rmSync(file, { force: true });
  return wasRunning;
}

function send(mark: ProcessMark, signal: NodeJS.Signals): boolean {
  if (!isRunning(mark)) return false;
  try {
    return process.kill(mark.pid, signal);
  } catch {
    return false;
  }
}
