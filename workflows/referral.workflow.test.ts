import { describe, expect, it } from 'vitest';
import type { Activities, ReferralStanding } from '#activities/contract';
import { DAY, HOUR, type Instant, MINUTE } from '#domain/instant';
import { newMemoryRecord, type TestDuty } from '#tools/testing/memory-record';
import { expectInstants, newId, skippedTime, toMorning } from '#tools/testing/skipped-time';

const time = skippedTime();

function duty(kind: TestDuty['kind'], openedAt: Instant, limitMs: number): TestDuty {
  return { id: kind, kind, openedAt, limitAt: openedAt + limitMs, rings: [openedAt + 400 * DAY], repeatMs: DAY };
}

type More = Partial<Pick<ReferralStanding, 'delivery' | 'appointmentAt' | 'remindedAt'>>;

/** A referral at one stage; the channels in their order, each silent until one is opened. */
async function told(
  at: Instant,
  stage: string,
  level: 'L2' | 'L4',
  duties: (at: Instant) => TestDuty[],
  more: (at: Instant) => More,
) {
  const record = newMemoryRecord(time().clock);
  const id = newId();
  record.begin(
    id,
    { kind: 'referral', stage, level, delivery: null, appointmentAt: null, remindedAt: null, ...more(at) },
    ...duties(at),
  );
  const set = (change: More) => {
    record.act(id, (stream) => {
      stream.beginning = { ...stream.beginning, ...change };
    });
    return record.activities.standing(id) as Promise<ReferralStanding>;
  };
  const since = () => record.said('prompted').map((line) => line.at - at);
  return { record, id, at, set, since };
}

describe('a referral is delivered', () => {
  it('by the next channel when one fails at every attempt, and by the one after when nobody opens it in 10 min', async () => {
    const { record, id, at, set } = await told(
      await time().clock.now(),
      'received',
      'L4',
      (now) => [duty('referralAnswer', now, HOUR)],
      (now) => ({ delivery: { channel: 'inbox', at: now } }),
    );
    const tried: { channel: string; at: number }[] = [];
    const channels = ['inbox', 'mail', 'phone'];
    const next = async () => {
      const channel = channels[channels.indexOf(tried.at(-1)?.channel ?? '') + 1];
      const now = await time().clock.now();
      return set({ delivery: channel === undefined ? null : { channel, at: now } });
    };
    const outside: Partial<Activities> = {
      referralUndelivered: next,
      deliverReferral: async (_, channel) => {
        const now = await time().clock.now();
        tried.push({ channel, at: now - at });
        if (channel === 'inbox') throw new Error('the inbox is shut');
        return set({ delivery: { channel: null, at: now + 10 * MINUTE } });
      },
    };
    await time().working({ ...record.activities, ...outside }, async () => {
      await time().wake('referral', id, { version: 1 });
      await time().pass(HOUR);
      await time().keep('referral', id, 'delivery');
    });
    expect(tried.map(({ channel }) => channel)).toEqual(['inbox', 'inbox', 'inbox', 'mail', 'phone']);
    expect(tried[3]?.at).toBeLessThan(MINUTE);
    expectInstants([(tried[4]?.at ?? 0) - (tried[3]?.at ?? 0)], [10 * MINUTE]);
  });

  it('and no further channel is tried once somebody there has opened it', async () => {
    const { record, id, set } = await told(
      await time().clock.now(),
      'received',
      'L2',
      (now) => [duty('referralAnswer', now, DAY)],
      (now) => ({ delivery: { channel: null, at: now + HOUR } }),
    );
    let undelivered = 0;
    const referralUndelivered = async () => {
      undelivered += 1;
      return set({ delivery: null });
    };
    await time().working({ ...record.activities, referralUndelivered }, async () => {
      await time().wake('referral', id, { version: 1 });
      await time().pass(30 * MINUTE);
      await set({ delivery: null });
      await time().wake('referral', id, { version: 2 });
      await time().pass(5 * HOUR);
    });
    expect(undelivered).toBe(0);
  });
});

describe('a referral on its way', () => {
  it('reminds of the appointment at 17:00 of the day before, once, and tells who owes the visit when that cannot be sent', async () => {
    for (const works of [true, false]) {
      const { record, id, at, set, since } = await told(
        await toMorning(time(), '10:00'),
        'scheduled',
        'L2',
        (now) => [duty('referralVisit', now, 5 * DAY)],
        (now) => ({ appointmentAt: now + 4 * DAY }),
      );
      const reminded: number[] = [];
      const remindOfAppointment = async () => {
        const now = await time().clock.now();
        if (!works) throw new Error('no way out');
        reminded.push(now - at);
        return set({ remindedAt: now });
      };
      await time().working({ ...record.activities, remindOfAppointment }, async () => {
        await time().wake('referral', id, { version: 1 });
        await time().pass(5 * DAY);
        await time().keep('referral', id, works ? 'scheduled' : 'scheduled-undelivered');
      });
      expectInstants(reminded, works ? [3 * DAY + 7 * HOUR] : []);
      if (works) expect(since()).toEqual([]);
      else expect(since()).toHaveLength(1);
    }
  });

  it('chases the outcome of a visit each morning until its limit', async () => {
    const { record, id, since } = await told(
      await toMorning(time(), '10:00'),
      'visited',
      'L2',
      (now) => [duty('referralOutcome', now, 3 * DAY)],
      () => ({}),
    );
    await time().working(record.activities, async () => {
      await time().wake('referral', id, { version: 1 });
      await time().pass(6 * DAY);
      await time().keep('referral', id, 'visited');
    });
    expectInstants(since(), [21.5 * HOUR, 45.5 * HOUR, 69.5 * HOUR]);
  });

  it('asks for the safety check half-way after a no-show', async () => {
    const { record, id, since } = await told(
      await toMorning(time(), '10:00'),
      'noShow',
      'L4',
      (now) => [duty('safetyCheck', now, 2 * HOUR)],
      () => ({}),
    );
    await time().working(record.activities, async () => {
      await time().wake('referral', id, { version: 1 });
      await time().pass(6 * HOUR);
      await time().keep('referral', id, 'noShow');
    });
    expectInstants(since(), [HOUR]);
  });
});
