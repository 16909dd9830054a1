import { describe, expect, it } from 'vitest';
import {
  closing,
  coSign,
  decision,
  DOCTOR,
  dutyOf,
  inCare,
  inGrading,
  interview,
  kinds,
  must,
  news,
  opened,
  OTHER_DOCTOR,
  owed,
  review,
  steadyTwice,
  TEXT,
  warning,
} from '#tools/testing/case-story';
import { COUNSELOR, COUNTY, EXPERT, HEAD, MONDAY, REACTION, STAND_IN, TEACHER } from '#tools/testing/pure-stream';
import { DAY } from './instant.ts';

const noConcern = { outcome: 'noConcern', reasonCode: 'misunderstood' } as const;

describe('lowering', () => {
  it('waits for the least time at the level', () => {
    const story = inCare('L2');
    story.goTo(MONDAY + 27 * DAY);
    must(story, COUNSELOR, review());
    expect(story.act(COUNSELOR, decision(story, 'lower', 'L1'))).toBe('tooSoon');
    story.goTo(MONDAY + 28 * DAY);
    must(story, COUNSELOR, decision(story, 'lower', 'L1'));
    expect(story.state).toMatchObject({ level: 'L1', graded: 'L1', stage: 'care' });
    expect(story.told.at(-1)).toMatchObject({ command: { act: 'repace', level: 'L1' } });
  });

  it('needs an assessment later than the raise, and not a worse one', () => {
    const story = inCare('L2');
    story.goTo(MONDAY + 30 * DAY);
    expect(story.act(COUNSELOR, decision(story, 'lower', 'L1'))).toBe('noFreshAssessment');
    must(story, COUNSELOR, news(story, 'followUp', 'contactMade', { detail: { assessment: 'better' } }));
    expect(story.act(COUNSELOR, decision(story, 'lower', 'L1'))).toBe('noFreshAssessment');
    must(story, COUNSELOR, review('worse'));
    expect(story.act(COUNSELOR, decision(story, 'lower', 'L1'))).toBe('noFreshAssessment');
  });

  it('goes one step at a time', () => {
    const story = inCare('L3');
    story.goTo(MONDAY + 30 * DAY);
    must(story, COUNSELOR, review());
    expect(story.act(DOCTOR, decision(story, 'lower', 'L1'))).toBe('levelNotOneStep');
    expect(story.act(DOCTOR, decision(story, 'lower', 'L3'))).toBe('levelNotLower');
  });

  it('takes both sides from L3, and is asked again when news was worse between proposal and signature', () => {
    const story = inCare('L3');
    story.goTo(MONDAY + 14 * DAY);
    must(story, COUNSELOR, review('better'));
    must(story, DOCTOR, decision(story, 'lower', 'L2'));
    expect(dutyOf(story, 'coSign')).toMatchObject({ holder: 'head-1' });
    expect(story.act(OTHER_DOCTOR, coSign(story))).toBe('wrongSide');
    must(story, COUNSELOR, news(story, 'followUp', 'contactMade', { detail: { assessment: 'worse' } }));
    expect(story.act(EXPERT, coSign(story))).toBe('noFreshAssessment');
    expect(story.state.level).toBe('L3');
    story.goTo(MONDAY + 15 * DAY);
    must(story, COUNSELOR, review('better'));
    must(story, EXPERT, coSign(story));
    expect(story.state.level).toBe('L2');
  });
});

