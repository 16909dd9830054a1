import { describe, expect, it } from 'vitest';
import {
  CITY,
  closing,
  coSign,
  type CaseStory,
  decision,
  DOCTOR,
  dutyOf,
  guardianReached,
  handedOver,
  inCare,
  inGrading,
  kinds,
  must,
  opened,
  OTHER_DOCTOR,
  POSTS,
  reassessment,
  review,
  standingDown,
  steadyTwice,
  warning,
} from '#tools/testing/case-story';
import { COUNSELOR, COUNTY, EXPERT, HEAD, MONDAY, REACTION, STAND_IN, TEACHER } from '#tools/testing/pure-stream';
import { DAY } from './instant.ts';
import type { Actor } from './role.ts';

const HEALTH_DUTY: Actor = { person: 'health-1', role: 'healthDuty', side: 'health' };
const OTHER_HEAD: Actor = { person: 'head-2', role: 'schoolHead', side: 'education' };

/** Raised to L2 by a head, ready to close. */
function raisedByHead(): CaseStory {
  const story = inCare('L1');
  must(story, HEAD, decision(story, 'raise', 'L2'));
  must(story, COUNSELOR, guardianReached);
  steadyTwice(story);
  must(story, COUNSELOR, closing(story));
  return story;
}

describe('a signature when the first who could give it raised the level', () => {
  it('is the other head’s where a school has two, and no supervisor’s', () => {
    const story = inCare('L1');
    story.under({ posts: { ...POSTS, head: ['head-1', 'head-2'] } });
    must(story, HEAD, decision(story, 'raise', 'L2'));
    must(story, COUNSELOR, guardianReached);
    steadyTwice(story);
    must(story, COUNSELOR, closing(story));
    expect(dutyOf(story, 'coSign')).toMatchObject({ holder: 'head-2', barred: ['counselor-1', 'head-1'] });
    expect(story.act(COUNTY, coSign(story))).toBe('wrongSide');
    expect(story.act(HEAD, coSign(story))).toBe('signerRaisedIt');
    must(story, OTHER_HEAD, coSign(story));
    expect(story.state.open).toBe(false);
  });

  it('is the county’s where a school has one, so that the case can close', () => {
    const story = raisedByHead();
    expect(dutyOf(story, 'coSign')?.holder).toBe('county-1');
    expect(story.act(HEAD, coSign(story))).toBe('signerRaisedIt');
    expect(story.act(TEACHER, coSign(story))).toBe('wrongRole');
    must(story, COUNTY, coSign(story));
    expect(story.facts.at(-1)?.fact).toMatchObject({ type: 'caseClosed', persons: ['counselor-1', 'county-1'] });
  });

  it('is the city’s where the county is vacant too', () => {
    const { county: _gone, ...posts } = POSTS;
    const story = raisedByHead();
    must(story, COUNSELOR, {
      act: 'declineProposal',
      proposal: story.state.proposals[0]?.id ?? '',
      reasonCode: 'x',
      reason: null,
    });
    story.under({ posts });
    must(story, COUNSELOR, closing(story));
    must(story, CITY, coSign(story));
    expect(story.state.open).toBe(false);
  });

  it('is never asked of somebody who may not give it, however long nobody signs', () => {
    const story = inCare('L3');
    must(story, DOCTOR, decision(story, 'raise', 'L4'));
    for (const [by, command] of [
      [HEAD, handedOver],
      [HEAD, coSign],
    ] as const)
      must(story, by, command(story));
    story.goTo(MONDAY + 8 * DAY);
    must(story, COUNSELOR, review('better'));
    must(story, COUNSELOR, decision(story, 'lower', 'L3'));
    expect(dutyOf(story, 'coSign', `${story.state.proposals[0]?.id}:health`)?.holder).toBe('doctor-2');
    story.silence(MONDAY + 20 * DAY);
    const asked = story.state.duties.flatMap(({ kind, called }) => (kind === 'coSign' ? called : []));
    expect(asked).not.toContain('doctor-1');
  });
});

describe('the health side', () => {
  it('is signed by the health side’s duty where its one expert raised the level, and by nobody of the other side', () => {
    const story = inCare('L3');
    story.under({ posts: { ...POSTS, expertHealth: ['doctor-1'], nextExpert: ['doctor-1'] } });
    must(story, DOCTOR, decision(story, 'raise', 'L4'));
    must(story, HEAD, handedOver(story));
    must(story, HEAD, coSign(story));
    story.goTo(MONDAY + 8 * DAY);
    must(story, COUNSELOR, review('better'));
    must(story, HEAD, decision(story, 'lower', 'L3'));
    expect(dutyOf(story, 'coSign')?.holder).toBe('health-1');
    for (const other of [COUNTY, CITY, EXPERT]) expect(story.act(other, coSign(story))).toBe('wrongSide');
    expect(story.act(DOCTOR, coSign(story))).toBe('signerRaisedIt');
    must(story, HEALTH_DUTY, coSign(story));
    expect(story.state.level).toBe('L3');
  });
});

