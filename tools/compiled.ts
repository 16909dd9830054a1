import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './servers/run.ts';
import { workflowBundle } from './workflow-bundle.ts';

const COMPILER = 'node_modules/typescript/bin/tsc';

/**
 * Compiles server, worker and migrations into a folder whose name ends with `dist`, so that they run without TypeScript.
 * `checked`: whether types are looked at too, which takes five times as long.
 * @throws Error with what the compiler said
 */
export async function compileInto(out: string, checked: boolean): Promise<void> {
  const args = ['-p', 'tsconfig.build.json', '--outDir', out, ...(checked ? [] : ['--noCheck'])];
  const { code, output } = await run(process.execPath, [COMPILER, ...args]);
  if (code !== 0) throw new Error(output);
  writeAliases(out);
  cpSync('db/migrations', join(out, 'db', 'migrations'), { recursive: true });
}

/** Writes the bundle of all workflows beside the compiled programs. */
export async function bundleInto(out: string): Promise<void> {
  const bundle = await workflowBundle();
  if (!('code' in bundle)) throw new Error('the bundle came as a path, and its code is wanted');
  writeFileSync(join(out, 'workflow-bundle.js'), bundle.code);
}

/** The aliases of package.json, seen from the compiled tree: the same names, compiled files. */
function writeAliases(out: string): void {
  const { name, version, imports }: { name: string; version: string; imports: Record<string, string> } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  );
  const compiled = Object.entries(imports).map(([alias, path]) => [alias, path.replace(/\.ts$/, '.js')]);
  const manifest = { name, version, private: true, type: 'module', imports: Object.fromEntries(compiled) };
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
