import { describe, expect, it } from 'vitest';
import {
  CITY,
  coSign,
  decision,
  DOCTOR,
  dutyOf,
  guardianReached,
  handedOver,
  inCare,
  kinds,
  must,
  opened,
  OTHER_DOCTOR,
  reassessment,
  review,
  rungs,
  standingDown,
  TEXT,
} from '#tools/testing/case-story';
import { COUNSELOR, COUNTY, HEAD, MONDAY, TEACHER } from '#tools/testing/pure-stream';
import { DAY, HOUR, MINUTE } from './instant.ts';

describe('a crisis handed over', () => {
  it('to a named person at a hospital leads to reassessment at L4, and what must still be told stays owed', () => {
    const story = opened('L4');
    must(story, COUNSELOR, handedOver(story));
    expect(story.state).toMatchObject({ stage: 'reassessment', level: 'L4' });
    expect(kinds(story)).toEqual(['crisisGuardian', 'reassess', 'referralOffer', 'tellCity', 'tellCounty', 'watch']);
    expect(story.told.at(-1)).toMatchObject({ command: { act: 'start', level: 'L4', cause: 'crisisHandedOver' } });
    must(story, COUNSELOR, reassessment(story));
    must(story, HEAD, decision(story, 'grade', 'L4'));
    must(story, DOCTOR, coSign(story));
    expect(story.state).toMatchObject({ stage: 'care', level: 'L4', graded: 'L4' });
  });

  it('to a guardian who escorts the child leaves the arrival owed', () => {
    const story = inCare('L2');
    must(story, TEACHER, { act: 'declareCrisis', signs: ['means'], note: null });
    must(story, HEAD, handedOver(story, 'guardian'));
    expect(story.state).toMatchObject({ stage: 'care', level: 'L4' });
    expect(kinds(story)).toContain('crisisHospital');
    must(story, COUNTY, { act: 'recordTold', whom: 'county' });
    must(story, COUNSELOR, { act: 'recordArrival', happenedAt: story.at, note: null });
    expect(kinds(story)).not.toContain('crisisHospital');
  });
});

describe('a crisis handed over to an escort', () => {
  it('leaves the arrival with the owner, then head, county and city, hourly and no longer every five minutes', () => {
    const story = opened('L4');
    story.silence(MONDAY + 90 * MINUTE);
    must(story, HEAD, handedOver(story, 'guardian'));
    const gone = story.at;
    expect(story.state.duties.filter(({ kind }) => kind === 'crisisHospital')).toMatchObject([
      { clock: 'crisisHospital.escorted', holder: 'counselor-1', limitAt: gone + HOUR },
    ]);
    const known = rungs(story, 'crisisHospital').length;
    story.silence(gone + 5 * HOUR);
    expect(rungs(story, 'crisisHospital').slice(known)).toEqual([
      ['counselor-1'],
      ['counselor-1', 'head-1'],
      ['counselor-1', 'county-1'],
      ['counselor-1', 'city-1', 'health-1'],
      ['counselor-1', 'city-1', 'health-1'],
      ['counselor-1', 'city-1', 'health-1'],
    ]);
    must(story, CITY, { act: 'recordArrival', happenedAt: story.at, note: null });
    expect(kinds(story)).not.toContain('crisisHospital');
  });

  it('who did not arrive is a crisis of everybody again when somebody calls it', () => {
    const story = opened('L4');
    must(story, HEAD, handedOver(story, 'guardian'));
    must(story, TEACHER, { act: 'declareCrisis', signs: ['now'], note: null });
    expect(story.state.duties.filter(({ kind }) => kind === 'crisisHospital')).toMatchObject([
      { clock: 'crisisHospital', holder: 'head-1', limitAt: story.at + 2 * HOUR },
    ]);
  });
});

describe('a hand-over in a crisis', () => {
  it('needs a receiver and a time that has been', () => {
    const story = opened('L4');
    const later = { act: 'acceptCrisisHandOver', to: 'hospital', guardian: null, receiver: TEXT } as const;
    expect(story.act(HEAD, { ...later, happenedAt: story.at + 1 })).toBe('fieldInvalid');
    const nobody = { text: '', commitment: '' };
    expect(story.act(HEAD, { ...later, receiver: nobody, happenedAt: story.at })).toBe('fieldMissing');
    must(story, HEAD, { ...later, happenedAt: MONDAY - HOUR });
  });

  it('withdraws a standing down that waits for its signature', () => {
    const story = opened('L4');
    must(story, HEAD, standingDown(story));
    const sign = coSign(story);
    must(story, COUNSELOR, handedOver(story));
    expect(story.act(DOCTOR, sign)).toBe('noSuchProposal');
    expect(kinds(story)).not.toContain('coSign');
  });
});

