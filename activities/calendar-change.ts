import { createHash } from 'node:crypto';
import { type Change, moveOn, nextChange, openStreamsBelow } from '#db/calendar-change';
import { AS_SYSTEM, type ChangeParts, reacted, type Round, startRounds } from './rounds.ts';

const PAGE = 50;
const DIGEST = createHash('sha256').update('recalculate').digest();

/**
 * Works the limits of open streams out anew after a list was entered: one act a stream, a page at a time, as long as it takes. How far it has come stands in
 * the job and every act has a key of its own, so it may be killed anywhere and two may run at once. Needs no Temporal; the relay tells the workflows.
 */
export function startCalendarChanges(parts: ChangeParts): { stop(): Promise<void> } {
  return startRounds(parts, 'calendar', () => changeRound(parts));
}

/** One page of the oldest change. idle: nothing is to be done; failed: some streams could not be dealt with and come again. */
export async function changeRound(parts: ChangeParts): Promise<Round> {
  const { db, clock, log } = parts;
  const found = await db.transaction(AS_SYSTEM, async (tx) => {
    const change = await nextChange(tx);
    return change === null ? null : { change, page: await openStreamsBelow(tx, change, PAGE) };
  });
  if (found === null) return 'idle';
  const { change, page } = found;
  let failed = 0;
  for (const stream of page) if (!(await recalculated(parts, change, stream))) failed += 1;
  const report = { ...change.report, after: page.at(-1) ?? null, failed: change.report.failed + failed };
  const progress = change.progress + page.length - failed;
  const whole = page.length < PAGE;
  const again = whole && report.failed > 0;
  const doneAt = whole && !again ? await clock.now() : null;
  const to = again
    ? { report: { ...report, after: null, failed: 0 }, progress: 0, doneAt }
    : { report, progress, doneAt };
  await db.transaction(AS_SYSTEM, (tx) => moveOn(tx, change, to));
  if (doneAt !== null) log.info({ job: change.job, streams: progress }, 'calendar: limits worked out anew');
  return again ? 'failed' : 'more';
}

/** False: this one comes again. */
function recalculated(parts: ChangeParts, { report }: Change, stream: string): Promise<boolean> {
  const actKey = `calendar/${report.stamp}/${stream}`;
  return reacted(parts, 'calendar', { stream, actKey, digest: DIGEST, command: { act: 'recalculate' } });
}
