import { describe, expect, it } from 'vitest';
import { COUNSELOR, HEAD, MONDAY, REACTION, TEACHER } from '#tools/testing/pure-stream';
import {
  closing,
  coSign,
  type CaseStory,
  decision,
  DOCTOR,
  dutyOf,
  guardianReached,
  inCare,
  inGrading,
  interview,
  kinds,
  must,
  news,
  opened,
  owed,
  POSTS,
  reassessment,
  review,
  rungs,
  steadyTwice,
  TEXT,
  warning,
} from '#tools/testing/case-story';
import { DAY, HOUR, onDay } from './instant.ts';
import { nextStepOf } from './stream.ts';

const stages = (story: CaseStory) =>
  story.facts.flatMap(({ fact }) => (fact.type === 'stageEntered' ? [fact.stage] : []));

describe('a case at L2', () => {
  it('goes from a critical answer to its closing, and owes nothing afterwards', () => {
    const story = opened('L2', { critical: true });
    expect(kinds(story)).toEqual(['interview', 'secondSource']);
    expect(dutyOf(story, 'interview')).toMatchObject({ holder: 'counselor-1', limitAt: MONDAY + DAY });
    must(story, TEACHER, { act: 'recordSecondSource', view: ['withdrawal'], note: null });
    must(story, COUNSELOR, interview(story));
    expect(kinds(story)).toEqual(['guardianTold', 'reassess']);
    must(story, COUNSELOR, guardianReached);
    must(story, COUNSELOR, reassessment(story));
    must(story, COUNSELOR, decision(story, 'grade', 'L2'));
    expect(story.state).toMatchObject({ stage: 'care', level: 'L2', graded: 'L2' });
    expect(kinds(story)).toEqual(['dynamicReview', 'session', 'watch']);
    expect(story.told.map(({ kind, command }) => [kind, command.act])).toEqual([['followUp', 'start']]);
    steadyTwice(story);
    must(story, COUNSELOR, closing(story));
    expect(story.state.open).toBe(true);
    must(story, HEAD, coSign(story));
    expect(story.state).toMatchObject({ open: false, stage: 'closed', duties: [] });
    expect(story.told.at(-1)).toMatchObject({ kind: 'followUp', command: { act: 'end', because: 'caseClosed' } });
    expect(stages(story)).toEqual(['triage', 'reassessment', 'grading', 'care']);
    expect(nextStepOf(story.state)).toBeNull();
  });

  it('owes the next session with each session, at the pace of the level', () => {
    const story = inCare('L2');
    story.goTo(MONDAY + 3 * DAY);
    must(story, COUNSELOR, { act: 'recordSession', goals: ['sleep'], note: TEXT });
    expect(dutyOf(story, 'session')).toMatchObject({ clock: 'session.L2', limitAt: MONDAY + 17 * DAY });
  });

  it('assesses anew when a review is worse: a talk within a day, then reassessment while care goes on', () => {
    const story = inCare('L2');
    must(story, COUNSELOR, review('worse'));
    expect(dutyOf(story, 'interview')).toMatchObject({ clock: 'interview.critical', limitAt: MONDAY + DAY });
    must(story, COUNSELOR, interview(story));
    expect(story.state.stage).toBe('reassessment');
    must(story, COUNSELOR, { act: 'recordSession', goals: [], note: null });
    must(story, COUNSELOR, reassessment(story, { assessment: 'worse' }));
    expect(story.act(COUNSELOR, decision(story, 'grade', 'L1'))).toBe('levelNotHigher');
    must(story, COUNSELOR, decision(story, 'grade', 'L2'));
    expect(story.state.stage).toBe('care');
  });
});

