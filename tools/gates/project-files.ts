import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectFile } from './gate.ts';

const NOT_OURS = new Set(['.git', 'node_modules', 'dist', 'coverage', '.cache']);
const TOO_LARGE = 4 * 1024 * 1024;

/**
 * The text files of the project at `root`: what git tracks or would track; without git (a tarball) every file outside
 * `node_modules` and build folders. Binary files and files over 4 MiB are left out.
 */
export function projectFiles(root: string): ProjectFile[] {
  return (trackedPaths(root) ?? walk(root, '')).flatMap((path) => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    if (stat === undefined || !stat.isFile() || stat.size > TOO_LARGE) return [];
    const bytes = readFileSync(join(root, path));
    return bytes.includes(0) ? [] : [{ path, text: bytes.toString('utf8') }];
  });
}

function git(root: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

/** New files count before they are added, so that a fault is seen before its commit. */
function trackedPaths(root: string): string[] | undefined {
  try {
    if (realpathSync(git(root, 'rev-parse', '--show-toplevel').trim()) !== realpathSync(root)) return undefined;
    return git(root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0').filter(Boolean);
  } catch {
    return undefined;
  }
}

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? walk(root, path) : [path];
  });
}
