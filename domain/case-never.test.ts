import { describe, expect, it } from 'vitest';
import {
  CITY,
  closing,
  coSign,
  decision,
  DOCTOR,
  dutyOf,
  guardianReached,
  handedOver,
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
  standingDown,
  steadyTwice,
  TEXT,
  warning,
} from '#tools/testing/case-story';
import { COUNSELOR, HEAD, MONDAY, REACTION, STAND_IN, TEACHER } from '#tools/testing/pure-stream';
import { CLOSING_REASONS } from './case-commands.ts';
import { DAY, HOUR, MINUTE } from './instant.ts';

describe('what a case may never do', () => {
  it('N02: a positive critical answer is asked about within 24 hours, whatever total and level', () => {
    const story = opened('L1', { critical: true, reasons: ['criticalPositive'] });
    expect(dutyOf(story, 'interview')).toMatchObject({ holder: 'counselor-1', limitAt: MONDAY + DAY });
  });

  it('N03: a withheld critical answer is asked about within 24 hours, at any stage of an open case', () => {
    for (const story of [opened('L1'), inGrading('L1'), inCare('L1')]) {
      story.goTo(MONDAY + 3 * DAY);
      must(story, REACTION, warning(story, { critical: true, reasons: ['criticalUnknown'] }));
      expect(dutyOf(story, 'interview')?.limitAt).toBe(MONDAY + 4 * DAY);
    }
  });

  it.each([
    ['triage', () => opened('L3')],
    ['grading', () => inGrading('L3')],
    ['care', () => inCare('L3')],
    ['crisis', () => opened('L4')],
  ])('N04: half a year of silence in %s lowers, dismisses and closes nothing', (stage, begin) => {
    const story = begin();
    const { level, warnings, graded } = story.state;
    const alive = kinds(story);
    story.silence(MONDAY + (stage === 'crisis' ? 2 : 180) * DAY);
    expect(story.state).toMatchObject({ stage, level, warnings, graded, open: true });
    expect(kinds(story)).toEqual(alive);
  });
});

describe('how a case may never end', () => {
  it('N05: no case closes without two people, a reason of the list, a plan and the date of the last contact', () => {
    const story = inCare('L2');
    steadyTwice(story);
    expect(story.act(COUNSELOR, closing(story, { reasonCode: '' }))).toBe('reasonMissing');
    expect(story.act(COUNSELOR, closing(story, { plan: { text: '', commitment: '' } }))).toBe('fieldMissing');
    must(story, COUNSELOR, closing(story));
    must(story, HEAD, coSign(story));
    const closed = { type: 'caseClosed', persons: ['counselor-1', 'head-1'], lastContactAt: MONDAY + 3 * DAY };
    expect(story.facts.at(-1)?.fact).toMatchObject(closed);
  });

  it('N05: losing sight of a student is no reason to close', () => {
    const story = inCare('L2');
    steadyTwice(story);
    expect(CLOSING_REASONS).not.toContain('lostToFollowUp');
    expect(story.act(COUNSELOR, closing(story, { reasonCode: 'lostToFollowUp' }))).toBe('fieldInvalid');
  });

  it('N05: a head alone closes nothing', () => {
    const story = inCare('L2');
    steadyTwice(story);
    expect(story.act(HEAD, closing(story))).toBe('signerIsProposer');
    expect(story.state.open).toBe(true);
  });
});

