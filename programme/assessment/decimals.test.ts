import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decimalsAsText, decimalsFromText } from './decimals.ts';

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.integer(),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-c]{1,3}$/), tie('value'), { maxKeys: 4 }),
  ),
})).value;

it('writes every fraction as text, leaves all else, and reads the same value again', () => {
  expect(decimalsAsText({ points: 3.33, weight: 20, lines: [0.5] })).toEqual({
    points: { decimal: '3.33' },
    weight: 20,
    lines: [{ decimal: '0.5' }],
  });
  fc.assert(
    fc.property(value, (any) => {
      const written = JSON.parse(JSON.stringify(decimalsAsText(any)));
      expect(JSON.stringify(decimalsFromText(written))).toBe(JSON.stringify(any));
    }),
  );
});
