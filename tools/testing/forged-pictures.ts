import { crc32, deflateSync } from 'node:zlib';

/* Pictures made by hand for tests. They decode; what hangs on them is up to the test. */

/** What a test hangs onto a picture. */
export interface ForgedJpeg {
  /** Segments between SOI and the tables: marker and payload. */
  readonly before?: readonly (readonly [number, Buffer])[];
  readonly width?: number;
  readonly height?: number;
  /** Marker of the frame; 0xc0 is baseline. */
  readonly frame?: number;
  readonly rest?: Buffer;
}

const bytes = (text: string) => Buffer.from(text, 'latin1');

function segment(marker: number, payload: Buffer): Buffer {
  const head = Buffer.of(0xff, marker, 0, 0);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
}

/** One grey block of 8 by 8 points: a table of ones, one code for "no difference" and one for "the rest is zero". */
export function forgedJpeg({ before = [], width = 8, height = 8, frame = 0xc0, rest }: ForgedJpeg = {}): Buffer {
  const size = Buffer.of(8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0);
  const code = (kind: number) => Buffer.concat([Buffer.of(kind, 1), Buffer.alloc(15), Buffer.of(0)]);
  return Buffer.concat([
    Buffer.of(0xff, 0xd8),
    ...before.map(([marker, payload]) => segment(marker, payload)),
    segment(0xdb, Buffer.concat([Buffer.of(0), Buffer.alloc(64, 1)])),
    segment(frame, size),
    segment(0xc4, code(0x00)),
    segment(0xc4, code(0x10)),
    segment(0xda, Buffer.of(1, 1, 0, 0, 63, 0)),
    Buffer.of(0x3f, 0xff, 0xd9),
    rest ?? Buffer.alloc(0),
  ]);
}

export const JFIF = bytes('JFIF\u0000\u0001\u0001\u0001\u0000H\u0000H\u0000\u0000');
/** With a small picture of one point behind it. */
export const JFIF_WITH_PICTURE = Buffer.concat([
  bytes('JFIF\u0000\u0001\u0001\u0001\u0000H\u0000H\u0001\u0001'),
  bytes('rgb'),
]);
export const ADOBE = bytes('Adobe\u0000d\u0000\u0000\u0000\u0000\u0001');

/** Exif of a phone: which side is up, the device, and where the picture was taken (GPS, 35.76 N 115.03 E). */
export function phoneExif(orientation: number, order: 'II' | 'MM' = 'II'): Buffer {
  const short = (value: number) =>
    order === 'II' ? Buffer.of(value & 255, value >> 8) : Buffer.of(value >> 8, value & 255);
  const long = (value: number) =>
    order === 'II' ? Buffer.concat([short(value), short(0)]) : Buffer.concat([short(0), short(value)]);
  const entry = (tag: number, type: number, count: number, value: Buffer) =>
    Buffer.concat([short(tag), short(type), long(count), value]);
  const pad = Buffer.alloc(2);
  const main = Buffer.concat([
    short(3),
    entry(0x010f, 2, 4, bytes('Pho\u0000')),
    entry(0x0112, 3, 1, Buffer.concat([short(orientation), pad])),
    entry(0x8825, 4, 1, long(50)),
    long(0),
  ]);
  const gps = Buffer.concat([
    short(2),
    entry(1, 2, 2, bytes('N\u0000\u0000\u0000')),
    entry(2, 5, 3, long(80)),
    long(0),
    Buffer.concat([35, 1, 45, 1, 36, 1].map(long)),
    bytes('GPS-35.76N-115.03E'),
  ]);
  return Buffer.concat([bytes('Exif\u0000\u0000'), bytes(order), short(42), long(8), main, gps]);
}

export interface ForgedPng {
  /** Chunks between the header and the pixels: name and content. */
  readonly before?: readonly (readonly [string, Buffer])[];
  readonly width?: number;
  readonly height?: number;
  readonly rest?: Buffer;
}

export function pngChunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([bytes(name), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** A grey picture of so many points. */
export function forgedPng({ before = [], width = 2, height = 2, rest }: ForgedPng = {}): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  const pixels = width * height > 10_000 ? Buffer.alloc(16) : Buffer.alloc((width + 1) * height);
  return Buffer.concat([
    bytes('\u0089PNG\r\n\u001a\n'),
    pngChunk('IHDR', header),
    ...before.map(([name, content]) => pngChunk(name, content)),
    pngChunk('IDAT', deflateSync(pixels)),
    pngChunk('IEND', Buffer.alloc(0)),
    rest ?? Buffer.alloc(0),
  ]);
}
