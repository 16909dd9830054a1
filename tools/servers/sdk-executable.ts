import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import type { Say } from './progress.ts';
import { run } from './run.ts';

const DOWNLOAD_LIMIT_MS = 10 * 60_000;

/**
 * Puts the executable that Temporal's SDK downloads at `target`.
 * @returns the reason why not, or undefined when it stands there. Without a way out it fails in a tenth of a second.
 */
export async function downloadBySdk(
  kind: 'dev-server' | 'time-skipping',
  target: string,
  say: Say,
): Promise<string | undefined> {
  const folder = mkdtempSync(join(cacheFolder(), 'download-'));
  try {
    say(`  asking Temporal's SDK to download its ${kind} ...`);
    const script = new URL('./sdk-download.ts', import.meta.url).pathname;
    const outcome = await run(process.execPath, ['--import', 'tsx', script, kind, folder], {
      limitMs: DOWNLOAD_LIMIT_MS,
    });
    const file = readdirSync(folder)[0];
    if (outcome.code !== 0 || file === undefined) return shortReason(outcome.output);
    chmodSync(join(folder, file), 0o755);
    mkdirSync(dirname(target), { recursive: true });
    renameSync(join(folder, file), target);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The last clause of a nested error message: the cause that a person can act on. */
function shortReason(output: string): string {
  return output.split('\n')[0]?.split(': ').slice(-2).join(': ').slice(0, 200) || 'no file came';
}
