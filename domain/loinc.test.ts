import { expect, it } from 'vitest';
import { hasLoincCheckDigit } from './loinc.ts';

it.each(['93373-9', '93267-3', '44261-6', '44260-8', 'LA6568-5', 'LA32-8', 'LA13902-5'])(
  'T41: %s has a right check digit',
  (code) => {
    expect(hasLoincCheckDigit(code)).toBe(true);
  },
);

it.each(['93373-3', '93267-7', '65625-0', '44261', '', '44261-66', 'XX6568-5', 'LA6568-0'])(
  'T41: %s has none',
  (code) => {
    expect(hasLoincCheckDigit(code)).toBe(false);
  },
);
