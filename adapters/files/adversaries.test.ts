import { expect, it } from 'vitest';
import { forgedJpeg, forgedPng, pngChunk } from '#tools/testing/forged-pictures';
import { forgedZip } from '#tools/testing/forged-workbook';
import { FileRefused } from './file-refused.ts';
import { inspectFile } from './inspect.ts';

const ROOM = 10 * 1024 * 1024 - 4_096;
/** A search that looked at parts of a file again and again took 14 to 30 s of each of these. */
const MOST_MS = 5_000;

const filled = (head: Buffer | string, filling: Buffer | string, tail: Buffer | string) =>
  Buffer.concat([Buffer.from(head), Buffer.alloc(ROOM, filling), Buffer.from(tail)]);
const jpeg = forgedJpeg();
const png = forgedPng();
/** Of one megabyte: no bomb yet. */
const packed = (text: string) => forgedZip([{ name: '[Content_Types].xml', content: Buffer.alloc(1024 * 1024, text) }]);

it.each([
  ['a scan of stuffed zeros', filled(jpeg.subarray(0, -2), Buffer.of(0xff, 0), Buffer.of(0xff, 0xd9))],
  ['segments of nothing', filled(jpeg.subarray(0, 2), Buffer.of(0xff, 0xe3, 0, 2), jpeg.subarray(2))],
  ['chunks of nothing', filled(png.subarray(0, 33), pngChunk('tEXt', Buffer.alloc(0)), png.subarray(33))],
  ['a rest of tags', filled(jpeg, '<', '')],
  ['streams without end', filled('%PDF-1.7\n', 'stream\n', '\n%%EOF')],
  ['numbers for letters', filled('%PDF-1.7\n', '#41', '\n%%EOF')],
  ['names that are nearly scripts', filled('%PDF-1.7\n', '/JavaScrip', '\n%%EOF')],
  ['elements without end', packed('<Override ')],
  ['one attribute without end', packed('<Override a')],
  ['quotes without end', packed('<Override a="')],
])('%s are read or refused in good time', (_, file) => {
  const began = performance.now();
  try {
    inspectFile(file);
  } catch (error) {
    expect(error).toBeInstanceOf(FileRefused);
  }
  expect(performance.now() - began).toBeLessThan(MOST_MS);
});
