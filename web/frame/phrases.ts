/** What stands in the gaps of a text, and what is said when there is no such text. */
export type Values = Readonly<Record<string, string | number | null | undefined>> & { readonly defaultValue?: string };

/** `t('title')`; `t('frame:save')` of another feature; of several keys the first that is there; otherwise `defaultValue`, or the key itself. */
export type Say = (key: string | readonly string[], values?: Values) => string;

/** Texts of one language: feature, then key with its parents before it (`list.mine`). */
export type Phrases = ReadonlyMap<string, ReadonlyMap<string, string>>;

type Tree = { readonly [key: string]: string | Tree };

/** Made once when a language is spoken: a list asks hundreds of times, each answer is then one look into a map. */
export function phrasesOf(files: Readonly<Record<string, object>>): Phrases {
  return new Map(Object.entries(files).map(([name, tree]) => [name, new Map(leaves(tree as Tree, ''))])); // files of texts hold nothing else
}

function leaves(tree: Tree, before: string): (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[before + key, value] as const] : leaves(value, `${before}${key}.`),
  );
}

/** Looks in `feature`, then in the frame's texts. */
export function sayIn(phrases: Phrases, feature: string): Say {
  const own = [phrases.get(feature), phrases.get('frame')];
  const find = (key: string): string | undefined => {
    const at = key.indexOf(':');
    const named = at === -1 ? undefined : phrases.get(key.slice(0, at));
    return named === undefined ? (own[0]?.get(key) ?? own[1]?.get(key)) : named.get(key.slice(at + 1));
  };
  return (keys, values) => {
    if (typeof keys === 'string') return filled(find(keys) ?? values?.defaultValue ?? keys, values);
    const found = keys.map(find).find((text) => text !== undefined);
    return filled(found ?? values?.defaultValue ?? keys.at(-1) ?? '', values);
  };
}

/** `{{name}}` by its value, nothing where there is none. What a value brings is never read as a gap again. */
function filled(text: string, values: Values | undefined): string {
  if (values === undefined || !text.includes('{{')) return text;
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_gap, name: string) => {
    const value = values[name];
    return value === undefined || value === null ? '' : String(value);
  });
}
