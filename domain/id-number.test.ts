import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bornByIdNumber, checkDigit } from './id-number.ts';

it('takes the two example numbers printed in GB 11643', () => {
  expect(bornByIdNumber('11010519491231002X')).toBe('1949-12-31');
  expect(bornByIdNumber('440524188001010014')).toBe('1880-01-01');
  expect(bornByIdNumber('11010519491231002x')).toBe('1949-12-31');
});

it('refuses a wrong check digit, a date that does not exist and another length', () => {
  expect(bornByIdNumber('110105194912310021')).toBeNull();
  const february30 = '99900120140230001';
  expect(bornByIdNumber(february30 + checkDigit(february30))).toBeNull();
  expect(bornByIdNumber('110105491231002')).toBeNull();
  expect(bornByIdNumber(' 11010519491231002X')).toBeNull();
});

it('finds every single wrong digit and every swap of neighbours', () => {
  fc.assert(
    fc.property(fc.nat({ max: 999 }), fc.nat({ max: 16 }), fc.integer({ min: 1, max: 9 }), (sequence, place, shift) => {
      const first17 = `99900120140315${String(sequence).padStart(3, '0')}`;
      const right = first17 + checkDigit(first17);
      const digits = Array.from(right);
      digits[place] = String((Number(digits[place]) + shift) % 10);
      expect(bornByIdNumber(digits.join(''))).toBeNull();
      const swapped = Array.from(right);
      [swapped[place], swapped[place + 1]] = [swapped[place + 1] ?? '', swapped[place] ?? ''];
      if (swapped.join('') !== right) expect(bornByIdNumber(swapped.join(''))).toBeNull();
    }),
  );
});
