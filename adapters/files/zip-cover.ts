import type { Entry } from '#adapters/spreadsheets/archive';
import { FileRefused } from './file-refused.ts';

const END = Buffer.from('PK\u0005\u0006', 'latin1');
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
/** Flag: the sizes of a part stand behind it once more, in one of these numbers of bytes. */
const SIZES_BEHIND = 8;
const BEHIND: ReadonlySet<number> = new Set([12, 16, 20, 24]);

/** Whether a reader of archives, who looks from the end, would find one here. */
export function endsAsZip(file: Buffer): boolean {
  return file.subarray(Math.max(0, file.length - END_BYTES - LONGEST_COMMENT)).includes(END);
}

/**
 * Part lies behind part from the first byte to the directory, and the end is the end: nothing hides in front, between, behind, or
 * under another name than the directory's. Throws FileRefused.
 */
export function checkCover(file: Buffer, entries: readonly Entry[]): void {
  const end = file.length - END_BYTES;
  if (end < 0 || !file.subarray(end, end + END.length).equals(END)) throw new FileRefused('fileIsTwoThings');
  let free = 0;
  let slack = false;
  for (const entry of [...entries].sort((one, other) => one.offset - other.offset)) {
    checkGap(entry.offset - free, slack);
    const local = localOf(file, entry);
    free = local.behind;
    slack = local.sizesBehind;
  }
  const directory = file.readUInt32LE(end + 16);
  checkGap(directory - free, slack);
  if (directory + file.readUInt32LE(end + 12) !== end) throw new FileRefused('fileIsTwoThings');
}

function checkGap(gap: number, slack: boolean): void {
  if (gap !== 0 && !(slack && BEHIND.has(gap))) throw new FileRefused('fileIsTwoThings');
}

function localOf(file: Buffer, { offset, packed, name }: Entry) {
  if (offset + LOCAL_BYTES > file.length || file.readUInt32LE(offset) !== LOCAL) throw new FileRefused('fileBroken');
  const nameEnd = offset + LOCAL_BYTES + file.readUInt16LE(offset + 26);
  if (file.toString('utf8', offset + LOCAL_BYTES, nameEnd) !== name) throw new FileRefused('fileBroken');
  const sizesBehind = (file.readUInt16LE(offset + 6) & SIZES_BEHIND) !== 0;
  return { behind: nameEnd + file.readUInt16LE(offset + 28) + packed, sizesBehind };
}
