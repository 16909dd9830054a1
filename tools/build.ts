/**
 * `npm run build`: compiles the server, the worker and the migrations into dist/ for `node dist/server.js` and
 * `node dist/worker.js`, with the bundle of workflows, so that production needs neither tsx nor TypeScript.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { bundleInto, compileInto } from './compiled.ts';
import { sayOnTerminal as say, secondsSince } from './servers/progress.ts';
import { reasonOf } from './servers/reason.ts';
import { buildPages } from './pages.ts';

const OUT = 'dist';

async function build(): Promise<void> {
  const began = Date.now();
  // The pages know by themselves whether they are still those of the sources.
  const old = existsSync(OUT) ? readdirSync(OUT) : [];
  for (const name of old) if (name !== 'web') rmSync(`${OUT}/${name}`, { recursive: true, force: true });
  say('compiling ...');
  await compileInto(OUT, true);
  await buildPages(say);
  say('bundling the workflows ...');
  await bundleInto(OUT);
  say(`dist/ is ready (${secondsSince(began)} s): node ${OUT}/server.js, node ${OUT}/worker.js`);
}

try {
  await build();
} catch (error) {
  say(`the build failed:\n${reasonOf(error)}`);
  process.exitCode = 1;
}
