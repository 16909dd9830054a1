import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Say } from './servers/progress.ts';
import { run } from './servers/run.ts';

const HERE = import.meta.dirname;
/** Run from the sources or compiled: the built pages lie beside the compiled server. */
const BUILT = HERE.endsWith(join('dist', 'tools')) ? join(HERE, '..', 'web') : join(HERE, '..', 'dist', 'web');
const STAMP = join(BUILT, 'sources.sha256');
/** A page and the settings it is built by. */
const PAGES = ['web/vite.config.ts', 'web/answering/vite.config.ts', 'web/guardian/vite.config.ts'];
/** Whatever a page may hold; a change anywhere here builds anew. */
const SOURCES = ['web', 'domain', 'package-lock.json', 'package.json', 'tools/pages.ts'];
const VITE = 'node_modules/vite/bin/vite.js';
const SQUEEZED = /\.(js|css|svg)$/;

/** What buildApp() wants of the pages: nothing when they were never built. */
export function builtPages(): { readonly pages?: string } {
  return existsSync(STAMP) ? { pages: BUILT } : {};
}

/**
 * Builds the pages from their sources, unless those are the ones they were built from.
 * @throws Error with what the bundler said
 */
export async function buildPages(say: Say): Promise<void> {
  const sources = hashOfSources();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources) return;
  // Under NODE_ENV=test, which test runs have, it would build pages that do not start.
  const env = { ...process.env, NODE_ENV: 'production' };
  for (const settings of PAGES.filter((each) => existsSync(each))) {
    say(`  ${settings} ...`);
    const { code, output } = await run(process.execPath, [VITE, 'build', '--config', settings, '--logLevel', 'warn'], {
      env,
    });
    if (code !== 0) throw new Error(`${settings}: ${output}`);
  }
  mkdirSync(BUILT, { recursive: true });
  for (const file of filesIn(BUILT).filter((each) => SQUEEZED.test(each)))
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
  writeFileSync(STAMP, sources);
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES)
    for (const file of filesIn(source)) if (!/\.test\.tsx?$/.test(file)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

/** Every file at or below a path, in order. */
function filesIn(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
