import { createHash } from 'node:crypto';
import { canonical } from './canonical.ts';

/** Suite 1: SHA-256 over canonical JSON. The number stands in every link, so that another suite can follow. */
const SUITE = 1;
/** What stands before the first fact of a stream. */
export const GENESIS: Buffer = Buffer.alloc(32);

/** One fact as the chain binds it. Texts are present by id and salted commitment only (inside `fact`). */
export interface Linkable {
  readonly stream: string;
  readonly kind: string;
  readonly version: number;
  readonly type: string;
  /** Epoch ms. */
  readonly at: number;
  readonly actor: string;
  readonly policy: number;
  readonly fact: object;
}

export interface Link {
  /** Exactly what was hashed; stored as it is. */
  readonly bytes: Buffer;
  readonly hash: Buffer;
}

/** Binds a fact to the one before it. */
export function link(previous: Buffer, fact: Linkable): Link {
  const bytes = Buffer.from(canonical({ suite: SUITE, ...fact, prev: previous.toString('hex') }), 'utf8');
  return { bytes, hash: createHash('sha256').update(bytes).digest() };
}

/** What was bound; throws when the bytes are no fact of this suite. */
export function unlink(bytes: Buffer): Linkable & { readonly suite: number; readonly prev: string } {
  const read: unknown = JSON.parse(bytes.toString('utf8'));
  if (typeof read !== 'object' || read === null || Reflect.get(read, 'suite') !== SUITE)
    throw new TypeError('not a fact of this suite');
  return read as Linkable & { readonly suite: number; readonly prev: string };
}

export interface ChainRow {
  readonly version: number;
  readonly type: string;
  readonly at: number;
  readonly actor: string;
  readonly bytes: Buffer;
  readonly prev: Buffer;
  readonly hash: Buffer;
}

export type ChainFault =
  | { readonly fault: 'missing'; readonly version: number }
  | { readonly fault: 'added'; readonly version: number }
  | { readonly fault: 'changed'; readonly version: number }
  | { readonly fault: 'reordered'; readonly version: number }
  | { readonly fault: 'headDiffers'; readonly version: number };

/**
 * Recomputes a stream's chain from its stored bytes, in order of version, and names the first row that is not as it was written.
 * `head` is the hash and version that the stream's own row (or a receipt) holds.
 */
export function verifyChain(
  stream: string,
  rows: readonly ChainRow[],
  head: { readonly version: number; readonly hash: Buffer },
): ChainFault | undefined {
  let previous: Buffer = GENESIS;
  let expected = 1;
  for (const row of rows) {
    if (row.version > expected) return { fault: 'missing', version: expected };
    if (row.version < expected) return { fault: 'added', version: row.version };
    const fault = faultOf(stream, row, previous);
    if (fault !== undefined) return { fault, version: row.version };
    previous = row.hash;
    expected += 1;
  }
  if (rows.length < head.version) return { fault: 'missing', version: rows.length + 1 };
  if (rows.length > head.version) return { fault: 'added', version: head.version + 1 };
  return previous.equals(head.hash) ? undefined : { fault: 'headDiffers', version: head.version };
}

function faultOf(stream: string, row: ChainRow, previous: Buffer): 'changed' | 'reordered' | undefined {
  if (!createHash('sha256').update(row.bytes).digest().equals(row.hash)) return 'changed';
  const bound = bindingOf(row.bytes);
  if (bound === undefined) return 'changed';
  // The columns beside the bytes are what lists and people read: they must say the same.
  if (bound.stream !== stream || bound.type !== row.type || bound.at !== row.at || bound.actor !== row.actor)
    return 'changed';
  if (bound.version !== row.version) return 'reordered';
  return bound.prev === previous.toString('hex') && row.prev.equals(previous) ? undefined : 'reordered';
}

function bindingOf(bytes: Buffer): ReturnType<typeof unlink> | undefined {
  try {
    return unlink(bytes);
  } catch {
    return undefined;
  }
}
