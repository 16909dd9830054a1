import { useEffect, useState } from 'react';

/** How a text is typed by ear: `jilufangtan` and `jlft`; nothing before the reading of characters is there. */
export type Spell = (text: string) => readonly string[];

const silent: Spell = () => [];

/** Readings of characters are large: they come when somebody begins to search, never with the page. */
async function spelling(): Promise<Spell> {
  const { pinyin } = await import('pinyin-pro');
  const kept = new Map<string, readonly string[]>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const syllables = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
      .map((syllable) => bare(syllable))
      .filter((syllable) => syllable !== '');
    const said = [syllables.join(''), syllables.map((syllable) => syllable.charAt(0)).join('')];
    kept.set(text, said);
    return said;
  };
}

export function useSpelling(): Spell {
  const [spell, setSpell] = useState<Spell>(() => silent);
  useEffect(() => {
    // Without it one still finds by characters and by English.
    spelling().then(
      (found) => setSpell(() => found),
      () => undefined,
    );
  }, []);
  return spell;
}

/** Whether one of the names is what somebody typed: a part of it as it is written, or as it sounds. */
export function isMeant(typed: string, names: readonly string[], spell: Spell): boolean {
  const wanted = bare(typed);
  return names.some((name) => bare(name).includes(wanted) || spell(name).some((sound) => sound.includes(wanted)));
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
