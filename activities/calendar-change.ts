import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { type Change, moveOn, nextChange, openStreamsBelow } from '#db/calendar-change';
import { commit, NotFound } from '#db/commit';
import { DatabaseError, type DatabaseErrorCode } from '#db/errors';
import type { Context, Database } from '#db/transaction';
import type { Clock } from '#domain/clock';
import { SECOND } from '#domain/instant';
import { SYSTEM } from '#domain/role';
import { newNap } from './nap.ts';

export interface ChangeParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'error'>;
}

const PAGE = 50;
const PAUSE_MS = 1 * SECOND;
const PAUSE_AFTER_FAULT_MS = 10 * SECOND;
const AS_SYSTEM: Context = { actor: 'system', role: 'system' };
/** The record is away or held by somebody: the whole page comes again. */
const AWAY: ReadonlySet<DatabaseErrorCode> = new Set([
  'connectionLost',
  'unknownOutcome',
  'busy',
  'timeout',
  'deadlock',
]);
const DIGEST = createHash('sha256').update('recalculate').digest();

/**
 * Works the limits of open streams out anew after a list was entered: one act a stream, a page at a time, as long as it takes. How far it has come stands in
 * the job and every act has a key of its own, so it may be killed anywhere and two may run at once. Needs no Temporal; the relay tells the workflows.
 */
export function startCalendarChanges(parts: ChangeParts): { stop(): Promise<void> } {
  const nap = newNap();
  const loop = async () => {
    while (!nap.over()) {
      const next = await changeRound(parts).catch((error: unknown) => {
        parts.log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'calendar: a round failed');
        return 'failed' as const;
      });
      if (next !== 'more') await nap.sleep(next === 'failed' ? PAUSE_AFTER_FAULT_MS : PAUSE_MS);
    }
  };
  const done = loop();
  return {
    stop: async () => {
      nap.end();
      await done;
    },
  };
}

/** One page of the oldest change. idle: nothing is to be done; failed: some streams could not be dealt with and come again. */
export async function changeRound(parts: ChangeParts): Promise<'idle' | 'more' | 'failed'> {
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

/** False: this one comes again. A stream that was closed meanwhile owes nothing any more. */
async function recalculated({ db, clock, log }: ChangeParts, { report }: Change, stream: string): Promise<boolean> {
  const actKey = `calendar/${report.stamp}/${stream}`;
  const act = { target: { stream }, actor: SYSTEM, actKey, digest: DIGEST, command: { act: 'recalculate' } };
  try {
    const outcome = await commit(db, clock, AS_SYSTEM, act);
    if (outcome.status === 'refused') log.info({ stream, code: outcome.code }, 'calendar: not worked out anew');
    return true;
  } catch (error) {
    if (error instanceof NotFound) return true;
    if (error instanceof DatabaseError && AWAY.has(error.code)) throw error;
    log.error({ stream, error: error instanceof Error ? error.name : 'unknown' }, 'calendar: a stream failed');
    return false;
  }
}
