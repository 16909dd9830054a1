import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, onDay } from './instant.ts';
import {
  actor,
  begin,
  bodyOf,
  clinicianOf,
  commit,
  CONSENT,
  intakeOf,
  newWorld,
  play,
  silence,
  stateOf,
  told,
} from '#tools/testing/referral-play';
import type { World } from '#tools/testing/referral-play';

const COUNSELOR = actor('counselor');

function sent(setting: Parameters<typeof newWorld>[0] = {}): World {
  const world = newWorld(setting);
  begin(world);
  play(world, COUNSELOR, ['send']);
  return world;
}

const calledOn = (world: World, kind: string, id = 'r1') =>
  stateOf(world, id).duties.find((duty) => duty.kind === kind)?.called ?? [];

describe('material that is missing', () => {
  it('stops the clock of the hospital below L4 and gives back exactly what was left', () => {
    const world = sent();
    silence(world, 6 * HOUR);
    play(world, intakeOf('A'), ['askForMaterial']);
    silence(world, 30 * HOUR);
    expect(world.streams.size).toBe(1);
    play(world, COUNSELOR, ['supplyMaterial']);
    const [duty] = stateOf(world).duties;
    expect(duty).toMatchObject({ kind: 'referralAnswer', pausedAt: null, limitAt: world.at + 18 * HOUR });
    expect(duty?.dueAt).toBe(world.at + 6 * HOUR);
    silence(world, 18 * HOUR);
    expect(stateOf(world, 'r1-0').hospital).toBe('B');
  });

  it('at L4 buys no time: the school has 30 minutes and the next hospital is asked at the limit', () => {
    const world = sent({ level: 'L4', basis: CONSENT });
    silence(world, 20 * MINUTE);
    play(world, intakeOf('A'), ['askForMaterial']);
    expect(stateOf(world).duties).toMatchObject([
      { kind: 'referralAnswer', pausedAt: null },
      { kind: 'referralMaterial', limitAt: world.at + 30 * MINUTE },
    ]);
    silence(world, 10 * MINUTE);
    expect(stateOf(world, 'r1-0').hospital).toBe('B');
    play(world, intakeOf('A'), ['accept']);
    expect(stateOf(world, 'r1-0').stage).toBe('cancellationRequested');
  });
});

describe('from appointment to closed loop', () => {
  it('runs over a missed appointment, a visit, an outcome and the review of the school', () => {
    const world = sent();
    play(world, intakeOf('A'), ['accept', 'schedule', 'noShow', 'reschedule']);
    play(world, clinicianOf('A'), ['recordVisit', 'giveOutcome']);
    expect(stateOf(world)).toMatchObject({ stage: 'outcomeAwaitingReview', open: true });
    play(world, COUNSELOR, ['reviewOutcome']);
    expect(stateOf(world)).toMatchObject({ stage: 'loopClosed', open: false, accepted: true });
    expect(told(world)).toEqual('sent accepted scheduled noShow scheduled visited outcome reviewed'.split(' '));
    expect(world.news.at(-1)).toMatchObject({ open: false, limitAt: null, byPerson: true });
  });

  it('reminds the owner the day before, and the result is due on the day of the appointment', () => {
    const world = sent();
    play(world, intakeOf('A'), ['accept']);
    const at = onDay('2026-11-27', '14:00');
    commit(world, 'r1', { ...bodyOf(world, 'schedule'), act: 'schedule', at, place: null }, intakeOf('A'));
    const [duty] = stateOf(world).duties;
    expect(duty).toMatchObject({ kind: 'referralVisit', limitAt: onDay('2026-11-27', '18:00') });
    expect(duty?.dueAt).toBe(onDay('2026-11-26', '14:00'));
    silence(world, onDay('2026-11-26', '14:00') - world.at);
    expect(calledOn(world, 'referralVisit')).toEqual(['counselor']);
    const late = onDay('2026-11-28', '22:00');
    commit(world, 'r1', { ...bodyOf(world, 'reschedule'), act: 'reschedule', at: late, place: null }, intakeOf('A'));
    expect(stateOf(world).duties[0]?.limitAt).toBeLessThan(onDay('2026-11-29', '00:00'));
  });

  it('takes no no-show before the appointment, and no appointment in the past', () => {
    const world = sent();
    play(world, intakeOf('A'), ['accept']);
    const past = { ...bodyOf(world, 'schedule'), act: 'schedule', at: world.at - 24 * HOUR, place: null } as const;
    expect(commit(world, 'r1', past, intakeOf('A'))).toMatchObject({ refused: 'fieldInvalid' });
    commit(world, 'r1', { ...past, at: world.at + HOUR }, intakeOf('A'));
    expect(commit(world, 'r1', bodyOf(world, 'noShow'), intakeOf('A'))).toMatchObject({ refused: 'tooSoon' });
  });

  it('gives the hospital no new time for the outcome by another note on the same visit', () => {
    const world = sent();
    play(world, intakeOf('A'), ['accept']);
    play(world, clinicianOf('A'), ['addInterimNote']);
    const limitAt = stateOf(world).duties[0]?.limitAt;
    silence(world, 48 * HOUR);
    const note = { ...bodyOf(world, 'addInterimNote'), visitedAt: null } as ReturnType<typeof bodyOf>;
    expect(commit(world, 'r1', note, clinicianOf('A'))).toBeUndefined();
    expect(stateOf(world).duties[0]?.limitAt).toBe(limitAt);
    play(world, clinicianOf('A'), ['addInterimNote']);
    expect(stateOf(world).duties[0]?.limitAt).toBeGreaterThan(limitAt ?? 0);
  });
});
