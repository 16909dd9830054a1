import { expect, it } from 'vitest';
import { interviewClock } from '#domain/case-owed';
import { SLOTS } from '#domain/case-state';
import { DAY, HOUR, MINUTE } from '#domain/instant';
import { LEVELS } from '#domain/level';
import { type Clock, DUTY_KINDS, RHYTHM_KEYS } from '#domain/policy';
import { missingThresholds } from '#domain/thresholds';
import { SCALES } from '#domain/scales/index';
import { POLICY_V1 } from './index.ts';

const clocks = Object.entries(POLICY_V1.clocks);
const limitOf = (id: string) => POLICY_V1.clocks[id]?.limit;
const callsOf = (id: string) =>
  POLICY_V1.clocks[id]?.rings.map(({ when, calls }) => [Object.values(when)[0], ...calls]);
const wall = (amount: number) => ({ basis: 'wall', amount });
const schoolDays = (amount: number) => ({ basis: 'days', amount });

it('is plain JSON: stored and read again it is the same document', () => {
  expect(JSON.parse(JSON.stringify(POLICY_V1))).toEqual(POLICY_V1);
});

it('has at least one clock for each kind of duty (N21)', () => {
  const without = DUTY_KINDS.filter((kind) => !clocks.some(([id]) => id === kind || id.startsWith(`${kind}.`)));
  expect(without).toEqual([]);
});

it('has every clock that a level, a side or a rhythm can ask for (N21)', () => {
  const severe = ['L3', 'L4'].flatMap((level) => ['education', 'health'].map((side) => `${level}.${side}`));
  const asked = [
    ...LEVELS.flatMap((level) => [interviewClock(level, true), interviewClock(level, false)]),
    ...['L1', 'L2', 'L3', 'L4'].flatMap((level) => [`session.${level}`, `dynamicReview.${level}`]),
    ...severe.map((place) => `secondSignature.${place}`),
    ...SLOTS.map((slot) => `coSign.${slot}`),
    ...RHYTHM_KEYS.map((rhythm) => `followUpContact.${rhythm}`),
    'guardianTold.L2',
    'guardianTold.L3',
    'referralOffer.L3',
    'referralOffer.L4',
  ];
  expect(asked.filter((id) => POLICY_V1.clocks[id] === undefined)).toEqual([]);
});

it('has no clock that is of no kind of duty', () => {
  const kindOf = (id: string) => id.split('.')[0];
  expect(clocks.filter(([id]) => !DUTY_KINDS.some((kind) => kind === kindOf(id))).map(([id]) => id)).toEqual([]);
});

it('calls somebody other than the holder before any chain ends', () => {
  const own = (clock: Clock) => new Set(['holder', clock.holder]);
  const alone = clocks.filter(([, clock]) => {
    const last = clock.rings.flatMap(({ calls }) => calls);
    return !last.some((post) => !own(clock).has(post));
  });
  expect(alone.map(([id]) => id)).toEqual([]);
});

it('rings at limits above zero, in order of time, and repeats for ever', () => {
  for (const [id, { limit, rings, repeat }] of clocks) {
    expect(limit.amount, id).toBeGreaterThan(0);
    expect(rings.length, id).toBeGreaterThan(0);
    expect(repeat.amount, id).toBeGreaterThan(0);
    const shares = rings.flatMap(({ when }) => ('share' in when ? [when.share] : []));
    expect(shares, id).toEqual(shares.toSorted((a, b) => a - b));
  }
});

it('knows every instrument that ships, and lets no critical answer go (N02, N03)', () => {
  expect(SCALES.flatMap((scale) => missingThresholds(scale, POLICY_V1.thresholds))).toEqual([]);
});

it('states least times, steadiness, capacity and help lines', () => {
  expect(POLICY_V1.minimumTime).toMatchObject({ L4: 7 * DAY, L3: 14 * DAY, L2: 28 * DAY });
  expect(POLICY_V1.steadyToClose).toBe(2);
  const screening = { perInterviewerADay: 6, expectedCriticalShare: 0.13, latestStartMinute: 14 * 60 };
  expect(POLICY_V1.screening).toMatchObject(screening);
  expect(POLICY_V1.helpLines.map(({ number }) => number)).toEqual(['12356', '12355', '120', '110']);
});