describe('a case at L3', () => {
  it('is graded by two sides, then owes panel, referral offer, talk with the guardian and daily contact', () => {
    const story = inGrading('L3');
    expect(dutyOf(story, 'grade')).toMatchObject({ holder: 'head-1', limitAt: MONDAY + DAY });
    expect(story.act(COUNSELOR, decision(story, 'grade', 'L3'))).toBe('wrongRole');
    must(story, HEAD, decision(story, 'grade', 'L3'));
    expect(story.state.graded).toBeNull();
    expect(dutyOf(story, 'secondSignature')).toMatchObject({ holder: 'doctor-1', limitAt: MONDAY + DAY });
    expect(story.act(HEAD, coSign(story))).toBe('signerIsProposer');
    must(story, DOCTOR, coSign(story));
    expect(story.state).toMatchObject({ stage: 'care', graded: 'L3' });
    expect(kinds(story)).toEqual([
      'dynamicReview',
      'guardianTold',
      'panel',
      'referralOffer',
      'secondSource',
      'session',
      'watch',
    ]);
    expect(story.told.at(-1)).toMatchObject({ command: { act: 'start', level: 'L3', cause: 'graded' } });
    must(story, HEAD, { act: 'recordPanel', answers: owed(story, 'panel'), attendees: 4, decisions: [], note: null });
    expect(story.told.at(-1)).toMatchObject({ kind: 'followUp', command: { act: 'panelMet' } });
  });

  it('calls the next signer at half time and the city at the limit, and stays unsigned however long nobody signs', () => {
    const story = inGrading('L3');
    must(story, HEAD, decision(story, 'grade', 'L3'));
    story.silence(MONDAY + 12 * HOUR);
    expect(dutyOf(story, 'secondSignature')?.called).toEqual(['doctor-2']);
    story.silence(MONDAY + 10 * DAY);
    expect(dutyOf(story, 'secondSignature')?.called).toEqual(['doctor-2', 'city-1']);
    expect(story.state).toMatchObject({ stage: 'grading', graded: null, level: 'L3' });
  });

  it('may be graded below its floor only with the signatures of the floor', () => {
    const story = inGrading('L3');
    expect(story.act(COUNSELOR, decision(story, 'grade', 'L1'))).toBe('wrongRole');
    must(story, HEAD, decision(story, 'grade', 'L1'));
    expect(story.state.level).toBe('L3');
    must(story, DOCTOR, coSign(story));
    expect(story.state).toMatchObject({ stage: 'care', level: 'L1', graded: 'L1' });
  });

  it('owes the grade again when a signer declines it, with a reason', () => {
    const story = inGrading('L3');
    must(story, HEAD, decision(story, 'grade', 'L1'));
    const proposal = story.state.proposals[0]?.id ?? '';
    const declined = { act: 'declineProposal', proposal, reason: null } as const;
    expect(story.act(DOCTOR, { ...declined, reasonCode: '' })).toBe('reasonMissing');
    must(story, DOCTOR, { ...declined, reasonCode: 'tooLow' });
    expect(kinds(story)).toContain('grade');
    expect(kinds(story)).not.toContain('secondSignature');
  });

  it('must be talked with within 24 hours even when the warning comes on the first day of a vacation', () => {
    const saturday = onDay('2027-02-06', '10:00');
    expect(dutyOf(opened('L3', {}, saturday), 'interview')?.limitAt).toBe(saturday + DAY);
  });
});

