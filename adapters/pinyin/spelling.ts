import { pinyin } from 'pinyin-pro';

/** How a name is typed by people who look for it: `qingzhiyao` and `qzy`; letters that are no characters stay, in lower case. */
export interface Spelling {
  readonly pinyin: string;
  readonly initials: string;
}

/** The usual reading of a Chinese name, surname first (单 is shan, not dan). A name without letters spells as nothing. */
export function spellingOf(name: string): Spelling {
  const syllables = pinyin(name.normalize('NFKC'), {
    toneType: 'none',
    type: 'array',
    mode: 'surname',
    nonZh: 'consecutive',
    v: true,
  }).map((syllable) => syllable.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  const said = syllables.filter((syllable) => syllable !== '');
  return { pinyin: said.join(''), initials: said.map((syllable) => syllable.charAt(0)).join('') };
}
