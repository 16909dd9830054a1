import { findLines, type Gate } from './gate.ts';

const SOURCE = /\.(ts|tsx|mts|mjs|json|jsonc)$/;
const LINT_OFF = /(?:\/\/|\/\*)\s*(?:oxlint|eslint)-disable(?:-next-line|-line)?\b(.*)$/;
const FORMAT_OFF = /(?:\/\/|\/\*)\s*biome-ignore(?:-\w+)*\b(.*)$/;
const TYPES_OFF = /(?:\/\/|\/\*)\s*@ts-(?:ignore|nocheck)\b/;
const TEST_OFF = /\b(?:it|test|describe)\b.*\{[^}]*\b(?:skip|only|todo):\s*true\b/;
const REASON = /^\s+[\w@][\w@/-]*(?:,\s*[\w@][\w@/-]*)*\s+--\s+\S.{9,}/;
const FORMAT_REASON = /^\s+format:\s+\S.{9,}/;

/** A check switched off names its rule and gives a reason beside it; a test is never switched off by an option. */
export const silenced: Gate = {
  name: 'silenced',
  find: (files) => files.filter((file) => SOURCE.test(file.path)).flatMap((file) => findLines(file, complaint)),
};

function complaint(line: string): string | undefined {
  const lint = LINT_OFF.exec(line);
  if (lint !== null && !REASON.test(lint[1] ?? '')) {
    return 'a lint rule switched off: name the rule and give the reason after " -- "';
  }
  const format = FORMAT_OFF.exec(line);
  if (format !== null && !FORMAT_REASON.test(format[1] ?? '')) return 'the formatter switched off without a reason';
  if (TYPES_OFF.test(line)) return 'type checks switched off';
  return TEST_OFF.test(line) ? 'a test switched off by its options' : undefined;
}
