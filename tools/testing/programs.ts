import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { bundleInto, compileInto } from '#tools/compiled';

const ROOT = join(import.meta.dirname, '..', '..');
const CACHE = join(ROOT, 'node_modules', '.cache', 'xinqiao');
const SOURCES = ['activities', 'adapters', 'api', 'db', 'domain', 'programme', 'tools', 'workflows'];
const ALONE = ['server.ts', 'worker.ts', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];

/**
 * The folder of `server.js` and `worker.js`, compiled as production runs them, once for each state of the sources: a start takes a
 * third of what it takes from TypeScript. Their types are for the gates to judge.
 */
export async function compiledPrograms(): Promise<string> {
  const mine = `programs-${hashOfSources()}`;
  const folder = join(CACHE, mine, 'dist');
  if (existsSync(folder)) return folder;
  const fresh = join(CACHE, `fresh-${process.pid}`);
  const out = join(fresh, 'dist');
  mkdirSync(out, { recursive: true });
  await compileInto(out, false);
  await bundleInto(out);
  // The server looks for the pages beside itself.
  symlinkSync(join(ROOT, 'dist', 'web'), join(out, 'web'));
  for (const name of readdirSync(CACHE))
    if (name.startsWith('programs-')) rmSync(join(CACHE, name), { recursive: true });
  renameSync(fresh, join(CACHE, mine));
  return folder;
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const files = [...ALONE, ...SOURCES.flatMap(filesIn)];
  for (const file of files.filter((one) => !one.endsWith('.test.ts')))
    hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex').slice(0, 16);
}

function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => !name.includes('node_modules') && statSync(join(ROOT, name)).isFile())
    .toSorted((a, b) => a.localeCompare(b));
}
