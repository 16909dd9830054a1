import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundle } from '@temporalio/worker';
import { failureConverterPath } from '#adapters/temporal/converter';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'xinqiao');

/** Written by the build beside the compiled tree. */
const BUILT = join(root, 'workflow-bundle.js');

/** The bundle of all workflows: the built one, else built once per state of the sources (2-3 s) and then read from the cache (ms). */
export async function workflowBundle(): Promise<WorkflowBundle> {
  if (existsSync(BUILT)) return { code: readFileSync(BUILT, 'utf8') };
  const file = join(cache, `workflows-${hashOfSources()}.js`);
  if (!existsSync(file)) {
    const { code } = await bundleWorkflowCode({
      workflowsPath: join(root, 'workflows', 'index.ts'),
      failureConverterPath,
      logger: new DefaultLogger('ERROR'),
    });
    mkdirSync(cache, { recursive: true });
    // Two test files may build at once: each writes its own file and the last rename wins.
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
  }
  return { code: readFileSync(file, 'utf8') };
}

function hashOfSources(): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of ['workflows', 'domain', 'programme', 'adapters/temporal']) {
    if (existsSync(join(root, folder)))
      for (const file of sourcesIn(join(root, folder))) hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
