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
/** Whoever recorded something told the workflow so, which reads it at once: what is older than this and still unheard is said again. */
const HEARSAY_MS = 300;
const PAUSE_AFTER_FAULT_MS = 1 * SECOND;
/** A clock is late when its step is this old; each late one is pushed at most once per PUSH_AGAIN_MS. */
const LATE_MS = 5 * SECOND;
const PUSH_AGAIN_MS = 10 * SECOND;
/** A Temporal that takes long over a round of pushes has enough to do: nobody is pushed again before so many times as long. */
const ROUNDS_OF_REST = 4;
const MOST = 200;
/** Records whose next date is further ahead rest without a workflow; as workflows/record.ts sees it. */
const NEAR_MS = 90 * DAY;
const AT_ONCE = 16;

/**
 * Tells workflows what the record has that they have not heard of, and pushes late ones, as long as it takes: a wiped Temporal is refilled by this loop.
 * No lock and no lease: two relays wake twice, which harms nothing. Faults are logged when they begin and when they end.
 */
export function startRelay(parts: RelayParts): Relay {
  const memory = newMemory();
  const nap = newNap();
  let failing = false;
  const loop = async () => {
    while (!nap.over()) {
      let more = false;
      const fault = await round(parts, memory).then(
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

/** What a relay remembers from one round to the next; by machine time. A new one does no harm. */
export interface Memory {
  /** What was recorded less long ago is left to whoever recorded it, ms. */
  readonly hearsayMs: number;
  /** Versions found unheard: since when. */
  readonly unheard: Map<string, { readonly version: number; readonly since: number }>;
  /** Late notices pushed, and when. */
  readonly pushes: Map<string, number>;
  /** How long the last pushes of late streams took, ms. */
  pushingMs: number;
}

export function newMemory(hearsayMs = HEARSAY_MS): Memory {
  return { hearsayMs, unheard: new Map(), pushes: new Map(), pushingMs: 0 };
}

/** One round: first what is new, then what is late; each list is the most urgent first. Answers whether there was more than one round takes. */
export async function round({ db, clock, waker }: RelayParts, memory: Memory): Promise<boolean> {
  const machine = Date.now();
  const now = await clock.now();
  const lateBefore = now - LATE_MS;
  const pushedBefore = machine - Math.max(PUSH_AGAIN_MS, ROUNDS_OF_REST * memory.pushingMs);
  const found = await db.transaction(AS_CLOCK, async (tx) => ({
    unwoken: await unwokenStreams(tx, MOST, now + NEAR_MS),
    late: await lateStreams(tx, lateBefore, pushedBefore, MOST),
    notices: await lateNotices(tx, lateBefore, MOST),
  }));
  const unheard = stillUnheard(found.unwoken, memory, machine);
  const told = await eachOf(unheard, ({ kind, id, version }) => waker.wake(kind, id, { version }));
  if (told.length > 0) await db.transaction(AS_CLOCK, (tx) => markWoken(tx, told));
  const began = Date.now();
  const pushed = await eachOf(found.late, ({ kind, id, version, dueAt }: Sleeper) =>
    waker.wake(kind, id, { version, lateSince: dueAt ?? 0 }),
  );
  memory.pushingMs = Date.now() - began;
  if (pushed.length > 0)
    await db.transaction(AS_CLOCK, (tx) =>
      markRewoken(
        tx,
        pushed.map(({ id }) => id),
        machine,
      ),
    );
  const { pushes } = memory;
  for (const [id, at] of pushes) if (at < pushedBefore) pushes.delete(id);
  const unsettled = new Set(found.notices.map((late) => noticeIdOf({ ...late, duty: String(late.opened) })));
  const due = [...unsettled].filter((id) => !pushes.has(id));
  for (const id of await eachOf(due, (notice) => waker.wake('notice', notice, { version: 0, lateSince: lateBefore })))
    pushes.set(id, machine);
  return unheard.length === MOST || found.late.length === MOST;
}

/** What has been unheard for a while; the rest is remembered. */
function stillUnheard(
  unwoken: readonly Sleeper[],
  { unheard, hearsayMs }: Memory,
  machine: number,
): readonly Sleeper[] {
  const before = new Map(unheard);
  unheard.clear();
  return unwoken.filter(({ id, version }) => {
    const known = before.get(id);
    const since = known?.version === version ? known.since : machine;
    unheard.set(id, { version, since });
    return machine - since >= hearsayMs;
  });
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
