import { describe, expect, it } from 'vitest';
import {
  ADOBE,
  forgedJpeg,
  forgedPng,
  JFIF,
  JFIF_WITH_PICTURE,
  phoneExif,
  pngChunk,
} from '#tools/testing/forged-pictures';
import { orientationIn, orientationOnly } from './exif.ts';
import { inspectFile } from './inspect.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
/** Everything that could tell about who took a picture, when and where. */
const TOLD = /GPS|Pho\0|Exif|http|photographer|ICC_PROFILE|rgb|tIME|eXIf|iCCP/;

function refusal(file: Buffer): string {
  try {
    return inspectFile(file).type;
  } catch (error) {
    return error instanceof Error ? error.message : 'nothing';
  }
}

const XMP = bytes('http://ns.adobe.com/xap/1.0/\u0000<x:xmpmeta/>');
const TALKATIVE = forgedJpeg({
  before: [
    [0xe0, JFIF_WITH_PICTURE],
    [0xe1, phoneExif(1)],
    [0xe1, XMP],
    [0xe2, bytes('ICC_PROFILE\u0000...')],
    [0xed, bytes('Photoshop 3.0\u0000photographer')],
    [0xee, Buffer.concat([ADOBE, bytes('photographer')])],
    [0xfe, bytes('photographer: someone')],
  ],
});

describe('a photo', () => {
  it('loses where, when and by whom it was taken, and keeps what decoding needs', () => {
    const { type, bytes: kept } = inspectFile(TALKATIVE);
    expect(type).toBe('jpeg');
    expect(TALKATIVE.toString('latin1')).toMatch(TOLD);
    expect(kept.toString('latin1')).not.toMatch(TOLD);
    expect(kept).toEqual(
      forgedJpeg({
        before: [
          [0xe0, JFIF],
          [0xee, ADOBE],
        ],
      }),
    );
  });

  it.each([2, 3, 6, 8])('says which side is up, %d, and nothing else of Exif', (orientation) => {
    for (const order of ['II', 'MM'] as const) {
      const { bytes: kept } = inspectFile(forgedJpeg({ before: [[0xe1, phoneExif(orientation, order)]] }));
      expect(kept).toEqual(forgedJpeg({ before: [[0xe1, orientationOnly(orientation)]] }));
      expect(orientationIn(orientationOnly(orientation))).toBe(orientation);
      expect(kept.toString('latin1')).not.toMatch(/GPS|Pho\0/);
    }
  });

  it.each([0, 9, 700])('is taken as upright where Exif says %d', (orientation) => {
    expect(inspectFile(forgedJpeg({ before: [[0xe1, phoneExif(orientation)]] })).bytes).toEqual(forgedJpeg());
  });

  it('loses the second picture and the clip that hang behind its end', () => {
    const rest = Buffer.concat([forgedJpeg({ before: [[0xe1, phoneExif(1)]] }), bytes('....ftypmp42')]);
    expect(inspectFile(forgedJpeg({ rest })).bytes).toEqual(forgedJpeg());
  });

  it('keeps progressive pictures, restarts and stuffed zeros as they are', () => {
    const scan = Buffer.from([0xff, 0x00, 0x12, 0xff, 0xd0, 0x34, 0xff, 0xff, 0xd7]);
    const one = forgedJpeg({ frame: 0xc2 });
    const file = Buffer.concat([one.subarray(0, -3), scan, one.subarray(-3)]);
    expect(inspectFile(file).bytes).toEqual(file);
  });
});

describe('a picture', () => {
  it.each([
    ['an archive', bytes('PK\u0003\u0004')],
    ['a document', bytes('\n%PDF-1.7')],
    ['a page', bytes('<!DOCTYPE html>')],
    ['a script', bytes('....<SCRIPT>')],
    ['a drawing', bytes('<svg xmlns=""/>')],
  ])('that is also %s is refused', (_, rest) => {
    expect(refusal(forgedJpeg({ rest }))).toBe('fileIsTwoThings');
    expect(refusal(forgedPng({ rest }))).toBe('fileIsTwoThings');
  });

  it('that would unpack to more points than any phone has is refused', () => {
    expect(refusal(forgedJpeg({ width: 40_000, height: 8 }))).toBe('imageTooLarge');
    expect(refusal(forgedJpeg({ width: 20_000, height: 20_000 }))).toBe('imageTooLarge');
    expect(refusal(forgedPng({ width: 20_000, height: 20_000 }))).toBe('imageTooLarge');
  });

  it.each([
    ['no size', forgedJpeg({ height: 0 })],
    ['a frame that no browser knows', forgedJpeg({ frame: 0xc3 })],
    ['no end', forgedJpeg().subarray(0, -2)],
    ['no pixels', Buffer.concat([forgedJpeg().subarray(0, 2), Buffer.of(0xff, 0xd9)])],
    ['a segment longer than the file', Buffer.of(0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 1)],
    ['a segment of no length', Buffer.of(0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xd9)],
    ['a beginning alone', Buffer.of(0xff, 0xd8, 0xff)],
  ])('of %s is refused as broken', (_, file) => {
    expect(refusal(file)).toBe('fileBroken');
  });
});

describe('a picture in PNG', () => {
  const dropped = ['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME', 'iCCP', 'acTL', 'prVt'];
  const kept = [
    ['gAMA', Buffer.alloc(4, 1)],
    ['sRGB', Buffer.of(0)],
    ['pHYs', Buffer.alloc(9)],
    ['tRNS', Buffer.alloc(2)],
  ] as const;

  it('loses texts, times, Exif and profiles, and keeps what its colours need', () => {
    const told = dropped.map((name) => [name, bytes('photographer')] as const);
    const { type, bytes: cleaned } = inspectFile(forgedPng({ before: [...kept, ...told], rest: bytes('behind') }));
    expect(type).toBe('png');
    expect(cleaned).toEqual(forgedPng({ before: kept }));
  });

  const whole = forgedPng();
  it.each([
    ['a wrong checksum', Buffer.concat([whole.subarray(0, 30), Buffer.of(1), whole.subarray(31)])],
    ['no end', whole.subarray(0, -12)],
    [
      'a chunk longer than the file',
      Buffer.concat([whole.subarray(0, 33), Buffer.of(0x7f, 0xff, 0xff, 0xff), whole.subarray(37)]),
    ],
    ['a chunk that must be understood and is not', forgedPng({ before: [['ABCD', Buffer.alloc(1)]] })],
    ['two headers', forgedPng({ before: [['IHDR', Buffer.alloc(13, 1)]] })],
    ['no pixels', Buffer.concat([whole.subarray(0, 33), pngChunk('IEND', Buffer.alloc(0))])],
    ['no size', forgedPng({ width: 0 })],
  ])('of %s is refused as broken', (_, file) => {
    expect(refusal(file)).toBe('fileBroken');
  });
});
