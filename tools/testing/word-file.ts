import { unpack } from '#adapters/spreadsheets/archive';

/** The parts of a Word file or workbook as text, by name. Pictures are left out. */
export function partsIn(file: Uint8Array): ReadonlyMap<string, string> {
  const parts = unpack(Buffer.from(file), (name) => /\.(xml|rels)$/.test(name));
  return new Map([...parts].map(([name, content]) => [name, content.toString('utf8')]));
}

/** What a Word file shows, as a program reads it that knows nothing of how it was written. */
export interface ReadWord {
  /** word/document.xml. */
  readonly xml: string;
  /** Every paragraph in order, those in tables too; runs joined, tabs as tabs. */
  readonly paragraphs: readonly string[];
  /** Every figure in order: the tag of its content control and the text inside. */
  readonly figures: readonly (readonly [code: string, shown: string])[];
}

export function readWord(file: Uint8Array): ReadWord {
  const xml = partsIn(file).get('word/document.xml') ?? '';
  const paragraphs = [...xml.matchAll(/<w:p>.*?<\/w:p>|<w:p [^>]*>.*?<\/w:p>/gs)].map(([paragraph]) =>
    textIn(paragraph),
  );
  const controls = [...xml.matchAll(/<w:sdt>.*?<\/w:sdt>/gs)];
  const figures = controls.map(
    ([control]) => [/<w:tag w:val="([^"]*)"/.exec(control)?.[1] ?? '', textIn(control)] as const,
  );
  return { xml, paragraphs, figures };
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function textIn(xml: string): string {
  const pieces = xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:tab\/>/g);
  return [...pieces]
    .map(([piece, text]) => text ?? (piece === '<w:tab/>' ? '\t' : ''))
    .join('')
    .replace(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? '');
}
