import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import { afterAll, beforeAll, expect } from 'vitest';
import { testClock } from '#adapters/temporal/clock';
import type { Clock } from '#domain/clock';
import { dataConverter } from '#adapters/temporal/converter';
import { newWaker, type Waker } from '#adapters/temporal/waker';
import type { Activities } from '#activities/contract';
import { addDays, dayOf, type Instant, MINUTE, onDay } from '#domain/instant';
import { atLast, timeSkippingExecutable } from '#tools/servers/time-skipping';
import { addressOf, type LifeKind, TASK_QUEUES } from '#workflows/ids';
import type { Wake } from '#workflows/stream.messages';
import { workflowBundle } from '#tools/workflow-bundle';
import { terminateAtRest } from './at-rest.ts';
import { keepHistory } from './histories.ts';
import { TEST_KEYS } from './test-keys.ts';

/** A Temporal of one test file whose time passes only when a test lets it: a year takes a second. */
export interface SkippedTime {
  readonly env: TestWorkflowEnvironment;
  readonly clock: Clock;
  /** Runs workers with these activities while `body` runs; afterwards they and the workflows that it woke are gone. */
  working<T>(activities: Partial<Activities>, body: () => Promise<T>, options?: Partial<WorkerOptions>): Promise<T>;
  readonly waker: Waker;
  /** Starts the life's workflow if it does not run, and wakes it. */
  wake(kind: LifeKind, id: string, call: Wake): Promise<void>;
  handle(kind: LifeKind, id: string): WorkflowHandle;
  /** Temporal forgets this life. */
  wipe(kind: LifeKind, id: string): Promise<void>;
  /** Keeps the history of what was told so far for the replay test; call it inside the story. */
  keep(kind: LifeKind, id: string, story: string): Promise<void>;
  /** Lets this much time pass, ms. */
  pass(ms: number): Promise<void>;
}

/** Gives the test file its own server. Call at the top of the file. */
export function skippedTime(): () => SkippedTime {
  let time: SkippedTime | undefined;
  beforeAll(async () => {
    time = await start();
  });
  afterAll(() => time?.env.teardown());
  return () => {
    if (time === undefined) throw new Error('the server is not up yet');
    return time;
  };
}

async function start(): Promise<SkippedTime> {
  const woken = new Set<string>();
  quieten();
  const path = await timeSkippingExecutable(() => {});
  const create = () =>
    TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path } },
      client: { identity: 'test', dataConverter: dataConverter(TEST_KEYS) },
    });
  const env = await atLast(create);
  const bundle = await workflowBundle();
  const handle = (kind: LifeKind, id: string) => env.client.workflow.getHandle(addressOf(kind, id).workflowId);
  const waker = remembering(newWaker(env.client, addressOf, TASK_QUEUES.streams), woken);
  return {
    env,
    clock: testClock(env),
    working: (activities, body, options) => {
      const story = async () => {
        try {
          return await body();
        } finally {
          await forget(env, woken);
        }
      };
      return working(env, { activities, workflowBundle: bundle, ...options }, story);
    },
    waker,
    // The relay would call again; a test has none.
    wake: async (...call) => void (await atLast(() => waker.wake(...call).then(() => true))),
    handle,
    wipe: (kind, id) => terminateAtRest(handle(kind, id)),
    keep: (kind, id, story) => keepHistory(`${addressOf(kind, id).workflowType}.${story}`, handle(kind, id)),
    pass: (ms) => env.sleep(ms),
  };
}

/** A waker that notes whom it woke, so that they can be forgotten after the story. */
function remembering(waker: Waker, woken: Set<string>): Waker {
  return {
    wake: (kind, id, call) => {
      woken.add(addressOf(kind, id).workflowId);
      return waker.wake(kind, id, call);
    },
  };
}

/** A workflow left over would wake in the next story and ask its record for a stream that it does not know. */
async function forget({ client }: TestWorkflowEnvironment, woken: Set<string>): Promise<void> {
  // Most stories end with a workflow that sleeps; one that has ended by itself cannot be terminated.
  await Promise.allSettled([...woken].map((id) => terminateAtRest(client.workflow.getHandle(id))));
  woken.clear();
}

async function working<T>(
  env: TestWorkflowEnvironment,
  { activities = {}, ...options }: Partial<WorkerOptions>,
  body: () => Promise<T>,
): Promise<T> {
  const common = {
    connection: env.nativeConnection,
    dataConverter: dataConverter(TEST_KEYS),
    identity: 'test',
    activities,
  };
  const workers = [
    await Worker.create({ ...common, ...options, taskQueue: TASK_QUEUES.streams }),
    await Worker.create({ ...common, taskQueue: TASK_QUEUES.deliveries }),
    await Worker.create({ ...common, taskQueue: TASK_QUEUES.crisis }),
  ];
  const story = body();
  const over = story.then(
    () => undefined,
    () => undefined,
  );
  await Promise.all(workers.map((worker) => worker.runUntil(over)));
  return story;
}

/** Only faults are worth a line; the runtime is one per process. */
function quieten(): void {
  try {
    Runtime.install({
      logger: new DefaultLogger('ERROR'),
      telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' }, forward: {} } },
    });
  } catch {
    // Installed by an earlier call in this process.
  }
}

/** A fresh opaque id. */
export const newId = (): string => randomUUID();

/** Lets time pass until the clock next shows this time of day (+08:00), and answers with that instant. */
export async function toMorning(time: SkippedTime, clock: string): Promise<Instant> {
  const now = await time.clock.now();
  const today = onDay(dayOf(now), clock);
  const target = today > now ? today : onDay(addDays(dayOf(now), 1), clock);
  await time.pass(target - now);
  return target;
}

/** For an activity: stands still until the clock shows this instant. While an activity runs no time is skipped, it passes as on any clock. */
export async function standUntil(time: SkippedTime, instant: Instant): Promise<void> {
  await pause(Math.max(0, instant - (await time.clock.now())));
}

/** Each instant at its time or a little later: the server skips, our workers run in real time, on a machine that may be busy. */
export function expectInstants(actual: readonly Instant[], wanted: readonly Instant[]): void {
  expect(actual).toHaveLength(wanted.length);
  for (const [index, instant] of wanted.entries()) {
    expect(actual[index]).toBeGreaterThanOrEqual(instant);
    expect(actual[index]).toBeLessThan(instant + MINUTE);
  }
}
