import { inflateSync } from 'node:zlib';
import { FileRefused } from './file-refused.ts';
import { endsAsZip } from './zip-cover.ts';

/** What a document does by itself when it is opened: scripts, programs, files inside, forms of XFA, film. */
const ACTIVE = nameIn(
  'JavaScript',
  'Launch',
  'EmbeddedFile',
  'EmbeddedFiles',
  'RichMedia',
  'XFA',
  'ImportData',
  'SubmitForm',
);
const ENCRYPTED = nameIn('Encrypt');
/** The end, with nothing behind it but white space (ISO 32000 7.5.5) and the zeros that some programs fill up with. */
const END = '%%EOF';
const FILLED_UP = 1_100;
/** Objects may lie packed (7.5.7); only these are unpacked, to look for the same words. */
const PACKED_OBJECTS = nameIn('ObjStm');
const STREAM = /\bstream\r?\n/g;
const DICTIONARY = 2_000;
const MOST_UNPACKED = 64 * 1024 * 1024;
/** Looking back at each costs time: ten megabytes of the word took half a minute. */
const MOST_STREAMS = 20_000;

/**
 * Throws FileRefused for a document that ends elsewhere than at its end, is also an archive, is encrypted, or says that it runs something. A sieve and no
 * proof: what is served is served as a download.
 */
export function checkPdf(file: Buffer): void {
  const text = file.toString('latin1');
  if (!text.slice(-FILLED_UP).replaceAll('\u0000', ' ').trimEnd().endsWith(END)) throw new FileRefused('fileBroken');
  if (endsAsZip(file)) throw new FileRefused('fileIsTwoThings');
  if (ENCRYPTED.test(text)) throw new FileRefused('fileEncrypted');
  if (ACTIVE.test(text) || packedObjects(file, text).some((objects) => ACTIVE.test(objects)))
    throw new FileRefused('fileHasActiveContent');
}

/** One of these names, each letter as itself or by its number: `/J#61vaScript` is `/JavaScript` (7.3.5). Nothing is rewritten: ten megabytes of numbers took 15 s. */
function nameIn(...names: readonly string[]): RegExp {
  const spelt = names.map((name) =>
    name
      .split('')
      .map((letter) => `(?:${letter}|#${letter.charCodeAt(0).toString(16).replace(/[a-f]/, eitherCase)})`)
      .join(''),
  );
  return new RegExp(`/(?:${spelt.join('|')})(?![A-Za-z])`);
}

function eitherCase(digit: string): string {
  return `[${digit}${digit.toUpperCase()}]`;
}

function packedObjects(file: Buffer, text: string): readonly string[] {
  const found: string[] = [];
  let left = MOST_UNPACKED;
  let streams = 0;
  for (const { index, 0: word } of text.matchAll(STREAM)) {
    streams += 1;
    if (streams > MOST_STREAMS) throw new FileRefused('fileUnpacksTooLarge');
    const before = text.slice(Math.max(0, index - DICTIONARY), index);
    const dictionary = before.slice(Math.max(0, before.lastIndexOf('obj')));
    if (!PACKED_OBJECTS.test(dictionary)) continue;
    const objects = inflated(file.subarray(index + word.length), left);
    left -= objects.length;
    found.push(objects);
  }
  return found;
}

function inflated(packed: Buffer, most: number): string {
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(most, 1) }).toString('latin1');
  } catch (error) {
    const tooLarge = error instanceof RangeError;
    throw new FileRefused(tooLarge ? 'fileUnpacksTooLarge' : 'fileBroken');
  }
}
