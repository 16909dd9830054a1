import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workflowBundle } from '#tools/workflow-bundle';
import { foreignModules, modulesIn } from './bundled-modules.ts';
import { plantedTree } from './planted-tree.ts';

const PROJECT = join(import.meta.dirname, '..', '..');

async function realModules(): Promise<string[]> {
  const bundle = await workflowBundle();
  return 'code' in bundle ? modulesIn(bundle.code, PROJECT) : expect.fail('the bundle came as a path');
}

describe('the workflow bundle', () => {
  it('holds workflows, domain, programme and the SDK, and nothing else', { timeout: 60_000 }, async () => {
    expect(foreignModules(await realModules())).toEqual([]);
  });

  it('is read from the real stories', { timeout: 60_000 }, async () => {
    expect(await realModules()).toEqual(
      expect.arrayContaining(['workflows/index.ts', 'workflows/student-case.ts', 'domain/instant.ts']),
    );
  });
});

describe('a planted bundle', () => {
  const tree = plantedTree();
  const logger = new DefaultLogger('ERROR', () => {});
  const bundled = (file: string) => bundleWorkflowCode({ workflowsPath: join(tree.root, file), logger });

  beforeAll(() => {
    tree.plant('domain/level.ts', 'export const level = 4;');
    tree.plant('activities/contract.ts', 'export interface Activities {}\nexport const deliver = () => 1;');
    tree.plant('db/commit.ts', 'export const commit = () => 1;');
    tree.plant('workflows/clean.ts', storyWith("import type { Activities } from '#activities/contract';", 'level'));
    tree.plant('workflows/act.ts', storyWith("import { deliver } from '#activities/contract';", 'deliver()'));
    tree.plant('workflows/write.ts', storyWith("import { commit } from '#db/commit';", 'commit()'));
    tree.plant('workflows/parse.ts', storyWith("import { z } from 'zod';", 'z.string()'));
    tree.plant('workflows/read.ts', storyWith("import fs from 'fs';", "fs.readFileSync('x')"));
    tree.plant('workflows/hash.ts', storyWith("import { randomUUID } from 'node:crypto';", 'randomUUID()'));
  });

  afterAll(() => tree.remove());

  it('of a story with types of activities is clean', { timeout: 60_000 }, async () => {
    const modules = modulesIn((await bundled('workflows/clean.ts')).code, tree.root).filter(
      (path) => !/\.\./.test(path),
    );
    expect(modules).toEqual(['domain/level.ts', 'workflows/clean.ts']);
    expect(foreignModules(modules)).toEqual([]);
  });

  it.each([
    ['workflows/act.ts', 'activities/contract.ts'],
    ['workflows/write.ts', 'db/commit.ts'],
    ['workflows/parse.ts', 'zod'],
  ])('of %s is seen to hold %s', { timeout: 60_000 }, async (story, foreign) => {
    const modules = modulesIn((await bundled(story)).code, tree.root);
    expect(foreignModules(modules).join('\n')).toContain(foreign);
  });

  it.each([
    ['workflows/read.ts', /disallowed modules[^]*fs/],
    ['workflows/hash.ts', /Webpack finished with errors/],
  ])('of %s, which needs a module of Node, is refused by the bundler', { timeout: 60_000 }, async (story, error) => {
    await expect(bundled(story)).rejects.toThrow(error);
  });
});

function storyWith(line: string, value: string): string {
  return `${line}\nimport { level } from '#domain/level';\nexport async function story() { return [level, ${value}]; }\n`;
}
