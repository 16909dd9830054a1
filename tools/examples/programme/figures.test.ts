import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomOf } from '#tools/seed/random';
import { split } from './activities.ts';

it('splits a sum into uneven parts that add up to it exactly', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 0, max: 400_000 }),
      (seed, parts, free) => {
        const shares = split(randomOf(seed), parts * 3 + free, parts, 3);
        expect(shares).toHaveLength(parts);
        expect(shares.every((share) => Number.isInteger(share) && share >= 3)).toBe(true);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(parts * 3 + free);
      },
    ),
  );
});
