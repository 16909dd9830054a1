import { describe, expect, it } from 'vitest';
import { DAY, HOUR, type Instant, SECOND } from '#domain/instant';
import { newMemoryRecord, type TestDuty } from '#tools/testing/memory-record';
import { expectInstants, newId, skippedTime, standUntil } from '#tools/testing/skipped-time';

const time = skippedTime();
const ROUNDS = 6;

const dutyRinging = (id: string, at: Instant): TestDuty => ({
  id,
  kind: 'watch',
  openedAt: at,
  limitAt: at,
  rings: [at],
  repeatMs: DAY,
});

/** Of an instant or a length as Temporal writes it. */
function msOf(moment?: { seconds?: { toNumber(): number } | null; nanos?: number | null } | null): number {
  return (moment?.seconds?.toNumber() ?? 0) * SECOND + (moment?.nanos ?? 0) / 1e6;
}

describe('a deadline that moves', () => {
  /** When the timer started last fires, by the server's own record. */
  async function firesAt(id: string): Promise<Instant> {
    const { events } = await time().handle('case', id).fetchHistory();
    const started = (events ?? []).findLast((event) => event.timerStartedEventAttributes != null);
    return msOf(started?.eventTime) + msOf(started?.timerStartedEventAttributes?.startToFireTimeout);
  }

  it('in the very moment its timer fires is followed, and the server goes on skipping', async () => {
    const record = newMemoryRecord(time().clock, { paged: true });
    const id = newId();
    const at = await time().clock.now();
    let answerAt: Instant = 0;
    // While an activity runs the server's time is ours: the reading comes back so shortly before the timer fires that the task after it runs while it does.
    const standing = async (stream: string) => {
      const read = await record.activities.standing(stream);
      await standUntil(time(), answerAt);
      return read;
    };
    record.begin(id, { kind: 'case', stage: 'care', level: 'L3' }, dutyRinging('0', at + HOUR));
    await time().working({ ...record.activities, standing }, async () => {
      await time().wake('case', id, { version: 1 });
      for (let round = 1; round <= ROUNDS; round += 1) {
        // Armed anew by the round before.
        await expect
          .poll(() => firesAt(id), { timeout: 30_000 })
          .toBeGreaterThan((await time().clock.now()) + HOUR / 2);
        const fires = await firesAt(id);
        record.endDuty(id, String(round - 1));
        const version = record.openDuty(id, dutyRinging(String(round), fires + HOUR));
        await time().pass(fires - SECOND - (await time().clock.now()));
        answerAt = fires - 3 * round;
        await time().wake('case', id, { version });
        await time().pass(2 * SECOND);
      }
      await time().pass(2 * HOUR);
    });
    const rang = record.said('rang');
    expect(rang.map(({ duty }) => duty)).toEqual([String(ROUNDS)]);
    expectInstants(
      rang.map((line) => line.at - at),
      [(ROUNDS + 1) * HOUR],
    );
  });
});

describe('a life that ends', () => {
  it('while a page is on its way waits for it: nothing is cut off, and the server goes on skipping', async () => {
    const record = newMemoryRecord(time().clock);
    const id = newId();
    const at = await time().clock.now();
    record.begin(id, { kind: 'case', stage: 'care', level: 'L3' }, { ...dutyRinging('0', at + HOUR), openedAt: at });
    const [asked, mayGo] = [flag(), flag()];
    const page: typeof record.activities.page = async (stream, pages) => {
      asked.raise();
      await mayGo.raised;
      return record.activities.page(stream, pages);
    };
    await time().working({ ...record.activities, page }, async () => {
      await time().wake('case', id, { version: 1 });
      await asked.raised;
      await time().wake('case', id, { version: record.close(id) });
      // Both readings are back, and what the workflow made of the second one is with the server.
      await expect.poll(() => tasksAfterAnswer(id, 2), { timeout: 30_000 }).toBe(1);
      mayGo.raise();
      await time().handle('case', id).result();
      await time().pass(DAY);
    });
    expect(await time().clock.now()).toBeGreaterThan(at + DAY);
  });
});

/** Workflow tasks done since so many activities were. */
async function tasksAfterAnswer(id: string, answers: number): Promise<number> {
  const events = (await time().handle('case', id).fetchHistory()).events ?? [];
  const done = events.flatMap((event, n) => (event.activityTaskCompletedEventAttributes == null ? [] : [n]));
  const last = done[answers - 1];
  if (last === undefined) return 0;
  return events.slice(last).filter((event) => event.workflowTaskCompletedEventAttributes != null).length;
}

function flag(): { readonly raised: Promise<void>; raise(): void } {
  let raise = () => {};
  const raised = new Promise<void>((resolve) => {
    raise = resolve;
  });
  return { raised, raise: () => raise() };
}
