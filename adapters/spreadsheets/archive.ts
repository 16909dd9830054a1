import { crc32, inflateRawSync } from 'node:zlib';
import { FileFault } from './file-fault.ts';
import { LIMITS } from './limits.ts';

/* A workbook is a zip. Its directory is read here, before any parser sees it, and only what it honestly says is unpacked. */

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const LONGEST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
const NO_DAY = 0x21; // 1 January 1980, the first day that a zip can write

/** How much an archive may unpack to. */
type ArchiveLimits = Readonly<Record<'parts' | 'unpackedBytes' | 'ratio' | 'ratioFromBytes', number>>;

/** A part as the directory states it. */
export interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly check: number;
  readonly offset: number;
}

/**
 * The parts that `wanted` names, unpacked. Sizes are summed and compared over the whole directory first; a part that unpacks to another size than it
 * states is a lie. Names are only looked up, never used as paths. Throws FileFault.
 */
export function unpack(
  file: Buffer,
  wanted: (name: string) => boolean,
  limits: ArchiveLimits = LIMITS,
): ReadonlyMap<string, Buffer> {
  const entries = directoryOf(file);
  const total = entries.reduce((sum, { unpacked }) => sum + unpacked, 0);
  if (entries.length > limits.parts || total > limits.unpackedBytes) throw new FileFault('unpacksTooLarge');
  const isBomb = (unpacked: number, packed: number) =>
    unpacked > limits.ratioFromBytes && unpacked > limits.ratio * packed;
  if (entries.some(({ packed, unpacked }) => isBomb(unpacked, packed)) || isBomb(total, file.length))
    throw new FileFault('unpacksTooLarge');
  const parts = new Map<string, Buffer>();
  for (const entry of entries) {
    if (!wanted(entry.name)) continue;
    if (parts.has(entry.name)) throw new FileFault('brokenWorkbook');
    parts.set(entry.name, contentOf(file, entry));
  }
  return parts;
}

/** What the directory at the end of the file lists. Throws FileFault. */
export function directoryOf(file: Buffer): Entry[] {
  const from = Math.max(0, file.length - END_BYTES - LONGEST_COMMENT);
  for (let at = file.length - END_BYTES; at >= from; at -= 1) {
    if (file.readUInt32LE(at) !== END || at + END_BYTES + file.readUInt16LE(at + 20) !== file.length) continue;
    return entriesOf(file, file.readUInt16LE(at + 10), file.readUInt32LE(at + 16));
  }
  throw new FileFault('brokenWorkbook');
}

function entriesOf(file: Buffer, count: number, start: number): Entry[] {
  const entries: Entry[] = [];
  let at = start;
  for (let left = count; left > 0; left -= 1) {
    if (at + ENTRY_BYTES > file.length || file.readUInt32LE(at) !== ENTRY) throw new FileFault('brokenWorkbook');
    if ((file.readUInt16LE(at + 8) & ENCRYPTED) !== 0) throw new FileFault('oldOrEncryptedWorkbook');
    const [name, extra, comment] = [28, 30, 32].map((field) => file.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    entries.push({
      name: file.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + name),
      method: file.readUInt16LE(at + 10),
      check: file.readUInt32LE(at + 16),
      packed: file.readUInt32LE(at + 20),
      unpacked: file.readUInt32LE(at + 24), // 0xffffffff = zip64: over the limit by itself
      offset: file.readUInt32LE(at + 42),
    });
    at += ENTRY_BYTES + name + extra + comment;
  }
  return entries;
}

function contentOf(file: Buffer, { method, packed, unpacked, check, offset }: Entry): Buffer {
  if (offset + LOCAL_BYTES > file.length || file.readUInt32LE(offset) !== LOCAL) throw new FileFault('brokenWorkbook');
  const start = offset + LOCAL_BYTES + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
  const body = file.subarray(start, start + packed);
  if (body.length !== packed) throw new FileFault('brokenWorkbook');
  const content = method === DEFLATED ? inflated(body, unpacked) : body;
  if (content.length !== unpacked || (method !== DEFLATED && method !== STORED)) throw new FileFault('brokenWorkbook');
  // A damaged sheet must not lose rows in silence.
  if (crc32(content) !== check) throw new FileFault('brokenWorkbook');
  return content;
}

function inflated(body: Buffer, unpacked: number): Buffer {
  try {
    return inflateRawSync(body, { maxOutputLength: Math.max(unpacked, 1) });
  } catch {
    throw new FileFault('brokenWorkbook'); // damaged, or larger than it said
  }
}

/** A zip of the same parts, stored: what the parser gets to see holds nothing that was not looked at here. */
export function pack(parts: ReadonlyMap<string, Buffer>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of parts) {
    const title = Buffer.from(name, 'utf8');
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(NO_DAY, 8);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(content.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([uint32(LOCAL), shared, title, content]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([uint32(ENTRY), Buffer.of(20, 0), shared, tail, title]));
    bodies.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, listed, end]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
