import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { NotFound } from '#db/commit';
import { mintId } from '#db/decide-all';
import { addLink, endLink, linksOf } from '#db/guardian-links';
import { once } from '#db/once';
import { hospitalsByCode } from '#db/queries/consents';
import { guardiansOf } from '#db/queries/guardian-link';
import { knownStudent } from '#db/queries/known-student';
import type { Transaction } from '#db/transaction';
import { type Keyring, requestDigest } from '#db/vault/keyring';
import { openRows } from '#db/working-set';
import { guardianRefused } from '#domain/guardian';
import { linkStands } from '#domain/guardian-link';
import { DAY, type Instant } from '#domain/instant';
import { can } from '#domain/permission';
import { refuse } from '#domain/problem';
import { keyOf } from './acts.ts';
import { type Asker, askerOf } from './asker.ts';
import type { Parts } from './parts.ts';
import { Problem, refusalProblem } from './problem.ts';
import { read } from './reading.ts';
import type { linkBody } from './schemas/guardians.ts';

const PROOF_BYTES = 12;
const CODES = 1_000_000;

/** What stands in the address of a link: its id and our signature over it. Worked out when it is shown, written down nowhere. */
function tokenOf(ring: Keyring, id: string): string {
  return Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), proofOf(ring, id)]).toString('base64url');
}

/** The id in a token that we made; null for every other text. */
export function linkIn(ring: Keyring, token: string): string | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 16 + PROOF_BYTES) return null;
  const id = bytes
    .subarray(0, 16)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return timingSafeEqual(bytes.subarray(16), proofOf(ring, id)) ? id : null;
}

/** Six digits that the school tells the guardian by another way than the address. */
export function codeOf(ring: Keyring, id: string): string {
  const mac = createHmac('sha256', ring.links).update(`guardianCode\u0000${id}`).digest();
  return String(mac.readUIntBE(0, 6) % CODES).padStart(6, '0');
}

function proofOf(ring: Keyring, id: string): Buffer {
  return createHmac('sha256', ring.links).update(`guardianLink\u0000${id}`).digest().subarray(0, PROOF_BYTES);
}

/** Throws NotFound for a child out of reach, `notPermitted` for whoever does not speak with guardians. */
async function mayLink(tx: Transaction, student: string, asker: Asker): Promise<void> {
  const known = await knownStudent(tx, student, asker);
  if (known === null) throw new NotFound();
  if (!can(asker.role, 'recordConsent', known.relation)) throw new Problem('notPermitted');
}

/** A way in for one guardian, for one purpose and some days. Refused for a guardian who is a danger, and for every one once abuse is flagged (N10). */
export async function makeLink(parts: Parts, request: FastifyRequest, student: string, body: z.infer<typeof linkBody>) {
  const { context, actor, person } = askerOf(request);
  await parts.db.transaction(context, (tx) => mayLink(tx, student, askerOf(request)));
  const { guardian, purpose, hospitals, days } = body;
  const id = mintId(student, keyOf(request), 3);
  const asked = { act: 'makeGuardianLink', actor, actKey: keyOf(request), request: request.id };
  const digest = requestDigest(parts.keyring, { student, asked: body });
  const kept = await once(parts.db, parts.clock, context, { ...asked, digest }, async (tx, at) => {
    await openRows(tx, student, []);
    const { known, blocked } = await guardiansOf(tx, student);
    const refused = blocked ? refuse('guardianFlagged') : guardianRefused(known, guardian);
    if (refused) return refused;
    const named = await hospitalsByCode(tx, hospitals);
    if (hospitals.some((code) => !named.has(code))) return refuse('fieldInvalid', { field: 'hospitals' });
    const until = at + days * DAY;
    await addLink(tx, { id, student, guardian, purpose, hospitals: [...named.values()], madeBy: person, at, until });
    return id;
  });
  if ('refused' in kept)
    throw refusalProblem({ status: 'refused', stream: null, code: kept.refused, detail: kept.detail ?? {} });
  const until = kept.at + days * DAY;
  return { link: id, path: `/g/${tokenOf(parts.keyring, id)}`, code: codeOf(parts.keyring, id), until };
}

/** The links of a child, last first; neither addresses nor codes. */
export function listLinks(parts: Parts, request: FastifyRequest, student: string) {
  return read(parts, request, async (tx, asker, at) => {
    await mayLink(tx, student, asker);
    const { known, blocked } = await guardiansOf(tx, student);
    const dangerous = (guardian: string) => blocked || (known.find(({ id }) => id === guardian)?.danger ?? true);
    const items = (await linksOf(tx, student)).map((row) => ({
      ...row,
      live: linkStands({ ...row, danger: dangerous(row.guardian) }, at),
    }));
    return { value: { items }, readings: [{ action: 'list:guardianLinks', student }] };
  });
}

/** Ends a link now. Taken back before, nothing changes. */
export async function revokeLink(parts: Parts, request: FastifyRequest, student: string, link: string) {
  const { context, actor } = askerOf(request);
  const asked = { act: 'revokeGuardianLink', actor, actKey: keyOf(request), request: request.id };
  const digest = requestDigest(parts.keyring, { student, link, revoked: true });
  const kept = await once(parts.db, parts.clock, context, { ...asked, digest }, async (tx, at: Instant) => {
    await mayLink(tx, student, askerOf(request));
    if (!(await endLink(tx, { student, link }, at))) throw new NotFound();
    return link;
  });
  if ('refused' in kept) throw new Problem('internal');
  return { link, at: kept.at };
}
