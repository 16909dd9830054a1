/** A label in the two languages of the product; Chinese first. Neutral: no diagnosis, no method, nothing a passer-by should not read. */
export interface Words {
  readonly 'zh-CN': string;
  readonly en: string;
}

export type Vocabulary<K extends string> = Readonly<Record<K, Words>>;

/** Shorthand for vocabularies. */
export function words(chinese: string, english: string): Words {
  return { 'zh-CN': chinese, en: english };
}
