import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR } from './instant.ts';
import { LEVELS } from './level.ts';
import type { ReferralAct, ReferralActName } from './referral-commands.ts';
import { evolveReferral } from './referral-evolve.ts';
import { NO_REFERRAL, type ReferralState } from './referral-facts.ts';
import {
  actor,
  begin,
  bodyOf,
  commit,
  CONSENT,
  EMERGENCY,
  newWorld,
  silence,
  stateOf,
  type World,
} from '#tools/testing/referral-play';
import {
  ENDED,
  PARTIES,
  permittedReferralActs,
  REFERRAL_TABLE,
  type ReferralRow,
  type ReferralStage,
} from './referral-states.ts';
import { ROLES } from './role.ts';

const ACTS = [...new Set(Object.values(REFERRAL_TABLE).flatMap((acts) => Object.keys(acts)))] as ReferralActName[];

type Step =
  | { readonly do: 'act'; readonly pick: number; readonly stream: number }
  | {
      readonly do: 'anything';
      readonly act: ReferralActName;
      readonly role: (typeof ROLES)[number];
      readonly stream: number;
    }
  | { readonly do: 'silence'; readonly hours: number }
  | { readonly do: 'raise'; readonly stream: number }
  | { readonly do: 'flag' }
  | { readonly do: 'takeBack' };

const stream = fc.noBias(fc.nat({ max: 5 }));
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('act' as const), pick: fc.noBias(fc.nat()), stream }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('anything' as const),
        act: fc.constantFrom(...ACTS),
        role: fc.constantFrom(...ROLES),
        stream,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('silence' as const),
        hours: fc.double({ min: 0.01, max: 60, noNaN: true }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('raise' as const), stream }) },
    { weight: 1, arbitrary: fc.constant({ do: 'flag' as const }) },
    { weight: 1, arbitrary: fc.constant({ do: 'takeBack' as const }) },
  ),
  { minLength: 5, maxLength: 30, size: 'max' },
);

const settings = fc.record({
  level: fc.constantFrom(...LEVELS.slice(1)),
  basis: fc.constantFrom('consent', 'awaited', 'emergency'),
  danger: fc.boolean(),
  other: fc.boolean(),
});

type Drawn = typeof settings extends fc.Arbitrary<infer T> ? T : never;

function worldOf({ level, basis, danger, other }: Drawn): World {
  const bases = { consent: CONSENT, awaited: { kind: 'awaited' }, emergency: EMERGENCY } as const;
  const guardians = [{ id: 'mother', danger }, ...(other ? [{ id: 'father', danger: false }] : [])];
  const lawful = basis === 'emergency' && level !== 'L4' ? 'consent' : basis;
  const world = newWorld({ level, basis: bases[lawful as keyof typeof bases], guardians });
  expect(begin(world)).toBeUndefined();
  return world;
}

/** Takes a step; what it refuses is no fault. Silence may move nothing but duties, and start the next hospital. */
function take(world: World, step: Step): void {
  const ids = [...world.streams.keys()];
  const id = 'stream' in step ? (ids[step.stream % ids.length] ?? 'r1') : 'r1';
  switch (step.do) {
    case 'act':
      return permittedAct(world, id, step.pick);
    case 'anything':
      commit(world, id, bodyOf(world, step.act, id), actor(step.role));
      return;
    case 'silence':
      return stayThroughSilence(world, step.hours * HOUR);
    case 'raise':
      commit(world, id, { act: 'changeLevel', level: 'L4' }, actor('system'));
      return;
    case 'flag':
      world.setting = { ...world.setting, guardians: world.setting.guardians.map((one) => ({ ...one, danger: true })) };
      return;
    case 'takeBack':
      world.setting = { ...world.setting, consents: world.setting.consents.slice(1) };
      return;
    default:
      return step satisfies never;
  }
}

const GIVEN_UP: readonly ReferralStage[] = ['withdrawn', 'declined', 'cancellationRequested'];

/** A permitted act of one of those who may do it; anything else walks into refusals most of the time. */
function permittedAct(world: World, id: string, pick: number): void {
  const state = stateOf(world, id);
  const all = Object.entries(REFERRAL_TABLE[state.stage] as Readonly<Record<string, ReferralRow>>);
  // Most go on, and most of those do not give up: else walks end before they come far.
  const moving = all.filter(([, row]) => row.to !== state.stage);
  const hopeful = moving.filter(([, row]) => !GIVEN_UP.includes(row.to));
  const rows = pick % 8 === 0 ? all : pick % 8 === 1 || hopeful.length === 0 ? moving : hopeful;
  const row = rows[Math.floor(pick / 8) % Math.max(rows.length, 1)];
  if (row === undefined) return;
  const [act, { by }] = row;
  const roles = [...PARTIES[by].roles, ...PARTIES[by].byPhone];
  const role = roles[Math.floor(pick / 256) % roles.length] ?? 'counselor';
  commit(world, id, bodyOf(world, act as ReferralActName, id), actor(role));
}

