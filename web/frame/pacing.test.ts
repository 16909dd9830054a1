import { expect, it } from 'vitest';
import { pacing } from './pacing.ts';

const looked = (data: { readonly at: number } | undefined, dataUpdatedAt: number) => ({
  state: { data, dataUpdatedAt },
});

it('asks soon while something moves, ever less often while it stands, and not at all once it is over', () => {
  const look = pacing<{ readonly at: number }>(({ at }) => at < 100);
  const first = { at: 1 };
  expect(look(looked(undefined, 0))).toBe(false);
  expect(look(looked(first, 1_000))).toBe(1_000);
  expect(look(looked(first, 9_000))).toBe(2_000);
  expect(look(looked(first, 41_000))).toBe(10_000);
  expect(look(looked(first, 41_000))).toBe(10_000);
  expect(look(looked(first, 999_000))).toBe(30_000);
  expect(look(looked({ at: 2 }, 1_030_000))).toBe(1_000);
  expect(look(looked({ at: 100 }, 1_032_000))).toBe(false);
});
