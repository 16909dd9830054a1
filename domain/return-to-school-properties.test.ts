import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permitted } from './act-table.ts';
import { DAY } from './instant.ts';
import { returnRules } from './return-to-school.ts';
import { RETURN_ACTS } from './return-to-school-acts.ts';
import { RETURN_STAGES, type ReturnStage } from './return-to-school-facts.ts';
import * as vocabularies from './return-to-school-words.ts';
import { type Actor, ROLES } from './role.ts';
import { anyBeginning, anyReturnLife, SIDE } from '#tools/testing/return-lives';

/** The only ways from stage to stage. Whatever a resting return was in, it rests and resumes by people. */
const WAYS: Readonly<Record<ReturnStage, readonly ReturnStage[]>> = {
  leaveAssessment: ['leaveTalk'],
  leaveTalk: ['leaveApplication'],
  leaveApplication: ['leaveDecision'],
  leaveDecision: ['onLeave', 'leaveApplication'],
  onLeave: ['returnPapers', 'schoolReview'],
  returnPapers: ['schoolReview'],
  schoolReview: ['jointAssessment', 'returnPapers'],
  jointAssessment: ['decision'],
  decision: ['phased', 'notYet'],
  phased: ['notYet'],
  notYet: ['returnPapers', 'schoolReview', 'appeal'],
  appeal: ['phased', 'notYet'],
  resting: RETURN_STAGES.filter((stage) => !['resting', 'ended', 'decision', 'phased'].includes(stage)),
  ended: [],
};

describe('any life of a return', () => {
  it('owes at least one live duty while it is open and none once it has ended', () => {
    fc.assert(
      fc.property(anyBeginning, anyReturnLife, (begin, acts) => {
        const story = begin();
        for (const step of acts) {
          step(story);
          expect(story.state.duties.length > 0).toBe(story.state.open);
          const { stage, duties } = story.state;
          if (stage !== 'ended')
            expect(
              duties.some(
                (duty) => duty.kind !== 'homeContact' && duty.kind !== 'leavePapers' && duty.kind !== 'coSign',
              ),
            ).toBe(true);
        }
      }),
    );
  });
});

describe('the gates of a return', () => {
  it('passes its gates in order only', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyBeginning, anyReturnLife, (begin, acts) => {
        const story = begin();
        seen.add(story.state.stage);
        for (const step of acts) {
          const { stage, ending } = story.state;
          step(story);
          const now = story.state.stage;
          seen.add(now);
          if (now === stage || now === 'resting') continue;
          if (now === 'ended') expect(stage === 'phased' || ending !== null).toBe(true);
          else expect(WAYS[stage]).toContain(now);
        }
      }),
      { numRuns: 360, examples: fc.sample(fc.tuple(anyBeginning, anyReturnLife), { numRuns: 60, seed: 1 }) },
    );
    // The sixty that are the same in every run reach every stage, so the table above was looked at in full.
    expect([...RETURN_STAGES].filter((stage) => !seen.has(stage))).toEqual([]);
  });

  it('approves nothing while one reading says not yet, and ends only completed or with two signatures', () => {
    fc.assert(
      fc.property(anyBeginning, anyReturnLife, (begin, acts) => {
        const story = begin();
        for (const step of acts) {
          step(story);
          const { application, stage } = story.state;
          if (stage === 'phased')
            expect([application?.hospital, application?.expert].map((part) => part?.recommendation)).not.toContain(
              'notYet',
            );
        }
        const end = story.facts.findLast(({ fact }) => fact.type === 'returnEnded')?.fact;
        if (end?.type === 'returnEnded') expect(new Set(end.persons).size).toBe(2);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a return left to itself, or rebuilt', () => {
  it('N04: by silence alone leaves its stage, its application and its duties as they were', () => {
    fc.assert(
      fc.property(anyBeginning, anyReturnLife, fc.integer({ min: 1, max: 700 }), (begin, acts, days) => {
        const story = begin();
        for (const step of acts) step(story);
        const { stage, open, application, ending, duties } = story.state;
        story.silence(story.at + days * DAY, DAY / 2);
        expect(story.state).toMatchObject({ stage, open, application, ending });
        expect(story.state.duties.map((duty) => duty.id)).toEqual(duties.map((duty) => duty.id));
      }),
      { numRuns: 60 },
    );
  });

  it('folds to the same state from its facts', () => {
    fc.assert(
      fc.property(anyBeginning, anyReturnLife, (begin, acts) => {
        const story = begin();
        for (const step of acts) step(story);
        const folded = story.facts.reduce(
          (state, { fact, at }) => returnRules.evolve(state, fact, at),
          returnRules.initial,
        );
        expect(folded).toEqual(story.state);
      }),
    );
  });
});

describe('the table of acts of a return', () => {
  it('lets nobody act who has no row for the stage, and refuses every other pair of stage and act', () => {
    fc.assert(
      fc.property(
        anyBeginning,
        anyReturnLife,
        fc.constantFrom(...ROLES),
        fc.constantFrom(...SIDE),
        (begin, acts, role, side) => {
          const story = begin();
          for (const step of acts) step(story);
          const someone: Actor = { person: 'stranger', role, side: 'education' };
          const command = side(story);
          if (
            RETURN_ACTS[command.act].by === 'case' ||
            permitted(RETURN_ACTS, story.state, someone).includes(command.act)
          )
            return;
          expect(['wrongStage', 'wrongRole']).toContain(story.act(someone, command));
        },
      ),
    );
  });

  it('has words in both languages for everything it shows', () => {
    for (const label of Object.values(vocabularies).flatMap((vocabulary) => Object.values(vocabulary))) {
      expect(label['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
      expect(label.en).toMatch(/[a-z]/);
    }
  });
});
