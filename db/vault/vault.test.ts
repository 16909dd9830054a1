import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blindIndex, type Keyring, newStudentKey, openStudentKey, requestDigest, rewrap } from './keyring.ts';
import { seal, Unsealable, unseal } from './seal.ts';
import { openText, sealText } from './text.ts';

const ring: Keyring = {
  current: 'k1',
  wrapping: { k1: randomBytes(32) },
  blindIndex: randomBytes(32),
  digests: randomBytes(32),
  links: randomBytes(32),
};
const student = randomUUID();

it('opens any text in its own place with its own key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const key = newStudentKey(ring, student);
      const { id, ciphertext, ref } = sealText(key, text);
      expect(openText(key, id, ciphertext, ref.commitment)).toBe(text);
    }),
  );
});

it('does not open a ciphertext that was moved to another row, column, table or key version', () => {
  const key = randomBytes(32);
  const place = { table: 'vault', column: 'name', row: 'a', keyVersion: 1 };
  const sealed = seal(key, place, Buffer.from('x'));
  for (const moved of [{ row: 'b' }, { column: 'phone' }, { table: 'answers' }, { keyVersion: 2 }])
    expect(() => unseal(key, { ...place, ...moved }, sealed)).toThrow(Unsealable);
});

it('does not open a ciphertext of which one bit was changed', () => {
  const key = randomBytes(32);
  const place = { table: 'vault', column: 'name', row: 'a', keyVersion: 1 };
  const sealed = seal(key, place, Buffer.from('some words'));
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => unseal(key, place, changed)).toThrow(Unsealable);
  }
});

it('does not open one pupil’s key as another’s', () => {
  const wrapped = newStudentKey(ring, student);
  expect(openStudentKey(ring, student, wrapped).key).toEqual(wrapped.key);
  expect(() => openStudentKey(ring, randomUUID(), wrapped)).toThrow(Unsealable);
});

it('opens what was sealed before the master key was rotated, and no longer needs the old one', () => {
  const held = newStudentKey(ring, student);
  const { id, ciphertext } = sealText(held, 'kept');
  const both = { ...ring, current: 'k2', wrapping: { ...ring.wrapping, k2: randomBytes(32) } };
  const rotated = rewrap(both, student, held);
  const onlyNew = { ...both, wrapping: { k2: both.wrapping.k2 } };
  expect(openText(openStudentKey(onlyNew, student, rotated), id, ciphertext)).toBe('kept');
  expect(() => openStudentKey(onlyNew, student, held)).toThrow('k1');
});

it('refuses words that are not those the record has bound', () => {
  const key = newStudentKey(ring, student);
  const one = sealText(key, 'one', student);
  const other = sealText(key, 'other', student);
  expect(() => openText(key, one.id, other.ciphertext, one.ref.commitment)).toThrow(RangeError);
});

it('gives one digest to one value however it was typed, and another under another field or key', () => {
  expect(blindIndex(ring, 'phone', ' ００１２３ ')).toEqual(blindIndex(ring, 'phone', '00123'));
  expect(blindIndex(ring, 'phone', '00123')).not.toEqual(blindIndex(ring, 'idNumber', '00123'));
  expect(requestDigest(ring, { a: 1, b: 2 })).toEqual(requestDigest(ring, { b: 2, a: 1 }));
  expect(requestDigest(ring, { a: 1 })).not.toEqual(requestDigest({ ...ring, digests: randomBytes(32) }, { a: 1 }));
});
