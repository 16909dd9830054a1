import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { giveConsent, revokeConsent } from '#db/consents';
import { NotFound } from '#db/commit';
import { heldKey, sealingKey } from '#db/data-key';
import { mintId } from '#db/decide-all';
import type { Kept, RefusedOutcome } from '#db/outcome';
import { consentsOf } from '#db/queries/consents';
import { campaignsWaitingFor } from '#db/queries/invitations';
import { knownStudent } from '#db/queries/known-student';
import { requestDigest } from '#db/vault/keyring';
import { openText, sealText } from '#db/vault/text';
import { can } from '#domain/permission';
import { keyOf } from './acts.ts';
import { askerOf } from './asker.ts';
import type { Parts } from './parts.ts';
import { Problem, refusalProblem } from './problem.ts';
import { read } from './reading.ts';
import type { consentBody } from './schemas/consents.ts';

/** Staff write down what a guardian allowed, with what shows it; the words go to the vault. */
export async function recordConsent(
  parts: Parts,
  request: FastifyRequest,
  student: string,
  body: z.infer<typeof consentBody>,
) {
  await mayRecord(parts, request, student);
  const { actor, context } = askerOf(request);
  const actKey = keyOf(request);
  const { evidence, ...rest } = body;
  const { id, ciphertext, keyVersion } = sealText(
    await sealingKey(parts.db, parts.keyring, context, student),
    evidence.words,
  );
  const kept = await giveConsent(parts.db, parts.clock, context, {
    ...rest,
    student,
    consent: mintId(student, actKey, 0),
    evidence: { id, ciphertext, keyVersion },
    actor,
    actKey,
    digest: requestDigest(parts.keyring, { student, asked: body }),
    request: request.id,
  });
  if (body.kind === 'screening' && kept.status === 'kept') await wakeWaiting(parts, request, student);
  return answerOf(kept);
}

/** Campaigns in which the pupil waits to be asked hear of it now; without that they look each morning. */
async function wakeWaiting({ db, waker }: Parts, request: FastifyRequest, student: string): Promise<void> {
  if (waker === null) return;
  const { context } = askerOf(request);
  const waiting = await db.transaction(context, (tx) => campaignsWaitingFor(tx, student));
  // No version of the campaign says it, so the wake names none that could be known already.
  for (const { id } of waiting) waker.wake('campaign', id, { version: 0 }).catch(() => undefined);
}

/** A guardian takes a consent back: from now on nothing leans on it. */
export async function takeBack(parts: Parts, request: FastifyRequest, student: string, consent: string) {
  await mayRecord(parts, request, student);
  const { actor, context } = askerOf(request);
  const digest = requestDigest(parts.keyring, { student, consent, revoked: true });
  const wish = { student, consent, actor, actKey: keyOf(request), digest, request: request.id };
  return answerOf(await revokeConsent(parts.db, parts.clock, context, wish));
}

async function mayRecord(parts: Parts, request: FastifyRequest, student: string): Promise<void> {
  const asker = askerOf(request);
  const known = await parts.db.transaction(asker.context, (tx) => knownStudent(tx, student, asker));
  if (known === null) throw new NotFound();
  if (!can(asker.role, 'recordConsent', known.relation)) throw new Problem('notPermitted');
}

function answerOf(outcome: Kept | RefusedOutcome) {
  if (outcome.status === 'refused') throw refusalProblem(outcome);
  return { consent: outcome.id, at: outcome.at };
}

/** What stands for a student, live or over; the evidence for those who may read texts. */
export function listConsents(parts: Parts, request: FastifyRequest, student: string) {
  return read(parts, request, async (tx, asker, at) => {
    const known = await knownStudent(tx, student, asker);
    if (known === null) throw new NotFound();
    if (!can(asker.role, 'readConsents', known.relation)) throw new Problem('notPermitted');
    const rows = await consentsOf(tx, student, at);
    const key = can(asker.role, 'readTexts', known.relation) ? await heldKey(tx, parts.keyring, student) : undefined;
    const items = rows.map(({ sealed, evidence, ...row }) => ({
      ...row,
      evidence: key === undefined || evidence === null || sealed === null ? null : openText(key, evidence, sealed),
    }));
    return { value: { items }, readings: [{ action: 'read:consents', student }] };
  });
}
