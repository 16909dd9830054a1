import { expect, it } from 'vitest';
import { DAY, SECOND } from '#domain/instant';
import { newMemoryRecord } from './memory-record.ts';
import { newId, skippedTime, standUntil } from './skipped-time.ts';

const time = skippedTime();

it('time goes on after Temporal forgot a life in the middle of a task', async () => {
  const record = newMemoryRecord(time().clock);
  const id = newId();
  const now = await time().clock.now();
  const watch = {
    id: '1',
    kind: 'watch',
    openedAt: now,
    limitAt: now,
    rings: [now + 30 * DAY],
    repeatMs: DAY,
  } as const;
  record.begin(id, { kind: 'case', stage: 'care', level: 'L3' }, watch);
  let begun = () => {};
  const reading = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const slow = {
    ...record.activities,
    standing: async (...asked: Parameters<typeof record.activities.standing>) => {
      begun();
      await standUntil(time(), (await time().clock.now()) + 2 * SECOND);
      return record.activities.standing(...asked);
    },
  };
  await time().working(slow, async () => {
    await time().wake('case', id, { version: 1 });
    await reading;
    await time().wipe('case', id);
    await time().pass(DAY);
  });
  expect(await time().clock.now()).toBeGreaterThanOrEqual(now + DAY);
});
