import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startChild } from '#tools/servers/child';
import { type Push, stopLeftover } from '#tools/servers/process';
import type { Say } from '#tools/servers/progress';
import type { Part } from './supervised.ts';

/** Our own two programs, at the root of the project. */
export type ServiceName = 'worker' | 'server';

/** Ten seconds to finish what is under way. */
const STOPPING: readonly Push[] = [
  ['SIGTERM', 10_000],
  ['SIGKILL', 5_000],
];
const READY_LIMIT_MS = 90_000;

/** Stops the server and the worker that a killed start left behind. */
export async function stopLeftServices(home: string, say: Say): Promise<void> {
  for (const name of ['server', 'worker'] as const) {
    if (await stopLeftover(markFile(home, name), STOPPING))
      say(`  stopped the ${name} that an earlier start left behind`);
  }
}

/** Starts `worker.ts` or `server.ts`, or what was compiled of it in a folder, with these settings; its log is `home/NAME.log`. */
export async function startService(
  name: ServiceName,
  home: string,
  env: NodeJS.ProcessEnv,
  compiled?: string,
): Promise<Part> {
  const child = await startChild({
    program: process.execPath,
    args: compiled === undefined ? ['--import', 'tsx', `${name}.ts`] : [join(compiled, `${name}.js`)],
    log: logFile(home, name),
    markFile: markFile(home, name),
    env,
  });
  const ended = child.ended.then((how) => `${how}${lastWords(home, name)}`);
  return { ended, stop: () => child.stop(STOPPING) };
}

/** Whether the program is there to be started. */
export function hasService(name: ServiceName): boolean {
  return existsSync(`${name}.ts`);
}

/**
 * Waits until the API says that it can work.
 * @throws Error with its last answer after a minute and a half
 */
export async function awaitReady(url: string, leaving: AbortSignal): Promise<void> {
  const until = Date.now() + READY_LIMIT_MS;
  let answer = 'no answer';
  while (Date.now() < until) {
    leaving.throwIfAborted();
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    if (response?.ok === true) return;
    if (response !== undefined) answer = `${response.status} ${(await response.text()).slice(0, 300)}`;
    await pause(200);
  }
  throw new Error(`The API at ${url} is not ready: ${answer}`);
}

function markFile(home: string, name: ServiceName): string {
  return join(home, `${name}.pid`);
}

function logFile(home: string, name: ServiceName): string {
  return join(home, `${name}.log`);
}

function lastWords(home: string, name: ServiceName): string {
  const log = logFile(home, name);
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-6);
  return ` (${log}):\n${lines.map((line) => `    ${line.slice(0, 300)}`).join('\n')}\n `;
}
