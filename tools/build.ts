/**
 * `npm run build`: compiles the server, the worker and the migrations into dist/ for `node dist/server.js` and
 * `node dist/worker.js`, with the bundle of workflows, so that production needs neither tsx nor TypeScript.
 */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { sayOnTerminal as say, secondsSince } from './servers/progress.ts';
import { reasonOf } from './servers/reason.ts';
import { run } from './servers/run.ts';
import { buildPages } from './pages.ts';
import { workflowBundle } from './workflow-bundle.ts';

const OUT = 'dist';
const COMPILER = 'node_modules/typescript/bin/tsc';

async function compile(): Promise<void> {
  const { code, output } = await run(process.execPath, [COMPILER, '-p', 'tsconfig.build.json']);
  if (code !== 0) throw new Error(output);
}

/** The aliases of package.json, seen from dist/: the same names, compiled files. */
function writeAliases(): void {
  const { name, version, imports }: { name: string; version: string; imports: Record<string, string> } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  );
  const compiled = Object.entries(imports).map(([alias, path]) => [alias, path.replace(/\.ts$/, '.js')]);
  const manifest = { name, version, private: true, type: 'module', imports: Object.fromEntries(compiled) };
  writeFileSync(`${OUT}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
}

async function build(): Promise<void> {
  const began = Date.now();
  // The pages know by themselves whether they are still those of the sources.
  const old = existsSync(OUT) ? readdirSync(OUT) : [];
  for (const name of old) if (name !== 'web') rmSync(`${OUT}/${name}`, { recursive: true, force: true });
  say('compiling ...');
  await compile();
  writeAliases();
  cpSync('db/migrations', `${OUT}/db/migrations`, { recursive: true });
  await buildPages(say);
  say('bundling the workflows ...');
  const bundle = await workflowBundle();
  if (!('code' in bundle)) throw new Error('the bundle came as a path, and its code is wanted');
  writeFileSync(`${OUT}/workflow-bundle.js`, bundle.code);
  say(`dist/ is ready (${secondsSince(began)} s): node ${OUT}/server.js, node ${OUT}/worker.js`);
}

try {
  await build();
} catch (error) {
  say(`the build failed:\n${reasonOf(error)}`);
  process.exitCode = 1;
}
