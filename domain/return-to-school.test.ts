import { describe, expect, it } from 'vitest';
import { DAY } from './instant.ts';
import { FLAGGED, GUARDIAN, leaving, owed, plainStep, TEXT, walkTo } from '#tools/testing/return-story';
import { COUNSELOR, COUNTY, HEAD, MONDAY, REACTION, STAND_IN, TEACHER } from '#tools/testing/pure-stream';

describe('a leave in four steps', () => {
  it('goes from assessment to talk to application to leave, and tells the case at each', () => {
    const story = walkTo(leaving(), 'onLeave');
    expect(story.told.map((news) => news.command['code'])).toEqual(['assessed', 'talked', 'applied', 'onLeave']);
    expect(story.state.duties.map((duty) => duty.kind).toSorted()).toEqual(['homeContact', 'returnApplication']);
    expect(story.state).toMatchObject({ granted: true, leaveUntil: MONDAY + 90 * DAY });
  });

  it('goes on only when the guardian agrees; a guardian not reached is still owed the same talk', () => {
    const story = walkTo(leaving(), 'leaveTalk');
    const talk = owed(story, 'leaveTalk');
    const said = (outcome: 'notReached' | 'undecided') =>
      story.act(COUNSELOR, {
        act: 'recordLeaveTalk',
        answers: owed(story, 'leaveTalk'),
        guardian: 'guardian-1',
        outcome,
        note: null,
      });
    expect(said('notReached')).toBeNull();
    expect(owed(story, 'leaveTalk')).toBe(talk);
    expect(said('undecided')).toBeNull();
    expect(story.state.stage).toBe('leaveTalk');
    expect(owed(story, 'leaveTalk')).not.toBe('none');
  });

  it('asks for both papers, an end within a year, and the head to grant it', () => {
    const story = walkTo(leaving(), 'leaveApplication');
    const apply = (papers: readonly ('guardianApplication' | 'hospitalCertificate')[], until: number) =>
      story.act(COUNSELOR, {
        act: 'recordLeaveApplication',
        answers: owed(story, 'leaveApplication'),
        applicant: GUARDIAN,
        papers,
        until,
      });
    expect(apply(['guardianApplication'], MONDAY + DAY)).toBe('fieldMissing');
    expect(apply(['guardianApplication', 'hospitalCertificate'], MONDAY + 400 * DAY)).toBe('outsideWindow');
    expect(apply(['guardianApplication', 'hospitalCertificate'], MONDAY + 60 * DAY)).toBeNull();
    const answers = owed(story, 'leaveApplication');
    expect(story.act(COUNSELOR, { act: 'decideLeave', answers, granted: true, reasonCode: '' })).toBe('wrongRole');
    expect(story.act(HEAD, { act: 'decideLeave', answers, granted: false, reasonCode: 'unclear' })).toBeNull();
    expect(story.state.stage).toBe('leaveApplication');
  });
});

describe('a rest at home without papers', () => {
  it('calls the county on the tenth day of a rest at home without papers, and ends that with the papers', () => {
    const story = leaving(MONDAY - 3 * DAY);
    const alert = () => story.state.duties.find((duty) => duty.kind === 'leavePapers');
    expect(alert()?.limitAt).toBe(MONDAY + 7 * DAY);
    story.silence(MONDAY + 7 * DAY - 1);
    expect(alert()?.called).not.toContain('county-1');
    story.silence(MONDAY + 7 * DAY);
    expect(alert()?.called).toContain('county-1');
    walkTo(story, 'onLeave');
    expect(alert()).toBeUndefined();
  });

  it('counts a rest at home from the earlier of two dates, and ends it when a person sees the child in school', () => {
    const story = leaving();
    story.act(TEACHER, { act: 'recordHomeRest', since: MONDAY - DAY });
    story.act(TEACHER, { act: 'recordHomeRest', since: MONDAY - 4 * DAY });
    story.act(TEACHER, { act: 'recordHomeRest', since: MONDAY });
    const alerts = story.state.duties.filter((duty) => duty.kind === 'leavePapers');
    expect(alerts.map((duty) => duty.limitAt)).toEqual([MONDAY + 6 * DAY]);
    const answers = owed(story, 'leaveAssessment');
    expect(story.act(TEACHER, { act: 'recordBackAtSchool', answers })).toBe('stale');
    expect(story.act(TEACHER, { act: 'recordBackAtSchool', answers: owed(story, 'leavePapers') })).toBeNull();
    expect(owed(story, 'leavePapers')).toBe('none');
  });
});

