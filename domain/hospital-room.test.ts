import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULES } from '#tools/testing/pure-stream';
import { begin, newWorld, play, silence, stateOf, actor } from '#tools/testing/referral-play';
import { firstAsked, hospitalsLeft } from './hospital-room.ts';
import type { Level } from './level.ts';
import type { Rules } from './stream.ts';

const HOSPITALS = ['A', 'B', 'C', 'D', 'E', 'F'];
const rulesOf = (order: readonly string[], noRoom: readonly string[]): Rules => ({
  ...RULES,
  policy: { ...RULES.policy, referral: { order, mostAsked: order.length } },
  noRoom,
});
const order = fc.shuffledSubarray(HOSPITALS);
const some = fc.subarray(HOSPITALS);
const consent = (...hospitals: string[]) => ({ kind: 'consent', consent: 'c', hospitals }) as const;
const EMERGENCY = { kind: 'emergency', by: 'somebody' } as const;

describe('the order of hospitals', () => {
  it('always holds exactly the hospitals that are left, whoever has room', () => {
    fc.assert(
      fc.property(order, some, some, fc.constantFrom<Level>('L1', 'L2', 'L3', 'L4'), (all, full, asked, level) => {
        const left = hospitalsLeft(rulesOf(all, full), { level, basis: consent(), except: new Set(asked) });
        expect([...left].sort()).toEqual(all.filter((one) => !asked.includes(one)).sort());
      }),
    );
  });

  it('puts whoever has room before whoever has none, and keeps the policy’s order within both', () => {
    fc.assert(
      fc.property(order, some, (all, full) => {
        const left = hospitalsLeft(rulesOf(all, full), { level: 'L3', basis: consent(), except: new Set() });
        const ranks = left.map((one) => (full.includes(one) ? 100 : 0) + all.indexOf(one));
        expect(ranks).toEqual([...ranks].sort((one, other) => one - other));
      }),
    );
  });

  it('is the policy’s own at L4 and in an emergency', () => {
    fc.assert(
      fc.property(order, some, (all, full) => {
        const rules = rulesOf(all, full);
        expect(hospitalsLeft(rules, { level: 'L4', basis: consent(), except: new Set() })).toEqual(all);
        expect(hospitalsLeft(rules, { level: 'L2', basis: EMERGENCY, except: new Set() })).toEqual(all);
      }),
    );
  });

  it('never leaves a request without a hospital while one is left, and asks one that the consent names where it names one', () => {
    fc.assert(
      fc.property(order, some, some, some, (all, full, asked, named) => {
        const chosen = firstAsked(rulesOf(all, full), {
          level: 'L2',
          basis: consent(...named),
          except: new Set(asked),
        });
        const left = all.filter((one) => !asked.includes(one));
        expect(chosen === undefined).toBe(left.length === 0);
        if (left.some((one) => named.includes(one))) expect(named).toContain(chosen);
      }),
    );
  });
});

describe('the route on silence', () => {
  const silent = (level: Level, noRoom: string[], hours: number) => {
    const world = newWorld({ level, noRoom });
    begin(world, 'r1', 'A');
    play(world, actor('counselor'), ['send'], 'r1');
    silence(world, hours * 3_600_000);
    return world;
  };

  it('passes a full hospital by for one with room, and comes back to it before nobody is asked', () => {
    const world = silent('L2', ['B'], 24);
    expect(stateOf(world, 'r1-0').hospital).toBe('C');
    silence(world, 24 * 3_600_000);
    expect(stateOf(world, 'r1-0-0').hospital).toBe('B');
    expect(world.news.some(({ code }) => code === 'routeNeeded')).toBe(false);
  });

  it('asks also when all are full, and at L4 as if nobody were', () => {
    expect(stateOf(silent('L2', ['A', 'B', 'C'], 24), 'r1-0').hospital).toBe('B');
    expect(stateOf(silent('L4', ['B'], 0.5), 'r1-0').hospital).toBe('B');
  });
});
