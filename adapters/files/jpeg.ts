import { orientationIn, orientationOnly } from './exif.ts';
import { FileRefused } from './file-refused.ts';
import { checkRest, checkSize } from './picture.ts';

/* A JPEG (ITU-T T.81) is a row of segments: marker, length, payload; a scan has its data behind it. */

const SOI = Buffer.of(0xff, 0xd8);
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP14 = 0xee;
const APP15 = 0xef;
const COMMENT = 0xfe;
/** Baseline, extended and progressive: what phones and browsers know. */
const FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);
/** Huffman and quantisation tables, restart interval, scans. */
const NEEDED: ReadonlySet<number> = new Set([...FRAMES, 0xc4, 0xdb, 0xdd, SOS]);
/** What a decoder has to know of JFIF (T.871) and Adobe; a small picture of the picture may hang behind the first. */
const JFIF_BYTES = 14;
const ADOBE_BYTES = 12;

/** A phone's picture has some dozens; ten megabytes of empty ones took 14 s. */
const MOST_SEGMENTS = 5_000;

interface Segment {
  readonly marker: number;
  readonly payload: Buffer;
  /** All of it, the data of a scan too. */
  readonly whole: Buffer;
}

/** The picture without Exif (place, time, device), comments, colour profiles, small pictures and whatever hangs behind its end. Throws FileRefused. */
export function cleanJpeg(file: Buffer): Buffer {
  const { segments, end } = segmentsOf(file);
  checkRest(file.subarray(end));
  checkFrame(segments);
  const orientation = segments.find(({ marker, payload }) => marker === APP1 && orientationIn(payload) !== 1);
  const head = [SOI, ...shortened(segments, APP0, 'JFIF\u0000', JFIF_BYTES)];
  if (orientation !== undefined) head.push(segment(APP1, orientationOnly(orientationIn(orientation.payload))));
  head.push(...shortened(segments, APP14, 'Adobe', ADOBE_BYTES));
  const body = segments.filter(({ marker }) => NEEDED.has(marker)).map(({ whole }) => whole);
  return Buffer.concat([...head, ...body, Buffer.of(0xff, EOI)]);
}

function segmentsOf(file: Buffer): { readonly segments: readonly Segment[]; readonly end: number } {
  const segments: Segment[] = [];
  for (let at = SOI.length; ; ) {
    while (file[at] === 0xff && file[at + 1] === 0xff) at += 1; // fill bytes
    const marker = file[at + 1];
    if (file[at] !== 0xff || marker === undefined) throw new FileRefused('fileBroken');
    if (marker === EOI) return { segments, end: at + 2 };
    if (!isKnown(marker) || at + 4 > file.length || segments.length === MOST_SEGMENTS)
      throw new FileRefused('fileBroken');
    const behind = at + 2 + file.readUInt16BE(at + 2);
    if (behind < at + 4 || behind > file.length) throw new FileRefused('fileBroken');
    const next = marker === SOS ? endOfScan(file, behind) : behind;
    segments.push({ marker, payload: file.subarray(at + 4, behind), whole: file.subarray(at, next) });
    at = next;
  }
}

function isKnown(marker: number): boolean {
  return NEEDED.has(marker) || (marker >= APP0 && marker <= APP15) || marker === COMMENT;
}

/** Data of a scan goes on until a marker that is neither a stuffed zero nor a restart. Byte by byte: ten megabytes of stuffed zeros took 20 times as long by indexOf. */
function endOfScan(file: Buffer, from: number): number {
  for (let at = from; at + 1 < file.length; at += 1) {
    if (file[at] !== 0xff) continue;
    const next = file[at + 1] ?? 0;
    if (next === 0 || (next >= 0xd0 && next <= 0xd7)) at += 1;
    else if (next !== 0xff) return at;
  }
  throw new FileRefused('fileBroken');
}

function checkFrame(segments: readonly Segment[]): void {
  const [frame, second] = segments.filter(({ marker }) => FRAMES.has(marker));
  const scans = segments.some(({ marker }) => marker === SOS);
  if (frame === undefined || second !== undefined || !scans || frame.payload.length < 6)
    throw new FileRefused('fileBroken');
  checkSize(frame.payload.readUInt16BE(3), frame.payload.readUInt16BE(1));
}

/** The first segment of this marker and name, cut to what decoding needs; none where there is none. */
function shortened(segments: readonly Segment[], marker: number, name: string, length: number): readonly Buffer[] {
  const held = segments.find(
    (one) => one.marker === marker && one.payload.length >= length && one.payload.toString('latin1').startsWith(name),
  );
  if (held === undefined) return [];
  const payload = Buffer.from(held.payload.subarray(0, length));
  if (marker === APP0) payload.fill(0, length - 2); // no small picture follows
  return [segment(marker, payload)];
}

function segment(marker: number, payload: Buffer): Buffer {
  const head = Buffer.of(0xff, marker, 0, 0);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
}
