import { blindIndex, type Keyring } from './keyring.ts';

/** A name with its spelling, as `adapters/pinyin` gives it. */
export interface SpelledName {
  readonly name: string;
  readonly pinyin: string;
  readonly initials: string;
}

/** What stands in `students` so that a name can be found exactly, by its full pinyin or by its initials, without being there. */
export function nameDigests(ring: Keyring, { name, pinyin, initials }: SpelledName) {
  return {
    nameDigest: blindIndex(ring, 'name', name),
    pinyinDigest: blindIndex(ring, 'pinyin', pinyin),
    initialsDigest: blindIndex(ring, 'initials', initials),
  };
}
