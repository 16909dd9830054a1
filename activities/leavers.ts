import { createHash } from 'node:crypto';
import { casesOfLeavers, leaversTold, nextLeaving } from '#db/leaving';
import { AS_SYSTEM, type ChangeParts, reacted, type Round, startRounds } from './rounds.ts';

const PAGE = 50;

/**
 * Asks for the hand-over of every open case whose pupil has left the school: one act for each case, under a key of its own, so it may be killed anywhere and
 * two may run at once. Until it has come, and after it, the case stays with its owner.
 */
export function startLeaving(parts: ChangeParts): { stop(): Promise<void> } {
  return startRounds(parts, 'leavers', () => leavingRound(parts));
}

/** One page of the oldest school. */
export async function leavingRound(parts: ChangeParts): Promise<Round> {
  const { db, clock, log } = parts;
  const at = await clock.now();
  const found = await db.transaction(AS_SYSTEM, async (tx) => {
    const leaving = await nextLeaving(tx);
    return leaving === null ? null : { leaving, page: await casesOfLeavers(tx, leaving, PAGE) };
  });
  if (found === null) return 'idle';
  const { leaving, page } = found;
  let failed = 0;
  for (const stream of page) {
    const actKey = `leaver/${leaving.report.because}/${stream}`;
    const digest = createHash('sha256').update('markLeaver').digest();
    if (!(await reacted(parts, 'leavers', { stream, actKey, digest, command: { act: 'markLeaver' } }))) failed += 1;
  }
  const report = { ...leaving.report, after: page.at(-1) ?? null, failed: leaving.report.failed + failed };
  const progress = leaving.progress + page.length - failed;
  const whole = page.length < PAGE;
  const again = whole && report.failed > 0;
  const to = again
    ? { report: { ...report, after: null, failed: 0 }, progress, doneAt: null }
    : { report, progress, doneAt: whole ? at : null };
  await db.transaction(AS_SYSTEM, (tx) => leaversTold(tx, leaving, to));
  if (to.doneAt !== null) log.info({ job: leaving.job, cases: progress }, 'leavers: hand-overs are asked for');
  return again ? 'failed' : 'more';
}
