import { createHash } from 'node:crypto';
import { nextPassing, type Passing, passedOn, type PassingStream, streamsToPass } from '#db/passing';
import { startLeaving } from './leavers.ts';
import { AS_SYSTEM, type ChangeParts, reacted, type Round, startRounds } from './rounds.ts';

const PAGE = 50;

/**
 * Passes on what people held whose appointments ended with their organisation, and asks for the hand-over of children who left: one act for each stream and person, a page at a time. Every act has a key of
 * its own, so it may be killed anywhere and two may run at once. Until it has come the chain of each duty goes on calling those above.
 */
export function startPassing(parts: ChangeParts): { stop(): Promise<void> } {
  const loops = [startRounds(parts, 'merger', () => passingRound(parts)), startLeaving(parts)];
  return { stop: async () => void (await Promise.all(loops.map((loop) => loop.stop()))) };
}

/** One page of the oldest merger. */
export async function passingRound(parts: ChangeParts): Promise<Round> {
  const { db, clock, log } = parts;
  const at = await clock.now();
  const found = await db.transaction(AS_SYSTEM, async (tx) => {
    const passing = await nextPassing(tx, at);
    return passing === null ? null : { passing, page: await streamsToPass(tx, passing, at, PAGE) };
  });
  if (found === null) return 'idle';
  const { passing, page } = found;
  let failed = 0;
  for (const stream of page) if (!(await passed(parts, passing, stream))) failed += 1;
  const report = { ...passing.report, after: page.at(-1)?.id ?? null, failed: passing.report.failed + failed };
  const progress = passing.progress + page.length - failed;
  const whole = page.length < PAGE;
  const again = whole && report.failed > 0;
  const to = again
    ? { report: { ...report, after: null, failed: 0 }, progress, doneAt: null }
    : { report, progress, doneAt: whole ? at : null };
  await db.transaction(AS_SYSTEM, (tx) => passedOn(tx, passing, to));
  if (to.doneAt !== null) log.info({ job: passing.job, streams: progress }, 'merger: duties have passed');
  return again ? 'failed' : 'more';
}

/** False: this one comes again. */
async function passed(parts: ChangeParts, { report }: Passing, { id, hands }: PassingStream): Promise<boolean> {
  let whole = true;
  for (const { from, to } of hands) {
    const actKey = `passing/${report.change}/${from}/${id}`;
    const digest = createHash('sha256').update(`replaceHolder ${from}`).digest();
    const command = { act: 'replaceHolder', from, to } as const;
    whole = (await reacted(parts, 'merger', { stream: id, actKey, digest, command })) && whole;
  }
  return whole;
}
