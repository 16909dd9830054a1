import { seal, unseal } from './seal.ts';

const KEY_VERSION = 1;

const place = (person: string, channel: string) => ({
  table: 'contact_points',
  column: 'address',
  row: `${person}/${channel}`,
  keyVersion: KEY_VERSION,
});

/** Seals how a member of staff is reached by one channel, under the contact key of the process (never a pupil's key). */
export function sealAddress(contactKey: Buffer, person: string, channel: string, address: string): Buffer {
  return seal(contactKey, place(person, channel), Buffer.from(address, 'utf8'));
}

/** Throws Unsealable for another person's or channel's address. */
export function openAddress(contactKey: Buffer, person: string, channel: string, sealed: Buffer): string {
  return unseal(contactKey, place(person, channel), sealed).toString('utf8');
}
