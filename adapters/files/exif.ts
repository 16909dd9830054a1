/* Of all that a camera writes beside a picture, one number is kept: which side is up. */

const HEADER = Buffer.from('Exif\u0000\u0000', 'latin1');
const ORIENTATION = 0x0112;
const SHORT = 3;
const TIFF_HEADER = 8;
const ENTRY_BYTES = 12;
const NEXT = 4;

/** 1 (upright) to 8 as in Exif; 1 where it is not said or cannot be read. */
export function orientationIn(payload: Buffer): number {
  if (!payload.subarray(0, HEADER.length).equals(HEADER)) return 1;
  const tiff = payload.subarray(HEADER.length);
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < TIFF_HEADER || (order !== 'II' && order !== 'MM')) return 1;
  const short = (at: number) =>
    at + 2 > tiff.length ? 0 : order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const first = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (first < TIFF_HEADER) return 1;
  for (let entry = 0; entry < short(first); entry += 1) {
    const at = first + 2 + entry * ENTRY_BYTES;
    if (at + ENTRY_BYTES + NEXT > tiff.length) return 1;
    if (short(at) !== ORIENTATION || short(at + 2) !== SHORT) continue;
    const value = short(at + 8);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** An Exif payload that says which side is up, and nothing else. */
export function orientationOnly(orientation: number): Buffer {
  const tiff = Buffer.from('MM\u0000*\u0000\u0000\u0000\u0008\u0000\u0001', 'latin1');
  const entry = Buffer.alloc(ENTRY_BYTES);
  entry.writeUInt16BE(ORIENTATION, 0);
  entry.writeUInt16BE(SHORT, 2);
  entry.writeUInt32BE(1, 4);
  entry.writeUInt16BE(orientation, 8);
  return Buffer.concat([HEADER, tiff, entry, Buffer.alloc(NEXT)]);
}
