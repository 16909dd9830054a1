import type { Logger } from 'pino';
import type { Clock } from '#domain/clock';
import type { Waker } from '#adapters/temporal/waker';
import type { Database } from '#db/transaction';
import { lateNotices, lateStreams, markRewoken, markWoken, type Sleeper, unwokenStreams } from '#db/waking';
import { DAY, SECOND } from '#domain/instant';
import { newNap } from './nap.ts';
import { noticeIdOf } from './notice-key.ts';

export interface RelayParts {
  readonly db: Database;
  /** Deadlines are compared by this; the relay paces itself by machine time. */
  readonly clock: Clock;
  readonly waker: Waker;
  readonly log: Pick<Logger, 'info' | 'error'>;
}

export interface Relay {
  /** Ends after the round that runs. */
  stop(): Promise<void>;
}

const PAUSE_MS = 200;
const PAUSE_AFTER_FAULT_MS = 1 * SECOND;
/** A clock is late when its step is this old; each late one is pushed at most once per PUSH_AGAIN_MS. */
const LATE_MS = 5 * SECOND;
const PUSH_AGAIN_MS = 10 * SECOND;
const MOST = 200;
/** Records whose next date is further ahead rest without a workflow; as workflows/record.ts sees it. */
const NEAR_MS = 90 * DAY;
const AT_ONCE = 16;

/**
 * Tells workflows what the record has that they have not heard of, and pushes late ones, as long as it takes: a wiped Temporal is refilled by this loop.
 * No lock and no lease: two relays wake twice, which harms nothing. Faults are logged when they begin and when they end.
 */
export function startRelay(parts: RelayParts): Relay {
  const pushes = new Map<string, number>();
  const nap = newNap();
  let failing = false;
  const loop = async () => {
    while (!nap.over()) {
      let more = false;
      const fault = await round(parts, pushes).then(
        (full) => {
          more = full;
          return undefined;
        },
        (error: unknown) => error ?? new Error('unknown'),
      );
      if (fault !== undefined && !failing) parts.log.error({ error: nameOf(fault) }, 'relay: a round failed');
      if (fault === undefined && failing) parts.log.info('relay: rounds succeed again');
      failing = fault !== undefined;
      if (failing || !more) await nap.sleep(failing ? PAUSE_AFTER_FAULT_MS : PAUSE_MS);
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

/** One round: first what is new, then what is late; each list is the most urgent first. Answers whether there was more than one round takes. */
export async function round({ db, clock, waker }: RelayParts, pushes: Map<string, number>): Promise<boolean> {
  const machine = Date.now();
  const now = await clock.now();
  const lateBefore = now - LATE_MS;
  const pushedBefore = machine - PUSH_AGAIN_MS;
  const found = await db.transaction(AS_CLOCK, async (tx) => ({
    unwoken: await unwokenStreams(tx, MOST, now + NEAR_MS),
    late: await lateStreams(tx, lateBefore, pushedBefore, MOST),
    notices: await lateNotices(tx, lateBefore, MOST),
  }));
  const told = await eachOf(found.unwoken, ({ kind, id, version }) => waker.wake(kind, id, { version }));
  if (told.length > 0) await db.transaction(AS_CLOCK, (tx) => markWoken(tx, told));
  const pushed = await eachOf(found.late, ({ kind, id, version, dueAt }: Sleeper) =>
    waker.wake(kind, id, { version, lateSince: dueAt ?? 0 }),
  );
  if (pushed.length > 0)
    await db.transaction(AS_CLOCK, (tx) =>
      markRewoken(
        tx,
        pushed.map(({ id }) => id),
        machine,
      ),
    );
  for (const [id, at] of pushes) if (at < pushedBefore) pushes.delete(id);
  const unsettled = new Set(found.notices.map((late) => noticeIdOf({ ...late, duty: String(late.opened) })));
  const due = [...unsettled].filter((id) => !pushes.has(id));
  for (const id of await eachOf(due, (notice) => waker.wake('notice', notice, { version: 0, lateSince: lateBefore })))
    pushes.set(id, machine);
  return [found.unwoken, found.late].some((list) => list.length === MOST);
}

const AS_CLOCK = { actor: 'clock', role: 'clock' } as const;

/** Does it to each, some at a time, in order; answers with those it was done to. A fault of one ends the list and is thrown if nothing was done. */
async function eachOf<T>(all: readonly T[], act: (one: T) => Promise<void>): Promise<readonly T[]> {
  const done: T[] = [];
  const faults: unknown[] = [];
  const waiting = all.values();
  const walk = async () => {
    for (const one of waiting) {
      await act(one).then(
        () => done.push(one),
        (error: unknown) => faults.push(error),
      );
      if (faults.length > 0) return;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, walk));
  if (done.length === 0 && faults.length > 0) throw faults[0];
  return done;
}

/** Messages may carry what was asked; names and codes never do. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
