import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { and, asc, eq, isNotNull, isNull, lte } from 'drizzle-orm';
import { createActivities } from '#activities/create';
import { type RelayParts, round } from '#activities/relay';
import { testClock } from '#adapters/temporal/clock';
import { dataConverter } from '#adapters/temporal/converter';
import { newWaker, type Waker } from '#adapters/temporal/waker';
import { installRuntime, startWorkers } from '#adapters/temporal/workers';
import type { Clock } from '#domain/clock';
import { notices, streams } from '#db/schema/index';
import type { Database } from '#db/transaction';
import type { Instant } from '#domain/instant';
import { timeSkippingExecutable } from '#tools/servers/time-skipping';
import { workflowBundle } from '#tools/workflow-bundle';
import { addressOf, TASK_QUEUES } from '#workflows/ids';
import type { Passage } from './time.ts';

const LANES = 4;
const SETTLE_LIMIT_MS = 60_000;
const AS_CLOCK = { actor: 'clock', role: 'clock' } as const;

/** Temporal with skipped time, and the real worker and relay on it. */
export interface Engine {
  readonly clock: Clock;
  readonly waker: Waker;
  /** For looking at histories. */
  readonly client: TestWorkflowEnvironment['client'];
  /** Starts the worker on this database; the relay's rounds are made between two steps of time. */
  run(db: Database): Promise<Passage>;
  end(): Promise<void>;
}

export async function startEngine(say: (text: string) => void): Promise<Engine> {
  installRuntime(() => undefined);
  const keys = { current: '1', keys: { '1': new Uint8Array(randomBytes(32)) } };
  const path = await timeSkippingExecutable(say);
  const server = { executable: { type: 'existing-path', path } } as const;
  const create = () =>
    TestWorkflowEnvironment.createTimeSkipping({ server, client: { dataConverter: dataConverter(keys) } });
  // Tried twice: the SDK gives Java only five seconds to come up.
  const env = await create().catch(create);
  const waker = newWaker(env.client, addressOf, TASK_QUEUES.streams);
  const clock = testClock(env);
  const ends: (() => Promise<unknown>)[] = [() => env.teardown()];
  return {
    clock,
    waker,
    client: env.client,
    async run(db) {
      const log = { info: () => undefined, error: () => undefined };
      const parts = { db, clock, waker, channels: [], log };
      const workers = await startWorkers({
        connection: env.nativeConnection,
        namespace: 'default',
        identity: 'journey',
        keys,
        bundle: await workflowBundle(),
        activities: createActivities(parts),
        queues: TASK_QUEUES,
        lanes: LANES,
      });
      ends.unshift(() => workers.stop());
      return passageOf(env, parts);
    },
    async end() {
      for (const one of ends) await one();
    },
  };
}

/** Time is let go in steps, from one thing that falls due to the next, and stands still until the workflows have done it. */
function passageOf(env: TestWorkflowEnvironment, parts: RelayParts): Passage {
  const { db } = parts;
  const now = () => env.currentTimeMs();
  const pushes = new Map<string, number>();
  return {
    now,
    async until(target) {
      for (;;) {
        await settled(parts, pushes);
        const at = await now();
        if (at >= target) return;
        const next = await nextDue(db);
        await env.sleep(Math.max(1, Math.min(next ?? target, target) - at));
      }
    },
  };
}

/** Waits until every workflow knows its stream's last version and nothing due is left undone. */
async function settled(parts: RelayParts, pushes: Map<string, number>): Promise<void> {
  const { db, clock } = parts;
  const began = performance.now();
  for (;;) {
    await round(parts, pushes);
    await everybodyReads(parts);
    const at = await clock.now();
    const [behind] = await db.transaction(AS_CLOCK, (tx) =>
      tx
        .select({ id: streams.id, kind: streams.kind })
        .from(streams)
        .where(and(isNull(streams.closedAt), lte(streams.nextDueAt, at)))
        .limit(1),
    );
    const [unsent] = await db.transaction(AS_CLOCK, (tx) =>
      tx
        .select({ id: notices.id })
        .from(notices)
        .where(and(eq(notices.settled, false), lte(notices.nextTryAt, at)))
        .limit(1),
    );
    if (behind === undefined && unsent === undefined) return;
    if (performance.now() - began > SETTLE_LIMIT_MS)
      throw new Error(`the engine does not get to ${behind === undefined ? 'a notice' : behind.kind}`);
    await pause(15);
  }
}

/** People look at their pages as they come: what follows when nobody does is another story, and goes round for as long as nobody does. */
async function everybodyReads({ db, clock }: RelayParts): Promise<void> {
  const at = await clock.now();
  await db.transaction(AS_CLOCK, (tx) =>
    tx
      .update(notices)
      .set({ state: 'read', settled: true, nextTryAt: null, readAt: at })
      .where(and(eq(notices.settled, false), isNotNull(notices.sentAt))),
  );
}

async function nextDue(db: Database): Promise<Instant | null> {
  const [row] = await db.transaction(AS_CLOCK, (tx) =>
    tx
      .select({ dueAt: streams.nextDueAt })
      .from(streams)
      .where(isNull(streams.closedAt))
      .orderBy(asc(streams.nextDueAt))
      .limit(1),
  );
  return row?.dueAt ?? null;
}