describe('a lowering', () => {
  it('is not signed by whoever raised the level', () => {
    const story = inCare('L2');
    must(story, COUNSELOR, decision(story, 'raise', 'L3'));
    must(story, HEAD, coSign(story));
    must(story, DOCTOR, coSign(story));
    expect(story.state).toMatchObject({ level: 'L3', graded: 'L3', raisedBy: 'counselor-1' });
    story.goTo(MONDAY + 14 * DAY);
    must(story, COUNSELOR, review('better'));
    expect(story.act(COUNSELOR, decision(story, 'lower', 'L2'))).toBe('signerRaisedIt');
    must(story, STAND_IN, decision(story, 'lower', 'L2'));
    must(story, HEAD, coSign(story));
    must(story, DOCTOR, coSign(story));
    expect(story.state.level).toBe('L2');
    must(story, COUNSELOR, decision(story, 'raise', 'L3'));
  });

  it('of a level that a single person raised takes a second person below L3', () => {
    const story = inCare('L1');
    must(story, COUNSELOR, decision(story, 'raise', 'L2'));
    story.goTo(MONDAY + 28 * DAY);
    must(story, COUNSELOR, review('better'));
    must(story, COUNSELOR, decision(story, 'lower', 'L1'));
    expect(story.state.level).toBe('L2');
    must(story, HEAD, coSign(story));
    expect(story.state.level).toBe('L1');
  });

  it('by a first grade is not done alone by whoever raised it', () => {
    const story = inGrading('L1');
    must(story, COUNSELOR, decision(story, 'raise', 'L2'));
    must(story, COUNSELOR, decision(story, 'grade', 'L1'));
    expect(story.state).toMatchObject({ level: 'L2', stage: 'grading' });
    must(story, HEAD, coSign(story));
    expect(story.state).toMatchObject({ level: 'L1', stage: 'care' });
  });
});

describe('raising', () => {
  it('takes effect at once and owes the signatures of both sides at L3', () => {
    const story = inCare('L2');
    must(story, COUNSELOR, decision(story, 'raise', 'L3'));
    expect(story.state).toMatchObject({ level: 'L3', graded: 'L2' });
    expect(story.state.duties.filter(({ kind }) => kind === 'secondSignature').map(({ holder }) => holder)).toEqual([
      'head-1',
      'doctor-1',
    ]);
    expect(kinds(story)).toEqual(expect.arrayContaining(['panel', 'referralOffer']));
  });

  it('overtakes a grade that waits for its signature below it: the grade is owed anew', () => {
    const story = inGrading('L3');
    must(story, HEAD, decision(story, 'grade', 'L2'));
    const sign = coSign(story);
    must(story, TEACHER, { act: 'declareCrisis', signs: ['means'], note: null });
    expect(story.act(DOCTOR, sign)).toBe('noSuchProposal');
    expect(story.state).toMatchObject({ level: 'L4', stage: 'crisis', graded: null });
  });

  it('in triage hastens the interview, and leaves it owed when a dismissal was pending', () => {
    const story = opened('L1');
    must(story, COUNSELOR, decision(story, 'raise', 'L3'));
    expect(dutyOf(story, 'interview')?.clock).toBe('interview.L3');
    const other = opened('L1');
    must(other, TEACHER, { act: 'recordSecondSource', view: [], note: null });
    must(other, COUNSELOR, interview(other, noConcern));
    must(other, COUNSELOR, decision(other, 'raise', 'L2'));
    expect(other.state.stage).toBe('reassessment');
    expect(kinds(other)).toEqual(['reassess']);
  });
});

describe('dismissal', () => {
  it('takes a second person at every level', () => {
    const story = opened('L1');
    must(story, TEACHER, { act: 'recordSecondSource', view: [], note: null });
    must(story, COUNSELOR, interview(story, noConcern));
    expect(story.state.open).toBe(true);
    expect(story.act(COUNSELOR, coSign(story))).toBe('wrongRole');
    must(story, HEAD, coSign(story));
    expect(story.state).toMatchObject({ open: false, stage: 'closed' });
    expect(story.facts.at(-1)?.fact).toMatchObject({ as: 'dismissed', persons: ['counselor-1', 'head-1'] });
  });

  it('takes both sides from L3', () => {
    const story = opened('L3');
    must(story, TEACHER, { act: 'recordSecondSource', view: [], note: null });
    must(story, COUNSELOR, interview(story, noConcern));
    must(story, HEAD, coSign(story));
    expect(story.state.open).toBe(true);
    must(story, DOCTOR, coSign(story));
    expect(story.state.open).toBe(false);
  });

  it('is refused without a reason of the list, and before the second source is heard', () => {
    const story = opened('L1');
    expect(story.act(COUNSELOR, interview(story, noConcern))).toBe('dutiesOpen');
    must(story, TEACHER, { act: 'recordSecondSource', view: [], note: null });
    expect(story.act(COUNSELOR, interview(story, { outcome: 'noConcern', reasonCode: '' }))).toBe('reasonMissing');
    expect(story.act(COUNSELOR, interview(story, { outcome: 'noConcern', reasonCode: 'busy' }))).toBe('fieldInvalid');
  });

  it('declined leads to reassessment', () => {
    const story = opened('L1');
    must(story, TEACHER, { act: 'recordSecondSource', view: [], note: null });
    must(story, COUNSELOR, interview(story, noConcern));
    const proposal = story.state.proposals[0]?.id ?? '';
    must(story, HEAD, { act: 'declineProposal', proposal, reasonCode: 'lookAgain', reason: null });
    expect(story.state.stage).toBe('reassessment');
    expect(kinds(story)).toEqual(['reassess']);
  });
});

