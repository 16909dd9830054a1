import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from './instant.ts';
import type { ReferralAct } from './referral-commands.ts';
import {
  actor,
  begin,
  bodyOf,
  commit,
  CONSENT,
  EMERGENCY,
  intakeOf,
  newWorld,
  play,
  silence,
  stateOf,
} from '#tools/testing/referral-play';
import type { World } from '#tools/testing/referral-play';

const COUNSELOR = actor('counselor');
const HEAD = actor('schoolHead');
const kinds = (world: World, id = 'r1') => stateOf(world, id).duties.map((duty) => duty.kind);

function sentInEmergency(setting: Parameters<typeof newWorld>[0] = {}): World {
  const world = newWorld({ level: 'L4', basis: EMERGENCY, ...setting });
  begin(world);
  play(world, COUNSELOR, ['send']);
  return world;
}

describe('N13: an L4 referral never waits for consent', () => {
  it('leaves on the word of one named person, within the same minute, with approval and notice owed afterwards', () => {
    const world = newWorld({ level: 'L4', basis: { kind: 'awaited' } });
    begin(world);
    play(world, COUNSELOR, ['invokeEmergency', 'send']);
    expect(stateOf(world)).toMatchObject({ stage: 'received', basis: { kind: 'emergency', by: 'counselor' } });
    expect(kinds(world)).toEqual(['referralAnswer', 'emergencyApproval', 'emergencyNotice']);
    const [, approval, notice] = stateOf(world).duties;
    expect([approval?.limitAt, notice?.limitAt]).toEqual([world.at + 24 * HOUR, world.at + 24 * HOUR]);
    play(world, intakeOf('A'), ['accept', 'schedule']);
    expect(kinds(world)).toEqual(['emergencyApproval', 'emergencyNotice', 'referralVisit']);
  });

  it('is not stopped by a guardian who declines, by no guardian on record, or by a head who is alone', () => {
    const world = newWorld({ level: 'L4', basis: { kind: 'awaited' }, guardians: [] });
    begin(world);
    play(world, HEAD, ['guardianDeclines', 'invokeEmergency', 'send']);
    expect(stateOf(world)).toMatchObject({ stage: 'received', guardianDeclined: true });
    expect(kinds(world)).toEqual(['referralAnswer', 'emergencyApproval', 'protectionReport']);
  });

  it('has until the limit that its case promised, and no ten minutes of its own on top', () => {
    const promised = (minutes: number) => {
      const world = newWorld({ level: 'L4', basis: EMERGENCY });
      begin(world, 'r1', 'A', world.at + minutes * MINUTE);
      return (stateOf(world).duties[0]?.limitAt ?? 0) - world.at;
    };
    expect([2, 10, 60].map(promised)).toEqual([2 * MINUTE, 10 * MINUTE, 10 * MINUTE]);
    expect(promised(-3)).toBe(-3 * MINUTE);
  });

  it('is no way around consent below L4', () => {
    const world = newWorld({ level: 'L3', basis: { kind: 'awaited' } });
    begin(world);
    expect(commit(world, 'r1', bodyOf(world, 'invokeEmergency'), COUNSELOR)).toMatchObject({
      refused: 'consentMissing',
    });
    expect(commit(world, 'r1', bodyOf(world, 'send'), COUNSELOR)).toEqual({ refused: 'consentMissing' });
    expect(begin(newWorld({ level: 'L3', basis: EMERGENCY }))).toMatchObject({ refused: 'consentMissing' });
    expect(begin(newWorld(), 'r1', 'Z')).toMatchObject({ refused: 'hospitalNotInConsent' });
    const elsewhere = { ...bodyOf(world, 'giveConsent'), hospitals: ['B'] } as ReferralAct;
    expect(commit(world, 'r1', elsewhere, COUNSELOR)).toBeUndefined();
    expect(commit(world, 'r1', bodyOf(world, 'send'), COUNSELOR)).toMatchObject({ refused: 'hospitalNotInConsent' });
    play(world, COUNSELOR, ['giveConsent', 'send']);
    expect(stateOf(world).stage).toBe('received');
  });
});

