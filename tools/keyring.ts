import type { Keyring } from '#db/vault/keyring';
import { derivedKey } from './keys.ts';

/** Id of the wrapping key that is derived from the first master key; it stands in every row of student_keys. */
const FIRST = '1';

/** The keys that api, imports and seeds need, all derived from the master key. */
export function keyringOf(masterKey: Uint8Array): Keyring {
  return {
    current: FIRST,
    wrapping: { [FIRST]: derivedKey(masterKey, 'vault') },
    blindIndex: derivedKey(masterKey, 'blind-index'),
    digests: derivedKey(masterKey, 'digests'),
    links: derivedKey(masterKey, 'file-links'),
  };
}
