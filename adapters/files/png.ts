import { crc32 } from 'node:zlib';
import { FileRefused } from './file-refused.ts';
import { checkRest, checkSize } from './picture.ts';

/* A PNG (ISO/IEC 15948) is a signature and a row of chunks: length, name, content, checksum. */

const SIGNATURE_BYTES = 8;
const AROUND = 12;
const HEADER_BYTES = 13;
/** Pixels, palette, transparency, and how colours and points are meant. Texts, times, Exif, profiles and frames of animations are left out. */
const NEEDED: ReadonlySet<string> = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'sBIT',
  'bKGD',
  'pHYs',
]);

/** Pixels come in chunks of some kilobytes. */
const MOST_CHUNKS = 20_000;

interface Chunk {
  readonly name: string;
  readonly content: Buffer;
  readonly whole: Buffer;
}

/** The picture without texts, times, Exif and whatever hangs behind its end. Throws FileRefused. */
export function cleanPng(file: Buffer): Buffer {
  const { chunks, end } = chunksOf(file);
  checkRest(file.subarray(end));
  const [header] = chunks;
  const count = (name: string) => chunks.filter((chunk) => chunk.name === name).length;
  const lastIsEnd = chunks.at(-1)?.content.length === 0;
  if (header?.name !== 'IHDR' || header.content.length !== HEADER_BYTES) throw new FileRefused('fileBroken');
  if (count('IHDR') !== 1 || count('IDAT') === 0 || !lastIsEnd) throw new FileRefused('fileBroken');
  checkSize(header.content.readUInt32BE(0), header.content.readUInt32BE(4));
  const kept = chunks.filter(({ name }) => NEEDED.has(name)).map(({ whole }) => whole);
  return Buffer.concat([file.subarray(0, SIGNATURE_BYTES), ...kept]);
}

function chunksOf(file: Buffer): { readonly chunks: readonly Chunk[]; readonly end: number } {
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE_BYTES; at + AROUND <= file.length && chunks.length < MOST_CHUNKS; ) {
    const length = file.readUInt32BE(at);
    const next = at + AROUND + length;
    if (next > file.length) break;
    const name = file.toString('latin1', at + 4, at + 8);
    const sound = crc32(file.subarray(at + 4, next - 4)) === file.readUInt32BE(next - 4);
    // A capital first letter: without it the picture cannot be shown (5.4).
    if (!/^[A-Za-z]{4}$/.test(name) || !sound || (/^[A-Z]/.test(name) && !NEEDED.has(name)))
      throw new FileRefused('fileBroken');
    chunks.push({ name, content: file.subarray(at + 8, next - 4), whole: file.subarray(at, next) });
    if (name === 'IEND') return { chunks, end: next };
    at = next;
  }
  throw new FileRefused('fileBroken');
}
