import { ActivityFailure, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { Activities, CampaignDeliveries, DeliveryActivities } from '#activities/contract';
import { TASK_QUEUES } from './ids.ts';

/** The record: short attempts and no end, for a clock that gave up would be a child nobody watches. Failures show as a metric. */
export const record = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.streams,
  startToCloseTimeout: '5s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '5s' },
});

/** What leaves the house. */
export type Outside = DeliveryActivities & CampaignDeliveries;

/** The outside world: a few attempts, then the next channel or person. A queue without a worker ends the same way. */
const ordinary = proxyActivities<Outside>({
  taskQueue: TASK_QUEUES.deliveries,
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '10m',
  retry: { initialInterval: '10s', backoffCoefficient: 2, maximumAttempts: 4 },
});

/** The reserved queue of L4: whoever cannot be reached within a minute is not waited for. */
const urgent = proxyActivities<Outside>({
  taskQueue: TASK_QUEUES.crisis,
  startToCloseTimeout: '10s',
  scheduleToCloseTimeout: '1m',
  retry: { initialInterval: '2s', backoffCoefficient: 2, maximumAttempts: 3 },
});

/** Sends through the queue that fits; when every attempt failed, does what comes next instead. */
export async function deliverOr<T>(
  hurry: boolean,
  send: (deliveries: Outside) => Promise<T>,
  failed: () => Promise<T>,
): Promise<T> {
  try {
    return await send(hurry ? urgent : ordinary);
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return failed();
  }
}
