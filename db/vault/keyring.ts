import { createHmac, randomBytes } from 'node:crypto';
import { canonical } from '#db/canonical';
import { seal, unseal } from './seal.ts';

/** The process's keys; 32 bytes each, derived from the master key for one purpose. */
export interface Keyring {
  /** Id of the key that wraps new data keys. */
  readonly current: string;
  /** Every wrapping key that still opens something, by id. */
  readonly wrapping: Readonly<Record<string, Buffer>>;
  readonly blindIndex: Buffer;
  readonly digests: Buffer;
  /** Signs links to files. */
  readonly links: Buffer;
}

/** One pupil's key as it lies in student_keys, opened or not. */
export interface WrappedKey {
  readonly wrapped: Buffer;
  readonly masterKeyId: string;
  readonly keyVersion: number;
}
export interface DataKey {
  readonly key: Buffer;
  readonly keyVersion: number;
}

const KEY_BYTES = 32;

function wrappingKey(ring: Keyring, id: string): Buffer {
  const key = ring.wrapping[id];
  if (key === undefined) throw new Error(`the wrapping key ${id} is not in the keyring`);
  return key;
}

function place(student: string, keyVersion: number) {
  return { table: 'student_keys', column: 'wrapped_key', row: student, keyVersion };
}

/** A data key for a pupil (or, with a person's id, for a member of staff's addresses). */
export function newStudentKey(ring: Keyring, student: string): WrappedKey & DataKey {
  const key = randomBytes(KEY_BYTES);
  const wrapped = seal(wrappingKey(ring, ring.current), place(student, 1), key);
  return { key, wrapped, masterKeyId: ring.current, keyVersion: 1 };
}

/** Throws Unsealable for another pupil's key. */
export function openStudentKey(
  ring: Keyring,
  student: string,
  { wrapped, masterKeyId, keyVersion }: WrappedKey,
): DataKey {
  return { key: unseal(wrappingKey(ring, masterKeyId), place(student, keyVersion), wrapped), keyVersion };
}

/** Rotation of the master key: the same data key under the current wrapping key; nothing sealed with it changes. */
export function rewrap(ring: Keyring, student: string, held: WrappedKey): WrappedKey {
  const { key, keyVersion } = openStudentKey(ring, student, held);
  const wrapped = seal(wrappingKey(ring, ring.current), place(student, keyVersion), key);
  return { wrapped, masterKeyId: ring.current, keyVersion };
}

/** Exact look-up without the value: HMAC-SHA-256 of field and value, the value folded to NFKC, without spaces, lower case. */
export function blindIndex(ring: Keyring, field: string, value: string): Buffer {
  const folded = value.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
  return createHmac('sha256', ring.blindIndex).update(`${field}\u0000${folded}`).digest();
}

/** What tells a repeated request from another one under the same key; keyed, since a request holds texts that could be guessed. */
export function requestDigest(ring: Keyring, request: unknown): Buffer {
  return createHmac('sha256', ring.digests).update(canonical(request)).digest();
}
