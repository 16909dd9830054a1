/**
 * `node tools/complete-lockfile.mjs [--check]`: names in package-lock.json the optional platform packages that the
 * registry at hand did not have, and takes registry addresses out. Run it after every change of the lockfile.
 *
 * Some registries lack the builds of a package for other systems; `npm install` then leaves them out of the lockfile,
 * and `npm ci` refuses it ("Missing: @swc/core-darwin-arm64 from lock file"). With an entry of version, system and
 * processor it passes everywhere, and a machine of that system fetches its own build.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/**
 * A completed copy of a lockfile (version 2 or 3) and the paths that were added.
 * @param {{ packages: Record<string, Record<string, unknown>> }} lock
 */
export function completed(lock) {
  const packages = Object.fromEntries(Object.entries(lock.packages).map(([path, entry]) => [path, withoutHost(entry)]));
  const added = [];
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!EXACT.test(version) || isNamed(packages, path, name, version)) continue;
      const top = `node_modules/${name}`;
      const place = top in packages ? `${path}/node_modules/${name}` : top;
      packages[place] = stub(name, version);
      added.push(place);
    }
  }
  const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { lock: { ...lock, packages: sorted }, added };
}

function withoutHost(entry) {
  if (typeof entry.resolved !== 'string' || !entry.resolved.startsWith('http')) return entry;
  const { resolved: _, ...rest } = entry;
  return rest;
}

/** Whether the package at `path` finds that version of `name` on its way up, as Node would. */
function isNamed(packages, path, name, version) {
  for (let from = path; ; from = from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/')))) {
    const found = packages[`${from === '' ? '' : `${from}/`}node_modules/${name}`];
    if (found !== undefined) return found.version === version;
    if (from === '') return false;
  }
}

function stub(name, version) {
  const words = name.replace('windows', 'win32').split(/[/-]/);
  const os = words.filter((word) => SYSTEMS.includes(word));
  const cpu = words.filter((word) => PROCESSORS.includes(word));
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : [];
  const given = Object.entries({ cpu, libc, os }).filter(([, values]) => values.length > 0);
  return { version, ...Object.fromEntries(given), optional: true };
}

function main() {
  const before = readFileSync('package-lock.json', 'utf8');
  const { lock, added } = completed(JSON.parse(before));
  const after = `${JSON.stringify(lock, null, 2)}\n`;
  if (after === before) return;
  if (process.argv.includes('--check')) {
    console.error('package-lock.json is not complete: run node tools/complete-lockfile.mjs');
    process.exitCode = 1;
    return;
  }
  writeFileSync('package-lock.json', after);
  console.log(`package-lock.json: ${added.length} platform packages named`);
}

if (process.argv[1] === import.meta.filename) main();
