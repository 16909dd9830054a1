import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { type Figure, isReached, measureOf, reachOf, shown } from './figure.ts';

const ROOT = join(import.meta.dirname, '..');
const JSON_FILE = join(ROOT, 'bench', 'figures.json');
const DOCUMENT = join(ROOT, 'docs', 'performance.md');

interface Kept {
  /** Day of the run. */
  readonly on: string;
  /** Processors and Node version: all that is said of the machine. */
  readonly machine: string;
  readonly figures: readonly Figure[];
}

/** Writes the figures of one bench beside those of the others, in JSON and between its marks in docs/performance.md. */
export function keepFigures(bench: string, figures: readonly Figure[]): void {
  const all: Record<string, Kept> = existsSync(JSON_FILE) ? JSON.parse(readFileSync(JSON_FILE, 'utf8')) : {};
  const kept: Kept = {
    on: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} processors, Node ${process.versions.node}`,
    figures,
  };
  all[bench] = kept;
  writeFileSync(JSON_FILE, `${JSON.stringify(all, null, 2)}\n`);
  between(bench, tableOf(kept));
}

/** Replaces what stands between `<!-- NAME -->` and `<!-- /NAME -->` in docs/performance.md. */
export function between(name: string, lines: readonly string[]): void {
  const text = readFileSync(DOCUMENT, 'utf8');
  const marks = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!marks.test(text)) throw new Error(`docs/performance.md has no marks for ${name}`);
  writeFileSync(
    DOCUMENT,
    text.replace(marks, (_all, open: string, close: string) => `${open}${lines.join('\n')}\n${close}`),
  );
  // As the formatter's gate wants it: what a command writes is committed as it stands.
  const { status } = spawnSync(join(ROOT, 'node_modules/.bin/biome'), ['format', '--write', JSON_FILE, DOCUMENT]);
  if (status !== 0) throw new Error('the figures could not be formatted');
}

function tableOf({ on, machine, figures }: Kept): readonly string[] {
  return [
    `${on}, ${machine}:`,
    '',
    '| figure | ours | bare | ratio | to reach | |',
    '|---|---|---|---|---|---|',
    ...figures.map((figure) => {
      const { what, unit, ours, bare } = figure;
      const ratio = bare === null ? '' : `${shown(measureOf(figure))}x`;
      const other = bare === null ? '' : `${shown(bare)} ${unit}`;
      const reached = isReached(figure) ? 'reached' : '**not reached**';
      return `| ${what} | ${shown(ours)} ${unit} | ${other} | ${ratio} | ${reachOf(figure)} | ${reached} |`;
    }),
  ];
}
