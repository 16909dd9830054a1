import { setTimeout as pause } from 'node:timers/promises';
import type { WorkflowExecutionDescription, WorkflowHandle } from '@temporalio/client';

const LOOK_MS = 20;
/** A workflow that does not come to rest (an activity that hangs on purpose) is ended all the same. */
const LIMIT_MS = 20_000;
type Event = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>[number];
type Pending = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

/**
 * Terminates a workflow of the server that skips time, once none of its tasks runs. That server holds time still while a task runs and lets go when the task
 * reports; of one whose workflow is over it takes no report, so time would stand still for good and the next `pass` never end.
 */
export async function terminateAtRest(handle: WorkflowHandle): Promise<void> {
  const until = performance.now() + LIMIT_MS;
  // Rejects when there is none, and so does `terminate` when it has ended by itself.
  while (!(await atRest(handle)) && performance.now() < until) await pause(LOOK_MS);
  await handle.terminate('wiped');
}

async function atRest(handle: WorkflowHandle): Promise<boolean> {
  // One reading tells of both kinds of tasks: between two, an activity may end and hand over to the workflow.
  const { events } = await handle.fetchHistory();
  const count = (one: (event: Event) => unknown) => (events ?? []).filter((event) => one(event) != null).length;
  const tasks = count((event) => event.workflowTaskScheduledEventAttributes) - count(workflowTaskOver);
  const activities = count((event) => event.activityTaskScheduledEventAttributes) - count(activityOver);
  if (tasks > 0 || activities === 0) return tasks <= 0;
  const { raw } = await handle.describe();
  return (raw.pendingActivities ?? []).filter(waitsForItsNextTry).length === activities;
}

const workflowTaskOver = (event: Event) =>
  event.workflowTaskCompletedEventAttributes ??
  event.workflowTaskFailedEventAttributes ??
  event.workflowTaskTimedOutEventAttributes;

const activityOver = (event: Event) =>
  event.activityTaskCompletedEventAttributes ??
  event.activityTaskFailedEventAttributes ??
  event.activityTaskTimedOutEventAttributes ??
  event.activityTaskCanceledEventAttributes;

/** Time is skipped then. The state says "started" from the first try on, so the times have to tell. */
function waitsForItsNextTry({ lastStartedTime, lastAttemptCompleteTime }: Pending): boolean {
  const { seconds, nanos } = lastAttemptCompleteTime ?? {};
  const later =
    Number(seconds ?? 0) - Number(lastStartedTime?.seconds ?? 0) || (nanos ?? 0) - (lastStartedTime?.nanos ?? 0);
  return lastAttemptCompleteTime != null && later >= 0;
}