describe('warnings', () => {
  it('join the open case, raise it, and hasten what it owes', () => {
    const story = opened('L1');
    expect(dutyOf(story, 'interview')?.clock).toBe('interview.L1');
    must(story, REACTION, warning(story, { floor: 'L3' }));
    expect(story.state).toMatchObject({ level: 'L3', floor: 'L3' });
    expect(story.state.duties.filter(({ kind }) => kind === 'interview')).toMatchObject([{ clock: 'interview.L3' }]);
    expect(story.state.levels).toMatchObject([
      { to: 'L1', by: 'floor' },
      { from: 'L1', to: 'L3', by: 'floor' },
    ]);
  });

  it('known by their id are joined once', () => {
    const story = opened('L1');
    const again = warning(story, { floor: 'L3' });
    must(story, REACTION, again);
    const { version } = story.state;
    must(story, REACTION, again);
    expect(story.state.version).toBe(version);
  });

  it('lower nothing: a milder one leaves level and limits as they are', () => {
    const story = opened('L3');
    const before = dutyOf(story, 'interview');
    story.goTo(MONDAY + HOUR);
    must(story, REACTION, warning(story, { floor: 'L1' }));
    expect(story.state.level).toBe('L3');
    expect(dutyOf(story, 'interview')).toEqual(before);
  });

  it('make void a grade below the floor that waits for its signature, and the grade is owed again', () => {
    const story = inGrading('L3');
    must(story, HEAD, decision(story, 'grade', 'L2'));
    const sign = coSign(story);
    must(story, REACTION, warning(story, { floor: 'L3' }));
    expect(story.act(DOCTOR, sign)).toBe('noSuchProposal');
    expect(kinds(story)).toEqual(expect.arrayContaining(['grade', 'interview']));
  });

  it('make void a closing that waits for its signature', () => {
    const story = inCare('L2');
    steadyTwice(story);
    must(story, COUNSELOR, closing(story));
    const sign = coSign(story);
    must(story, REACTION, warning(story, { floor: 'L2' }));
    expect(story.act(HEAD, sign)).toBe('noSuchProposal');
    expect(kinds(story)).not.toContain('coSign');
    expect(story.act(COUNSELOR, closing(story))).toBe('dutiesOpen');
  });
});

describe('a roster with gaps', () => {
  it('is climbed: a school without a counselor has its duties held by the head, and so on up to the city', () => {
    const story = opened('L1');
    story.under({ posts: { city: ['city-1'] } });
    must(story, REACTION, warning(story, { floor: 'L4' }));
    const holders = new Set(story.state.duties.map((duty) => duty.holder));
    expect([...holders].every((person) => ['city-1', 'counselor-1', 'teacher-1'].includes(person))).toBe(true);
    story.silence(MONDAY + HOUR);
    expect(dutyOf(story, 'crisisAcknowledge')?.holder).toBe('city-1');
    expect(
      rungs(story, 'crisisAcknowledge')
        .flat()
        .every((person) => person === 'city-1'),
    ).toBe(true);
  });

  it('refuses an act only when even the city has nobody', () => {
    const story = opened('L1');
    story.under({ posts: {} });
    expect(story.act(COUNSELOR, { act: 'flagProtection', reasonCode: 'violenceAtHome' })).toBe('nobodyToHold');
    expect(story.state.guardianDanger).toBe(false);
    story.under({ posts: { city: POSTS.city ?? [] } });
    must(story, COUNSELOR, { act: 'flagProtection', reasonCode: 'violenceAtHome' });
    expect(dutyOf(story, 'protectionReport')?.holder).toBe('city-1');
  });
});

describe('news of other streams', () => {
  it('of a declined referral comes back as a choice with a clock, and ends the look at it', () => {
    const story = inCare('L2');
    const basis = { kind: 'consent', consent: 'c', hospitals: ['999000-h1'] } as const;
    must(story, COUNSELOR, { act: 'requestReferral', hospital: null, basis, reason: TEXT });
    expect(story.state.duties.filter(({ kind }) => kind === 'watch')).toHaveLength(2);
    must(story, COUNSELOR, news(story, 'referral', 'declined', { open: false, limitAt: null }));
    expect(story.state.duties.filter(({ kind }) => kind === 'watch')).toHaveLength(1);
    expect(dutyOf(story, 'chooseRoute')).toMatchObject({ holder: 'counselor-1' });
  });

  it('moves the look at a referral to a day after its next limit', () => {
    const story = inCare('L2');
    must(story, COUNSELOR, news(story, 'followUp', 'contactMade', { limitAt: MONDAY + 5 * DAY }));
    expect(dutyOf(story, 'watch')?.limitAt).toBe(MONDAY + 6 * DAY);
  });

  it('of a contact that found the student worse owes a talk within a day', () => {
    const story = inCare('L2');
    must(story, COUNSELOR, news(story, 'followUp', 'contactMade', { detail: { assessment: 'worse' } }));
    expect(dutyOf(story, 'interview')).toMatchObject({ limitAt: MONDAY + DAY });
    expect(story.state).toMatchObject({ steady: 0, lastAssessment: { assessment: 'worse' } });
  });
});