describe('what may never be taken for done', () => {
  it('N06: an offered hand-over moves nothing until the named receiver accepts', () => {
    const story = inCare('L3');
    must(story, COUNSELOR, { act: 'offerHandOver', to: 'counselor-2', summary: TEXT });
    expect(dutyOf(story, 'handOver')).toMatchObject({ holder: 'counselor-2', limitAt: MONDAY + 4 * HOUR });
    story.silence(MONDAY + 5 * DAY);
    expect(story.state.owner).toBe('counselor-1');
    expect(dutyOf(story, 'handOver')?.called).toEqual(['head-1', 'county-1']);
    expect(story.act(HEAD, { act: 'acceptHandOver', answers: owed(story, 'handOver') })).toBe('notReceiver');
    must(story, STAND_IN, { act: 'acceptHandOver', answers: owed(story, 'handOver') });
    expect(story.state).toMatchObject({ owner: 'counselor-2', handOver: null });
    expect(story.state.duties.filter(({ holder }) => holder === 'counselor-1')).toEqual([]);
    expect(story.told.at(-1)).toMatchObject({ kind: 'followUp', command: { act: 'changeOwner', to: 'counselor-2' } });
  });

  it('N06: an unacknowledged L4 goes on to the city and round again', () => {
    const story = opened('L4');
    story.silence(MONDAY + 40 * MINUTE);
    const rings = story.facts.filter(({ fact }) => fact.type === 'dutyRang' && fact.called.includes('city-1'));
    expect(rings.length).toBeGreaterThanOrEqual(2);
  });
});

describe('whom a case may never call', () => {
  it('N10: a flagged guardian is not contacted on any path; protection is called instead', () => {
    const story = opened('L2');
    must(story, TEACHER, { act: 'flagProtection', reasonCode: 'violenceAtHome' });
    expect(dutyOf(story, 'protectionReport')).toMatchObject({ holder: 'head-1', limitAt: MONDAY + DAY });
    expect(story.act(COUNSELOR, guardianReached)).toBe('guardianFlagged');
    must(story, COUNSELOR, interview(story));
    expect(kinds(story)).not.toContain('guardianTold');
    must(story, TEACHER, { act: 'declareCrisis', signs: ['means'], note: null });
    expect(kinds(story)).not.toContain('crisisGuardian');
    expect(dutyOf(story, 'protectionReport')?.clock).toBe('protectionReport.L4');
    expect(story.act(HEAD, handedOver(story, 'guardian'))).toBe('guardianFlagged');
    const voice = { guardian: 'mother', outcome: 'reached', happenedAt: story.at, note: null } as const;
    expect(story.act(HEAD, { act: 'recordGuardianVoice', ...voice })).toBe('guardianFlagged');
  });

  it('N10: beside a flagged guardian the safe one is called, protection too, and nobody unknown takes the child', () => {
    const story = opened('L1');
    story.under({
      guardians: [
        { id: 'mother', danger: false },
        { id: 'father', danger: true },
      ],
    });
    must(story, TEACHER, { act: 'declareCrisis', signs: ['means'], note: null });
    expect(kinds(story)).toEqual(expect.arrayContaining(['crisisGuardian', 'protectionReport']));
    const voice = { act: 'recordGuardianVoice', outcome: 'reached', happenedAt: story.at, note: null } as const;
    expect(story.act(HEAD, { ...voice, guardian: 'father' })).toBe('guardianFlagged');
    expect(story.act(HEAD, { ...voice, guardian: 'somebody' })).toBe('fieldInvalid');
    must(story, HEAD, { ...voice, guardian: 'mother' });
  });

  it('N10: the report is made once for one danger, and again for a new one', () => {
    const story = inCare('L2');
    must(story, COUNSELOR, { act: 'flagProtection', reasonCode: 'neglect' });
    const report = { act: 'recordProtectionReport', to: 'police', receipt: '1', note: null } as const;
    must(story, HEAD, { ...report, answers: owed(story, 'protectionReport') });
    must(story, COUNSELOR, decision(story, 'raise', 'L3'));
    expect(kinds(story)).not.toContain('protectionReport');
    must(story, TEACHER, { act: 'flagProtection', reasonCode: 'violenceAtHome' });
    expect(kinds(story)).toContain('protectionReport');
  });
});