describe('the second approval', () => {
  it('is owed by somebody else than who invoked the emergency, and refused to them', () => {
    const world = sentInEmergency({ basis: { kind: 'emergency', by: 'head' } });
    expect(stateOf(world).duties.find((duty) => duty.kind === 'emergencyApproval')?.holder).toBe('county');
    expect(commit(world, 'r1', bodyOf(world, 'approveEmergency'), HEAD)).toEqual({ refused: 'signerIsProposer' });
    play(world, actor('countySupervisor'), ['approveEmergency']);
    expect(kinds(world)).not.toContain('emergencyApproval');
    expect(commit(world, 'r1', bodyOf(world, 'approveEmergency'), HEAD)).toEqual({ refused: 'alreadySigned' });
  });

  it('outlives the referral: an ended one stays open until approval and notice are done', () => {
    const world = sentInEmergency();
    play(world, COUNSELOR, ['requestCancellation']);
    play(world, intakeOf('A'), ['confirmCancellation']);
    expect(stateOf(world)).toMatchObject({ stage: 'cancelled', open: true });
    silence(world, 30 * HOUR);
    expect(stateOf(world).open).toBe(true);
    play(world, HEAD, ['approveEmergency', 'tellGuardianAfterEmergency']);
    expect(stateOf(world)).toMatchObject({ open: false, duties: [] });
    expect(world.news.at(-1)).toMatchObject({ code: 'settled', open: false });
  });
});

describe('N10: a flagged guardian is never contacted', () => {
  const tell = (world: World, guardian: string): ReferralAct =>
    ({ ...bodyOf(world, 'tellGuardianAfterEmergency'), guardian }) as ReferralAct;

  it('owes the notice to a safe guardian only, and a protection report besides', () => {
    const guardians = [
      { id: 'father', danger: true },
      { id: 'mother', danger: false },
    ];
    const world = sentInEmergency({ guardians });
    expect(stateOf(world).duties.find((duty) => duty.kind === 'emergencyNotice')?.subject).toBe('mother');
    expect(kinds(world)).toContain('protectionReport');
    expect(commit(world, 'r1', tell(world, 'father'), COUNSELOR)).toEqual({ refused: 'guardianFlagged' });
    expect(commit(world, 'r1', tell(world, 'stranger'), COUNSELOR)).toMatchObject({ refused: 'fieldInvalid' });
    expect(commit(world, 'r1', tell(world, 'mother'), COUNSELOR)).toBeUndefined();
  });

  it('with nobody safe owes the protection report instead of the notice', () => {
    const world = sentInEmergency({ guardians: [{ id: 'mother', danger: true }] });
    expect(kinds(world)).toEqual(['referralAnswer', 'emergencyApproval', 'protectionReport']);
    play(world, COUNSELOR, ['recordProtectionReport']);
    expect(kinds(world)).toEqual(['referralAnswer', 'emergencyApproval']);
  });

  it('flagged after the sending, the report takes the place of the notice', () => {
    const world = sentInEmergency();
    world.setting = { ...world.setting, guardians: [{ id: 'mother', danger: true }] };
    expect(commit(world, 'r1', tell(world, 'mother'), COUNSELOR)).toEqual({ refused: 'guardianFlagged' });
    play(world, COUNSELOR, ['recordProtectionReport']);
    expect(kinds(world)).toEqual(['referralAnswer', 'emergencyApproval']);
  });

  it('is not asked for consent either: a draft with nobody safe to ask owes a protection report', () => {
    const world = newWorld({ basis: { kind: 'awaited' }, guardians: [{ id: 'mother', danger: true }] });
    begin(world);
    expect(kinds(world)).toEqual(['referralConsent', 'protectionReport']);
    expect(commit(world, 'r1', bodyOf(world, 'giveConsent'), COUNSELOR)).toEqual({ refused: 'guardianFlagged' });
  });
});

describe('a raise to L4 while a referral is under way', () => {
  it('makes its clocks red from now on, a stopped one too, and asks the next hospital at the new limit', () => {
    const world = newWorld({ level: 'L2', basis: CONSENT });
    begin(world);
    play(world, COUNSELOR, ['send']);
    play(world, intakeOf('A'), ['askForMaterial']);
    expect(stateOf(world).duties[0]?.pausedAt).toBe(world.at);
    commit(world, 'r1', { act: 'changeLevel', level: 'L4' }, actor('system'));
    expect(stateOf(world).duties).toMatchObject([
      { clock: 'referralAnswer.L4', pausedAt: null, limitAt: world.at + 30 * MINUTE, holder: 'intake-A' },
      { clock: 'referralMaterial.L4', limitAt: world.at + 30 * MINUTE, holder: 'counselor' },
    ]);
    silence(world, 30 * MINUTE);
    expect(stateOf(world, 'r1-0').level).toBe('L4');
  });

  it('is not undone by a lowering: running clocks stay red', () => {
    const world = sentInEmergency();
    commit(world, 'r1', { act: 'changeLevel', level: 'L3' }, actor('system'));
    expect(stateOf(world).duties[0]).toMatchObject({ clock: 'referralAnswer.L4' });
    play(world, intakeOf('A'), ['accept']);
    expect(stateOf(world).duties.at(-1)).toMatchObject({ clock: 'referralSchedule' });
  });
});
