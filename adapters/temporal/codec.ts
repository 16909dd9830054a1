import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';

/** AES-256 keys by id. `current` seals; every key in `keys` opens, so an old one stays until the longest run plus retention has passed. */
export interface KeyRing {
  readonly current: string;
  /** 32 bytes each. */
  readonly keys: Readonly<Record<string, Uint8Array>>;
}

const ENCODING = 'binary/encrypted';
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals whole payloads, metadata included, as nonce | ciphertext | tag; the key's id stands in the outer metadata and is authenticated.
 * Random 96-bit nonces are sound for 2^32 payloads a key (NIST SP 800-38D 8.3): rotate long before.
 * A payload that is not sealed is passed on as it is: the server makes some itself. Throws `Error` with a key id or the word
 * "payload", never with content: at construction for a wrong key, on decode for an unknown key or altered bytes.
 */
export function payloadCodec(ring: KeyRing): PayloadCodec {
  const keys = new Map(Object.entries(ring.keys));
  for (const [id, key] of keys) if (key.length !== KEY_BYTES) throw new Error(`payload key ${id} is not 32 bytes long`);
  const sealing = keyOf(keys, ring.current);
  return {
    encode: async (payloads) => payloads.map((payload) => seal(payload, ring.current, sealing)),
    decode: async (payloads) => payloads.map((payload) => (isSealed(payload) ? open(payload, keys) : payload)),
  };
}

function keyOf(keys: ReadonlyMap<string, Uint8Array>, id: string): Uint8Array {
  const key = keys.get(id);
  if (key === undefined) throw new Error(`payload key ${id} is missing from the ring`);
  return key;
}

function isSealed(payload: Payload): boolean {
  return Buffer.from(payload.metadata?.['encoding'] ?? []).toString() === ENCODING;
}

function seal(payload: Payload, id: string, key: Uint8Array): Payload {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(id));
  const sealed = [nonce, cipher.update(framed(payload)), cipher.final(), cipher.getAuthTag()];
  return {
    metadata: { encoding: Buffer.from(ENCODING), 'encryption-key-id': Buffer.from(id) },
    data: Buffer.concat(sealed),
  };
}

function open(payload: Payload, keys: ReadonlyMap<string, Uint8Array>): Payload {
  const id = Buffer.from(payload.metadata?.['encryption-key-id'] ?? []).toString();
  const key = keyOf(keys, id);
  const data = Buffer.from(payload.data ?? []);
  if (data.length < NONCE_BYTES + TAG_BYTES) throw new Error('sealed payload is cut short');
  const decipher = createDecipheriv(CIPHER, key, data.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(id));
  decipher.setAuthTag(data.subarray(-TAG_BYTES));
  return unframed(Buffer.concat([decipher.update(data.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]));
}

/** Length of the metadata's JSON (4 bytes, big endian) | that JSON, values in base64 | data. */
function framed(payload: Payload): Buffer {
  const entries = Object.entries(payload.metadata ?? {}).map(([name, value]) => [
    name,
    Buffer.from(value).toString('base64'),
  ]);
  const head = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  // Empty bytes reach us as a plain [] from protobuf's defaults.
  return Buffer.concat([length, head, Buffer.from(payload.data ?? [])]);
}

function unframed(bytes: Buffer): Payload {
  const end = 4 + bytes.readUInt32BE(0);
  const head = JSON.parse(bytes.subarray(4, end).toString()) as Record<string, string>;
  const metadata = Object.fromEntries(
    Object.entries(head).map(([name, value]) => [name, Buffer.from(value, 'base64')]),
  );
  return { metadata, data: bytes.subarray(end) };
}
