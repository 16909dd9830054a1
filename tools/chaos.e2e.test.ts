import { expect, it } from 'vitest';
import { chaos, SHORT } from './chaos/run.ts';

it('loses and doubles nothing while worker, API, Temporal and Postgres are killed, wiped and set back', async () => {
  const { acts, counts, struck, verdict } = await chaos({ ...SHORT, seed: '1', keep: false, say: () => undefined });

  expect(verdict).toMatchObject({ lost: [], doubled: [], broken: [], late: [] });
  expect(counts.faults).toEqual([]);
  // The run was no idle one.
  expect(acts).toBeGreaterThan(100);
  expect(counts.unanswered).toBeGreaterThan(0);
  expect(counts.twins).toBeGreaterThan(0);
  expect(Object.values(struck.kills).reduce((sum, kills) => sum + kills, 0)).toBe(SHORT.kills);
  expect(struck).toMatchObject({ wiped: 1, setBack: 1 });
  expect(verdict.rings).toBeGreaterThan(0);
});
