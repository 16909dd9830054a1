import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isRunning, readMark, writeMark } from '#tools/servers/process';
import type { Say } from '#tools/servers/progress';

/** Longer than an orderly stop takes: an earlier start whose terminal was killed is on its way out. */
const PATIENCE_MS = 45_000;

/**
 * Makes `home` ours: one `npm start` at a time. The mark of a start that was killed counts for nothing.
 * @throws Error when another start still runs on it after {@link PATIENCE_MS}
 */
export async function lockHome(home: string, say: Say, patienceMs: number = PATIENCE_MS): Promise<void> {
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const file = join(home, 'start.pid');
  const other = readMark(file);
  const until = Date.now() + patienceMs;
  if (other !== undefined && isRunning(other)) {
    say(`另一个 npm start 正在使用 · another npm start (pid ${other.pid}) is using ${home}; waiting for it to stop`);
  }
  while (other !== undefined && isRunning(other)) {
    if (Date.now() > until) {
      throw new Error(
        `Another npm start (pid ${other.pid}) runs on ${home}. Stop it with Ctrl-C, or set XINQIAO_HOME to another folder.`,
      );
    }
    await pause(200);
  }
  writeMark(file, process.pid);
}
