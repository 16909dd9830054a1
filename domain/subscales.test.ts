import { describe, expect, it } from 'vitest';
import type { Item, Scale } from './scale.ts';
import { PHQ_9 } from './scales/phq-9.ts';
import { inOrder, scored } from './scales/testing.ts';

const points = (n: number, greatest: number, more: Partial<Item> = {}): Item => ({
  n,
  text: {},
  counts: true,
  options: Array.from({ length: greatest + 1 }, (_, value) => ({ value, text: {} })),
  ...more,
});
const title = { 'zh-CN': '甲', en: 'A' };
const bands = { published: [{ code: 'any', from: 0, to: 99, title }] };

/** Shaped like the difficulties questionnaires: five items of 0-2, the last one reversed, prorated from three answers. */
const PRORATED: Scale = {
  ...PHQ_9,
  items: [1, 2, 3, 4, 5].map((n) => points(n, 2, n === 5 ? { reverse: true } : {})),
  criticals: [],
  scoring: { kind: 'sum', bands, ofSubscales: ['a'] },
  subscales: [{ id: 'a', title, items: [1, 2, 3, 4, 5], method: 'prorated', leastAnswered: 3, bands }],
};

/** Shaped like the yes-no inventories: two content items, two that only show whether the sheet can be trusted. */
const WITH_VALIDITY: Scale = {
  ...PHQ_9,
  items: [points(1, 1), points(2, 1), points(3, 1, { counts: false }), points(4, 1, { counts: false })],
  criticals: [{ item: 2, positiveFrom: 1, meaning: 'wishToBeDead' }],
  scoring: { kind: 'sum', bands },
  subscales: [{ id: 'mean', title, items: [1, 2], method: 'mean' }],
  validity: { items: [3, 4], invalidFrom: 2 },
};

describe('subscales', () => {
  it('turn a reversed item round: all 0 is 2, all 2 is 8', () => {
    expect(scored(PRORATED, inOrder(0, 0, 0, 0, 0)).subscales).toMatchObject([{ id: 'a', value: 2, band: 'any' }]);
    expect(scored(PRORATED, inOrder(2, 2, 2, 2, 2))).toMatchObject({ total: 8, subscales: [{ value: 8 }] });
  });

  it('are prorated with the half rounded up from as many answers as the manual asks, and not from fewer', () => {
    expect(scored(PRORATED, inOrder(1, 1, 0, 0)).subscales).toEqual([
      { id: 'a', value: 3, min: 3, max: 3, band: 'any' },
    ]);
    expect(scored(PRORATED, inOrder(1, 1)).subscales).toEqual([{ id: 'a', min: 2, max: 8 }]);
  });

  it('may be means', () => {
    expect(scored(WITH_VALIDITY, inOrder(1, 0, 0, 0)).subscales).toMatchObject([{ id: 'mean', value: 0.5 }]);
  });
});

describe('validity', () => {
  it('voids the score from its limit on and never erases a positive critical answer', () => {
    expect(scored(WITH_VALIDITY, inOrder(1, 1, 1, 0))).toMatchObject({ status: 'complete', total: 2 });
    const invalid = scored(WITH_VALIDITY, inOrder(1, 1, 1, 1));
    expect(invalid).toMatchObject({ status: 'invalid', reasons: ['validityFailed'], min: 0, max: 2 });
    expect(invalid.criticals).toEqual([{ item: 2, meaning: 'wishToBeDead', state: 'positive', value: 1 }]);
  });
});