it.each([
  ['crisisAcknowledge', wall(5 * MINUTE)],
  ['crisisWatch', wall(30 * MINUTE)],
  ['crisisGuardian', wall(30 * MINUTE)],
  ['crisisMeans', wall(30 * MINUTE)],
  ['crisisHospital', wall(2 * HOUR)],
  ['tellCounty', wall(2 * HOUR)],
  ['tellCity', wall(24 * HOUR)],
  ['interview.L3', { basis: 'school', amount: 4 * HOUR, sameDay: true, atMost: 24 * HOUR }],
  ['interview.critical', wall(24 * HOUR)],
  ['interview.L2', schoolDays(5)],
  ['interview.L1', schoolDays(10)],
  ['guardianTold.L3', wall(24 * HOUR)],
  ['guardianTold.L2', schoolDays(3)],
  ['panel', schoolDays(3)],
  ['reassess', schoolDays(5)],
  ['reassess.L3', schoolDays(2)],
  ['grade', schoolDays(2)],
  ['grade.L3', wall(24 * HOUR)],
  ['grade.L4', wall(2 * HOUR)],
  ['coSign.head', schoolDays(2)],
  ['coSign.education', wall(24 * HOUR)],
  ['coSign.health', wall(24 * HOUR)],
  ['secondSignature.L3.health', wall(24 * HOUR)],
  ['secondSignature.L4.health', wall(2 * HOUR)],
  ['session.L3', wall(7 * DAY)],
  ['session.L2', wall(14 * DAY)],
  ['session.L1', wall(30 * DAY)],
  ['dynamicReview.L4', wall(14 * DAY)],
  ['dynamicReview.L3', wall(14 * DAY)],
  ['dynamicReview.L2', wall(28 * DAY)],
  ['dynamicReview.L1', wall(60 * DAY)],
  ['watch', wall(DAY)],
  ['watch.L4', wall(10 * MINUTE)],
  ['referralOffer.L3', wall(72 * HOUR)],
  ['referralOffer.L4', wall(10 * MINUTE)],
  ['chooseRoute', { basis: 'school', amount: 4 * HOUR }],
  ['chooseRoute.L4', wall(10 * MINUTE)],
  ['handOver', schoolDays(2)],
  ['handOver.severe', wall(4 * HOUR)],
  ['leaverHandOver', schoolDays(10)],
  ['leaverHandOver.severe', wall(3 * DAY)],
])('%s has its limit', (id, limit) => {
  expect(limitOf(id)).toEqual(limit);
});

it.each([
  [
    'interview.L3',
    [
      [0.5, 'owner'],
      [1, 'owner'],
      [wall(2 * HOUR), 'standIn'],
      [wall(8 * HOUR), 'head'],
      [wall(24 * HOUR), 'county'],
    ],
  ],
  [
    'interview.L2',
    [
      [0.8, 'owner'],
      [1, 'standIn'],
      [schoolDays(2), 'head'],
    ],
  ],
  [
    'crisisAcknowledge',
    [
      [1, 'standIn'],
      [wall(5 * MINUTE), 'head'],
      [wall(10 * MINUTE), 'county'],
      [wall(15 * MINUTE), 'city'],
    ],
  ],
  [
    'crisisWatch',
    [
      [1, 'owner', 'head'],
      [wall(5 * MINUTE), 'head'],
    ],
  ],
  ['crisisGuardian', [[1, 'county']]],
  [
    'crisisHospital',
    [
      [0.5, 'county'],
      [1, 'city', 'healthDuty'],
    ],
  ],
  ['tellCounty', [[1, 'county']]],
  ['tellCity', [[1, 'city']]],
  [
    'reassess',
    [
      [0.8, 'owner'],
      [1, 'head'],
    ],
  ],
  [
    'coSign.health',
    [
      [0.5, 'nextExpert'],
      [1, 'county'],
    ],
  ],
  [
    'secondSignature.L3.health',
    [
      [0.5, 'nextExpert'],
      [1, 'city'],
    ],
  ],
  [
    'session.L2',
    [
      [1, 'standIn'],
      [wall(7 * DAY), 'head'],
    ],
  ],
  ['dynamicReview.L2', [[1, 'head']]],
  ['panel', [[1, 'county']]],
  [
    'referralOffer.L3',
    [
      [0.5, 'owner'],
      [1, 'head'],
    ],
  ],
  [
    'handOver.severe',
    [
      [1, 'receiverHead'],
      [wall(4 * HOUR), 'county'],
    ],
  ],
])('%s calls its chain', (id, rings) => {
  expect(callsOf(id)).toEqual(rings);
});
