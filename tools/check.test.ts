import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { plantedTree } from './gates/planted-tree.ts';

const CHECK = join(import.meta.dirname, 'check.ts');
const NAMES = [
  'format',
  'hygiene',
  'imports',
  'lint',
  'page-size',
  'silenced',
  'sql-clock',
  'types',
  'unused',
  'web-types',
];

/** Runs the command as a person would, in a tree of two files and a manifest that needs no packages. */
function check(text: string) {
  const tree = plantedTree();
  trees.push(tree);
  tree.plant('package.json', '{\n  "name": "planted",\n  "type": "module"\n}\n');
  tree.plant('knip.json', '{ "entry": ["worker.ts", "web/planted.ts"], "project": ["**/*.ts"] }\n');
  tree.plant('web/planted.ts', "document.title = 'planted';\n");
  tree.plant('worker.ts', text);
  const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', CHECK], {
    cwd: tree.root,
    encoding: 'utf8',
  });
  const lines = stdout.trim().split('\n');
  return {
    status,
    lines,
    verdicts: lines.flatMap((line) => /^(\S+) +(ok|failed) +[\d.]+ s$/.exec(line)?.slice(1, 3) ?? []),
  };
}

const trees: ReturnType<typeof plantedTree>[] = [];

afterAll(() => {
  for (const tree of trees) tree.remove();
});

describe('npm run check', () => {
  it('passes a clean tree with a line for each gate, a count and exit code 0', { timeout: 60_000 }, () => {
    const { status, lines, verdicts } = check("console.log('awake');\n");
    expect(lines.slice(NAMES.length)).toEqual(['', '10 passed, 0 failed']);
    expect(verdicts.filter((word) => word !== 'ok').sort()).toEqual(NAMES);
    expect(status).toBe(0);
  });

  it('names the gates that failed, shows what they said and ends with exit code 1', { timeout: 60_000 }, () => {
    const { status, lines } = check('const asleep: any = 1;\n');
    expect(lines).toContainEqual(expect.stringMatching(/^types +failed/));
    expect(lines).toContainEqual(expect.stringMatching(/^lint +failed/));
    expect(lines).toContainEqual(expect.stringMatching(/^worker\.ts:1:15: .*no-explicit-any/));
    expect(lines.at(-1)).toBe('8 passed, 2 failed');
    expect(status).toBe(1);
  });
});
