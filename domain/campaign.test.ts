import { describe, expect, it } from 'vitest';
import { campaignRules } from './campaign.ts';
import { standing } from './campaign-evolve.ts';
import type { CampaignCommand } from './campaign-state.ts';
import { DAY } from './instant.ts';
import { answered, hand, invite, opened, owed, plan, WINDOW } from '#tools/testing/campaign-story';
import { COUNSELOR, HEAD, pureStream, REACTION, TEACHER } from '#tools/testing/pure-stream';

describe('a campaign', () => {
  it('refuses to open with wording that nobody confirmed', () => {
    const story = pureStream(campaignRules, { act: 'deadlinePassed' });
    expect(story.act(COUNSELOR, plan)).toBeNull();
    const open = { act: 'open', answers: owed(story, 'campaignOpen') } as const;
    expect(story.act(COUNSELOR, { ...open, wordingVerified: false })).toBe('wordingUnverified');
    expect(story.act(TEACHER, { ...open, wordingVerified: true })).toBe('wrongRole');
    expect(story.act(COUNSELOR, { ...open, wordingVerified: true })).toBeNull();
    expect(story.act(COUNSELOR, { ...open, wordingVerified: true })).toBe('wrongStage');
  });

  it('is withdrawn only before anyone was invited', () => {
    const story = opened();
    expect(story.act(HEAD, { act: 'withdraw', answers: owed(story, 'campaignClose'), reasonCode: 'postponed' })).toBe(
      'wrongStage',
    );
  });

  it('reminds only those invited who have neither answered nor refused, and not before two days', () => {
    const story = opened();
    story.act(REACTION, invite(40));
    story.act(REACTION, answered(10));
    expect(story.act(REACTION, { act: 'remind', count: 30 })).toBe('tooSoon');
    story.goTo(WINDOW.opensAt + 2 * DAY);
    expect(story.act(REACTION, { act: 'remind', count: 31 })).toBe('fieldInvalid');
    expect(story.act(REACTION, { act: 'remind', count: 30 })).toBeNull();
  });
});

describe('the end of a campaign', () => {
  it('closes only when each pupil has answered, refused or has an owner, and ends when the last was looked after', () => {
    const story = opened();
    story.act(REACTION, invite(40));
    story.act(REACTION, answered(38));
    story.act(TEACHER, {
      act: 'recordRefusal',
      pupil: { class: 'class-1', from: 'invited', count: 1 },
      of: 'guardian',
    });
    const close = { act: 'closeAnswering', answers: owed(story, 'campaignClose') } as const;
    expect(story.act(COUNSELOR, close)).toBe('pupilsLeft');
    expect(story.act(REACTION, hand(0, 1))).toBe('tooSoon');
    story.silence(WINDOW.closesAt);
    expect(story.act(REACTION, hand(0, 1))).toBeNull();
    expect(story.act(REACTION, hand(31, 0, 'class-2'))).toBe('fieldInvalid');
    expect(story.act(REACTION, hand(30, 0, 'class-2'))).toBeNull();
    expect(story.act(REACTION, close)).toBeNull();
    expect(story.state).toMatchObject({ open: true, stage: 'chasing' });
    const settle = (count: number, id: string): CampaignCommand => ({
      act: 'settleAbsentees',
      answers: owed(story, 'campaignAbsentee', id),
      count,
      outcome: 'spokenWith',
    });
    expect(story.act(TEACHER, settle(29, 'class-2'))).toBeNull();
    expect(story.act(REACTION, answered(1, 'owned', 'class-2'))).toBeNull();
    expect(owed(story, 'campaignAbsentee', 'class-2')).toBe('none');
    expect(story.act(TEACHER, settle(1, 'class-1'))).toBeNull();
    expect(story.state).toMatchObject({ open: false, stage: 'ended', duties: [] });
  });
});

describe('what a campaign counts', () => {
  it('ends at once when everyone has answered', () => {
    const story = opened();
    story.act(REACTION, answered(40, 'waiting'));
    story.act(REACTION, answered(30, 'waiting', 'class-2'));
    expect(story.act(HEAD, { act: 'closeAnswering', answers: owed(story, 'campaignClose') })).toBeNull();
    expect(story.state).toMatchObject({ open: false, stage: 'ended', duties: [] });
  });

  it('never refuses to count an answer, however late or wrong the count', () => {
    const story = opened();
    expect(story.act(REACTION, answered(50))).toBeNull();
    expect(story.act(REACTION, answered(50, 'waiting', 'class-9'))).toBeNull();
    expect(standing(story.state, 'answered')).toBe(0);
    expect(story.act(REACTION, answered(50, 'waiting'))).toBeNull();
    expect(standing(story.state, 'answered')).toBe(40);
  });

  it('N18: a refusal is written down and nothing follows from it: no duty, no news, no reminder', () => {
    const story = opened();
    story.act(REACTION, invite(40));
    const { duties, version } = story.state;
    expect(
      story.act(TEACHER, {
        act: 'recordRefusal',
        pupil: { class: 'class-1', from: 'invited', count: 1 },
        of: 'student',
      }),
    ).toBeNull();
    expect(story.state.duties).toEqual(duties);
    expect(story.facts.slice(version).map(({ fact }) => fact.type)).toEqual(['refusalRecorded']);
    expect(story.told).toEqual([]);
    story.goTo(WINDOW.opensAt + 3 * DAY);
    expect(story.act(REACTION, { act: 'remind', count: 40 })).toBe('fieldInvalid');
    expect(story.act(COUNSELOR, hand(0, 40))).toBe('fieldInvalid');
  });
});
