import { expect, it } from 'vitest';
import { idOf, randomOf } from './random.ts';

const draw = (count: number, next: () => number) => Array.from({ length: count }, next);

it('the same seed draws the same numbers, forks are independent of what was drawn before', () => {
  const one = randomOf('a');
  const other = randomOf('a');
  expect(draw(5, one.next)).toEqual(draw(5, other.next));
  other.next();
  expect(draw(5, one.fork('x').next)).toEqual(draw(5, other.fork('x').next));
  expect(draw(5, one.fork('x').next)).not.toEqual(draw(5, one.fork('y').next));
});

it('draws spread as they should: uniform, normal and by weights', () => {
  const random = randomOf('spread');
  const uniform = draw(20_000, random.next);
  expect(uniform.reduce((sum, each) => sum + each, 0) / 20_000).toBeCloseTo(0.5, 1);
  expect(Math.max(...uniform)).toBeLessThan(1);
  const normal = draw(20_000, random.normal);
  expect(normal.reduce((sum, each) => sum + each * each, 0) / 20_000).toBeCloseTo(1, 1);
  const thirds = draw(20_000, () => random.weighted([1, 2])).filter((index) => index === 1).length;
  expect(thirds / 20_000).toBeCloseTo(2 / 3, 1);
});

it('shuffling keeps every element', () => {
  const list = [1, 2, 3, 4, 5, 6, 7, 8];
  expect(
    randomOf('s')
      .shuffled(list)
      .sort((one, other) => one - other),
  ).toEqual(list);
  expect(() => randomOf('s').pick([])).toThrow(RangeError);
});

it('ids are UUIDs of version 8 that depend on seed and key', () => {
  expect(idOf('seed', 'key')).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(idOf('seed', 'key')).toBe(idOf('seed', 'key'));
  expect(idOf('seed', 'key')).not.toBe(idOf('seed', 'other'));
});
