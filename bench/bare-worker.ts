import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';

const QUEUE = 'bare';

export interface BareWorker {
  /** Starts a life that waits for so long between two askings. */
  start(workflowId: string, waitMs: number): Promise<void>;
  act(workflowId: string): Promise<void>;
  stop(): Promise<void>;
}

/** A worker for `bare-life.ts` in this process, without a codec and without a record. */
export async function startBareWorker(client: Client, address: string): Promise<BareWorker> {
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    taskQueue: QUEUE,
    workflowBundle: await bundleWorkflowCode({
      workflowsPath: join(import.meta.dirname, 'bare-life.ts'),
      logger: new DefaultLogger('ERROR'),
    }),
    activities: { touch: async () => undefined },
  });
  const done = worker.run();
  return {
    async start(workflowId, waitMs) {
      await client.workflow.start('bareLife', { workflowId, taskQueue: QUEUE, args: [waitMs] });
    },
    act: (workflowId) => client.workflow.getHandle(workflowId).signal('heard'),
    async stop() {
      worker.shutdown();
      await done;
      await connection.close();
    },
  };
}

/** Events that these histories have now. */
export async function eventsOf(client: Client, workflowIds: readonly string[]): Promise<number> {
  let sum = 0;
  for (const id of workflowIds) sum += (await client.workflow.getHandle(id).fetchHistory()).events?.length ?? 0;
  return sum;
}

/** How often its timer has rung. */
export async function ringsOfBare(client: Client, workflowId: string): Promise<number> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  return (events ?? []).filter(({ timerFiredEventAttributes }) => timerFiredEventAttributes != null).length;
}