describe('contact with the home', () => {
  it('is owed again after each, and stays owed when nobody was reached', () => {
    const story = walkTo(leaving(), 'onLeave');
    const first = owed(story, 'homeContact');
    const called = (reached: boolean) =>
      story.act(COUNSELOR, {
        act: 'recordHomeContact',
        answers: owed(story, 'homeContact'),
        guardian: 'guardian-1',
        reached,
        note: null,
      });
    expect(called(false)).toBeNull();
    expect(owed(story, 'homeContact')).toBe(first);
    expect(called(true)).toBeNull();
    expect(owed(story, 'homeContact')).not.toBe(first);
  });

  it('N10: no talk, application, appeal or home contact goes through a guardian flagged as danger', () => {
    const talking = walkTo(leaving(), 'leaveTalk');
    const talk = {
      act: 'recordLeaveTalk',
      answers: owed(talking, 'leaveTalk'),
      outcome: 'agreed',
      note: null,
    } as const;
    expect(talking.act(COUNSELOR, { ...talk, guardian: 'guardian-2' })).toBe('guardianFlagged');
    expect(talking.act(COUNSELOR, { ...talk, guardian: null })).toBeNull();
    const answers = owed(talking, 'leaveApplication');
    const papers = ['guardianApplication', 'hospitalCertificate'] as const;
    const apply = { act: 'recordLeaveApplication', answers, papers, until: MONDAY + DAY } as const;
    expect(talking.act(COUNSELOR, { ...apply, applicant: FLAGGED })).toBe('guardianFlagged');
    expect(talking.act(COUNSELOR, { ...apply, applicant: { kind: 'protection', document: 'doc-1' } })).toBeNull();
    const home = walkTo(talking, 'onLeave');
    const against = home.state.personVersion;
    expect(home.act(COUNSELOR, { act: 'requestReturn', applicant: FLAGGED, papers, against })).toBe('guardianFlagged');
    const contact = {
      act: 'recordHomeContact',
      answers: owed(home, 'homeContact'),
      reached: true,
      note: null,
    } as const;
    expect(home.act(COUNSELOR, { ...contact, guardian: 'guardian-2' })).toBe('guardianFlagged');
  });
});

describe('another ending than back in class', () => {
  const propose = { act: 'proposeEnding', applicant: null, document: 'doc-1', receivedBy: null } as const;

  it('N06: a transfer needs a named receiver and the signature of the county', () => {
    const story = walkTo(leaving(), 'onLeave');
    const transfer = { ...propose, reason: 'transferred', against: story.state.personVersion } as const;
    expect(story.act(COUNSELOR, transfer)).toBe('fieldMissing');
    expect(story.act(COUNSELOR, { ...transfer, receivedBy: 'counselor-9' })).toBeNull();
    const answers = owed(story, 'coSign');
    expect(story.act(HEAD, { act: 'signEnding', answers })).toBe('wrongRole');
    expect(story.state.open).toBe(true);
    expect(story.act(COUNTY, { act: 'signEnding', answers })).toBeNull();
    expect(story.state).toMatchObject({ open: false, stage: 'ended', duties: [] });
    expect(story.facts.at(-1)?.fact).toMatchObject({ type: 'returnEnded', persons: ['counselor-1', 'county-1'] });
  });

  it('is never signed by its proposer, can be declined, and waits for its signature without end', () => {
    const story = leaving();
    const stay = { ...propose, reason: 'stayedInClass', against: story.state.personVersion } as const;
    expect(story.act(COUNSELOR, stay)).toBeNull();
    expect(story.act(COUNSELOR, { ...stay, against: story.state.personVersion })).toBe('proposalPending');
    story.silence(MONDAY + 200 * DAY);
    expect(story.state).toMatchObject({ open: true, ending: { reason: 'stayedInClass' } });
    const answers = owed(story, 'coSign');
    expect(story.act({ ...HEAD, person: 'counselor-1' }, { act: 'signEnding', answers })).toBe('signerIsProposer');
    expect(story.act(HEAD, { act: 'declineEnding', answers, reasonCode: 'notAgreed' })).toBeNull();
    expect(story.state).toMatchObject({ open: true, stage: 'leaveAssessment', ending: null });
  });

  it('cannot say that a child on leave stayed in class, and asks for the written request of a guardian who leaves', () => {
    const story = walkTo(leaving(), 'onLeave');
    const against = story.state.personVersion;
    expect(story.act(COUNSELOR, { ...propose, reason: 'stayedInClass', against })).toBe('wrongStage');
    const left = { ...propose, reason: 'leftByRequest', against } as const;
    expect(story.act(COUNSELOR, { ...left, document: null, applicant: GUARDIAN })).toBe('fieldMissing');
    expect(story.act(COUNSELOR, left)).toBe('fieldMissing');
    expect(story.act(COUNSELOR, { ...left, applicant: FLAGGED })).toBe('guardianFlagged');
    expect(story.act(COUNSELOR, { ...left, applicant: GUARDIAN })).toBeNull();
  });
});

describe('who may act, and on which view', () => {
  it('refuses an act that answers a duty of another kind or one that has ended, and no honest one after rings', () => {
    const story = leaving();
    const honest = plainStep(story);
    story.silence(MONDAY + 40 * DAY);
    const [actor, command] = honest ?? [COUNSELOR, { act: 'deadlinePassed' }];
    expect(story.act(STAND_IN, command)).toBeNull();
    expect(story.act(actor, { ...command } as typeof command)).toBe('wrongStage');
    const answers = owed(story, 'leaveTalk');
    expect(
      story.act(COUNSELOR, { act: 'recordLeaveTalk', answers: 'none', guardian: null, outcome: 'agreed', note: TEXT }),
    ).toBe('stale');
    expect(story.act(HEAD, { act: 'recordLeaveTalk', answers, guardian: null, outcome: 'agreed', note: TEXT })).toBe(
      'wrongRole',
    );
  });

  it('passes its duties to a new owner and to whoever replaces one who left', () => {
    const story = walkTo(leaving(), 'onLeave');
    story.act(HEAD, { act: 'changeOwner', from: 'counselor-1', to: 'counselor-9' });
    expect(story.state.duties.every((duty) => duty.holder === 'counselor-9')).toBe(true);
    story.act(REACTION, { act: 'replaceHolder', from: 'counselor-9', to: 'counselor-2' });
    expect(story.state.owner).toBe('counselor-2');
    expect(story.state.duties.every((duty) => duty.holder === 'counselor-2')).toBe(true);
  });
});
