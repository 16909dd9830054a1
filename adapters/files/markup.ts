import { FileRefused } from './file-refused.ts';

export type Attributes = ReadonlyMap<string, string>;

/** A name has an end, and begins where none goes on: every part of a text is looked at once. */
const ATTRIBUTE = /(?<![\w:.-])([\w:.-]{1,100})\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The attributes of every element of this name, whatever its prefix: enough to read the lists of a package. Throws `fileBroken` where they could say something else to another reader. */
export function elementsOf(content: Buffer, name: string): readonly Attributes[] {
  const text = textOf(content);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text) || !text.includes('<')) throw new FileRefused('fileBroken');
  const element = new RegExp(`<(?:[\\w.-]+:)?${name}(?=[\\s/>])((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>`, 'g');
  return [...text.matchAll(element)].map(
    ([, attributes = '']) =>
      new Map(
        [...attributes.matchAll(ATTRIBUTE)].map(([, key = '', double, single]) => [key, plain(double ?? single ?? '')]),
      ),
  );
}

/** UTF-8 or, with its mark, UTF-16: what a package may be written in. */
function textOf(content: Buffer): string {
  const mark = content.toString('latin1', 0, 2);
  const encoding = mark === '\u00ff\u00fe' ? 'utf-16le' : mark === '\u00fe\u00ff' ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    throw new FileRefused('fileBroken');
  }
}

function plain(value: string): string {
  return value.replace(
    /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(\w+));/gi,
    (whole, hex?: string, decimal?: string, word?: string) => {
      if (word !== undefined) return NAMED[word] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
