import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, onDay } from './instant.ts';
import {
  actor,
  begin,
  bodyOf,
  commit,
  CONSENT,
  EMERGENCY,
  factsOf,
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

describe('a silent hospital', () => {
  it('is reminded, its stand-in doctor called, the next one asked at the limit, then bureau and health duty, and may still accept', () => {
    const world = sent();
    silence(world, 12 * HOUR);
    expect(factsOf(world).at(-1)).toBe('dutyRang');
    silence(world, 12 * HOUR);
    expect(calledOn(world, 'referralAnswer')).toEqual(['doctor-A']);
    expect(told(world)).toEqual(['sent', 'sent', 'rerouted']);
    expect(stateOf(world, 'r1-0')).toMatchObject({ stage: 'received', hospital: 'B', asked: ['A'], previous: 'r1' });
    expect(stateOf(world, 'r1-0').duties[0]).toMatchObject({ kind: 'referralAnswer', holder: 'intake-B' });
    silence(world, 4 * HOUR);
    expect(calledOn(world, 'referralAnswer')).toEqual(['doctor-A', 'city', 'health']);
    expect(stateOf(world)).toMatchObject({ stage: 'received', open: true });
    play(world, intakeOf('A'), ['accept']);
    expect(stateOf(world, 'r1-0')).toMatchObject({ stage: 'cancellationRequested', open: true, accepted: false });
    expect(stateOf(world, 'r1-0').duties).toMatchObject([{ kind: 'referralCancel', holder: 'intake-B' }]);
  });

  it('at L4 has 30 minutes, on a Sunday at night too, and each next one has as long', () => {
    const world = newWorld({ level: 'L4', basis: EMERGENCY });
    world.at = onDay('2026-11-29', '03:00');
    begin(world);
    play(world, COUNSELOR, ['send']);
    silence(world, 29 * MINUTE);
    expect(world.streams.size).toBe(1);
    silence(world, MINUTE);
    expect(stateOf(world, 'r1-0').hospital).toBe('B');
    silence(world, 10 * MINUTE);
    expect(calledOn(world, 'referralAnswer')).toEqual(['doctor-A', 'city', 'health']);
    silence(world, 20 * MINUTE);
    expect(stateOf(world, 'r1-0-0').hospital).toBe('C');
  });

  it('hands the choice to the case owner when the list is exhausted, once, and goes on ringing', () => {
    const world = sent({ order: ['A', 'B'] });
    silence(world, 10 * 24 * HOUR);
    expect([...world.streams.keys()]).toEqual(['r1', 'r1-0']);
    expect(world.news.filter((news) => news.code === 'routeNeeded')).toMatchObject([
      { stream: 'r1-0', open: true, detail: { reason: 'noHospitalLeft' } },
    ]);
    expect(factsOf(world).filter((type) => type === 'dutyRang').length).toBeGreaterThan(10);
  });
});

describe('the route on silence', () => {
  it('asks no more hospitals than the policy says before the owner must choose', () => {
    const world = sent({ mostAsked: 2 });
    silence(world, 72 * HOUR);
    expect(world.streams.size).toBe(2);
    expect(world.news.at(-1)).toMatchObject({ code: 'routeNeeded', detail: { reason: 'noHospitalLeft' } });
  });

  it('below L4 sends to nobody whom the consent does not name', () => {
    const world = sent({ basis: { ...CONSENT, hospitals: ['A', 'C'] } });
    silence(world, 24 * HOUR);
    expect(stateOf(world, 'r1-0').hospital).toBe('C');
    const narrow = sent({ basis: { ...CONSENT, hospitals: ['A'] } });
    silence(narrow, 24 * HOUR);
    expect(narrow.streams.size).toBe(1);
    expect(narrow.news.at(-1)).toMatchObject({ code: 'routeNeeded', detail: { reason: 'hospitalNotInConsent' } });
  });

  it('at L4 goes on without a consent for the next hospital, and owes approval and notice there', () => {
    const world = sent({ level: 'L4', basis: { ...CONSENT, hospitals: ['A'] } });
    silence(world, 30 * MINUTE);
    const next = stateOf(world, 'r1-0');
    expect(next).toMatchObject({ hospital: 'B', basis: { kind: 'emergency', by: 'counselor' } });
    expect(next.duties.map((duty) => duty.kind)).toEqual(['referralAnswer', 'emergencyApproval', 'emergencyNotice']);
  });

  it('is not left for the next one while another hospital has the child', () => {
    const world = sent();
    begin(world, 'r2', 'B');
    play(world, COUNSELOR, ['send'], 'r2');
    play(world, intakeOf('B'), ['accept'], 'r2');
    silence(world, 3 * 24 * HOUR);
    expect(world.streams.size).toBe(2);
  });
});

describe('two hospitals that accept', () => {
  it('are one: the second is told that the first has the child, also while that one is asked to let go', () => {
    const world = sent();
    begin(world, 'r2', 'B');
    play(world, COUNSELOR, ['send'], 'r2');
    const seen = bodyOf(world, 'accept', 'r2');
    play(world, intakeOf('A'), ['accept']);
    expect(stateOf(world, 'r2').stage).toBe('cancellationRequested');
    expect(commit(world, 'r2', seen, intakeOf('B'))).toMatchObject({ refused: 'wrongStage' });
    play(world, COUNSELOR, ['requestCancellation']);
    begin(world, 'r3', 'C');
    expect(commit(world, 'r3', bodyOf(world, 'send', 'r3'), COUNSELOR)).toEqual({ refused: 'acceptedElsewhere' });
    play(world, intakeOf('A'), ['confirmCancellation']);
    play(world, COUNSELOR, ['send'], 'r3');
    play(world, intakeOf('C'), ['accept'], 'r3');
    expect([...world.streams.values()].map((state) => state.accepted)).toEqual([false, false, true]);
  });

  it('in the same moment: the one that did not see the other is refused with acceptedElsewhere', () => {
    const world = sent();
    begin(world, 'r2', 'B');
    play(world, COUNSELOR, ['send'], 'r2');
    play(world, intakeOf('A'), ['accept']);
    // As if the cancellation request had not reached the second one.
    world.streams.set('r2', { ...stateOf(world, 'r2'), stage: 'received' });
    expect(commit(world, 'r2', bodyOf(world, 'accept', 'r2'), intakeOf('B'))).toEqual({
      refused: 'acceptedElsewhere',
      detail: { stage: 'accepted' },
    });
  });

  it('a draft that never left is taken back, so that nothing is asked of a hospital that was not asked', () => {
    const world = sent();
    begin(world, 'r2', 'B');
    play(world, intakeOf('A'), ['accept']);
    expect(stateOf(world, 'r2')).toMatchObject({ stage: 'withdrawn', open: false, duties: [] });
  });
});

describe('a hospital that declines', () => {
  it('at L4 alarms the health commission, which owes an answer while the owner chooses anew', () => {
    const world = sent({ level: 'L4', basis: { ...CONSENT } });
    play(world, intakeOf('A'), ['decline']);
    expect(stateOf(world)).toMatchObject({ stage: 'declined', open: true, accepted: false });
    expect(stateOf(world).duties).toMatchObject([{ kind: 'referralRefusal', holder: 'health' }]);
    expect(world.news.at(-1)).toMatchObject({
      code: 'declined',
      open: true,
      detail: { alarm: true, called: 'health' },
    });
    silence(world, 30 * MINUTE);
    expect(calledOn(world, 'referralRefusal')).toEqual(['city']);
    play(world, actor('healthDuty'), ['answerRefusal']);
    expect(stateOf(world).open).toBe(false);
    expect(world.news.at(-1)).toMatchObject({ code: 'settled', open: false, limitAt: null });
  });

  it('after it had accepted gives the request free for another one', () => {
    const world = sent();
    play(world, intakeOf('A'), ['accept', 'decline']);
    begin(world, 'r2', 'B');
    play(world, COUNSELOR, ['send'], 'r2');
    play(world, intakeOf('B'), ['accept'], 'r2');
    expect([...world.streams.values()].map((state) => state.accepted)).toEqual([false, true]);
  });

  it('below L4 ends its own part with the reason, and nothing of the request is lost', () => {
    const world = sent();
    play(world, intakeOf('A'), ['decline']);
    expect(stateOf(world)).toMatchObject({ stage: 'declined', open: false });
    expect(world.news.at(-1)).toMatchObject({ code: 'declined', open: false, detail: { reason: 'noCapacity' } });
  });
});
