import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from './instant.ts';
import { begun, contact, dutyOf } from '#tools/testing/follow-up-story';
import { CLINICIAN, COUNSELOR, HEAD, MONDAY, REACTION, STAND_IN, TEACHER } from '#tools/testing/pure-stream';

describe('what counts as contact', () => {
  it('refuses a message as contact and takes it as an attempt', () => {
    const story = begun('L3');
    story.goTo(MONDAY + DAY);
    expect(story.act(COUNSELOR, contact(story, { channel: 'message' }))).toBe('countsNotAsContact');
    expect(story.act(COUNSELOR, contact(story, { channel: 'message', outcome: 'messageLeft' }))).toBeNull();
    expect(story.state).toMatchObject({ stage: 'tracing', misses: 1 });
  });

  it.each(['noAnswer', 'messageLeft', 'unableToReach', 'wrongContact', 'declined', 'supportPerson'] as const)(
    'does not count %s',
    (outcome) => {
      const story = begun('L3');
      const window = story.state.window;
      expect(story.act(COUNSELOR, contact(story, { outcome }))).toBeNull();
      expect(story.state).toMatchObject({ stage: 'tracing', misses: 1, window });
    },
  );

  it('does not let a talk before the window opens stand for the contact in the window', () => {
    const story = begun('L2');
    const { window } = story.state;
    story.goTo(MONDAY + 11 * DAY);
    expect(story.act(COUNSELOR, contact(story))).toBeNull();
    expect(story.state.window).toEqual(window);
  });

  it('reads grave signs as worse whatever was ticked, and tells the case in the same act', () => {
    const story = begun('L2');
    story.act(COUNSELOR, contact(story, { assessment: 'better', signs: ['thoughtsOfDeath'] }));
    expect(story.facts.at(-1)?.fact).toMatchObject({ type: 'contactMade', assessment: 'worse', reported: 'better' });
    expect(story.told.at(-1)).toMatchObject({
      kind: 'case',
      id: 'case-1',
      command: {
        act: 'reflect',
        stream: 'stream-1',
        code: 'contactMade',
        detail: { assessment: 'worse', signs: ['thoughtsOfDeath'] },
      },
    });
  });

  it('does not undo a failed attempt by an older conversation that is entered late', () => {
    const story = begun('L3');
    story.goTo(MONDAY + DAY + 4 * HOUR);
    story.act(COUNSELOR, contact(story, { outcome: 'noAnswer' }));
    expect(story.act(COUNSELOR, contact(story, { happenedAt: MONDAY + DAY }))).toBeNull();
    expect(story.state).toMatchObject({ stage: 'tracing', misses: 1 });
    expect(story.act(COUNSELOR, contact(story, { happenedAt: story.at + 1 }))).toBe('fieldInvalid');
  });
});

describe('a missed contact', () => {
  it('is tried again the same day and traced, and the second miss calls the head', () => {
    const story = begun('L3');
    story.goTo(MONDAY + DAY);
    story.act(COUNSELOR, contact(story, { outcome: 'noAnswer' }));
    expect(dutyOf(story, 'retry')?.limitAt).toBe(MONDAY + DAY + 4 * HOUR);
    expect(dutyOf(story, null, 'followUpTrace')?.holder).toBe('counselor-1');
    story.goTo(story.at + HOUR);
    story.act(COUNSELOR, contact(story, { outcome: 'noAnswer', answers: dutyOf(story, 'retry')?.id }));
    expect(dutyOf(story, null, 'followUpTrace')?.holder).toBe('head-1');
    expect(dutyOf(story, 'window')?.holder).toBe('counselor-1');
  });

  it('at L4 or after a discharge calls the head at the first', () => {
    for (const story of [begun('L4'), begun('L1', 'crisisHandedOver')]) {
      story.act(COUNSELOR, contact(story, { outcome: 'noAnswer' }));
      expect(dutyOf(story, null, 'followUpTrace')).toMatchObject({ holder: 'head-1', clock: 'followUpTrace.headRed' });
    }
  });

  it('by silence is counted once for a window, traced, and its duty goes on ringing', () => {
    const story = begun('L2');
    const window = story.state.window;
    story.silence(MONDAY + 60 * DAY);
    expect(story.state).toMatchObject({ open: true, stage: 'tracing', misses: 1, window });
    expect(dutyOf(story, 'window')?.called).toEqual(['counselor-2', 'head-1']);
    expect(dutyOf(story, null, 'followUpTrace')?.called).toEqual(['head-1', 'county-1']);
    expect(story.told).toHaveLength(1);
  });

  it('goes up to the county when tracing finds nobody, and ends only with a conversation', () => {
    const story = begun('L3');
    story.act(COUNSELOR, contact(story, { outcome: 'noAnswer' }));
    const trace = () => dutyOf(story, null, 'followUpTrace');
    const traced = (found: boolean) =>
      ({
        act: 'recordTrace',
        answers: trace()?.id ?? '',
        source: 'homeVisit',
        guardian: null,
        found,
        note: null,
      }) as const;
    expect(story.act(COUNSELOR, traced(false))).toBeNull();
    expect(trace()?.holder).toBe('head-1');
    expect(story.act(HEAD, traced(false))).toBeNull();
    expect(trace()?.holder).toBe('county-1');
    expect(story.act(HEAD, traced(true))).toBeNull();
    expect(story.state.misses).toBe(1);
    story.goTo(MONDAY + DAY);
    expect(story.act(COUNSELOR, contact(story))).toBeNull();
    expect(story.state).toMatchObject({ misses: 0, stage: 'planned' });
    expect(story.state.duties.map((live) => live.subject)).toEqual(['window']);
  });
});

