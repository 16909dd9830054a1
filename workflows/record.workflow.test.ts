import { expect, it } from 'vitest';
import { DAY, HOUR, type Instant } from '#domain/instant';
import { newMemoryRecord, type TestDuty } from '#tools/testing/memory-record';
import { expectInstants, newId, skippedTime, toMorning } from '#tools/testing/skipped-time';

const time = skippedTime();

function renewal(openedAt: Instant, limitAt: Instant): TestDuty {
  return { id: 'renewal', kind: 'certificateRenewal', openedAt, limitAt, rings: [limitAt], repeatMs: DAY };
}

it('is told a month and a week before a certificate ends, and rung on its day', async () => {
  const at = await toMorning(time(), '09:00');
  const record = newMemoryRecord(time().clock, { paged: true });
  const id = newId();
  record.begin(id, { kind: 'record', stage: 'running', level: null, life: 'certificate' }, renewal(at, at + 40 * DAY));
  await time().working(record.activities, async () => {
    await time().wake('record', id, { version: 1 });
    await time().pass(41 * DAY - HOUR);
    const told = (what: 'prompted' | 'rang') => record.said(what).map((line) => line.at - at);
    expectInstants(told('prompted'), [10 * DAY, 33 * DAY]);
    expectInstants(told('rang'), [40 * DAY]);
    await time().keep('record', id, 'certificate');
  });
});

it('rests without a workflow while its date is more than ninety days away', async () => {
  const at = await toMorning(time(), '09:00');
  const record = newMemoryRecord(time().clock, { paged: true });
  const id = newId();
  const rested: number[] = [];
  record.begin(id, { kind: 'record', stage: 'running', level: null, life: 'certificate' }, renewal(at, at + 91 * DAY));
  const rest = async (_stream: string, version: number) => void rested.push(version);
  await time().working({ ...record.activities, rest }, async () => {
    await time().wake('record', id, { version: 1 });
    await expect.poll(() => rested, { timeout: 20_000 }).toEqual([1]);
  });
  expect(record.said('rang')).toEqual([]);
});
