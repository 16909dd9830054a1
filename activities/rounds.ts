import type { Logger } from 'pino';
import { commit, NotFound } from '#db/commit';
import { DatabaseError, type DatabaseErrorCode } from '#db/errors';
import type { AnyCommand } from '#db/streams';
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

/** idle: nothing is to be done; failed: some could not be dealt with and come again. */
export type Round = 'idle' | 'more' | 'failed';

const PAUSE_MS = 1 * SECOND;
const PAUSE_AFTER_FAULT_MS = 10 * SECOND;
export const AS_SYSTEM: Context = { actor: 'system', role: 'system' };
/** The record is away or held by somebody: the whole page comes again. */
const AWAY: ReadonlySet<DatabaseErrorCode> = new Set([
  'connectionLost',
  'unknownOutcome',
  'busy',
  'timeout',
  'deadlock',
]);

/** Round after round until it is stopped; a pause where nothing is to be done. */
export function startRounds(
  { log }: ChangeParts,
  name: string,
  round: () => Promise<Round>,
  pauseMs: number = PAUSE_MS,
): { stop(): Promise<void> } {
  const nap = newNap();
  const loop = async () => {
    while (!nap.over()) {
      const next = await round().catch((error: unknown) => {
        log.error({ error: error instanceof Error ? error.name : 'unknown' }, `${name}: a round failed`);
        return 'failed' as const;
      });
      if (next !== 'more') await nap.sleep(next === 'failed' ? PAUSE_AFTER_FAULT_MS : pauseMs);
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

interface Reaction {
  readonly stream: string;
  readonly actKey: string;
  readonly digest: Buffer;
  readonly command: AnyCommand;
}

/** One act of the system on a stream. False: this one comes again. A stream that was closed meanwhile owes nothing any more. */
export async function reacted(
  { db, clock, log }: ChangeParts,
  name: string,
  { stream, ...act }: Reaction,
): Promise<boolean> {
  try {
    const outcome = await commit(db, clock, AS_SYSTEM, { target: { stream }, actor: SYSTEM, ...act });
    if (outcome.status === 'refused') log.info({ stream, code: outcome.code }, `${name}: refused`);
    return true;
  } catch (error) {
    if (error instanceof NotFound) return true;
    if (error instanceof DatabaseError && AWAY.has(error.code)) throw error;
    log.error({ stream, error: error instanceof Error ? error.name : 'unknown' }, `${name}: a stream failed`);
    return false;
  }
}
