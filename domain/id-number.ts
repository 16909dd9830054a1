/** Resident identity numbers after GB 11643-1999: 6 digits region, 8 birth, 3 sequence (odd = male), 1 check. */
import { type Day, isDay } from './instant.ts';

const CHECK_DIGITS = '10X98765432';

/** The check digit (ISO 7064 MOD 11-2, `0`-`9` or `X`) of the first 17 digits. */
export function checkDigit(first17: string): string {
  const sum = Array.from(first17).reduce((total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11), 0);
  return CHECK_DIGITS.charAt(sum % 11);
}

/** The birth day an identity number states, or null when its form, date or check digit is wrong. `x` counts as `X`. */
export function bornByIdNumber(text: string): Day | null {
  const match = /^(\d{6})(\d{4})(\d{2})(\d{2})\d{3}[\dXx]$/.exec(text);
  if (!match || checkDigit(text.slice(0, 17)) !== text.charAt(17).toUpperCase()) return null;
  const born = match.slice(2, 5).join('-');
  return isDay(born) ? born : null;
}
