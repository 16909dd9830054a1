import { type DataKey, type Keyring, newStudentKey, openStudentKey, type WrappedKey } from '#db/vault/keyring';
import type { Place } from '#db/vault/seal';

/* A file has a data key of its own, wrapped as a pupil's is and bound to the file's id. */

/** A new key, wrapped and opened. */
export function newFileKey(ring: Keyring, file: string): WrappedKey & DataKey {
  return newStudentKey(ring, file);
}

/** Throws Unsealable for another file's key. */
export function openFileKey(ring: Keyring, file: string, held: WrappedKey): DataKey {
  return openStudentKey(ring, file, held);
}

/** Where the two ciphertexts of a file belong: one does not open in the place of the other, nor in another row. */
export function placeOf(table: 'files' | 'file_contents', file: string, keyVersion: number): Place {
  return { table, column: table === 'files' ? 'name' : 'sealed', row: file, keyVersion };
}
