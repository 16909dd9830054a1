import { createHmac, timingSafeEqual } from 'node:crypto';
import { MINUTE, type Instant } from '#domain/instant';
import { Problem } from './problem.ts';

/** How long a link opens a file. */
const LINK_MS = 5 * MINUTE;

/** What makes an address open a file for a while: until when, and our signature over file, person and that. */
export interface FileLink {
  readonly until: Instant;
  readonly proof: string;
}

/** A link for one person: it opens nothing without that person's own sign-in. */
export function newLink(key: Buffer, file: string, person: string, now: Instant): FileLink {
  const until = now + LINK_MS;
  return { until, proof: signed(key, file, person, until).toString('base64url') };
}

/** Throws Problem: `linkInvalid` for a link that was made by nobody or for another person or file, `linkExpired` after its time. */
export function checkLink(key: Buffer, file: string, person: string, link: FileLink, now: Instant): void {
  const proof = Buffer.from(link.proof, 'base64url');
  const due = signed(key, file, person, link.until);
  if (proof.length !== due.length || !timingSafeEqual(proof, due)) throw new Problem('linkInvalid');
  if (now > link.until) throw new Problem('linkExpired');
}

function signed(key: Buffer, file: string, person: string, until: Instant): Buffer {
  return createHmac('sha256', key).update(`file\u0000${file}\u0000${person}\u0000${until}`).digest();
}
