import { describe, expect, it } from 'vitest';
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '#domain/instant';
import { type MemoryRecord, newMemoryRecord, type TestDuty } from '#tools/testing/memory-record';
import { expectInstants, newId, skippedTime } from '#tools/testing/skipped-time';
import { diagnosis } from './stream.messages.ts';

const time = skippedTime();

interface Story {
  readonly record: MemoryRecord;
  readonly id: string;
  readonly at: Instant;
  rang(): number[];
  kinds(runId?: string): Promise<string[]>;
}

/** A case in care at L3 whose only duty rings at these times after now (ms), then daily. */
async function story(...rings: number[]): Promise<Story> {
  const record = newMemoryRecord(time().clock);
  const id = newId();
  const at = await time().clock.now();
  record.begin(id, { kind: 'case', stage: 'care', level: 'L3' }, ringing(at, rings));
  const handle = time().handle('case', id);
  return {
    record,
    id,
    at,
    rang: () => record.said('rang').map((line) => line.at - at),
    kinds: async () => ((await handle.fetchHistory()).events ?? []).map((event) => String(event.eventType)),
  };
}

function ringing(at: Instant, rings: readonly number[], more: Partial<TestDuty> = {}): TestDuty {
  const instants = rings.map((ring) => at + ring);
  return { id: '1', kind: 'watch', openedAt: at, limitAt: at, rings: instants, repeatMs: DAY, ...more };
}

function handleOf(id: string) {
  return time().handle('case', id);
}

async function eventsOf(id: string, name: string): Promise<number> {
  const { events } = await handleOf(id).fetchHistory();
  return (events ?? []).filter((event) => name in event && event[name as keyof typeof event] != null).length;
}

describe('act or deadline', () => {
  it('rings at 2 h, 4 h and then daily when nobody acts', async () => {
    const { record, id, rang } = await story(2 * HOUR, 4 * HOUR);
    await time().working(record.activities, async () => {
      await time().wake('case', id, { version: 1 });
      await time().pass(2 * DAY + 5 * HOUR);
    });
    expectInstants(rang(), [2 * HOUR, 4 * HOUR, 28 * HOUR, 52 * HOUR]);
  });

  it('reads again when woken, and follows a deadline that moved earlier or later', async () => {
    const { record, id, at, rang } = await story(10 * HOUR);
    await time().working(record.activities, async () => {
      await time().wake('case', id, { version: 1 });
      await time().pass(HOUR);
      record.endDuty(id, '1');
      await time().wake('case', id, { version: record.openDuty(id, ringing(at, [3 * HOUR, 50 * HOUR])) });
      await time().pass(4 * HOUR);
      record.endDuty(id, '1');
      await time().wake('case', id, { version: record.openDuty(id, ringing(at, [100 * HOUR, 200 * HOUR])) });
      await time().pass(100 * HOUR);
      await time().keep('case', id, 'deadline-moved');
    });
    expectInstants(rang(), [3 * HOUR, 100 * HOUR]);
  });

  it('keeps its timer over wakes that leave the deadline where it was, and ignores the echo of what it knows', async () => {
    const { record, id } = await story(10 * DAY);
    await time().working(record.activities, async () => {
      await time().wake('case', id, { version: 1 });
      await time().pass(HOUR);
      for (let day = 0; day < 5; day += 1) {
        const version = record.act(id, () => {});
        await time().wake('case', id, { version });
        await time().pass(HOUR);
        await time().wake('case', id, { version });
        await time().pass(HOUR);
      }
    });
    expect(await eventsOf(id, 'timerStartedEventAttributes')).toBe(1);
    expect(await eventsOf(id, 'timerCanceledEventAttributes')).toBe(0);
    expect(record.said('read')).toHaveLength(6);
  });
});

describe('a clock', () => {
  it('reads again at a wake that found it late, although the version is the one it knows', async () => {
    const { record, id } = await story(10 * DAY);
    await time().working(record.activities, async () => {
      await time().wake('case', id, { version: 1 });
      await time().pass(HOUR);
      await time().wake('case', id, { version: 1, lateSince: 0 });
      await time().pass(HOUR);
    });
    expect(record.said('read')).toHaveLength(2);
  });

  it('ends when the record says closed, and may be started once more without harm', async () => {
    const { record, id, rang } = await story(10 * HOUR);
    await time().working(record.activities, async () => {
      await time().wake('case', id, { version: 1 });
      await time().pass(HOUR);
      await time().wake('case', id, { version: record.close(id) });
      await handleOf(id).result();
      await time().keep('case', id, 'closed');
      await time().wake('case', id, { version: 2 });
      await handleOf(id).result();
    });
    expect(rang()).toEqual([]);
  });

  it('answers the diagnosis query with what it believes', async () => {
    const { record, id, at } = await story(10 * HOUR);
    const answer = await time().working(record.activities, async () => {
      await time().wake('case', id, { version: 1 });
      await time().pass(HOUR);
      return handleOf(id).query(diagnosis);
    });
    expect(answer).toMatchObject({ id, stage: 'care', version: 1, dueAt: at + 10 * HOUR, armedFor: at + 10 * HOUR });
  });
});

