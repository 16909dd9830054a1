import { expect, it } from 'vitest';
import { DAY } from '#domain/instant';
import { staged, STORY_LIMIT } from '#tools/testing/staged';
import { intoCare } from '#tools/testing/staged-care';
import { addressOf } from '#workflows/ids';
import type { Thing } from './transport.ts';
import { careUntil } from './routine.ts';

const stage = await staged();
const { play, engine, contacts, owed, untilWeekday } = stage;
const YEAR = 365 * DAY;

/** Runs of a stream's workflow, the last one first: each names the one that it continues. */
async function runsOf({ kind, id }: Thing): Promise<readonly number[]> {
  const { workflowId } = addressOf(kind, id);
  const events: number[] = [];
  for (let runId: string | undefined; ; ) {
    const history = await engine.client.workflow.getHandle(workflowId, runId).fetchHistory();
    events.push(history.events?.length ?? 0);
    runId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? undefined;
    if (runId === undefined || runId === '') return events;
  }
}

it('a year of follow-ups: every window kept, each run continued as new before it grows old', STORY_LIMIT, async () => {
  const begun = await untilWeekday(1, '09:00');
  await intoCare(stage, 'L1');
  await careUntil(play, begun + YEAR);

  const made = await contacts('contactMade');
  expect(await contacts('contactMissed')).toEqual([]);
  // Monthly, in a week of its own: ten to thirteen in a year with vacations.
  expect(made.length).toBeGreaterThanOrEqual(10);
  expect(made.length).toBeLessThanOrEqual(13);
  const gaps = made.slice(1).map(({ happenedAt }, n) => happenedAt - (made[n]?.happenedAt ?? 0));
  expect(Math.max(...gaps)).toBeLessThan(38 * DAY);
  const now = await play.time.now();
  expect(await owed('followUp')).toMatchObject([{ kind: 'followUpContact', holder: 'counselor' }]);
  for (const thing of ['case', 'followUp'] as const) {
    for (const { limitAt } of await owed(thing)) expect(limitAt).toBeGreaterThan(now);
    // Each at most 90 days, and a little for what woke it.
    const runs = await runsOf(play.thing(thing));
    expect(runs.length).toBeGreaterThanOrEqual(4);
    expect(Math.max(...runs)).toBeLessThan(500);
  }
});
