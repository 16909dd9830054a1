import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clean, faults } from './planted-faults.ts';
import { plantedTree } from './planted-tree.ts';
import { runStaticGates } from './static-gates.ts';
import type { Verdict } from './static-tools.ts';

const tree = plantedTree();
let verdicts: Verdict[] = [];

beforeAll(async () => {
  for (const { path, text } of [...faults, ...clean]) tree.plant(path, text);
  verdicts = await runStaticGates(tree.root, () => {});
}, 120_000);

afterAll(() => tree.remove());

const reportOf = (gate: string) => verdicts.find((verdict) => verdict.name === gate);

/** The lines of a report that speak of one file, as the tools write paths: `path:1:2:`, `path(1,2)` or `file=path,`. */
function linesAbout(details: string, path: string): string {
  const about = new RegExp(`(^|[\\s=])${path.replaceAll('.', '\\.')}(?![\\w./-])`);
  return details
    .split('\n')
    .filter((line) => about.test(line))
    .join('\n');
}

describe('gates', () => {
  it.each(faults)('$gate reports $fault in $path', ({ gate, path, says }) => {
    const report = reportOf(gate);
    expect(report?.ok).toBe(false);
    expect(linesAbout(report?.details ?? '', path)).toContain(says);
  });

  it.each(clean)('no gate speaks of $path', ({ path }) => {
    expect(verdicts.map(({ name, details }) => [name, linesAbout(details, path)]).filter(([, said]) => said)).toEqual(
      [],
    );
  });

  it('plants a fault for each gate that runs', () => {
    expect(new Set(faults.map(({ gate }) => gate))).toEqual(new Set(verdicts.map(({ name }) => name)));
  });
});
