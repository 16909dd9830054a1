import { expect, it } from 'vitest';
import { differencesOf } from './policy-differences.ts';

it('tells every figure that was changed, added or taken away, and nothing else', () => {
  const old = { version: 1, clocks: { grade: { limit: 2, calls: ['head', 'county'] } }, steady: 2 };
  const fresh = { version: 2, clocks: { grade: { limit: 3, calls: ['head'] } }, steady: 2, extra: null };
  expect(differencesOf(old, fresh)).toEqual([
    { path: 'clocks.grade.limit', before: '2', after: '3' },
    { path: 'extra', before: '–', after: 'null' },
    { path: 'clocks.grade.calls.1', before: '"county"', after: '–' },
  ]);
  expect(differencesOf(fresh, fresh)).toEqual([]);
});
