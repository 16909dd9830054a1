import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { TextRef } from '#domain/stream';
import type { DataKey } from './keyring.ts';
import { seal, unseal } from './seal.ts';

const SALT = 16;

export interface NewText {
  /** Row of the vault; also stands in the fact. */
  readonly id: string;
  readonly ciphertext: Buffer;
  readonly keyVersion: number;
  /** What the fact holds: the id and a commitment that binds the chain to the words without telling them. */
  readonly ref: TextRef;
}

const place = (id: string, keyVersion: number) => ({ table: 'vault', column: 'ciphertext', row: id, keyVersion });

/** SHA-256 of salt and text, hex. The salt lies sealed with the text: with the key destroyed, the commitment cannot be guessed open. */
function commitmentTo(salt: Buffer, text: string): string {
  return createHash('sha256').update(salt).update(text, 'utf8').digest('hex');
}

/** Seals a free text or personal field for the vault. */
export function sealText(dataKey: DataKey, text: string, id: string = randomUUID()): NewText {
  const salt = randomBytes(SALT);
  const ciphertext = seal(dataKey.key, place(id, dataKey.keyVersion), Buffer.concat([salt, Buffer.from(text, 'utf8')]));
  return { id, ciphertext, keyVersion: dataKey.keyVersion, ref: { text: id, commitment: commitmentTo(salt, text) } };
}

/** Opens a vault row. With `commitment`, throws RangeError when the words are not those that the chain has bound. */
export function openText(dataKey: DataKey, id: string, ciphertext: Buffer, commitment?: string): string {
  const plain = unseal(dataKey.key, place(id, dataKey.keyVersion), ciphertext);
  const text = plain.subarray(SALT).toString('utf8');
  if (commitment !== undefined && commitmentTo(plain.subarray(0, SALT), text) !== commitment)
    throw new RangeError('the text is not the one that the record has bound');
  return text;
}
