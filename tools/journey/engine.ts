import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { asc, isNull } from 'drizzle-orm';
import { createActivities } from '#activities/create';
import { newMemory, round } from '#activities/relay';
import { testClock } from '#adapters/temporal/clock';
import type { KeyRing } from '#adapters/temporal/codec';
import { dataConverter } from '#adapters/temporal/converter';
import { newWaker, type Waker } from '#adapters/temporal/waker';
import { installRuntime, startWorkers } from '#adapters/temporal/workers';
import type { Clock } from '#domain/clock';
import { streams } from '#db/schema/index';
import type { Database } from '#db/transaction';
import type { Instant } from '#domain/instant';
import { atLast, timeSkippingExecutable } from '#tools/servers/time-skipping';
import { workflowBundle } from '#tools/workflow-bundle';
import { addressOf, TASK_QUEUES } from '#workflows/ids';

/** How time passes in a journey. */
export interface Passage {
  now(): Promise<Instant>;
  /** Lets time pass up to an instant; everything that falls due on the way happens at its own time. */
  until(at: Instant): Promise<void>;
}

export interface EnginePlan {
  readonly say: (text: string) => void;
  /** What seals histories; left out: keys of this run alone. */
  readonly keys?: KeyRing;
  /** Left out: as many as in production. */
  readonly cachedWorkflows?: number;
}

/** Temporal with skipped time, and the real worker and relay on it. */
export interface Engine {
  readonly clock: Clock;
  readonly waker: Waker;
  /** For looking at histories. */
  readonly client: TestWorkflowEnvironment['client'];
  /** Starts the worker on this database. `attentive`: the waker of the worker, which has people read their pages first. */
  run(db: Database, attentive: Waker): Promise<Passage>;
  end(): Promise<void>;
}

const LANES = 4;
/** How long a thing that is due may take in machine time. */
const STUCK_MS = 60_000;
/** A timer was set a little after its deadline was read, and rings as much later. */
const A_MOMENT = 200;
const AS_CLOCK = { actor: 'clock', role: 'clock' } as const;
const LOG = { info: () => undefined, error: () => undefined };

/** Keys for one run: nobody reads its histories afterwards. */
const ownKeys = (): KeyRing => ({ current: '1', keys: { '1': new Uint8Array(randomBytes(32)) } });

export async function startEngine({ say, keys = ownKeys(), cachedWorkflows }: EnginePlan): Promise<Engine> {
  installRuntime((level, message) => {
    if (level !== 'WARN') say(`  Temporal: ${message}`);
  });
  const path = await timeSkippingExecutable(say);
  const server = { executable: { type: 'existing-path', path } } as const;
  const env = await atLast(() =>
    TestWorkflowEnvironment.createTimeSkipping({ server, client: { dataConverter: dataConverter(keys) } }),
  );
  const waker = newWaker(env.client, addressOf, TASK_QUEUES.streams);
  const clock = testClock(env);
  const ends: (() => Promise<unknown>)[] = [() => env.teardown()];
  return {
    clock,
    waker,
    client: env.client,
    async run(db, attentive) {
      const workers = await startWorkers({
        connection: env.nativeConnection,
        namespace: 'default',
        identity: 'journey',
        keys,
        bundle: await workflowBundle(),
        activities: createActivities({ db, clock, waker: attentive, channels: [], log: LOG }),
        queues: TASK_QUEUES,
        lanes: LANES,
        ...(cachedWorkflows === undefined ? {} : { cachedWorkflows }),
      });
      ends.unshift(() => workers.stop());
      return passageOf(env, db, waker);
    },
    async end() {
      for (const one of ends) await one();
    },
  };
}

/**
 * Time is let go from one thing that falls due to the next. The server itself skips nothing while a workflow or an activity is at work; what it cannot know
 * is that a stream has begun or moved: of that the relay tells before each step.
 */
function passageOf(env: TestWorkflowEnvironment, db: Database, waker: Waker): Passage {
  const clock = testClock(env);
  const memory = newMemory(0);
  return {
    now: () => clock.now(),
    async until(target) {
      let stuck: { readonly due: Instant; readonly since: number } | undefined;
      for (;;) {
        await patiently(() => round({ db, clock, waker, log: LOG }, memory));
        const [at, next] = [await clock.now(), await nextDue(db)];
        const late = next !== null && next <= at;
        if (at >= target && !late) return;
        if (!late) stuck = undefined;
        else if (stuck?.due !== next) stuck = { due: next, since: performance.now() };
        else if (performance.now() - stuck.since > STUCK_MS) throw new Error('the engine does not get to what is due');
        await env.sleep(late ? A_MOMENT : Math.min(next === null ? target : next + A_MOMENT, target) - at);
      }
    },
  };
}

/** The relay's own loop goes on after a fault too: this server refuses the second of two who start one workflow in the same moment. */
async function patiently(act: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await act();
      return;
    } catch (error) {
      if (tries === 5) throw error;
      await pause(100 * tries);
    }
  }
}

/** The next step of anything open. */
async function nextDue(db: Database): Promise<Instant | null> {
  const open = db.transaction(AS_CLOCK, (tx) =>
    tx
      .select({ dueAt: streams.nextDueAt })
      .from(streams)
      .where(isNull(streams.closedAt))
      .orderBy(asc(streams.nextDueAt))
      .limit(1),
  );
  return (await open)[0]?.dueAt ?? null;
}
