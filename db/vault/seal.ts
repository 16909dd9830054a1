import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Suite 1: AES-256-GCM, 12 bytes of nonce, 16 of tag. The number stands first in each ciphertext, so that another can follow. */
const SUITE = 1;
const NONCE = 12;
const TAG = 16;

/** What a ciphertext is bound to: it opens in this place only. */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly row: string;
  readonly keyVersion: number;
}

/** A ciphertext was changed, lies in another place, or the key is another. Says nothing of the content. */
export class Unsealable extends Error {}

function boundTo({ table, column, row, keyVersion }: Place): Buffer {
  return Buffer.from(`${table}\u0000${column}\u0000${row}\u0000${keyVersion}`, 'utf8');
}

/** Seals bytes under a 32-byte key: suite, nonce, tag, ciphertext. Synchronous: about 3 µs for a sheet, and files bring 20,000. */
export function seal(key: Buffer, place: Place, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(boundTo(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(SUITE), nonce, cipher.getAuthTag(), body]);
}

/** Opens what seal() made. Throws Unsealable. */
export function unseal(key: Buffer, place: Place, sealed: Buffer): Buffer {
  if (sealed.length < 1 + NONCE + TAG || sealed[0] !== SUITE) throw new Unsealable('not a ciphertext of this suite');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE), { authTagLength: TAG });
  decipher.setAAD(boundTo(place));
  decipher.setAuthTag(sealed.subarray(1 + NONCE, 1 + NONCE + TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE + TAG)), decipher.final()]);
  } catch {
    throw new Unsealable('the ciphertext does not open here');
  }
}
