import { pack, unpack } from '#adapters/spreadsheets/archive';
import type { Day } from '#domain/instant';

/** What this project has just written itself may repeat itself as much as it likes. */
const OWN = { parts: Infinity, unpackedBytes: Infinity, ratio: Infinity, ratioFromBytes: Infinity };
const UNDATED: Day = '1980-01-01';
const STAMP = /(<dcterms:(created|modified)\b[^>]*>)[^<]*(?=<)/g;

/**
 * The same package without the moment it was made: the properties carry the day of the document, the parts no time of their own. They are stored
 * unpacked, in the order of their names, so that no version of a compressor changes a byte of what was signed.
 */
export function sealed(file: Buffer, day: Day | null): Uint8Array {
  const stamp = `${day ?? UNDATED}T00:00:00Z`;
  const parts = [...unpack(file, () => true, OWN)].map(([name, content]) => {
    if (name !== 'docProps/core.xml') return [name, content] as const;
    return [name, Buffer.from(content.toString('utf8').replace(STAMP, `$1${stamp}`), 'utf8')] as const;
  });
  return pack(new Map(parts.toSorted(([a], [b]) => (a < b ? -1 : 1))));
}
