import { describe, it } from 'vitest';
import { DAY, HOUR, type Instant } from '#domain/instant';
import { newMemoryRecord, type TestDuty } from '#tools/testing/memory-record';
import { expectInstants, newId, skippedTime, toMorning } from '#tools/testing/skipped-time';

const time = skippedTime();

function contact(subject: string, openedAt: Instant, limitAt: Instant): TestDuty {
  return {
    id: subject,
    kind: 'followUpContact',
    subject,
    openedAt,
    limitAt,
    rings: [limitAt + 400 * DAY],
    repeatMs: DAY,
  };
}

async function told(
  stage: 'planned' | 'tracing',
  level: 'L2' | 'L4',
  window: (at: Instant) => { opensAt: Instant; closesAt: Instant },
  duties: (at: Instant) => TestDuty[],
  ms: number,
) {
  const at = await toMorning(time(), '09:00');
  const record = newMemoryRecord(time().clock);
  const id = newId();
  record.begin(id, { kind: 'followUp', stage, level, window: window(at) }, ...duties(at));
  await time().working(record.activities, async () => {
    await time().wake('followUp', id, { version: 1 });
    await time().pass(ms);
    await time().keep('followUp', id, stage);
  });
  return (what: 'paged' | 'prompted', about: string) =>
    record.said(what).flatMap((line) => (line.duty === about ? [line.at - at] : []));
}

describe('a follow-up', () => {
  it('sleeps until its window opens, tells then, and again each morning of the window', async () => {
    const said = await told(
      'planned',
      'L2',
      (at) => ({ opensAt: at + 10 * DAY, closesAt: at + 13 * DAY }),
      (at) => [contact('window', at, at + 13 * DAY)],
      14 * DAY,
    );
    expectInstants(said('paged', 'window'), [10 * DAY]);
    expectInstants(said('prompted', 'window'), [11 * DAY - 1.5 * HOUR, 12 * DAY - 1.5 * HOUR, 13 * DAY - 1.5 * HOUR]);
  });

  it('says at its opening what no page says, where the window is long', async () => {
    const at = await toMorning(time(), '09:00');
    const record = newMemoryRecord(time().clock, { paged: true });
    const id = newId();
    const window = { opensAt: at + 10 * DAY, closesAt: at + 12 * DAY };
    record.begin(id, { kind: 'followUp', stage: 'planned', level: 'L1', window }, contact('window', at, at + 12 * DAY));
    await time().working(record.activities, async () => {
      await time().wake('followUp', id, { version: 1 });
      await time().pass(13 * DAY);
      await time().keep('followUp', id, 'window');
    });
    const prompted = record.said('prompted').map((line) => line.at - at);
    expectInstants(prompted, [10 * DAY, 11 * DAY - 1.5 * HOUR, 12 * DAY - 1.5 * HOUR]);
  });

  it('asks for the retry of a failed attempt every two hours of the same day', async () => {
    const said = await told(
      'planned',
      'L2',
      (at) => ({ opensAt: at - DAY, closesAt: at + DAY }),
      (at) => [contact('retry', at, at + 7 * HOUR)],
      DAY,
    );
    expectInstants(said('paged', 'retry'), [0]);
    expectInstants(said('prompted', 'retry'), [2 * HOUR, 4 * HOUR, 6 * HOUR]);
  });

  it('after a miss tells who traces every two hours at L4, every six at L2', async () => {
    const trace = (at: Instant): TestDuty => ({ ...contact('trace', at, at + 7 * HOUR), kind: 'followUpTrace' });
    const window = (at: Instant) => ({ opensAt: at - DAY, closesAt: at });
    const red = await told('tracing', 'L4', window, (at) => [trace(at)], DAY);
    expectInstants(red('prompted', 'trace'), [2 * HOUR, 4 * HOUR, 6 * HOUR]);
    const calm = await told('tracing', 'L2', window, (at) => [trace(at)], DAY);
    expectInstants(calm('prompted', 'trace'), [6 * HOUR]);
  });
});
