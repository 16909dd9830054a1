import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Answers } from './answers.ts';
import { atLeast } from './level.ts';
import type { Scale } from './scale.ts';
import { SCALES } from './scales/index.ts';
import { floored, scored } from './scales/testing.ts';

const named = SCALES.map((scale) => [`${scale.id} ${scale.version}`, scale] as const);

const valuesOf = (scale: Scale, n: number) =>
  scale.items.find((item) => item.n === n)?.options.map(({ value }) => value) ?? [];

/** Any sheet of the instrument: every item answered, open or declined. */
function sheetsOf(scale: Scale): fc.Arbitrary<Answers> {
  const items = scale.items.map(
    ({ n }) => [n, fc.constantFrom<Answer[]>(...valuesOf(scale, n), null, 'refused')] as const,
  );
  return fc.record(Object.fromEntries(items));
}

/** A sheet and one of its answered items raised. */
function raisesOf(scale: Scale): fc.Arbitrary<readonly [Answers, Answers]> {
  return fc
    .tuple(sheetsOf(scale), fc.constantFrom(...scale.items), fc.nat(3), fc.nat(3))
    .map(([answers, { n }, a, b]) => {
      const values = valuesOf(scale, n);
      const [low, high] = [Math.min(a, b) % values.length, Math.max(a, b) % values.length].sort((x, y) => x - y);
      return [
        { ...answers, [n]: values[low ?? 0] ?? 0 },
        { ...answers, [n]: values[high ?? 0] ?? 0 },
      ];
    });
}

/** A sheet with gaps and one way of filling them all. */
function completionsOf(scale: Scale): fc.Arbitrary<readonly [Answers, Answers]> {
  const full = scale.items.map(({ n }) => [n, fc.constantFrom(...valuesOf(scale, n))] as const);
  return fc.tuple(sheetsOf(scale), fc.record(Object.fromEntries(full))).map(([answers, filled]) => {
    const known = Object.entries(answers).filter(([, answer]) => typeof answer === 'number');
    return [answers, { ...filled, ...Object.fromEntries(known) }];
  });
}

const ages = fc.constantFrom({ age: 14 }, { age: 7 }, { age: null });

describe.each(named)('the score of any sheet of %s', (_, scale) => {
  it('never has a lower floor when an answer is raised', () => {
    fc.assert(
      fc.property(raisesOf(scale), ages, ([before, after], context) => {
        expect(atLeast(floored(scale, after, context).floor, floored(scale, before, context).floor)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('has an interval that holds the total of every completion', () => {
    fc.assert(
      fc.property(completionsOf(scale), ([gaps, full]) => {
        const [open, settled] = [scored(scale, gaps), scored(scale, full)];
        if (open.min === null || open.max === null) return;
        expect(settled.total).toBeGreaterThanOrEqual(open.min);
        expect(settled.total).toBeLessThanOrEqual(open.max);
      }),
    );
  });
});

describe.each(named)('a person behind any sheet of %s', (_, scale) => {
  it('N02: is at least L2 with a positive critical answer, at any total, age and validity', () => {
    fc.assert(
      fc.property(sheetsOf(scale), ages, (answers, context) => {
        const positive = scale.criticals.some(({ item, positiveFrom }) => {
          const answer = answers[item];
          return typeof answer === 'number' && answer >= positiveFrom;
        });
        const { floor, critical } = floored(scale, answers, context);
        expect(!positive || (critical && atLeast(floor, 'L2'))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('N03: asks a person wherever a due critical answer is missing or declined', () => {
    fc.assert(
      fc.property(sheetsOf(scale), ages, (answers, context) => {
        const result = scored(scale, answers, context);
        const open = result.criticals.filter(({ state }) => state !== 'positive').map(({ item }) => item);
        const due = scale.items.filter(
          ({ n, askedWhen }) => askedWhen === undefined && scale.criticals.some(({ item }) => item === n),
        );
        const unknown = due.map(({ n }) => n).filter((n) => typeof answers[n] !== 'number');
        if (result.status === 'absent') return;
        expect(open).toEqual(expect.arrayContaining(unknown));
        const asked = floored(scale, answers, context).asks.flatMap(({ items }) => items);
        expect(asked).toEqual(expect.arrayContaining(open));
      }),
    );
  });

  it('opens a case wherever it asks, and never leaves a floor without a reason', () => {
    fc.assert(
      fc.property(sheetsOf(scale), ages, (answers, context) => {
        const { floor, asks, reasons } = floored(scale, answers, context);
        expect(asks.length > 0 && floor === 'L0').toBe(false);
        expect(floor === 'L0' || reasons.some(({ level }) => level === floor)).toBe(true);
      }),
    );
  });
});
