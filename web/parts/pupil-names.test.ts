import { expect, it } from 'vitest';
import { unasked } from './pupil-names.ts';

const ids = (n: number, from = 0) => Array.from({ length: n }, (_, at) => `pupil ${from + at}`);

it('asks for the name of every pupil of a long list, a hundred at once, and for none twice', () => {
  const first = unasked(ids(250), new Set());
  expect(first.map(({ length }) => length)).toEqual([100, 100, 50]);
  expect(unasked([...ids(3, 250), ...ids(250), ...ids(250)], new Set(first.flat()))).toEqual([ids(3, 250)]);
});
