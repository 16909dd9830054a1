/** Writes examples/: the tables, what must become of each odd row, and the README, all from one seed. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exampleFiles } from './examples/example-files.ts';

const folder = path.resolve(import.meta.dirname, '..', 'examples');
for (const [name, content] of Object.entries(await exampleFiles())) {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  console.log(`examples/${name} ${content.length} bytes`);
}
