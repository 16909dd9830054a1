import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isRead, type Item, NOTHING, press, type Typed } from './paper-answers.ts';

/** Items of two to five choices, the values of which count from 0 or from 1. */
const items: fc.Arbitrary<readonly Item[]> = fc
  .array(fc.record({ choices: fc.integer({ min: 2, max: 5 }), base: fc.integer({ min: 0, max: 1 }) }), {
    minLength: 1,
    maxLength: 9,
  })
  .map((each) =>
    each.map(({ choices, base }, at) => ({
      n: at + 1,
      text: null,
      options: Array.from({ length: choices }, (_, value) => ({ value: value + base, text: null })),
    })),
  );
const keys = fc.array(fc.constantFrom('0', '1', '2', '3', '4', '5', '9', 'x', 'Backspace', 'q', 'Enter'), {
  maxLength: 40,
});
const typedBy = (form: readonly Item[], pressed: readonly string[]): Typed =>
  pressed.reduce((typed, key) => press(typed, form, key), NOTHING);

it('takes no value that the item does not have, and none for an item that is not there', () => {
  fc.assert(
    fc.property(items, keys, (form, pressed) => {
      const { at, answers } = typedBy(form, pressed);
      expect(at).toBeGreaterThanOrEqual(0);
      expect(at).toBeLessThanOrEqual(form.length);
      for (const [n, given] of Object.entries(answers)) {
        const options = form.find((item) => String(item.n) === n)?.options.map(({ value }) => value) ?? [];
        if (given !== null && given !== 'refused') expect(options).toContain(given);
      }
    }),
  );
});

it('moves on by one for a choice, stays for a key that means nothing, and never skips an item', () => {
  fc.assert(
    fc.property(items, keys, (form, pressed) => {
      const typed = typedBy(form, pressed);
      for (let n = 1; n <= typed.at; n += 1) expect(Object.hasOwn(typed.answers, String(n))).toBe(true);
      const wrong = press(typed, form, 'q');
      expect([wrong.at, wrong.answers]).toEqual([typed.at, typed.answers]);
    }),
  );
});

it('is read when every item has an answer or was said to have none, whatever it is', () => {
  fc.assert(
    fc.property(items, fc.constantFrom('0', '1', 'x'), (form, key) => {
      expect(isRead(typedBy(form, Array(form.length - 1).fill(key)), form)).toBe(false);
      expect(isRead(typedBy(form, Array(form.length).fill(key)), form)).toBe(true);
    }),
  );
});