describe('whoever proposed the opposite', () => {
  it('does not sign a raise after having proposed the lowering: another of that side does', () => {
    const story = inCare('L3');
    story.goTo(MONDAY + 14 * DAY);
    must(story, COUNSELOR, review('better'));
    must(story, HEAD, decision(story, 'lower', 'L2'));
    must(story, DOCTOR, coSign(story));
    must(story, HEAD, decision(story, 'raise', 'L3'));
    expect(story.state.level).toBe('L3');
    expect(story.act(HEAD, coSign(story))).toBe('signerIsProposer');
    must(story, EXPERT, coSign(story));
    must(story, OTHER_DOCTOR, coSign(story));
    expect(story.state.graded).toBe('L3');
    must(story, STAND_IN, decision(story, 'raise', 'L4'));
    expect(story.act(HEAD, coSign(story))).toBe('signerLoweredIt');
  });

  it('does not sign the end of a crisis that they called again at the same level', () => {
    const story = opened('L4');
    must(story, HEAD, { act: 'declareCrisis', signs: ['means'], note: null });
    must(story, COUNSELOR, standingDown(story));
    expect(dutyOf(story, 'coSign')?.holder).toBe('expert-1');
    expect(story.act(HEAD, coSign(story))).toBe('signerRaisedIt');
  });
});

describe('what a decision rests on', () => {
  it('stands in the record: the basis of a grade, the findings of a stand-down', () => {
    const story = opened('L4');
    must(story, HEAD, standingDown(story));
    must(story, DOCTOR, coSign(story));
    expect(story.facts.find(({ fact }) => fact.type === 'stoodDown')?.fact).toMatchObject({ findings: ['calm'] });
    must(story, COUNSELOR, reassessment(story));
    const basis = ['phq-a', 'interview'];
    must(story, HEAD, {
      act: 'grade',
      level: 'L3',
      basis,
      reasonCode: 'seen',
      reason: null,
      against: story.state.personVersion,
    });
    must(story, DOCTOR, coSign(story));
    expect(story.facts.findLast(({ fact }) => fact.type === 'graded')?.fact).toMatchObject({ level: 'L3', basis });
  });

  it('is asked of a raise as of a grade', () => {
    const story = inCare('L1');
    const raise = { act: 'raise', level: 'L2', reasonCode: 'worse', reason: null } as const;
    expect(story.act(COUNSELOR, { ...raise, basis: [] })).toBe('reasonMissing');
    must(story, COUNSELOR, { ...raise, basis: ['interview'] });
  });
});

describe('a level that nobody has judged when the child is handed over', () => {
  it('is cared for at once and signed by both sides like a raise', () => {
    const story = inCare('L2');
    must(story, TEACHER, { act: 'declareCrisis', signs: ['means'], note: null });
    must(story, HEAD, handedOver(story));
    expect(story.state).toMatchObject({ stage: 'care', level: 'L4', graded: 'L2' });
    expect(story.state.duties.filter(({ kind }) => kind === 'secondSignature')).toMatchObject([
      { clock: 'secondSignature.L4.education', holder: 'head-1' },
      { clock: 'secondSignature.L4.health', holder: 'doctor-1' },
    ]);
    must(story, HEAD, coSign(story));
    must(story, DOCTOR, coSign(story));
    expect(story.state).toMatchObject({ level: 'L4', graded: 'L4', stage: 'care' });
    expect(story.facts.findLast(({ fact }) => fact.type === 'graded')?.fact).toMatchObject({
      persons: ['teacher-1', 'head-1', 'doctor-1'],
    });
  });

  it('is signed also when rules set it, and asked for once', () => {
    const story = inCare('L2');
    must(story, REACTION, warning(story, { floor: 'L4' }));
    must(story, HEAD, handedOver(story));
    expect(story.state.proposals).toMatchObject([{ decision: 'raise', level: 'L4', by: null, signed: [] }]);
    must(story, TEACHER, { act: 'declareCrisis', signs: ['means'], note: null });
    must(story, HEAD, handedOver(story));
    expect(story.state.proposals).toHaveLength(1);
  });

  it('asks for no signature where L4 was signed already', () => {
    const story = opened('L4');
    must(story, HEAD, handedOver(story));
    must(story, COUNSELOR, reassessment(story));
    must(story, HEAD, decision(story, 'grade', 'L4'));
    must(story, DOCTOR, coSign(story));
    must(story, TEACHER, { act: 'declareCrisis', signs: ['means'], note: null });
    must(story, HEAD, handedOver(story));
    expect(story.state).toMatchObject({ stage: 'care', proposals: [] });
  });

  it('is assessed anew when a signer says no, and stays where it is until then', () => {
    const story = inCare('L2');
    must(story, TEACHER, { act: 'declareCrisis', signs: ['means'], note: null });
    must(story, HEAD, handedOver(story));
    const proposal = story.state.proposals[0]?.id ?? '';
    must(story, DOCTOR, { act: 'declineProposal', proposal, reasonCode: 'tooHigh', reason: null });
    expect(story.state).toMatchObject({ stage: 'reassessment', level: 'L4' });
    expect(kinds(story)).toContain('reassess');
  });

  it('is not signed under an old raise once it was graded lower', () => {
    const story = inGrading('L2');
    must(story, COUNSELOR, decision(story, 'raise', 'L3'));
    const old = coSign(story);
    must(story, HEAD, decision(story, 'grade', 'L2'));
    must(story, DOCTOR, coSign(story));
    expect(story.state).toMatchObject({ level: 'L2', graded: 'L2', stage: 'care' });
    expect(story.act(HEAD, old)).toBe('noSuchProposal');
  });
});