describe('closing', () => {
  it('is refused while a referral, a return or a hand-over is open, or any duty lives but the rhythm’s own', () => {
    const story = inCare('L2');
    steadyTwice(story);
    const basis = { kind: 'awaited' } as const;
    must(story, COUNSELOR, { act: 'requestReferral', hospital: null, basis, reason: TEXT });
    expect(story.act(COUNSELOR, closing(story))).toBe('referralOpen');
    must(story, COUNSELOR, news(story, 'referral', 'reviewed', { open: false, limitAt: null }));
    must(story, COUNSELOR, { act: 'startLeave', homeRestSince: null });
    expect(story.act(COUNSELOR, closing(story))).toBe('returnOpen');
    must(story, COUNSELOR, news(story, 'return', 'ended', { open: false, limitAt: null }));
    must(story, HEAD, { act: 'offerHandOver', to: 'counselor-2', summary: TEXT });
    expect(story.act(COUNSELOR, closing(story))).toBe('handOverOpen');
    must(story, STAND_IN, { act: 'declineHandOver', reasonCode: 'absent', reason: null });
    must(story, COUNSELOR, { act: 'flagProtection', reasonCode: 'neglect' });
    expect(story.act(COUNSELOR, closing(story))).toBe('dutiesOpen');
  });

  it('is looked at again when it is signed', () => {
    const story = inCare('L2');
    steadyTwice(story);
    must(story, COUNSELOR, closing(story));
    must(story, COUNSELOR, { act: 'startLeave', homeRestSince: null });
    expect(story.act(HEAD, coSign(story))).toBe('returnOpen');
    expect(story.state.open).toBe(true);
  });

  it('needs two steady assessments on two days of this run of care', () => {
    const story = inCare('L1');
    must(story, COUNSELOR, review());
    must(story, COUNSELOR, review());
    expect(story.act(COUNSELOR, closing(story))).toBe('notSteady');
    steadyTwice(story);
    must(story, COUNSELOR, closing(story));
  });

  it('at L3 takes both sides, neither of them who raised it', () => {
    const story = inCare('L3');
    must(story, COUNTY, { act: 'recordPanel', answers: owed(story, 'panel'), attendees: 3, decisions: [], note: null });
    const offer = { outcome: 'alreadyInTreatment', answers: owed(story, 'referralOffer'), note: null } as const;
    must(story, COUNSELOR, { act: 'recordOffer', ...offer });
    steadyTwice(story);
    must(story, COUNSELOR, closing(story));
    must(story, HEAD, coSign(story));
    expect(story.state.open).toBe(true);
    must(story, DOCTOR, coSign(story));
    expect(story.state.open).toBe(false);
  });
});

describe('reopening', () => {
  it('begins a new case with the old in view, no lower than the old one ended', () => {
    const story = inCare('L2');
    steadyTwice(story);
    must(story, COUNSELOR, closing(story));
    must(story, HEAD, coSign(story));
    must(story, COUNSELOR, { act: 'reopen', reason: TEXT });
    const command = { act: 'open', previous: 'stream-1', floor: 'L2' };
    expect(story.told.at(-1)).toMatchObject({ kind: 'case', starts: true, command });
    expect(story.state).toMatchObject({ open: false, duties: [] });
    expect(story.act(REACTION, warning(story))).toBe('wrongStage');
  });
});