describe('standing down', () => {
  it('takes both sides, and leads to reassessment with the level as it was', () => {
    const story = opened('L4');
    must(story, COUNSELOR, standingDown(story));
    must(story, HEAD, coSign(story));
    expect(story.state.stage).toBe('crisis');
    must(story, DOCTOR, coSign(story));
    expect(story.state).toMatchObject({ stage: 'reassessment', level: 'L4', crisis: null });
    expect(kinds(story)).toEqual(['crisisGuardian', 'reassess', 'referralOffer', 'tellCity', 'tellCounty']);
    expect(dutyOf(story, 'reassess')?.clock).toBe('reassess.L4');
  });

  it('is not proposed nor signed by whoever declared the crisis', () => {
    const story = inCare('L2');
    must(story, HEAD, { act: 'declareCrisis', signs: ['means'], note: null });
    expect(story.act(HEAD, standingDown(story))).toBe('signerRaisedIt');
    must(story, COUNSELOR, standingDown(story));
    expect(dutyOf(story, 'coSign')?.holder).toBe('expert-1');
    expect(story.act(HEAD, coSign(story))).toBe('signerRaisedIt');
  });

  it('needs the student seen in person, with findings', () => {
    const story = opened('L4');
    const said = { act: 'standDown', reasonCode: 'seen', reason: null, against: story.state.personVersion } as const;
    expect(story.act(HEAD, { ...said, seenInPerson: false, findings: ['calm'] })).toBe('fieldInvalid');
    expect(story.act(HEAD, { ...said, seenInPerson: true, findings: [] })).toBe('fieldMissing');
  });
});

describe('grading after a stand-down', () => {
  it('at L4 is a crisis again at the first signature', () => {
    const story = opened('L4');
    for (const [actor, command] of [
      [HEAD, standingDown],
      [DOCTOR, coSign],
      [COUNSELOR, reassessment],
    ] as const)
      must(story, actor, command(story));
    must(story, HEAD, decision(story, 'grade', 'L4'));
    expect(story.state.stage).toBe('crisis');
    must(story, DOCTOR, coSign(story));
    expect(story.state).toMatchObject({ stage: 'crisis', graded: 'L4' });
  });

  it('loses a lower grade that waits for its signature when the crisis comes back at the same level', () => {
    const story = opened('L4');
    for (const [actor, command] of [
      [HEAD, standingDown],
      [DOCTOR, coSign],
      [COUNSELOR, reassessment],
    ] as const)
      must(story, actor, command(story));
    must(story, HEAD, decision(story, 'grade', 'L3'));
    const sign = coSign(story);
    must(story, TEACHER, { act: 'declareCrisis', signs: ['means'], note: null });
    expect(story.act(DOCTOR, sign)).toBe('noSuchProposal');
    expect(story.state).toMatchObject({ stage: 'crisis', level: 'L4' });
  });

  it('lets a case return to the level people had decided, not below it', () => {
    const story = inCare('L2');
    must(story, TEACHER, { act: 'declareCrisis', signs: ['means'], note: null });
    for (const [actor, command] of [
      [HEAD, standingDown],
      [DOCTOR, coSign],
      [COUNSELOR, reassessment],
    ] as const)
      must(story, actor, command(story));
    expect(story.act(HEAD, decision(story, 'grade', 'L1'))).toBe('levelNotHigher');
    must(story, HEAD, decision(story, 'grade', 'L2'));
    expect(story.state.level).toBe('L4');
    must(story, OTHER_DOCTOR, coSign(story));
    expect(story.state).toMatchObject({ stage: 'care', level: 'L2' });
  });
});

describe('after a crisis', () => {
  it('the level is lowered by rule: seven days, a fresh assessment, both sides', () => {
    const story = opened('L4');
    for (const [actor, command] of [
      [HEAD, handedOver],
      [COUNSELOR, reassessment],
    ] as const)
      must(story, actor, command(story));
    must(story, HEAD, decision(story, 'grade', 'L4'));
    must(story, DOCTOR, coSign(story));
    must(story, COUNSELOR, guardianReached);
    story.goTo(MONDAY + 7 * DAY - 1);
    must(story, COUNSELOR, review('better'));
    expect(story.act(HEAD, decision(story, 'lower', 'L3'))).toBe('tooSoon');
    story.goTo(MONDAY + 7 * DAY);
    must(story, HEAD, decision(story, 'lower', 'L3'));
    expect(story.state.level).toBe('L4');
    must(story, DOCTOR, coSign(story));
    expect(story.state.level).toBe('L3');
  });
});