describe('a clock that is disturbed', () => {
  it('goes on after the workflow was terminated in mid-story and started again', async () => {
    const { record, id, rang } = await story(2 * HOUR, 4 * HOUR);
    await time().working(record.activities, async () => {
      await time().wake('case', id, { version: 1 });
      await time().pass(3 * HOUR);
      await time().wipe('case', id);
      await time().pass(2 * HOUR);
      await time().wake('case', id, { version: 2, lateSince: 0 });
      await time().pass(DAY);
    });
    expectInstants(rang(), [2 * HOUR, 5 * HOUR, 28 * HOUR]);
  });

  it('rings within 10 s once the database is back after ten minutes without it', async () => {
    const { record, id, at, rang } = await story(2 * HOUR);
    const back = at + 2 * HOUR + 10 * MINUTE;
    const unsteady = {
      ...record.activities,
      deadlinePassed: async (stream: string, page: boolean) => {
        if ((await time().clock.now()) < back) throw new Error('connection refused');
        return record.activities.deadlinePassed(stream, page);
      },
    };
    await time().working(unsteady, async () => {
      await time().wake('case', id, { version: 1 });
      await time().pass(3 * HOUR);
    });
    expect(rang()).toHaveLength(1);
    expect(rang()[0]).toBeGreaterThanOrEqual(back - at);
    expect(rang()[0]).toBeLessThan(back - at + 10 * SECOND);
  });
});

describe('a clock in the long run', () => {
  it('continues as new through a year of daily rings without losing one', async () => {
    const { record, id, rang } = await story(DAY);
    const runs = new Set<string>();
    await time().working(record.activities, async () => {
      await time().wake('case', id, { version: 1 });
      for (let month = 0; month < 12; month += 1) {
        await time().pass(30 * DAY + (5 * DAY) / 12);
        runs.add((await handleOf(id).describe()).runId);
      }
      await time().keep('case', id, 'renewed');
    });
    expectInstants(
      rang(),
      Array.from({ length: 365 }, (_, day) => (day + 1) * DAY),
    );
    expect(runs.size).toBe(5);
  });
});

describe('a clock beside something broken', () => {
  it('rings on time although every page fails without end', async () => {
    const { record, id, rang } = await story(10 * MINUTE, 20 * MINUTE);
    const page = async () => {
      throw new Error('no page goes out');
    };
    await time().working({ ...record.activities, page }, async () => {
      await time().wake('case', id, { version: 1 });
      await time().pass(30 * MINUTE);
      await time().keep('case', id, 'pages-fail');
    });
    expectInstants(rang(), [10 * MINUTE, 20 * MINUTE]);
  });

  it('never spins when the record keeps saying that it is due', async () => {
    const { record, id } = await story(HOUR);
    let calls = 0;
    const stubborn = {
      ...record.activities,
      deadlinePassed: async (stream: string) => {
        calls += 1;
        return record.activities.standing(stream);
      },
    };
    await time().working(stubborn, async () => {
      await time().wake('case', id, { version: 1 });
      await time().pass(HOUR + 2 * 60 * SECOND);
    });
    expect(calls).toBeGreaterThan(5);
    expect(calls).toBeLessThan(15);
  });

  it('tells the same story when no workflow is ever cached', async () => {
    const { record, id, rang } = await story(2 * HOUR, 4 * HOUR);
    const uncached = { maxCachedWorkflows: 0, maxConcurrentWorkflowTaskPolls: 1 };
    await time().working(
      record.activities,
      async () => {
        await time().wake('case', id, { version: 1 });
        await time().pass(3 * HOUR);
        await time().wake('case', id, { version: record.act(id, () => {}) });
        await time().pass(DAY);
        await time().wake('case', id, { version: record.close(id) });
        await handleOf(id).result();
      },
      uncached,
    );
    expectInstants(rang(), [2 * HOUR, 4 * HOUR]);
  });
});
