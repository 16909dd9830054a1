import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** A program from `node_modules` that judges the whole tree and says so by its exit code. */
export interface StaticTool {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
}

/** What a gate had to say, with the time it took in seconds. */
export interface Verdict {
  readonly name: string;
  readonly ok: boolean;
  readonly details: string;
  readonly seconds: number;
}

/** What has been checked before is not checked again: half the time from the second run on (43 s of processor, then 21 s). */
const TYPES_SEEN = '.cache/types.tsbuildinfo';
const WEB_TYPES_SEEN = '.cache/types.tsbuildinfo-web';

/** The longest first, so that two at a time end together. */
export const staticTools: readonly StaticTool[] = [
  { name: 'unused', program: 'knip', args: ['--no-progress', '--no-config-hints'] },
  { name: 'types', program: 'tsc', args: ['--noEmit', '-p', '.', '--incremental', '--tsBuildInfoFile', TYPES_SEEN] },
  {
    name: 'web-types',
    program: 'tsc',
    args: ['--noEmit', '-p', 'web', '--incremental', '--tsBuildInfoFile', WEB_TYPES_SEEN],
  },
  { name: 'page-size', program: 'tsx', args: [join(import.meta.dirname, '../page-sizes.ts')] },
  { name: 'lint', program: 'oxlint', args: ['--format=unix'] },
  { name: 'format', program: 'biome', args: ['format', '--max-diagnostics=none', '--reporter=summary', '.'] },
];

/** Runs one tool at `root`, which holds the tool's configuration and `node_modules`; a tool that cannot start failed. */
export function runTool(root: string, { name, program, args }: StaticTool): Promise<Verdict> {
  const began = performance.now();
  return new Promise((resolve) => {
    const said: Buffer[] = [];
    const settle = (ok: boolean, extra = '') => {
      const details = Buffer.concat(said).toString('utf8').trim() + extra;
      resolve({ name, ok, details, seconds: (performance.now() - began) / 1000 });
    };
    const child = spawn(join(root, 'node_modules/.bin', program), args, {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', (bytes: Buffer) => said.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => said.push(bytes));
    child.on('error', (error) => settle(false, error.message));
    child.on('close', (code) => settle(code === 0));
  });
}
