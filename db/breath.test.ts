import { expect, it } from 'vitest';
import { inBreaths } from './breath.ts';

it('goes through every row in its order, and lets others have their turn in between', async () => {
  const seen: number[] = [];
  let turns = 0;
  let over = false;
  const others = () => {
    turns += 1;
    if (!over) setImmediate(others);
  };
  setImmediate(others);
  const rows = Array.from({ length: 5_000 }, (_, n) => n);
  await inBreaths(rows, (row) => void seen.push(row));
  over = true;
  expect(seen).toEqual(rows);
  expect(turns).toBeGreaterThanOrEqual(20);
});

it('stops at a row that throws', async () => {
  const failing = inBreaths([1, 2, 3], (row) => {
    if (row === 2) throw new RangeError('two');
  });
  await expect(failing).rejects.toThrow('two');
});
