import type { Client } from '@temporalio/client';
import type { Instant } from '#domain/instant';
import type { StreamKind } from '#domain/stream';

/** How a life's workflow is found and started; the workflows' own ids are handed in, for an adapter knows none of our parts. */
export type AddressOf = (
  kind: StreamKind | 'notice',
  id: string,
) => { readonly workflowType: string; readonly workflowId: string };

/** What a wake says: the version its sender saw, and the deadline when the clock was found late. */
export interface WakeCall {
  readonly version: number;
  readonly lateSince?: Instant;
}

export interface Waker {
  /** Starts the workflow if it does not run, and wakes it. Rejects when Temporal cannot be reached; once more does no harm. */
  wake(kind: StreamKind | 'notice', id: string, call: WakeCall): Promise<void>;
}

const LIMIT_MS = 5_000;

export function newWaker(client: Client, addressOf: AddressOf, taskQueue: string): Waker {
  return {
    wake: async (kind, id, call) => {
      const { workflowType, workflowId } = addressOf(kind, id);
      await client.withDeadline(Date.now() + LIMIT_MS, () =>
        client.workflow.signalWithStart(workflowType, {
          workflowId,
          taskQueue,
          args: [id],
          signal: 'wake',
          signalArgs: [call],
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          workflowIdConflictPolicy: 'USE_EXISTING',
        }),
      );
    },
  };
}

const REST_MS = 1_000;

/**
 * For callers whose misses somebody else makes good (the relay): after a call that failed, none is tried for a second, and then one, until one succeeds.
 * While Temporal is away each act would otherwise pay for a call that cannot succeed: at 50 clients an eighth of the server's time.
 */
export function restingWaker(waker: Waker): Waker {
  let away = false;
  let trying = false;
  let restsUntil = 0;
  return {
    wake: async (kind, id, call) => {
      if (away && (trying || Date.now() < restsUntil)) return;
      trying = away;
      try {
        await waker.wake(kind, id, call);
        away = false;
      } catch (error) {
        away = true;
        restsUntil = Date.now() + REST_MS;
        throw error;
      } finally {
        trying = false;
      }
    },
  };
}
