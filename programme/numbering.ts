import type { Language } from '#domain/scale';
import type { Block, HeadingLevel, OfficialDocument } from './document.ts';
import { chineseNumeral, FORM_WORDS } from './official-words.ts';

/** In the order of GB/T 9704 7.3.3: 一、 （一） 1. （1）. In English the path: 2, 2.1. */
const CHINESE = {
  1: (n: number) => `${chineseNumeral(n)}、`,
  2: (n: number) => `（${chineseNumeral(n)}）`,
  3: (n: number) => `${n}.`,
  4: (n: number) => `（${n}）`,
} as const satisfies Record<HeadingLevel, (n: number) => string>;

/**
 * The number of every block that has one, by its id. Headings begin anew below each higher one; points begin anew after a heading or a plain
 * paragraph, and a table between two points does not part them; tables and charts count through the document.
 */
export function numbersOf({ blocks, language }: OfficialDocument): ReadonlyMap<string, string> {
  const headings = [0, 0, 0, 0];
  const counted = { point: 0, table: 0, chart: 0 };
  const numbers = new Map<string, string>();
  for (const block of blocks) {
    if (block.kind === 'heading' || block.kind === 'paragraph') counted.point = 0;
    if (block.kind === 'paragraph') continue;
    if (block.kind === 'heading') numbers.set(block.id, headingNumber(headings, block.level, language));
    else numbers.set(block.id, otherNumber(block, (counted[block.kind] += 1), language));
  }
  return numbers;
}

function headingNumber(counts: number[], level: HeadingLevel, language: Language): string {
  const n = (counts[level - 1] ?? 0) + 1;
  counts.splice(level - 1, counts.length, n, ...Array.from({ length: 4 - level }, () => 0));
  return language === 'en' ? `${counts.slice(0, level).join('.')} ` : CHINESE[level](n);
}

function otherNumber({ kind }: Block, n: number, language: Language): string {
  if (kind === 'table' || kind === 'chart') return `${FORM_WORDS[kind][language]}${n}`;
  return language === 'en' ? `${n}) ` : `${chineseNumeral(n)}是`;
}
