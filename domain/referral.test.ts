import { describe, expect, it } from 'vitest';
import { forbiddenWords } from './vocabulary.ts';
import { HOUR } from './instant.ts';
import { OWED } from './referral-clocks.ts';
import type { ReferralAct } from './referral-commands.ts';
import { PACKET_FIELDS, packetFields, withheldFields } from './referral-packet.ts';
import {
  actor,
  begin,
  bodyOf,
  clinicianOf,
  commit,
  factsOf,
  intakeOf,
  newWorld,
  play,
  silence,
  stateOf,
} from '#tools/testing/referral-play';
import type { World } from '#tools/testing/referral-play';
import * as vocabularies from './referral-words.ts';
import { referralClocks } from './policy-v1/referral.ts';

const COUNSELOR = actor('counselor');

function accepted(): World {
  const world = newWorld();
  begin(world);
  play(world, COUNSELOR, ['send']);
  play(world, intakeOf('A'), ['accept']);
  return world;
}

describe('N24: a referral never closes on an appointment', () => {
  const outcome = (world: World, change: object): ReferralAct =>
    ({ ...bodyOf(world, 'giveOutcome'), ...change }) as ReferralAct;

  it('refuses an outcome without an attended visit, from an acceptance and from an appointment', () => {
    const world = accepted();
    const unseen = { refused: 'feedbackMissing', detail: { field: 'visitedAt' } };
    expect(commit(world, 'r1', outcome(world, { visitedAt: null }), clinicianOf('A'))).toEqual(unseen);
    play(world, intakeOf('A'), ['schedule']);
    expect(commit(world, 'r1', outcome(world, { visitedAt: null }), clinicianOf('A'))).toEqual(unseen);
    silence(world, 30 * 24 * HOUR);
    expect(stateOf(world)).toMatchObject({ stage: 'scheduled', open: true });
  });

  it('refuses a visit that lies ahead, and completing without feedback', () => {
    const world = accepted();
    const ahead = outcome(world, { visitedAt: world.at + HOUR });
    expect(commit(world, 'r1', ahead, clinicianOf('A'))).toMatchObject({ refused: 'fieldInvalid' });
    const wordless = outcome(world, { feedback: { text: '', commitment: '' } });
    expect(commit(world, 'r1', wordless, clinicianOf('A'))).toMatchObject({ refused: 'feedbackMissing' });
    const codeless = outcome(world, { outcome: { result: 'admitted' } });
    expect(commit(world, 'r1', codeless, clinicianOf('A'))).toMatchObject({ refused: 'feedbackMissing' });
  });

  it('closes on a visit, an outcome and a review by the school, and by nothing less', () => {
    const world = accepted();
    play(world, clinicianOf('A'), ['addInterimNote', 'giveOutcome']);
    silence(world, 60 * 24 * HOUR);
    expect(stateOf(world)).toMatchObject({ stage: 'outcomeAwaitingReview', open: true });
    play(world, COUNSELOR, ['reviewOutcome']);
    expect(stateOf(world)).toMatchObject({ stage: 'loopClosed', open: false });
  });

  it('answers a request to let go with the outcome after all, when the child was seen', () => {
    const world = accepted();
    play(world, COUNSELOR, ['requestCancellation']);
    play(world, clinicianOf('A'), ['giveOutcome']);
    expect(stateOf(world)).toMatchObject({ stage: 'outcomeAwaitingReview', accepted: true });
  });
});

describe('N16: no more leaves than a hospital needs', () => {
  it('sends identity, reason, safety facts, answers and a contact; on an emergency nothing that can wait for consent', () => {
    expect(packetFields('emergency')).toEqual(
      'name sex birthDate reason urgency criticalAnswers safetyFacts stepsTaken schoolContact guardianContact'.split(
        ' ',
      ),
    );
    expect(packetFields('consent').filter((field) => !packetFields('emergency').includes(field))).toEqual([
      'answersSummary',
      'interviewFindings',
    ]);
    const never = /idNumber|address|session|plan|teacher|family|level|grade|diagnos|photo|class/i;
    expect(Object.keys(PACKET_FIELDS).filter((field) => never.test(field))).toEqual([]);
  });

  it('says what it withholds and why; a flagged guardian is never the person to call', () => {
    expect(withheldFields('emergency', false)).toEqual([
      { field: 'answersSummary', because: 'noConsent' },
      { field: 'interviewFindings', because: 'noConsent' },
      { field: 'guardianContact', because: 'guardianFlagged' },
    ]);
    expect(packetFields('consent', false)).not.toContain('guardianContact');
  });

  it('records with the sending which fields left, to whom and on which basis', () => {
    const world = newWorld({ guardians: [{ id: 'mother', danger: true }] });
    begin(world);
    play(world, COUNSELOR, ['send']);
    const fact = world.facts.get('r1')?.find((one) => one.fact.type === 'referralSent')?.fact;
    expect(fact).toMatchObject({ hospital: 'A', basis: 'consent', packet: packetFields('consent', false) });
  });
});

