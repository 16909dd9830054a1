import {
  DefaultLogger,
  type LogLevel,
  type NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundle,
} from '@temporalio/worker';
import type { KeyRing } from './codec.ts';
import { dataConverter } from './converter.ts';

export interface WorkersPlan {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly identity: string;
  readonly keys: KeyRing;
  readonly bundle: WorkflowBundle;
  readonly activities: object;
  readonly queues: { readonly streams: string; readonly deliveries: string; readonly crisis: string };
  /** Activities on the record at once: not more than the database has lanes, or they would only wait for one. */
  readonly lanes: number;
  /** Workflows kept ready; the rest is rebuilt from its history when it is woken. Left out: 500, about 0.2 MB each. */
  readonly cachedWorkflows?: number;
}

export interface RunningWorkers {
  /** Settles when all have stopped; rejects when one failed. */
  readonly done: Promise<void>;
  /** Takes no new task, lets the running ones end within the grace, then resolves. */
  stop(): Promise<void>;
}

/** Messages a second to the outside world, all workers of the queue together. */
const DELIVERIES_A_SECOND = 20;

/** One worker a queue, so that no flood of deliveries stands before a clock or before an L4. */
export async function startWorkers(plan: WorkersPlan): Promise<RunningWorkers> {
  const { connection, namespace, identity, keys, activities, queues, bundle, lanes, cachedWorkflows = 500 } = plan;
  const common = {
    connection,
    namespace,
    identity,
    activities,
    dataConverter: dataConverter(keys),
    shutdownGraceTime: '10s',
    shutdownForceTime: '20s',
  };
  const workers = [
    await Worker.create({
      ...common,
      taskQueue: queues.streams,
      workflowBundle: bundle,
      maxCachedWorkflows: cachedWorkflows,
      // After a kill a task waits this long for the dead worker before any other gets it.
      stickyQueueScheduleToStartTimeout: '5s',
      maxConcurrentActivityTaskExecutions: lanes,
    }),
    await Worker.create({
      ...common,
      taskQueue: queues.deliveries,
      maxTaskQueueActivitiesPerSecond: DELIVERIES_A_SECOND,
      maxConcurrentActivityTaskExecutions: 10,
    }),
    await Worker.create({ ...common, taskQueue: queues.crisis, maxConcurrentActivityTaskExecutions: 20 }),
  ];
  const done = Promise.all(workers.map((worker) => worker.run())).then(() => undefined);
  return {
    done,
    stop: async () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await done;
    },
  };
}

/** Where the SDK's own lines go. Call once, before any connection; the process handles its own signals. */
export function installRuntime(say: (level: LogLevel, message: string) => void): void {
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('WARN', ({ level, message }) => {
      // Two of our workers have activities only, and mean it.
      if (!message.startsWith('No workflows registered')) say(level, message);
    }),
    telemetryOptions: { logging: { filter: { core: 'WARN', other: 'WARN' }, forward: {} } },
  });
}
