import { createHmac } from 'node:crypto';

const PERIOD_MS = 30_000;
const DIGITS = 6;

/** The code of an authenticator app at an instant of machine time (RFC 6238, HMAC-SHA-1, 30 s, six digits). */
export function totpNow(secret: string, at: number = Date.now()): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / PERIOD_MS)));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}
