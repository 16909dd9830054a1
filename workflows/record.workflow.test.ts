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

/** What is due on a day is said at 07:30. */
const BEFORE_NINE = 1.5 * HOUR;

type Life = 'report' | 'assessment';
const owed = (kind: TestDuty['kind'], openedAt: Instant, limitAt: Instant): TestDuty => ({
  id: kind,
  kind,
  openedAt,
  limitAt,
  rings: [limitAt],
  repeatMs: DAY,
});

/** What is said of a record that owes this and nobody does it, since 09:00 of its first day. */
async function unanswered(life: Life, duty: (at: Instant) => TestDuty, forMs: number) {
  const at = await toMorning(time(), '09:00');
  const record = newMemoryRecord(time().clock, { paged: true });
  const id = newId();
  record.begin(id, { kind: 'record', stage: 'running', level: null, life }, duty(at));
  await time().working(record.activities, async () => {
    await time().wake('record', id, { version: 1 });
    await time().pass(forMs);
  });
  const said = (what: 'prompted' | 'rang') => record.said(what).map((line) => line.at - at);
  return { prompted: said('prompted'), rang: said('rang') };
}

it('says a week before and on its morning that a draft is due, and rings the day after day that it is late', async () => {
  const due = 20 * DAY + 9 * HOUR;
  const told = await unanswered('report', (at) => owed('reportDraft', at, at + due), due + 2 * DAY - HOUR);
  expectInstants(told.prompted, [13 * DAY + 9 * HOUR, 20 * DAY - BEFORE_NINE]);
  expectInstants(told.rang, [due, due + DAY]);
});

it('tells the next signer of a report every morning, and rings when the limit has passed', async () => {
  const due = 3 * DAY + 9 * HOUR;
  const told = await unanswered('report', (at) => owed('reportSecondSign', at, at + due), due + HOUR);
  expectInstants(told.prompted, [DAY - BEFORE_NINE, 2 * DAY - BEFORE_NINE, 3 * DAY - BEFORE_NINE]);
  expectInstants(told.rang, [due]);
});

it('tells whoever is to answer an appeal half-way and on its day, and rings on time', async () => {
  const due = 10 * DAY + 9 * HOUR;
  const told = await unanswered('assessment', (at) => owed('assessmentAppeal', at, at + due), due + HOUR);
  expectInstants(told.prompted, [due / 2, 10 * DAY - BEFORE_NINE]);
  expectInstants(told.rang, [due]);
});

it('says on its day that an assessment may be frozen, and rings when nobody has', async () => {
  const due = 7 * DAY + 9 * HOUR;
  const told = await unanswered('assessment', (at) => owed('assessmentFreeze', at, at + due), due + HOUR);
  expectInstants(told.prompted, [7 * DAY - BEFORE_NINE]);
  expectInstants(told.rang, [due]);
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
