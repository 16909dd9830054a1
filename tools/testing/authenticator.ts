import { totpNow } from '#tools/totp';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What the app on a phone shows at this moment for the key that a page gave it (base32, RFC 4648). */
export function appCode(key: string): string {
  const bits = Array.from(key.replace(/=+$/, ''), (letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0'));
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  return totpNow(bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 2))).join(''));
}
