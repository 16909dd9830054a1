import type { ASTNode } from '@marcbachmann/cel-js';
import { comparable, divided, FUNCTIONS, within } from './arithmetic.ts';
import { Stop } from './stop.ts';

type Figures = Readonly<Record<string, number>>;

/** A part of a formula, ready to run: a number, or the truth that a condition asks for. */
type Term = NumberTerm | TruthTerm;
interface NumberTerm {
  readonly kind: 'number';
  readonly run: (figures: Figures) => number;
}
interface TruthTerm {
  readonly kind: 'truth';
  readonly run: (figures: Figures) => boolean;
}

const MAX_DEPTH = 60;
/** No hexadecimal, no exponent, no suffix; what is larger or finer than this is no figure of an assessment. */
const PLAIN = /^\d{1,12}(\.\d{1,6})?$/;

type Operate = (left: number, right: number, at: number) => number;
/** The library's own operators are not used: they know whole numbers and doubles apart, cut 1/2 to 0 and give Infinity for x/0.0. */
const ARITHMETIC: ReadonlyMap<string, Operate> = new Map<string, Operate>([
  ['+', (left, right, at) => within(left + right, at)],
  ['-', (left, right, at) => within(left - right, at)],
  ['*', (left, right, at) => within(left * right, at)],
  ['/', divided],
]);

const COMPARISONS: ReadonlyMap<string, (left: number, right: number) => boolean> = new Map([
  ['<', (left: number, right: number) => left < right],
  ['<=', (left: number, right: number) => left <= right],
  ['>', (left: number, right: number) => left > right],
  ['>=', (left: number, right: number) => left >= right],
  ['==', (left: number, right: number) => left === right],
  ['!=', (left: number, right: number) => left !== right],
]);

/** Turns what the library read into a term. Whatever is not named here is refused; the figures met are added to `names`. */
export function numberIn(node: ASTNode, names: Set<string>, depth = 0): NumberTerm {
  const term = termOf(node, names, depth);
  if (term.kind !== 'number') throw new Stop('wrongKind', node.start);
  return term;
}

function truthIn(node: ASTNode, names: Set<string>, depth: number): TruthTerm {
  const term = termOf(node, names, depth);
  if (term.kind !== 'truth') throw new Stop('wrongKind', node.start);
  return term;
}

function termOf(node: ASTNode, names: Set<string>, depth: number): Term {
  if (depth > MAX_DEPTH) throw new Stop('tooComplex', node.start);
  if (node.op === 'value') return literal(node);
  if (node.op === 'id' || node.op === '.') return figure(node, names);
  if (node.op === '-_') return negated(numberIn(node.args, names, depth + 1));
  if (node.op === '?:') return choice(node.args, names, depth + 1);
  if (node.op === 'call') return called(node, names, depth + 1);
  return binary(node, names, depth + 1) ?? refused(node);
}

function refused(node: ASTNode): never {
  throw new Stop('notAllowed', node.start);
}

function literal(node: ASTNode & { readonly op: 'value' }): NumberTerm {
  const value = node.args;
  const other = typeof value === 'string' || typeof value === 'boolean' || value === null;
  if (other || value instanceof Uint8Array) return refused(node);
  const text = node.input.slice(node.start, node.end);
  if (!PLAIN.test(text)) throw new Stop('badNumber', node.start);
  const number = Number(text);
  return { kind: 'number', run: () => number };
}

function figure(node: ASTNode, names: Set<string>): NumberTerm {
  const name = nameIn(node);
  names.add(name);
  return {
    kind: 'number',
    run: (figures) => {
      const value = Object.hasOwn(figures, name) ? figures[name] : undefined;
      if (value === undefined) throw new Stop('unknownName', node.start, name);
      if (!Number.isFinite(value)) throw new Stop('notFinite', node.start, name);
      return within(value, node.start);
    },
  };
}

/** `a.b.c` is one name. */
function nameIn(node: ASTNode): string {
  if (node.op === 'id') return node.args;
  if (node.op === '.') return `${nameIn(node.args[0])}.${node.args[1]}`;
  return refused(node);
}

function negated({ run }: NumberTerm): NumberTerm {
  return { kind: 'number', run: (figures) => -run(figures) };
}

function choice([asked, first, second]: readonly [ASTNode, ASTNode, ASTNode], names: Set<string>, depth: number): Term {
  const condition = truthIn(asked, names, depth);
  const yes = numberIn(first, names, depth);
  const no = numberIn(second, names, depth);
  return { kind: 'number', run: (figures) => (condition.run(figures) ? yes : no).run(figures) };
}

function called(node: ASTNode & { readonly op: 'call' }, names: Set<string>, depth: number): NumberTerm {
  const [name, given] = node.args;
  const callable = FUNCTIONS.get(name);
  if (callable === undefined) throw new Stop('unknownFunction', node.start, name);
  const { least, most, run } = callable;
  if (given.length < least || given.length > most) throw new Stop('wrongArguments', node.start, name);
  const terms = given.map((one) => numberIn(one, names, depth));
  return {
    kind: 'number',
    run: (figures) =>
      run(
        terms.map((term) => term.run(figures)),
        node.start,
      ),
  };
}

function binary(node: ASTNode, names: Set<string>, depth: number): Term | undefined {
  const operate = ARITHMETIC.get(node.op);
  const compare = COMPARISONS.get(node.op);
  if (operate === undefined && compare === undefined) return undefined;
  const [one, other] = node.args as readonly [ASTNode, ASTNode]; // what every operator of the two tables has
  const left = numberIn(one, names, depth);
  const right = numberIn(other, names, depth);
  if (operate !== undefined)
    return { kind: 'number', run: (figures) => operate(left.run(figures), right.run(figures), other.start) };
  if (compare === undefined) return undefined;
  return {
    kind: 'truth',
    run: (figures) => compare(comparable(left.run(figures)), comparable(right.run(figures))),
  };
}
