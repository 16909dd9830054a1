import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The projects of vitest.config.ts. */
export const TEST_KINDS = ['unit', 'db', 'workflow', 'e2e'] as const;
export type TestKind = (typeof TEST_KINDS)[number];

/** What a run counted. */
export type Tally = { passed: number; failed: number; skipped: number };

export const none: Tally = { passed: 0, failed: 0, skipped: 0 };

export function plus(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

/** The closing line, such as `12 passed, 0 failed, 1 skipped`. */
export function tallyLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

/** The gates of `npm run check`, shown as they end; their own closing line is counted instead of shown. */
export async function runGates(): Promise<Tally> {
  let printed = '';
  const code = await run(['--import', 'tsx', 'tools/check.ts'], (text) => {
    printed += text;
  });
  const counted = /^(\d+) passed, (\d+) failed$/m.exec(printed);
  process.stdout.write(printed.replace(/^\d+ passed, \d+ failed$/m, ''));
  if (counted === null) return { ...none, failed: 1 };
  return withExit({ ...none, passed: Number(counted[1]), failed: Number(counted[2]) }, code);
}

/** vitest over these kinds (all when empty); `more` are its own arguments. */
export async function runTests(kinds: readonly TestKind[], more: readonly string[]): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'xinqiao-tally-'));
  const report = join(folder, 'report.json');
  const projects = kinds.flatMap((kind) => ['--project', kind]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...projects, ...reporters, '--passWithNoTests', ...more];
  const code = await run(args);
  const tally = existsSync(report) ? tallyOf(JSON.parse(readFileSync(report, 'utf8'))) : none;
  rmSync(folder, { recursive: true });
  return withExit(tally, code);
}

/** The part of vitest's JSON report that is counted. */
export type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

/** Counts tests; a file that failed without a failed test of its own (it did not load) counts as one more failure. */
export function tallyOf(report: Report): Tally {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** A run that ended badly although nothing it counted failed (an unhandled rejection, a set-up that threw) is a failure. */
export function withExit(tally: Tally, code: number | null): Tally {
  return code === 0 || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

/** Runs Node at the same terminal; `onOutput` takes its standard output instead. */
function run(args: readonly string[], onOutput?: (text: string) => void): Promise<number | null> {
  return new Promise((resolve) => {
    const stdout = onOutput === undefined ? 'inherit' : 'pipe';
    const child = spawn(process.execPath, args, { stdio: ['ignore', stdout, 'inherit'] });
    child.stdout?.on('data', (piece: Buffer) => onOutput?.(piece.toString('utf8')));
    child.on('error', () => resolve(null));
    child.on('close', resolve);
  });
}
