import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campaignRules } from './campaign.ts';
import { standing } from './campaign-evolve.ts';
import { ABSENTEE_OUTCOMES, STANDINGS } from './campaign-state.ts';
import * as vocabularies from './campaign-words.ts';
import { DAY, HOUR } from './instant.ts';
import { type CampaignStory, hand, invite, opened, owed } from '#tools/testing/campaign-story';
import { COUNSELOR, REACTION, TEACHER } from '#tools/testing/pure-stream';

type Step = (story: CampaignStory) => void;
const anyClass = fc.constantFrom('class-1', 'class-2');
const few = fc.integer({ min: 1, max: 30 });
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(few, anyClass).map(
    ([count, id]): Step =>
      (story) =>
        void story.act(REACTION, invite(count, id)),
  ),
  fc.tuple(few, anyClass, fc.constantFrom(...STANDINGS)).map(
    ([count, id, from]): Step =>
      (story) =>
        void story.act(REACTION, { act: 'countAnswers', pupils: [{ class: id, from, count }] }),
  ),
  fc.tuple(anyClass, fc.constantFrom(...STANDINGS)).map(
    ([id, from]): Step =>
      (story) =>
        void story.act(TEACHER, { act: 'recordRefusal', pupil: { class: id, from, count: 1 }, of: 'student' }),
  ),
  anyClass.map(
    (id): Step =>
      (story) =>
        void story.act(COUNSELOR, hand(standing(story.state, 'waiting', id), standing(story.state, 'invited', id), id)),
  ),
  fc.tuple(few, anyClass, fc.constantFrom(...ABSENTEE_OUTCOMES)).map(
    ([count, id, outcome]): Step =>
      (story) =>
        void story.act(TEACHER, {
          act: 'settleAbsentees',
          answers: owed(story, 'campaignAbsentee', id),
          count,
          outcome,
        }),
  ),
  fc.constant<Step>(
    (story) => void story.act(REACTION, { act: 'closeAnswering', answers: owed(story, 'campaignClose') }),
  ),
  fc.integer({ min: 1, max: 30 * 24 }).map(
    (hours): Step =>
      (story) =>
        story.silence(story.at + hours * HOUR),
  ),
);
const life = fc.array(steps, { maxLength: 30 });

describe('any life of a campaign', () => {
  it('owes a duty while it is open, loses no pupil, and ends only when nobody is left', () => {
    fc.assert(
      fc.property(life, (acts) => {
        const story = opened();
        for (const step of acts) {
          step(story);
          const { open, stage, duties, classes } = story.state;
          expect(duties.length > 0).toBe(open);
          for (const one of classes) {
            expect(STANDINGS.map((at) => one[at]).reduce((sum, count) => sum + count, 0)).toBe(one.size);
            expect(Math.min(...STANDINGS.map((at) => one[at]))).toBeGreaterThanOrEqual(0);
            expect(duties.some((duty) => duty.subject === one.class)).toBe(one.owned > 0);
          }
          if (stage === 'chasing' || stage === 'ended')
            expect(standing(story.state, 'waiting') + standing(story.state, 'invited')).toBe(0);
          if (stage === 'ended') expect(standing(story.state, 'owned')).toBe(0);
        }
        const folded = story.facts.reduce(
          (state, { fact, at }) => campaignRules.evolve(state, fact, at),
          campaignRules.initial,
        );
        expect(folded).toEqual(story.state);
      }),
      { numRuns: 200 },
    );
  });

  it('N04: by silence closes nothing and moves nobody', () => {
    fc.assert(
      fc.property(life, fc.integer({ min: 1, max: 700 }), (acts, days) => {
        const story = opened();
        for (const step of acts) step(story);
        const { stage, classes, duties } = story.state;
        story.silence(story.at + days * DAY);
        expect(story.state).toMatchObject({ stage, classes });
        expect(story.state.duties.map((duty) => duty.id)).toEqual(duties.map((duty) => duty.id));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps numbers and ids in its facts, and has words for everything it shows', () => {
    const story = opened();
    story.act(REACTION, invite(3));
    expect(story.facts.at(-1)?.fact).toEqual({
      type: 'pageInvited',
      day: '2026-11-24',
      pupils: [{ class: 'class-1', from: 'waiting', count: 3 }],
    });
    for (const label of Object.values(vocabularies).flatMap((vocabulary) => Object.values(vocabulary))) {
      expect(label['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
      expect(label.en).toMatch(/[a-z]/);
    }
  });
});
