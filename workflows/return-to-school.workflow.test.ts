import { describe, expect, it } from 'vitest';
import type { MissingPaper, ReturnStanding } from '#activities/contract';
import { DAY, HOUR, type Instant } from '#domain/instant';
import type { Paper, ReturnStage } from '#domain/return-to-school-facts';
import { newMemoryRecord, type TestDuty } from '#tools/testing/memory-record';
import { expectInstants, newId, skippedTime, toMorning } from '#tools/testing/skipped-time';

const time = skippedTime();

function duty(kind: TestDuty['kind'], openedAt: Instant, limitMs: number): TestDuty {
  return { id: kind, kind, openedAt, limitAt: openedAt + limitMs, rings: [openedAt + 400 * DAY], repeatMs: DAY };
}

/** From 10:00 on at one gate; answers with what was said since then. */
async function told(
  stage: ReturnStage,
  duties: (at: Instant) => TestDuty[],
  ms: number,
  more: (at: Instant) => Partial<Pick<ReturnStanding, 'missing' | 'appealUntil' | 'nextDate'>> = () => ({}),
) {
  const at = await toMorning(time(), '10:00');
  const record = newMemoryRecord(time().clock, { paged: true });
  const id = newId();
  const asked: { paper: Paper; at: number }[] = [];
  record.begin(
    id,
    { kind: 'return', stage, level: 'L2', missing: [], appealUntil: null, nextDate: null, ...more(at) },
    ...duties(at),
  );
  const askForPaper = async (_: string, paper: Paper) => {
    const now = await time().clock.now();
    asked.push({ paper, at: now - at });
    record.act(id, (stream) => {
      const missing = stream.beginning['missing'] as readonly MissingPaper[];
      const again = missing.map((one) => (one.paper === paper ? { paper, askedAt: now } : one));
      stream.beginning = { ...stream.beginning, missing: again };
    });
    return (await record.activities.standing(id)) as ReturnStanding;
  };
  await time().working({ ...record.activities, askForPaper }, async () => {
    await time().wake('return', id, { version: 1 });
    await time().pass(ms);
    await time().keep('return', id, stage);
  });
  const prompted = (kind: string) =>
    record.said('prompted').flatMap((line) => (line.duty === kind ? [line.at - at] : []));
  return { asked: (paper: Paper) => asked.flatMap((one) => (one.paper === paper ? [one.at] : [])), prompted };
}

describe('the way back to school', () => {
  it('asks each party for its paper in its own rhythm, and not for the one that is there', async () => {
    const missing: MissingPaper[] = [
      { paper: 'guardianApplication', askedAt: null },
      { paper: 'hospitalCertificate', askedAt: null },
    ];
    const both = await told(
      'returnPapers',
      (at) => [duty('returnPapers', at, 10 * DAY)],
      7 * DAY,
      () => ({ missing }),
    );
    expectInstants(both.asked('guardianApplication'), [0, 2 * DAY, 4 * DAY, 6 * DAY]);
    expectInstants(both.asked('hospitalCertificate'), [0, 3 * DAY, 6 * DAY]);
    const one = await told(
      'returnPapers',
      (at) => [duty('returnPapers', at, 10 * DAY)],
      7 * DAY,
      () => ({
        missing: missing.slice(1),
      }),
    );
    expect(one.asked('guardianApplication')).toEqual([]);
  });

  it('reminds half-way at a gate, and of the contact with a child at home on its day', async () => {
    const { prompted } = await told(
      'schoolReview',
      (at) => [duty('returnSchoolReview', at, 4 * DAY), duty('homeContact', at, 3 * DAY)],
      5 * DAY,
    );
    expectInstants(prompted('returnSchoolReview'), [2 * DAY]);
    expectInstants(prompted('homeContact'), [3 * DAY - 2.5 * HOUR]);
  });

  it('after a "not yet" speaks three days before the appeal closes, on the date set, and then each morning', async () => {
    const { prompted } = await told(
      'notYet',
      (at) => [duty('returnApplication', at, 30 * DAY)],
      22 * DAY,
      (at) => ({
        appealUntil: at + 15 * DAY,
        nextDate: at + 20 * DAY,
      }),
    );
    expectInstants(prompted('returnApplication'), [12 * DAY, 20 * DAY, 21 * DAY - 2.5 * HOUR, 22 * DAY - 2.5 * HOUR]);
  });

  it('asks each week of the phased return how it goes, and ends no week by itself', async () => {
    const { prompted } = await told('phased', (at) => [duty('returnPhased', at, 28 * DAY)], 40 * DAY);
    expectInstants(prompted('returnPhased'), [7 * DAY, 14 * DAY, 21 * DAY]);
  });

  it('asks each week whether a resting return is taken up again', async () => {
    const { prompted } = await told('resting', (at) => [duty('returnResume', at, 20 * DAY)], 30 * DAY);
    expectInstants(prompted('returnResume'), [7 * DAY, 14 * DAY]);
  });
});
