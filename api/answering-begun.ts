import type { z } from 'zod';
import { takeSheet } from '#db/intake';
import { judgeSheet } from '#db/judged-sheet';
import type { Invitation } from '#db/queries/invitation';
import { requestDigest } from '#db/vault/keyring';
import type { Instant } from '#domain/instant';
import type { Policy } from '#domain/policy';
import { wakeAll } from './acts.ts';
import { contextOf } from './answering.ts';
import type { Parts } from './parts.ts';
import { Problem } from './problem.ts';
import type { soFarBody } from './schemas/answering.ts';
import { sheetProblem } from './sheet-problem.ts';

/**
 * An answer that calls a person whatever the total is does not wait for the end of the form: who gives it may close the page. What was answered so far
 * is then taken as a sheet of its own, once for each such answer; everything else is left to the form. The phone is answered alike either way (N07).
 */
export async function hearSoFar(
  parts: Parts,
  invitation: Invitation,
  body: z.infer<typeof soFarBody>,
  { thresholds }: Policy,
  now: Instant,
): Promise<void> {
  const { student, campaign, instrument, version } = invitation;
  if (body.version !== version)
    throw new Problem('unknownVersion', { pointers: [{ pointer: '/version', code: 'unknownVersion' }] });
  const sheet = { instrument, version, answers: body.answers, observedAt: Math.min(body.answeredAt, now) };
  const judged = judgeSheet(sheet, null, thresholds);
  if ('fault' in judged) throw sheetProblem(judged);
  const told = judged.result.criticals
    .filter(({ state }) => state !== 'unknown')
    .map(({ item, state, value }) => [item, state, value ?? null] as const);
  if (told.length === 0) return;
  // The same worrying answers sent again, with more of the others beside them, are the same wish.
  const digest = requestDigest(parts.keyring, { campaign, soFar: told });
  const taken = await takeSheet(parts.db, parts.clock, contextOf(student), parts.keyring, {
    ...sheet,
    student,
    // Of no campaign: there the pupil has not answered yet, and is asked and looked for like everybody.
    campaign: null,
    actKey: `soFar@${digest.toString('hex').slice(0, 32)}`,
    digest,
    actor: { person: null, role: 'student', side: null },
  });
  if ('fault' in taken) throw sheetProblem(taken);
  if (taken.outcome.status === 'refused') throw new Problem('internal');
  if (taken.outcome.status === 'recorded') wakeAll(parts, taken.outcome);
}
