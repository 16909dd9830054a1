import { FileRefused } from './file-refused.ts';

/* What pictures of both kinds are held to. */

/** A picture is unpacked by whoever opens it: four bytes a point. Phones make up to 200 million points, packed far over 10 MB. */
const MOST_POINTS = 120_000_000;
const LONGEST_SIDE = 30_000;

/** Throws `imageTooLarge`, or `fileBroken` for a picture of no size. */
export function checkSize(width: number, height: number): void {
  if (width === 0 || height === 0) throw new FileRefused('fileBroken');
  if (width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > MOST_POINTS)
    throw new FileRefused('imageTooLarge');
}

/** Beginnings of what opens as something else when it is hung onto a picture. */
const OTHERS = ['PK\u0003\u0004', 'PK\u0005\u0006', '%PDF-', 'Rar!\u001a', '7z\u00bc\u00af', '\u007fELF', 'MZ\u0090'];
const MARKUP = /<(?:!doctype|html|script|svg|\?php)/i;

/**
 * What follows the end of a picture is cut off: second pictures and clips of a phone hang there. Throws `fileIsTwoThings` where the rest is
 * an archive, a document or a page: that is no accident.
 */
export function checkRest(rest: Buffer): void {
  const text = rest.toString('latin1');
  if (OTHERS.some((signature) => text.includes(signature)) || MARKUP.test(text))
    throw new FileRefused('fileIsTwoThings');
}
