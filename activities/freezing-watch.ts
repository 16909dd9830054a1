import { endSilentFreezings } from '#db/reports/freeze-job';
import { SECOND } from '#domain/instant';
import { AS_SYSTEM, type ChangeParts, type Round, startRounds } from './rounds.ts';

const PAUSE_MS = 15 * SECOND;
/** A process that freezes a report beats every twenty seconds: four beats that did not come are a process that is gone. */
const SILENT_MS = 90 * SECOND;

/** Ends freezings whose server was stopped in the middle, so that nobody waits for one that never comes and the second signature can be given again. */
export function startFreezingWatch(parts: ChangeParts): { stop(): Promise<void> } {
  return startRounds(parts, 'report', () => freezingRound(parts), PAUSE_MS);
}

export async function freezingRound({ db, clock, log }: ChangeParts): Promise<Round> {
  const at = await clock.now();
  const ended = await db.transaction(AS_SYSTEM, (tx) => endSilentFreezings(tx, at - SILENT_MS, at));
  if (ended > 0) log.info({ jobs: ended }, 'report: freezings were interrupted');
  return 'idle';
}