describe('who may act on a follow-up, and on which view', () => {
  it('is for the counselor and for whoever was called; others are refused by role', () => {
    const story = begun('L2');
    for (const actor of [TEACHER, HEAD, CLINICIAN]) expect(story.act(actor, contact(story))).toBe('wrongRole');
    story.silence((story.state.window?.closesAt ?? 0) + 8 * DAY);
    expect(story.act(HEAD, contact(story))).toBeNull();
  });

  it('refuses an answer to a duty that has ended, and takes an honest one after any number of rings', () => {
    const story = begun('L3');
    const old = contact(story);
    story.silence(MONDAY + 5 * DAY);
    const late = { ...old, happenedAt: story.at };
    expect(story.act(STAND_IN, late)).toBeNull();
    expect(story.act(STAND_IN, late)).toBe('stale');
    expect(story.act(STAND_IN, { ...late, answers: undefined })).toBe('fieldMissing');
    expect(story.act(STAND_IN, { ...late, answers: undefined, against: story.state.personVersion })).toBeNull();
    expect(story.act(STAND_IN, { ...late, answers: undefined, against: 1 })).toBe('stale');
  });
});

describe('what a follow-up never does', () => {
  it('N04: a year of silence ends nothing, lowers nothing and skips nothing', () => {
    const story = begun('L4', 'discharged');
    const { level, rhythms, window } = story.state;
    story.silence(MONDAY + 365 * DAY);
    expect(story.state).toMatchObject({ open: true, level, rhythms, window });
    expect(dutyOf(story, 'window')).toBeDefined();
  });

  it('N06: a change of owner moves every duty of the old one, and only the case can order it', () => {
    const story = begun('L3');
    story.act(COUNSELOR, contact(story, { outcome: 'noAnswer' }));
    expect(story.state.duties.every((live) => live.holder === 'counselor-1')).toBe(true);
    expect(story.act(HEAD, { act: 'changeOwner', from: 'counselor-1', to: 'counselor-9' })).toBeNull();
    expect(story.state.owner).toBe('counselor-9');
    expect(story.state.duties.every((live) => live.holder === 'counselor-9')).toBe(true);
    story.act(REACTION, { act: 'replaceHolder', from: 'counselor-9', to: 'counselor-2' });
    expect(story.state.owner).toBe('counselor-2');
  });

  it('N10: neither a contact nor a trace may run through a guardian flagged as danger', () => {
    const story = begun('L3');
    expect(story.act(COUNSELOR, contact(story, { outcome: 'supportPerson', guardian: 'guardian-2' }))).toBe(
      'guardianFlagged',
    );
    expect(story.act(COUNSELOR, contact(story, { outcome: 'supportPerson', guardian: 'guardian-1' }))).toBeNull();
    const answers = dutyOf(story, null, 'followUpTrace')?.id ?? '';
    expect(
      story.act(COUNSELOR, {
        act: 'recordTrace',
        answers,
        source: 'guardian',
        guardian: 'guardian-2',
        found: true,
        note: null,
      }),
    ).toBe('guardianFlagged');
  });

  it('ends with its case alone, and is quiet after', () => {
    const story = begun('L2');
    expect(story.act(HEAD, { act: 'end', because: 'caseClosed' })).toBeNull();
    expect(story.state).toMatchObject({ open: false, stage: 'ended', duties: [], window: null });
    expect(story.act(COUNSELOR, contact(story, { against: story.state.version }))).toBe('wrongStage');
    expect(story.act(HEAD, { act: 'repace', level: 'L4', cause: 'graded' })).toBe('wrongStage');
  });
});
