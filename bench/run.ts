/**
 * `npm run bench -- p1 p3 p4 p6 report record-import pages` (all when none is named; `--quick` for a look): both sides of each figure in one run, one line a figure, the figures in
 * bench/figures.json and docs/performance.md. What is not reached is said, and is no failure of the command.
 */
import { parseArgs } from 'node:util';
import { intakeBench } from './p1-intake.ts';
import { actBench } from './p3-act.ts';
import { criticalBench } from './p4-critical.ts';
import { timeBench } from './p6-time.ts';
import { pagesBench } from './pages.ts';
import { recordImportBench } from './record-import.ts';
import { reportBench } from './report.ts';
import { type Figure, lineOf } from './figure.ts';
import { keepFigures } from './document.ts';

const BENCHES: Readonly<Record<string, (quick: boolean) => Promise<readonly Figure[]>>> = {
  p1: intakeBench,
  p3: actBench,
  p4: criticalBench,
  p6: timeBench,
  report: reportBench,
  'record-import': recordImportBench,
  pages: pagesBench,
};

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const names = positionals.length === 0 ? Object.keys(BENCHES) : positionals.map((name) => name.toLowerCase());
const unknown = names.find((name) => BENCHES[name] === undefined);
if (unknown !== undefined)
  throw new RangeError(`there is no bench ${unknown}; there are ${Object.keys(BENCHES).join(', ')}`);

for (const name of names) {
  const figures = (await BENCHES[name]?.(values.quick)) ?? [];
  for (const figure of figures) console.log(lineOf(figure));
  if (!values.quick) keepFigures(name.toUpperCase(), figures);
}
