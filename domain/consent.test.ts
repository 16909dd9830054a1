import { describe, expect, it } from 'vitest';
import { actor, begin, bodyOf, commit, factsOf, intakeOf, newWorld, play } from '#tools/testing/referral-play';
import { CONSENT, silence, stateOf, told, type World } from '#tools/testing/referral-play';
import { HOUR, MINUTE } from './instant.ts';

const COUNSELOR = actor('counselor');

function sent(setting: Parameters<typeof newWorld>[0] = {}): World {
  const world = newWorld(setting);
  begin(world);
  play(world, COUNSELOR, ['send']);
  return world;
}

/** Taken back, run out, or given by a guardian who is flagged since: rules are handed it no more. */
function over(world: World): void {
  world.setting = { ...world.setting, consents: [] };
}

describe('a referral on a consent', () => {
  it('does not begin on one that nobody gave, nor on one that does not name the hospitals', () => {
    expect(begin(newWorld({ consents: [] }))).toEqual({ refused: 'consentMissing' });
    const narrow = newWorld({ consents: [{ id: CONSENT.consent, hospitals: ['A', 'C'] }] });
    expect(begin(narrow)).toEqual({ refused: 'hospitalNotInConsent', detail: { hospital: 'B' } });
    expect(narrow.streams.size).toBe(0);
    expect(begin(newWorld({ consents: [], level: 'L4' }))).toEqual({ refused: 'consentMissing' });
  });

  it('is not sent once the consent is over, and is on a new one', () => {
    const world = newWorld();
    begin(world);
    over(world);
    expect(commit(world, 'r1', bodyOf(world, 'send'), COUNSELOR)).toEqual({ refused: 'consentMissing' });
    play(world, COUNSELOR, ['giveConsent']);
    world.setting = { ...world.setting, consents: [{ id: 'consent-2', hospitals: ['A'] }] };
    expect(commit(world, 'r1', bodyOf(world, 'send'), COUNSELOR)).toEqual({
      refused: 'hospitalNotInConsent',
      detail: { hospital: 'B' },
    });
    world.setting = { ...world.setting, consents: [{ id: 'consent-2', hospitals: ['A', 'B'] }] };
    play(world, COUNSELOR, ['send']);
    expect(stateOf(world).stage).toBe('received');
  });

  it('gives the hospital no more material once no consent names it; at L4 it does (N13)', () => {
    const world = sent();
    play(world, intakeOf('A'), ['askForMaterial']);
    over(world);
    expect(commit(world, 'r1', bodyOf(world, 'supplyMaterial'), COUNSELOR)).toEqual({ refused: 'consentMissing' });
    world.setting = { ...world.setting, consents: [{ id: 'another', hospitals: ['A'] }] };
    play(world, COUNSELOR, ['supplyMaterial']);
    play(world, intakeOf('A'), ['askForMaterial']);
    over(world);
    commit(world, 'r1', { act: 'changeLevel', level: 'L4' }, actor('system'));
    play(world, COUNSELOR, ['supplyMaterial']);
    expect(stateOf(world).stage).toBe('received');
  });

  it('goes to no other hospital on silence once the consent is over: the case owner is asked instead', () => {
    const world = sent();
    over(world);
    silence(world, 30 * HOUR);
    expect(world.streams.size).toBe(1);
    expect(told(world)).toEqual(['sent', 'routeNeeded']);
    expect(factsOf(world)).toContain('routeNeeded');
  });

  it('N13: at L4 goes on to the next hospital on the emergency basis, with approval and notice owed there', () => {
    const world = sent({ level: 'L4' });
    over(world);
    silence(world, 31 * MINUTE);
    const next = stateOf(world, 'r1-0');
    expect(next).toMatchObject({ stage: 'received', hospital: 'B', basis: { kind: 'emergency', by: 'counselor' } });
    expect(next.duties.map(({ kind }) => kind)).toEqual(['referralAnswer', 'emergencyApproval', 'emergencyNotice']);
  });
});
