import { Environment, ParseError } from '@marcbachmann/cel-js';
import type { Formula, FormulaFault, ReadFormula } from '#domain/formula';
import { Stop } from './stop.ts';
import { numberIn } from './terms.ts';

/** UTF-16 units. The parser descends without a limit of its own through `- - - x`: the length holds that too. */
const MAX_LENGTH = 500;
/** The library counts brackets and branches against maxDepth, every part against maxAstNodes. */
const LIMITS = { maxAstNodes: 200, maxDepth: 60, maxCallArguments: 8, maxListElements: 8, maxMapEntries: 8 };
/** `taught // planned` would otherwise be read as `taught`, silently. */
const COMMENT = '//';
const KEPT = 1_000;

const environment = new Environment({ limits: LIMITS });

/**
 * Formulas in the common expression language, narrowed: the library reads the text, and what it read is turned into our own terms (see terms.ts).
 * Nothing of a text is ever run as code. Readings are kept, the latest thousand.
 */
export const readFormula: ReadFormula = keeping(read);

function keeping(readAnew: ReadFormula): ReadFormula {
  const kept = new Map<string, Formula | FormulaFault>();
  return (text) => {
    if (text.length > MAX_LENGTH) return { fault: 'tooLong', at: MAX_LENGTH };
    const known = kept.get(text);
    if (known !== undefined) return known;
    const fresh = readAnew(text);
    const [oldest] = kept.keys();
    if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(text, fresh);
    return fresh;
  };
}

function read(text: string): Formula | FormulaFault {
  const comment = text.indexOf(COMMENT);
  if (comment >= 0) return { fault: 'notAllowed', at: comment };
  const names = new Set<string>();
  return answered(text, () => {
    const { run } = numberIn(environment.parse(text).ast, names);
    return {
      names: [...names],
      evaluate: (figures) =>
        answered(text, () => {
          const value = run(figures);
          return value === 0 ? 0 : value; // never -0
        }),
    };
  });
}

function answered<T>(text: string, ask: () => T): T | FormulaFault {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Stop) return error.fault;
    if (error instanceof ParseError) {
      const at = Math.min(error.range?.start ?? 0, text.length);
      return { fault: error.code === 'limit_exceeded' ? 'tooComplex' : 'unreadable', at };
    }
    throw error;
  }
}
