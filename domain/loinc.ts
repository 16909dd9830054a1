/**
 * Whether a LOINC code (44261-6) or answer code (LA6568-5) carries its right check digit: mod 10 by Luhn, as the LOINC users'
 * guide defines it. The letters of an answer code count as two digits each (A = 10, L = 21), as seen on every published one
 * tried. Says nothing about whether the code exists.
 */
export function hasLoincCheckDigit(code: string): boolean {
  const parts = /^(LA|)(\d{1,7})-(\d)$/.exec(code);
  if (parts === null) return false;
  const [, prefix = '', body = '', check = ''] = parts;
  const letters = Array.from(prefix, (letter) => String(Number.parseInt(letter, 36))).join('');
  const digits = Array.from(letters + body, Number).reverse();
  const sum = digits.reduce((total, digit, place) => total + luhn(digit, place), 0);
  return (10 - (sum % 10)) % 10 === Number(check);
}

function luhn(digit: number, place: number): number {
  if (place % 2 === 1) return digit;
  const doubled = digit * 2;
  return doubled > 9 ? doubled - 9 : doubled;
}
