import { expect, it } from 'vitest';
import { gapAfter } from './spacing.ts';

/** The instants at which lists are drawn while others move something every `every` ms, for an hour. */
function drawings(every: number): readonly number[] {
  const drawn: number[] = [];
  let gap = 0;
  let next = 0;
  for (let at = 0; at < 3_600_000; at += every) {
    if (at < next) continue;
    gap = gapAfter(gap, at - (drawn.at(-1) ?? -3_600_000));
    next = at + gap;
    drawn.push(at);
  }
  return drawn;
}

it('draws lists at once when one thing moves, and never more than twice a minute on when everything does', () => {
  expect(drawings(3_600_000)).toEqual([0]);
  expect(drawings(50).slice(0, 4)).toEqual([0, 1_000, 3_000, 7_000]);
  expect(drawings(50).length).toBeLessThan(130);
  // A school where somebody acts every two minutes sees each act at once.
  expect(drawings(120_000)).toHaveLength(30);
});