describe('what may never stand in the way', () => {
  it('N13: nothing about L4 waits for consent, signature, roster or list of guardians', () => {
    const story = opened('L1');
    story.under({ guardians: [], posts: { city: POSTS.city ?? [] } });
    must(story, TEACHER, { act: 'declareCrisis', signs: ['means'], note: null });
    expect(story.state.stage).toBe('crisis');
    const emergency = { kind: 'emergency', by: 'counselor-1' } as const;
    must(story, COUNSELOR, { act: 'requestReferral', hospital: '999000-h1', basis: emergency, reason: TEXT });
    const voice = { guardian: 'grandmother', outcome: 'reached', happenedAt: MONDAY - HOUR, note: null } as const;
    must(story, COUNSELOR, { act: 'recordGuardianVoice', ...voice });
    must(story, COUNSELOR, handedOver(story));
  });

  it('N13: in a crisis a grandmother who stands on no list is told and takes the child, beside guardians who do', () => {
    const story = opened('L1');
    story.under({ guardians: [{ id: 'mother', danger: false }] });
    const voice = { guardian: 'grandmother', outcome: 'reached', happenedAt: MONDAY - HOUR, note: null } as const;
    must(story, TEACHER, { act: 'declareCrisis', signs: ['means'], note: null });
    must(story, COUNSELOR, { act: 'recordGuardianVoice', ...voice });
    const away = { act: 'acceptCrisisHandOver', to: 'guardian', guardian: 'grandmother', receiver: TEXT } as const;
    must(story, COUNSELOR, { ...away, happenedAt: story.at });
    expect(story.facts.map(({ fact }) => fact.type)).toEqual(
      expect.arrayContaining(['guardianVoiceRecorded', 'crisisHandedOver']),
    );
  });

  it('N13: an emergency is the basis of L4 only, and of the one who invokes it', () => {
    const story = inCare('L2');
    const request = { act: 'requestReferral', hospital: null, reason: TEXT } as const;
    const basis = { kind: 'emergency', by: 'counselor-1' } as const;
    expect(story.act(COUNSELOR, { ...request, basis })).toBe('consentMissing');
    must(story, TEACHER, { act: 'declareCrisis', signs: ['means'], note: null });
    expect(story.act(HEAD, { ...request, basis })).toBe('fieldInvalid');
  });

  it('N15: the history of levels only grows, and says who', () => {
    const story = inCare('L2');
    const before = story.state.levels;
    must(story, COUNSELOR, decision(story, 'raise', 'L3'));
    must(story, TEACHER, { act: 'declareCrisis', signs: ['means'], note: null });
    expect(story.state.levels.slice(0, before.length)).toEqual(before);
    expect(story.state.levels.slice(-2)).toMatchObject([
      { from: 'L2', to: 'L3', by: 'raise', persons: ['counselor-1'] },
      { from: 'L3', to: 'L4', by: 'raise', persons: ['teacher-1'] },
    ]);
  });

  it('N19: any member of staff overrides a negative at any time', () => {
    const story = inCare('L1');
    const person = { person: 'inspector-1', role: 'inspector', side: 'education' } as const;
    must(story, person, { act: 'declareCrisis', signs: ['now'], note: null });
    expect(story.state).toMatchObject({ level: 'L4', stage: 'crisis' });
  });
});

describe('what may never be signed', () => {
  it('N24: no case closes on an appointment: the referral has to have ended', () => {
    const story = inCare('L2');
    const basis = { kind: 'awaited' } as const;
    must(story, COUNSELOR, { act: 'requestReferral', hospital: null, basis, reason: TEXT });
    must(story, COUNSELOR, news(story, 'referral', 'scheduled'));
    steadyTwice(story);
    expect(story.act(COUNSELOR, closing(story))).toBe('referralOpen');
  });

  it('N25: nobody raises, lowers and signs; nor signs twice', () => {
    const story = opened('L4');
    must(story, HEAD, standingDown(story));
    expect(story.act(HEAD, coSign(story))).toBe('signerIsProposer');
    must(story, DOCTOR, coSign(story));
    must(story, COUNSELOR, reassessment(story));
    must(story, HEAD, decision(story, 'grade', 'L3'));
    expect(story.act(HEAD, coSign(story))).toBe('signerIsProposer');
    expect(story.act(CITY, coSign(story))).toBe('wrongSide');
    must(story, DOCTOR, coSign(story));
    expect(story.facts.findLast(({ fact }) => fact.type === 'graded')?.fact).toMatchObject({
      persons: ['head-1', 'doctor-1'],
    });
  });
});