describe('an act on an old view', () => {
  it('is refused with what stands now, and rings never make an honest act old', () => {
    const world = newWorld();
    begin(world);
    play(world, COUNSELOR, ['send']);
    const seen = stateOf(world).version;
    const [duty] = stateOf(world).duties;
    silence(world, 20 * HOUR);
    expect(stateOf(world).version).toBeGreaterThan(seen);
    expect(commit(world, 'r1', { act: 'accept', against: seen }, intakeOf('A'))).toBeUndefined();
    expect(commit(world, 'r1', { act: 'noShow', answers: duty?.id }, intakeOf('A'))).toMatchObject({
      refused: 'wrongStage',
    });
    const old = { act: 'decline', reasonCode: 'noCapacity', reason: { text: 't', commitment: 'c' } } as const;
    const { stage, version, personVersion } = stateOf(world);
    const stale = { refused: 'stale', detail: { stage, version, personVersion } };
    expect(commit(world, 'r1', { ...old, answers: duty?.id }, intakeOf('A'))).toEqual(stale);
    expect(commit(world, 'r1', { ...old, against: seen }, intakeOf('A'))).toEqual(stale);
    expect(commit(world, 'r1', { ...old, against: version + 1 }, intakeOf('A'))).toEqual(stale);
    expect(commit(world, 'r1', old, intakeOf('A'))).toMatchObject({ refused: 'fieldMissing' });
  });

  it('a re-routing is no act of a person either', () => {
    const world = newWorld();
    begin(world);
    play(world, COUNSELOR, ['send']);
    const seen = stateOf(world).version;
    silence(world, 25 * HOUR);
    expect(factsOf(world)).toContain('referralRerouted');
    expect(commit(world, 'r1', { act: 'accept', against: seen }, intakeOf('A'))).toBeUndefined();
  });
});

describe('a guardian who declines after the sending', () => {
  it('goes by 5.2, stays open until the hospital answers, and the case is told', () => {
    const world = accepted();
    play(world, COUNSELOR, ['guardianDeclines']);
    expect(stateOf(world)).toMatchObject({ stage: 'cancellationRequested', guardianDeclined: true, open: true });
    expect(world.news.at(-1)).toMatchObject({ code: 'guardianDeclined', open: true });
    silence(world, 100 * HOUR);
    expect(stateOf(world).stage).toBe('cancellationRequested');
    expect(stateOf(world).duties[0]?.called).toEqual(['doctor-A', 'counselor', 'city', 'health']);
  });
});

describe('clocks and words', () => {
  it('has a calm clock and a red one on wall time for everything a stage waits for', () => {
    const ids = Object.values(OWED).flatMap((owed) => (owed === null ? [] : [owed.clock]));
    for (const id of ids) expect(Object.keys(referralClocks)).toEqual(expect.arrayContaining([id, `${id}.L4`]));
    for (const [id, clock] of Object.entries(referralClocks).filter(([name]) => name.endsWith('.L4'))) {
      const later = clock.rings.flatMap(({ when }) => ('after' in when ? [when.after] : []));
      expect([id, ...[clock.limit, clock.repeat, ...later].map((limit) => limit.basis)]).not.toContain('school');
      expect([clock.limit, clock.repeat, ...later].every((limit) => limit.basis === 'wall')).toBe(true);
    }
  });

  it('names no disorder and no finding in any word (N01)', () => {
    const words = Object.values(vocabularies).flatMap((list) => Object.values(list));
    expect(words.length).toBeGreaterThan(80);
    expect(words.flatMap((word) => forbiddenWords(`${word['zh-CN']} ${word.en}`))).toEqual([]);
  });

  it('passes the duties of an owner who hands over to the new one', () => {
    const world = newWorld();
    begin(world);
    commit(world, 'r1', { act: 'changeOwner', from: 'counselor', to: 'other' }, actor('system'));
    expect(stateOf(world)).toMatchObject({ owner: 'other', duties: [{ holder: 'other' }] });
  });

  it('owes what comes later to the owner too, and calls the owner when the hospital is silent', () => {
    const world = accepted();
    commit(world, 'r1', { act: 'changeOwner', from: 'counselor', to: 'other' }, actor('system'));
    play(world, intakeOf('A'), ['schedule', 'noShow']);
    silence(world, 20 * 24 * HOUR);
    expect(stateOf(world).duties).toMatchObject([{ kind: 'referralRebook', called: ['doctor-A', 'other'] }]);
    const asked = newWorld();
    begin(asked);
    play(asked, COUNSELOR, ['send']);
    commit(asked, 'r1', { act: 'changeOwner', from: 'counselor', to: 'other' }, actor('system'));
    play(asked, intakeOf('A'), ['askForMaterial']);
    expect(stateOf(asked).duties.find(({ kind }) => kind === 'referralMaterial')).toMatchObject({ holder: 'other' });
  });
});
