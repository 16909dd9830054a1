import type { FileType } from '#domain/file';
import { FileRefused } from './file-refused.ts';
import { cleanJpeg } from './jpeg.ts';
import { officeType } from './office.ts';
import { checkPdf } from './pdf.ts';
import { cleanPng } from './png.ts';

/** A file as it may be kept. */
export interface Inspected {
  readonly type: FileType;
  /** Pictures written anew without what was recorded about their taking; everything else as it came. */
  readonly bytes: Buffer;
}

const JPEG = Buffer.from([0xff, 0xd8, 0xff]);
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PDF = Buffer.from('%PDF-', 'latin1');
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');

/** What a file is by its content alone, and what of it may be kept. Throws FileRefused. Synchronous: about 60 ms for 10 MB. */
export function inspectFile(file: Buffer): Inspected {
  const begins = (signature: Buffer) => file.subarray(0, signature.length).equals(signature);
  if (file.length === 0) throw new FileRefused('fileEmpty');
  if (begins(JPEG)) return { type: 'jpeg', bytes: cleanJpeg(file) };
  if (begins(PNG)) return { type: 'png', bytes: cleanPng(file) };
  if (begins(ZIP)) return { type: officeType(file), bytes: file };
  if (!begins(PDF)) throw new FileRefused('fileTypeUnknown');
  checkPdf(file);
  return { type: 'pdf', bytes: file };
}
