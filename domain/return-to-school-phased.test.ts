import { describe, expect, it } from 'vitest';
import { DAY } from './instant.ts';
import type { ReturnCommand } from './return-to-school-state.ts';
import { appealed, deferred, leaving, owed, plainStep, type ReturnStory, walkTo } from '#tools/testing/return-story';
import { COUNSELOR, HEAD, MONDAY, RULES } from '#tools/testing/pure-stream';

const at = (stage: Parameters<typeof walkTo>[1]) => walkTo(leaving(), stage);

describe('the phased weeks', () => {
  const week = (story: ReturnStory): ReturnCommand => ({
    act: 'recordPhasedWeek',
    answers: owed(story, 'returnPhased'),
    attends: 'partly',
    goes: 'well',
    note: null,
  });
  const complete = (story: ReturnStory): ReturnCommand => ({
    act: 'completePhased',
    answers: owed(story, 'returnPhased'),
    note: null,
  });

  it('N04: end only by a recorded act, not before they are over and not by time', () => {
    const story = at('phased');
    expect(story.act(HEAD, complete(story))).toBe('tooSoon');
    story.silence(MONDAY + 300 * DAY);
    expect(story.state).toMatchObject({ open: true, stage: 'phased' });
    expect(story.act(HEAD, complete(story))).toBe('fieldMissing');
    expect(story.act(COUNSELOR, week(story))).toBeNull();
    expect(story.act(COUNSELOR, complete(story))).toBe('wrongRole');
    expect(story.act(HEAD, complete(story))).toBeNull();
    expect(story.state).toMatchObject({ open: false, stage: 'ended', duties: [] });
    expect(story.told.at(-1)?.command).toMatchObject({ code: 'phasedDone', open: false, detail: { returned: true } });
  });

  it('can be made longer up to four, and can be turned into not yet', () => {
    const story = at('phased');
    const extend = (weeks: number): ReturnCommand => ({
      act: 'extendPhased',
      answers: owed(story, 'returnPhased'),
      weeks,
    });
    expect(story.act(HEAD, extend(5))).toBe('outsideWindow');
    expect(story.act(HEAD, extend(4))).toBeNull();
    expect(story.state.duties[0]?.limitAt).toBe(MONDAY + 28 * DAY);
    expect(story.act(HEAD, deferred(story))).toBeNull();
    expect(story.state).toMatchObject({ stage: 'notYet', phased: null });
    expect(story.act(COUNSELOR, appealed(story))).toBeNull();
  });
});

describe('a relapse', () => {
  it('rests the return with its history, owes a look at it, and resumes at the joint assessment with fresh advice', () => {
    const story = at('phased');
    const before = story.facts.length;
    expect(story.act(COUNSELOR, { act: 'rest', because: 'crisis' })).toBeNull();
    expect(story.facts.length).toBeGreaterThan(before);
    expect(story.state).toMatchObject({ stage: 'resting', restedFrom: 'phased', application: { number: 1 } });
    expect(story.state.duties.map((duty) => duty.kind).toSorted()).toEqual(['homeContact', 'returnResume']);
    story.silence(MONDAY + 100 * DAY);
    expect(story.state.stage).toBe('resting');
    const [actor, resume] = plainStep(story) ?? [HEAD, { act: 'deadlinePassed' }];
    const sibling = {
      id: 'case-1',
      kind: 'case',
      stage: 'crisis',
      requestId: null,
      hospital: null,
      accepted: false,
    } as const;
    story.under({ siblings: [sibling] });
    expect(story.act(actor, resume)).toBe('wrongStage');
    story.under({ siblings: RULES.siblings });
    expect(story.act(actor, resume)).toBeNull();
    expect(story.state).toMatchObject({
      stage: 'jointAssessment',
      phased: null,
      application: { hospital: null, expert: null },
    });
  });

  it('withdraws a proposed ending and changes nothing when the return rests or has ended already', () => {
    const story = at('onLeave');
    const against = story.state.personVersion;
    story.act(COUNSELOR, {
      act: 'proposeEnding',
      reason: 'graduated',
      applicant: null,
      document: 'doc-1',
      receivedBy: null,
      against,
    });
    story.act(COUNSELOR, { act: 'rest', because: 'referral' });
    expect(story.state).toMatchObject({ ending: null, restedFrom: 'onLeave' });
    expect(owed(story, 'coSign')).toBe('none');
    const { version } = story.state;
    expect(story.act(COUNSELOR, { act: 'rest', because: 'crisis' })).toBeNull();
    expect(story.state.version).toBe(version);
    expect(walkTo(story, 'onLeave').state.restedFrom).toBeNull();
  });
});

describe('the order of steps and gates', () => {
  const ORDER = [
    'leaveAssessment',
    'leaveTalk',
    'leaveApplication',
    'leaveDecision',
    'onLeave',
    'schoolReview',
    'jointAssessment',
    'decision',
    'phased',
  ] as const;

  it.each(ORDER)('at %s refuses the acts of every other step', (stage) => {
    const steps = ORDER.filter((other) => other !== stage).map((other) => plainStep(at(other)));
    const answers = steps.filter((step) => step !== null).map((step) => at(stage).act(...step));
    expect(answers.length).toBeGreaterThanOrEqual(ORDER.length - 2);
    expect(new Set(answers)).toEqual(new Set(['wrongStage']));
  });
});
