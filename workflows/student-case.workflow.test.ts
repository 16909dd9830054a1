import { describe, it } from 'vitest';
import { DAY, HOUR, type Instant, MINUTE } from '#domain/instant';
import { type MemoryRecord, newMemoryRecord, type TestDuty } from '#tools/testing/memory-record';
import { expectInstants, newId, skippedTime, toMorning } from '#tools/testing/skipped-time';

const time = skippedTime();

const SILENT = 400 * DAY;

/** A duty that says nothing by itself for longer than any of these stories. */
function duty(kind: TestDuty['kind'], openedAt: Instant, limitMs: number, more: Partial<TestDuty> = {}): TestDuty {
  return { id: kind, kind, openedAt, limitAt: openedAt + limitMs, rings: [openedAt + SILENT], repeatMs: DAY, ...more };
}

async function told(
  at: Instant,
  stage: string,
  level: 'L1' | 'L2' | 'L3' | 'L4',
  duties: (at: Instant) => readonly TestDuty[],
  story: (record: MemoryRecord, id: string) => Promise<void>,
) {
  const record = newMemoryRecord(time().clock);
  const id = newId();
  record.begin(id, { kind: 'case', stage, level }, ...duties(at));
  await time().working(record.activities, async () => {
    await time().wake('case', id, { version: 1 });
    await story(record, id);
    await time().keep('case', id, stage);
  });
  const since = (what: 'paged' | 'prompted' | 'rang', about?: string) =>
    record
      .said(what)
      .filter((line) => about === undefined || line.duty === about)
      .map((line) => line.at - at);
  return { record, since };
}

describe('a case tells people', () => {
  it('at L2 by day only: called at 22:00, paged at 07:00', async () => {
    const { since } = await told(
      await toMorning(time(), '22:00'),
      'triage',
      'L2',
      (at) => [duty('interview', at, 5 * DAY)],
      () => time().pass(10 * HOUR),
    );
    expectInstants(since('paged'), [9 * HOUR]);
  });

  it('at L3 at any hour', async () => {
    const { since } = await told(
      await toMorning(time(), '22:00'),
      'triage',
      'L3',
      (at) => [duty('interview', at, DAY)],
      () => time().pass(2 * HOUR),
    );
    expectInstants(since('paged'), [0]);
  });

  it('at L2 of a ring at night when the day begins', async () => {
    const rings = (at: Instant) => [at + 3 * HOUR];
    const { since } = await told(
      await toMorning(time(), '22:00'),
      'triage',
      'L2',
      (at) => [duty('interview', at - 3 * HOUR, 2 * DAY, { rings: rings(at) })],
      () => time().pass(10 * HOUR),
    );
    expectInstants(since('rang'), [3 * HOUR]);
    expectInstants(since('paged'), [9 * HOUR]);
  });
});

describe('a case prompts', () => {
  it('of an interview owed, each morning at 07:30 until its limit', async () => {
    const { since } = await told(
      await toMorning(time(), '10:00'),
      'triage',
      'L2',
      (at) => [duty('interview', at, 3 * DAY)],
      () => time().pass(6 * DAY),
    );
    expectInstants(since('prompted'), [21.5 * HOUR, 45.5 * HOUR, 69.5 * HOUR]);
  });

  it('in care, on the morning of the day a session is due, once', async () => {
    const { since } = await told(
      await toMorning(time(), '10:00'),
      'care',
      'L2',
      (at) => [duty('session', at, 14 * DAY)],
      () => time().pass(15 * DAY),
    );
    expectInstants(since('prompted'), [14 * DAY - 2.5 * HOUR]);
  });

  it('while grading, of a signature still missing, each morning', async () => {
    const { since } = await told(
      await toMorning(time(), '10:00'),
      'grading',
      'L2',
      (at) => [duty('coSign', at, 2 * DAY)],
      () => time().pass(3 * DAY),
    );
    expectInstants(since('prompted'), [21.5 * HOUR, 45.5 * HOUR]);
  });

  it('during reassessment, half-way to its limit', async () => {
    const { since } = await told(
      await toMorning(time(), '10:00'),
      'reassessment',
      'L2',
      (at) => [duty('reassess', at, 4 * DAY)],
      () => time().pass(5 * DAY),
    );
    expectInstants(since('prompted'), [2 * DAY]);
  });
});

describe('a crisis', () => {
  it('pages every 5 min at night until somebody acknowledges, and not after', async () => {
    const { since } = await told(
      await toMorning(time(), '23:00'),
      'crisis',
      'L4',
      (at) => [duty('crisisAcknowledge', at, 5 * MINUTE, { pageEvery: 5 * MINUTE })],
      async (record, id) => {
        await time().pass(12 * MINUTE);
        await time().wake('case', id, { version: record.acknowledge(id, 'crisisAcknowledge') });
        await time().pass(HOUR);
      },
    );
    expectInstants(since('paged'), [0, 5 * MINUTE, 10 * MINUTE]);
  });

  it('asks for the watch entry, the call to the guardian and the arrival beside each other, acknowledged or not', async () => {
    const { since } = await told(
      await time().clock.now(),
      'crisis',
      'L4',
      (at) => [
        duty('crisisWatch', at, 30 * MINUTE),
        duty('crisisGuardian', at, 30 * MINUTE),
        duty('crisisHospital', at, 2 * HOUR),
      ],
      async (record, id) => {
        await time().wake('case', id, { version: record.acknowledge(id, 'crisisGuardian') });
        await time().pass(2 * HOUR);
      },
    );
    expectInstants(since('prompted', 'crisisWatch'), [25 * MINUTE]);
    expectInstants(since('prompted', 'crisisGuardian'), [10 * MINUTE, 20 * MINUTE]);
    expectInstants(since('prompted', 'crisisHospital'), [30 * MINUTE, 60 * MINUTE, 90 * MINUTE]);
  });

  it('hands on to care when the record says so, and stays quiet there', async () => {
    const { since } = await told(
      await time().clock.now(),
      'crisis',
      'L4',
      (at) => [duty('crisisHospital', at, 2 * HOUR), duty('session', at, 7 * DAY)],
      async (record, id) => {
        await time().pass(40 * MINUTE);
        const version = record.act(id, (stream) => {
          stream.beginning = { kind: 'case', stage: 'care', level: 'L4' };
        });
        await time().wake('case', id, { version });
        await time().pass(DAY);
        await time().keep('case', id, 'crisis');
      },
    );
    expectInstants(since('prompted'), [30 * MINUTE]);
  });
});
