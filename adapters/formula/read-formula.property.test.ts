import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMULA_FAULTS, type Formula } from '#domain/formula';
import { readFormula } from './read-formula.ts';

/** Parts of the language and of what lies around it, thrown together. */
const SCRAPS =
  'a b a.b 1 0 0.5 999999999999 1e9 0x1 + - * / % < <= == != > ? : ( ) , . [ ] { } " ! && || in // true null ' +
  'min( max( clamp( round( ratio( has( .all( .map( cel.bind( __proto__ 心 \u0000';
const scraps = fc.array(fc.constantFrom(...SCRAPS.split(' '), '\n'), { maxLength: 60 }).map((parts) => parts.join(' '));
const texts = fc.oneof(scraps, fc.string({ unit: 'binary', maxLength: 600 }), fc.string({ maxLength: 80 }));
const anyNumber = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, -0));
const figures = fc.record({ a: anyNumber, b: anyNumber, 'a.b': anyNumber }, { requiredKeys: [] });

/** Either a number that can be printed or a fault that points into the text. */
function expectAnswer(text: string, answer: unknown): void {
  if (typeof answer === 'number') {
    expect(Math.abs(answer)).toBeLessThanOrEqual(1e15);
    expect(Object.is(answer, -0)).toBe(false);
  } else {
    const { fault, at } = answer as { fault: string; at: number };
    expect(Object.keys(FORMULA_FAULTS)).toContain(fault);
    expect(at >= 0 && at <= text.length).toBe(true);
  }
}

describe('any text', () => {
  it('is read or refused, and evaluated or refused, and nothing is thrown', () => {
    fc.assert(
      fc.property(texts, figures, (text, given) => {
        const read = readFormula(text);
        expectAnswer(text, 'fault' in read ? read : read.evaluate(given));
      }),
      { numRuns: 2_000 },
    );
  });

  it('asks for no more figures than it has characters, however it branches', () => {
    fc.assert(
      fc.property(texts, figures, (text, given) => {
        let asked = 0;
        const counted = new Proxy(given as Record<string, number>, {
          getOwnPropertyDescriptor(target, name) {
            asked += 1;
            return Reflect.getOwnPropertyDescriptor(target, name);
          },
        });
        const read = readFormula(text);
        if ('evaluate' in read) read.evaluate(counted);
        expect(asked).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** A formula and what it must come to, worked out beside it. `value` null = somewhere on the way a division by zero or a number out of range. */
interface Known {
  readonly text: string;
  readonly value: number | null;
}
const with2 = (f: (x: number, y: number) => number | null) => (x: Known, y: Known) =>
  x.value === null || y.value === null ? null : small(f(x.value, y.value));
const small = (value: number | null) => (value === null || Math.abs(value) > 1e15 ? null : value);
const OPERATORS: readonly (readonly [string, (x: Known, y: Known) => number | null])[] = [
  ['+', with2((x, y) => x + y)],
  ['-', with2((x, y) => x - y)],
  ['*', with2((x, y) => x * y)],
  ['/', with2((x, y) => (y === 0 ? null : x / y))],
];

const { formula } = fc.letrec<{ formula: Known }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.integer({ min: 0, max: 60 }).map((value): Known => ({ text: String(value), value })),
    fc.constantFrom<Known>({ text: 'a', value: 7 }, { text: 'b.c', value: -3 }, { text: 'b.none', value: 0 }),
    fc
      .tuple(fc.constantFrom(...OPERATORS), tie('formula'), tie('formula'))
      .map(([[sign, work], x, y]): Known => ({ text: `(${x.text} ${sign} ${y.text})`, value: work(x, y) })),
    fc
      .tuple(tie('formula'), tie('formula'))
      .map(([x, y]): Known => ({ text: `max(${x.text}, ${y.text})`, value: with2(Math.max)(x, y) })),
    fc.tuple(tie('formula'), tie('formula'), fc.boolean()).map(
      ([x, y, first]): Known => ({
        text: `(${first ? '1 < 2' : '2 < 1'} ? ${x.text} : ${y.text})`,
        value: first ? x.value : y.value,
      }),
    ),
  ),
}));

it('comes to what plain arithmetic comes to', () => {
  const figuresOf = { a: 7, 'b.c': -3, 'b.none': 0 };
  let tried = 0;
  fc.assert(
    fc.property(formula, ({ text, value }) => {
      const read = readFormula(text);
      if (text.length > 500) return expect(read).toMatchObject({ fault: 'tooLong' });
      if ('fault' in read) return expect(read.fault).toBe('tooComplex');
      tried += 1;
      expectValue((read as Formula).evaluate(figuresOf), value);
    }),
    { numRuns: 1_500 },
  );
  expect(tried).toBeGreaterThan(1_000);
});

function expectValue(answer: ReturnType<Formula['evaluate']>, value: number | null): void {
  if (value === null) expect(answer).toMatchObject({ fault: expect.stringMatching(/^(divisionByZero|outOfRange)$/) });
  else expect(answer).toBe(value === 0 ? 0 : value);
}
