import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const PROJECT = join(import.meta.dirname, '..', '..');
const SETTINGS = ['package.json', 'tsconfig.json', '.oxlintrc.json', 'biome.json', 'knip.json', 'web/tsconfig.json'];

/** A tree in the temporary folder, judged by the settings of this project as they stand. */
export interface PlantedTree {
  readonly root: string;
  /** Writes a file; `text` is what it holds, with no line added. */
  plant(path: string, text: string): void;
  remove(): void;
}

/** Copies the settings, links `node_modules`, and leaves the rest empty. */
export function plantedTree(): PlantedTree {
  const root = mkdtempSync(join(tmpdir(), 'xinqiao-gates-'));
  mkdirSync(join(root, 'web'));
  for (const name of SETTINGS) copyFileSync(join(PROJECT, name), join(root, name));
  symlinkSync(join(PROJECT, 'node_modules'), join(root, 'node_modules'));
  return {
    root,
    plant(path, text) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