function stayThroughSilence(world: World, ms: number): void {
  const before = new Map(world.streams);
  silence(world, ms, ms / 40);
  for (const [id, was] of before) {
    const { stage, open, accepted, level, basis, outcome, personVersion, duties } = stateOf(world, id);
    expect({ stage, open, accepted, level, basis, outcome, personVersion }).toEqual(
      pick(was, ['stage', 'open', 'accepted', 'level', 'basis', 'outcome', 'personVersion']),
    );
    expect(duties.map((duty) => duty.id)).toEqual(was.duties.map((duty) => duty.id));
  }
}

function pick<K extends keyof ReferralState>(state: ReferralState, keys: readonly K[]): Partial<ReferralState> {
  return Object.fromEntries(keys.map((key) => [key, state[key]]));
}

function expectSound(world: World): void {
  const all = [...world.streams.values()];
  for (const state of all) {
    // Nobody lets go of an open referral, and only an ended one closes.
    expect(state.open).toBe(state.duties.length > 0);
    if (!ENDED.includes(state.stage)) expect(state.open).toBe(true);
    if (state.accepted)
      expect(['draft', 'received', 'awaitingMaterial', 'declined', 'cancelled']).not.toContain(state.stage);
    if (state.level === 'L4') expect(state.duties.filter((duty) => duty.pausedAt !== null)).toEqual([]);
    // An outcome stands on an attended visit (N24).
    if (state.outcome !== null) expect(state.visits.length).toBeGreaterThan(0);
  }
  expect(all.filter((state) => state.accepted).length).toBeLessThanOrEqual(1);
}

describe('a referral under any sequence of acts and silences', { timeout: 120_000 }, () => {
  it('always owes a live duty while open, changes nothing by silence, and is accepted by one hospital at most', () => {
    fc.assert(
      fc.property(settings, steps, (setting, walk) => {
        const world = worldOf(setting);
        for (const step of walk) {
          take(world, step);
          expectSound(world);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('folds the same facts to the same state', () => {
    fc.assert(
      fc.property(settings, steps, (setting, walk) => {
        const world = worldOf(setting);
        for (const step of walk) take(world, step);
        for (const [id, facts] of world.facts) {
          const rebuilt = facts.reduce((state, { fact, at }) => evolveReferral(state, fact, at), NO_REFERRAL);
          expect(rebuilt).toEqual(stateOf(world, id));
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('whatever happened before', { timeout: 120_000 }, () => {
  it('never opens a notice to a flagged guardian, nor records one told (N10)', () => {
    fc.assert(
      fc.property(settings, steps, (setting, walk) => {
        const world = worldOf(setting);
        for (const step of walk) {
          const before = new Map([...world.facts].map(([id, facts]) => [id, facts.length]));
          const flagged = world.setting.guardians.filter((one) => one.danger).map((one) => one.id);
          take(world, step);
          const fresh = [...world.facts].flatMap(([id, facts]) => facts.slice(before.get(id) ?? 0));
          for (const { fact } of fresh) {
            if (fact.type === 'guardianTold') expect(flagged).not.toContain(fact.guardian);
            if (fact.type === 'dutyOpened' && fact.duty.kind === 'emergencyNotice')
              expect(flagged).not.toContain(fact.duty.subject);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('sends nothing on a consent that does not stand at that moment or does not name the hospital', () => {
    fc.assert(
      fc.property(settings, steps, (setting, walk) => {
        const world = worldOf(setting);
        for (const step of walk) {
          const before = new Map([...world.facts].map(([id, facts]) => [id, facts.length]));
          const { consents } = world.setting;
          take(world, step);
          for (const [id, facts] of world.facts)
            for (const { fact } of facts.slice(before.get(id) ?? 0)) {
              const { basis } = stateOf(world, id);
              if (fact.type !== 'referralSent' || basis.kind !== 'consent') continue;
              const leantOn = consents.find((one) => one.id === basis.consent);
              expect(leantOn?.hospitals).toContain(fact.hospital);
            }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('draws buttons from the same table: whatever is offered is not refused for role or stage', () => {
    fc.assert(
      fc.property(settings, steps, fc.constantFrom(...ROLES), (setting, walk, role) => {
        const world = worldOf(setting);
        for (const step of walk) take(world, step);
        for (const act of permittedReferralActs(stateOf(world), actor(role))) {
          const refusal = commit(world, 'r1', bodyOf(world, act) as ReferralAct, actor(role));
          expect(['wrongRole', 'wrongStage', 'notOpen']).not.toContain(refusal?.refused);
          return;
        }
      }),
      { numRuns: 100 },
    );
  });
});
