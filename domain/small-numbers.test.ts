import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LEAST_TOLD, shareOf, toldColumn, toldShares, toldTable } from './small-numbers.ts';

const column = fc.array(fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constant(0), fc.integer({ min: 10, max: 20 })), {
  minLength: 1,
  maxLength: 4,
});

/** Every way to fill what is not told so that the sum holds; a nought is a way only where noughts were kept back. */
function ways(told: readonly (number | null)[], total: number, least: number): number[][] {
  const [first, ...rest] = told;
  if (first === undefined) return total === 0 ? [[]] : [];
  if (first !== null) return first > total ? [] : ways(rest, total - first, least).map((way) => [first, ...way]);
  return Array.from({ length: total + 1 }, (_, n) => n)
    .filter((n) => n >= least)
    .flatMap((n) => ways(rest, total - n, least).map((way) => [n, ...way]));
}

it('N08: tells no number of 1 to 9 children, and lets none be worked out from the sum of all places', () => {
  fc.assert(
    fc.property(column, (numbers) => {
      const told = toldColumn(numbers);
      const total = numbers.reduce((sum, n) => sum + n, 0);
      for (const n of told) expect(n === null || n === 0 || n >= LEAST_TOLD).toBe(true);
      if (total < LEAST_TOLD || !told.includes(null)) return;
      const noughtsKept = numbers.some((n, at) => n === 0 && told[at] === null);
      const possible = ways(told, total, noughtsKept ? 0 : 1);
      told.forEach((n, at) => {
        // As many ones as there are places, and a sum that says so, leave nothing to keep back.
        const forced = numbers.every((each) => each === 1);
        if (n === null && !forced) expect(new Set(possible.map((way) => way[at])).size).toBeGreaterThan(1);
      });
    }),
    { numRuns: 3_000 },
  );
});

it('tells noughts, and what is large where nothing beside it is small', () => {
  expect(toldColumn([0, 25, 14])).toEqual([0, 25, 14]);
  expect(toldColumn([3, 25, 14])).toEqual([null, 25, null]);
  expect(toldColumn([3, 0])).toEqual([null, 0]);
  expect(
    toldTable([
      [3, 12],
      [25, 11],
      [14, 0],
    ]),
  ).toEqual([
    [null, 12],
    [25, 11],
    [null, 0],
  ]);
});

it('N08: tells no share of few who were looked at or found, nor one that would give them away', () => {
  expect(
    toldShares([
      [200, 30, 0],
      [150, 4, 0],
      [0, 0, 0],
      [8, 0, 0],
      [120, 12, 0],
    ]),
  ).toEqual([
    [200, 30, 15],
    [150, null, null],
    [0, 0, null],
    [null, null, null],
    [120, null, null],
  ]);
  expect(shareOf(1, 0)).toBeNull();
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { minLength: 1, maxLength: 6 }), (pairs) => {
      const rows = pairs.map(([one, other]) => [Math.max(one, other), Math.min(one, other), 0]);
      const found = toldColumn(rows.map(([, part = 0]) => part));
      for (const [at, [whole, part, share]] of toldShares(rows).entries()) {
        for (const n of [whole, part]) expect(n === null || n === 0 || (n ?? 0) >= LEAST_TOLD).toBe(true);
        if (found[at] === null || part === null) expect(share).toBeNull();
      }
    }),
  );
});
