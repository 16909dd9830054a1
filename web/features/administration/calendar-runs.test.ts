import { expect, it } from 'vitest';
import { runsOf } from './calendar-runs.ts';

it('makes one run of neighbouring days with one name, over the end of a month too', () => {
  const days = ['2026-09-30', '2026-10-01', '2026-10-02', '2026-10-04'].map((day) => ({ day, name: '国庆' }));
  const other = { day: '2026-10-05', name: '校庆' };
  expect(runsOf([...days, other])).toEqual([
    { name: '国庆', from: '2026-09-30', to: '2026-10-02', length: 3 },
    { name: '国庆', from: '2026-10-04', to: '2026-10-04', length: 1 },
    { name: '校庆', from: '2026-10-05', to: '2026-10-05', length: 1 },
  ]);
  expect(runsOf([])).toEqual([]);
});
