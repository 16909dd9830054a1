import { defaultDataConverter, type Payload } from '@temporalio/common';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KeyRing, payloadCodec } from './codec.ts';

const key = (fill: number) => new Uint8Array(32).fill(fill);
const old: KeyRing = { current: '2026a', keys: { '2026a': key(1) } };
const rotated: KeyRing = { current: '2027a', keys: { '2026a': key(1), '2027a': key(2) } };

async function first(payloads: Promise<Payload[]>): Promise<Payload> {
  const [payload] = await payloads;
  if (payload === undefined) throw new Error('no payload');
  return payload;
}

const text = (value: string) => defaultDataConverter.payloadConverter.toPayload(value);
const textOf = (payload: Payload) => defaultDataConverter.payloadConverter.fromPayload<string>(payload);

describe('payload codec', () => {
  it('opens what it sealed, metadata and bytes alike', async () => {
    const codec = payloadCodec(old);
    const bytes = fc.uint8Array({ maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), bytes), bytes, async (metadata, data) => {
        const opened = await first(
          codec.decode(await codec.encode([{ metadata: { ...metadata, encoding: key(7) }, data }])),
        );
        expect(Buffer.from(opened.data ?? []).equals(data)).toBe(true);
        for (const [name, value] of Object.entries(metadata)) {
          if (name !== 'encoding') expect(Buffer.from(opened.metadata?.[name] ?? []).equals(value)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('shows nothing of the content and names its key', async () => {
    const sealed = await first(payloadCodec(old).encode([text('心桥 canary')]));
    expect(Buffer.from(sealed.data ?? []).includes('canary')).toBe(false);
    expect(Object.keys(sealed.metadata ?? {}).sort()).toEqual(['encoding', 'encryption-key-id']);
    expect(Buffer.from(sealed.metadata?.['encryption-key-id'] ?? []).toString()).toBe('2026a');
  });

  it('seals the same text differently each time', async () => {
    const codec = payloadCodec(old);
    const [one, two] = [await first(codec.encode([text('x')])), await first(codec.encode([text('x')]))];
    expect(Buffer.from(one.data ?? []).equals(Buffer.from(two.data ?? []))).toBe(false);
  });

  it('opens old payloads after the key was rotated, and seals with the new one', async () => {
    const codec = payloadCodec(rotated);
    expect(textOf(await first(codec.decode(await payloadCodec(old).encode([text('before')]))))).toBe('before');
    await expect(payloadCodec(old).decode(await codec.encode([text('after')]))).rejects.toThrow(
      'payload key 2027a is missing',
    );
  });
});

describe('payload codec, given something wrong', () => {
  it('refuses bytes altered anywhere, and a key id that was swapped', async () => {
    const codec = payloadCodec({ ...rotated, keys: { ...rotated.keys, twin: key(2) } });
    const sealed = await first(codec.encode([text('untouched')]));
    const data = Buffer.from(sealed.data ?? []);
    for (let index = 0; index < data.length; index += 1) {
      const altered = Buffer.from(data);
      altered[index] = (altered[index] ?? 0) ^ 1;
      await expect(codec.decode([{ ...sealed, data: altered }])).rejects.toThrow();
    }
    const swapped = { ...sealed.metadata, 'encryption-key-id': Buffer.from('twin') };
    await expect(codec.decode([{ ...sealed, metadata: swapped }])).rejects.toThrow();
    await expect(codec.decode([{ ...sealed, data: data.subarray(0, 20) }])).rejects.toThrow('cut short');
  });

  it('seals a payload without bytes, also where protobuf left a plain empty list', async () => {
    const codec = payloadCodec(old);
    const nothing = { metadata: { encoding: Buffer.from('binary/null') }, data: [] } as unknown as Payload;
    for (const payload of [nothing, { metadata: nothing.metadata ?? {} }]) {
      const opened = await first(codec.decode(await codec.encode([payload])));
      expect(Buffer.from(opened.metadata?.['encoding'] ?? []).toString()).toBe('binary/null');
      expect(opened.data).toHaveLength(0);
    }
  });

  it('passes on payloads that nobody sealed', async () => {
    expect(await first(payloadCodec(old).decode([text('from the server')]))).toEqual(text('from the server'));
  });

  it('refuses a ring without its current key or with a short key, naming the id only', () => {
    expect(() => payloadCodec({ current: 'b', keys: old.keys })).toThrow('payload key b is missing');
    expect(() => payloadCodec({ current: 'a', keys: { a: new Uint8Array(16) } })).toThrow(
      'payload key a is not 32 bytes',
    );
  });
});
