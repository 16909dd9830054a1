/**
 * Says of each page what its first load weighs, gzipped, and fails when it is too much: the console with the heaviest screen that it may open on, the
 * student's and the guardian's page as a whole. Part of `npm run check`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildPages } from './pages.ts';

const KB = 1024;
/** Issue of the console: what a school's line takes in a few seconds. */
const LIMITS = { console: 400 * KB, answering: 75 * KB, guardian: 75 * KB } as const;
const BUILT = 'dist/web';

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly isDynamicEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}
type Manifest = Readonly<Record<string, Chunk>>;

/** A chunk with all that must be there before it runs. */
function filesOf(manifest: Manifest, name: string, seen: Set<string>, files: Set<string>): Set<string> {
  const chunk = manifest[name];
  if (chunk === undefined || seen.has(name)) return files;
  seen.add(name);
  for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
  for (const each of chunk.imports ?? []) filesOf(manifest, each, seen, files);
  return files;
}

/** The heaviest first load of a page in bytes, and the screen that makes it. */
function heaviest(page: keyof typeof LIMITS): { readonly bytes: number; readonly screen: string } {
  const folder = join(BUILT, page);
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Manifest; // as vite writes it
  const names = Object.keys(manifest);
  const entries = names.filter((name) => manifest[name]?.isEntry === true);
  const screens = names.filter((name) => name.startsWith('features/') && manifest[name]?.isDynamicEntry === true);
  const loads = ['', ...screens].map((screen) => {
    const files = new Set<string>();
    for (const name of [...entries, screen]) filesOf(manifest, name, new Set(), files);
    const bytes = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
    return { bytes, screen };
  });
  return loads.reduce((most, load) => (load.bytes > most.bytes ? load : most));
}

if (existsSync('web/vite.config.ts')) await buildPages(() => undefined);
for (const page of ['console', 'answering', 'guardian'] as const) {
  if (!existsSync(join(BUILT, page))) continue;
  const { bytes, screen } = heaviest(page);
  const limit = LIMITS[page];
  console.log(`${BUILT}/${page}/.vite/manifest.json: ${Math.ceil(bytes / KB)} of ${limit / KB} KB gzip ${screen}`);
  if (bytes > limit) process.exitCode = 1;
}
