import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Line } from './duties.ts';
import { mayWait } from './may-wait.ts';

const HELD = 7_000;
const line = (more: Partial<Line>) =>
  ({ level: 'L2', stage: 'care', streamKind: 'case', dueAt: 10_000_000, ...more }) as Line;

it('holds back nothing at red, in a crisis, of an unknown level, or before a ring that is near', () => {
  expect(mayWait(line({}), 0, HELD)).toBe(true);
  expect(mayWait(line({ streamKind: 'campaign', level: null }), 0, HELD)).toBe(true);
  const some = fc.record({
    level: fc.constantFrom('L0', 'L1', 'L2', 'L3', 'L4', null),
    stage: fc.constantFrom('triage', 'care', 'crisis', null),
    streamKind: fc.constantFrom('case', 'referral', 'followUp', 'return'),
    dueAt: fc.integer({ min: -100_000, max: 10_000_000 }),
  });
  fc.assert(
    fc.property(some, (given) => {
      const grave = given.level === 'L4' || given.level === null || given.stage === 'crisis';
      if (grave || given.dueAt < HELD + 60_000) expect(mayWait(line(given), 0, HELD)).toBe(false);
      else expect(mayWait(line(given), 0, HELD)).toBe(true);
    }),
  );
});
