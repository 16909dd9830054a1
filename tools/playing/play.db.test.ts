import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { demoPart } from '#tools/testing/demo-part';
import { cohortOf } from './cohort.ts';

const SLOW = 240_000;
const { admin, city, get, openAccounts, play } = await demoPart();

const streams = async () => (await admin<{ n: number }[]>`select count(*)::int as n from streams`)[0]?.n ?? 0;
const facts = async () => (await admin<{ n: number }[]>`select count(*)::int as n from events`)[0]?.n ?? 0;

it(
  'plays nothing where the demo accounts are not: a city with people of its own never gets demo cases',
  async () => {
    const first = await play('first').ended;
    expect(first.said).toContain('the demo accounts cannot sign in here');
    expect(first.code).toBe(0);
    expect((await play().ended).code).toBe(1);
    expect(await streams()).toBe(0);
  },
  SLOW,
);

it(
  'mends itself after kills in the middle, and then is as if nothing had happened',
  async () => {
    await openAccounts();
    for (const until of [60, 200]) {
      const killed = play('first');
      while ((await facts()) < until) await pause(5);
      killed.process.kill('SIGKILL');
      expect((await killed.ended).code).toBeNull();
    }
    const mended = await play('first').ended;
    expect(mended).toMatchObject({ code: 0, said: expect.stringMatching(/(\d+) of \1 stories played/) });
    // The same stories on other pupils, with nobody killed in between; asked for twice at once, they are played once.
    const both = await Promise.all([play().ended, play().ended]);
    const [whole, refused] = both.toSorted((one, other) => Number(one.code) - Number(other.code));
    expect(whole).toMatchObject({ code: 0, said: expect.stringMatching(/(\d+) of \1 stories played/) });
    expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('another play') });
    expect(await factsOf(0)).toEqual(await factsOf(1));
    expect((await factsOf(2)).flat()).toEqual([]);
  },
  SLOW,
);

/** What stands in the lives of the children of a play: how often each kind of fact, child by child. */
async function factsOf(nth: number): Promise<readonly unknown[]> {
  const cohort = cohortOf(city, nth) ?? expect.fail('nobody left');
  const children = Object.values(cohort).flat() as { pupil: string }[];
  const told: unknown[] = [];
  for (const { pupil } of children)
    told.push(
      await admin`select s.kind, e.type, count(*)::int as n from events e join streams s on s.id = e.stream_id
        where s.student_id = ${pupil} group by 1, 2 order by 1, 2`.then((rows) => [...rows]),
    );
  return told;
}

it(
  'plays nothing at a second start',
  async () => {
    const before = await facts();
    const again = await play('first').ended;
    expect(again).toMatchObject({ code: 0, said: expect.stringContaining('nothing was changed') });
    expect(await facts()).toBe(before);
  },
  SLOW,
);

interface Owed {
  readonly items: readonly { readonly kind: string }[];
}

it('leaves every demo account something true on its first screen', async () => {
  const kinds = async (who: string) =>
    new Set(((await get(who, '/api/duties?list=mine&limit=200')) as Owed).items.map(({ kind }) => kind));
  for (const [who, owed] of Object.entries(OWED))
    expect([who, [...(await kinds(who))]]).toEqual([who, expect.arrayContaining([...owed])]);
});

/** By account: kinds of duties that its first screen must have. */
const OWED: Readonly<Record<string, readonly string[]>> = {
  classteacher: ['secondSource'],
  'classteacher-2': ['secondSource'],
  counselor: ['interview', 'session', 'leaveTalk', 'chooseRoute', 'guardianTold', 'campaignClose'],
  'counselor-2': ['interview', 'reassess', 'session'],
  standin: ['crisisWatch', 'handOver'],
  head: ['coSign', 'crisisHospital'],
  'head-2': ['coSign'],
  'expert-health': ['secondSignature'],
  'expert-health-2': ['secondSignature'],
  'expert-education': ['returnJoint'],
  county: ['tellCity'],
  hospital: ['referralAnswer', 'referralVisit'],
  inspector: ['visitHold'],
  'city-programme': ['reportDraft'],
};

it('has cases of different levels in more than one county, and a referral in each state that a hospital meets first', async () => {
  const { places } = (await get('city', '/api/oversight')) as {
    readonly places: readonly { readonly byLevel: Readonly<Record<string, number>> }[];
  };
  expect(places.filter(({ byLevel }) => Object.keys(byLevel).length > 0).length).toBeGreaterThanOrEqual(6);
  expect(new Set(places.flatMap(({ byLevel }) => Object.keys(byLevel)))).toEqual(new Set(['L1', 'L2', 'L3', 'L4']));
  const { items } = (await get('hospital', '/api/referrals?limit=200')) as {
    readonly items: readonly { readonly stage: string }[];
  };
  expect(new Set(items.map(({ stage }) => stage))).toEqual(new Set(['received', 'scheduled']));
  const ended = await admin`select state -> 'stage' as stage from streams where closed_at is not null`;
  expect(ended.length).toBeGreaterThan(0);
});
