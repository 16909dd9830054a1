import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FOLLOW_UP_CAUSES, type FollowUpCause } from './child-commands.ts';
import { permitted } from './act-table.ts';
import { CHANNELS, CONTACT_OUTCOMES } from './case-commands.ts';
import { followUpRules } from './follow-up.ts';
import { FOLLOW_UP_ACTS } from './follow-up-acts.ts';
import { FOLLOW_UP_SIGNS, FOLLOW_UP_STAGES, TRACE_SOURCES } from './follow-up-state.ts';
import { followUpActWords, followUpFactWords, followUpSignWords, followUpStageWords } from './follow-up-words.ts';
import { DAY, HOUR } from './instant.ts';
import { type Level, LEVELS } from './level.ts';
import { begun, contact, dutyOf, type FollowUpStory } from '#tools/testing/follow-up-story';
import { COUNSELOR, EXPERT, HEAD, REACTION } from '#tools/testing/pure-stream';

const level = fc.constantFrom(...LEVELS);
const cause = fc.constantFrom(...FOLLOW_UP_CAUSES);

type Step = (story: FollowUpStory) => void;
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.integer({ min: 1, max: 40 * 24 }).map(
    (hours): Step =>
      (story) =>
        story.silence(story.at + hours * HOUR),
  ),
  fc.integer({ min: 1, max: 9 * 24 }).map(
    (hours): Step =>
      (story) =>
        story.goTo(story.at + hours * HOUR),
  ),
  fc
    .record({
      outcome: fc.constantFrom(...CONTACT_OUTCOMES),
      channel: fc.constantFrom(...CHANNELS),
      ago: fc.nat(48),
      signs: fc.subarray([...FOLLOW_UP_SIGNS], { maxLength: 2 }),
    })
    .map(
      ({ ago, ...more }): Step =>
        (story) =>
          void story.act(COUNSELOR, contact(story, { ...more, happenedAt: story.at - ago * HOUR })),
    ),
  fc.record({ source: fc.constantFrom(...TRACE_SOURCES), found: fc.boolean() }).map(
    (found): Step =>
      (story) =>
        void story.act(HEAD, {
          act: 'recordTrace',
          answers: dutyOf(story, null, 'followUpTrace')?.id ?? '',
          guardian: null,
          note: null,
          ...found,
        }),
  ),
  fc.record({ level, cause }).map(
    (pace): Step =>
      (story) =>
        void story.act(HEAD, { act: 'repace', ...pace }),
  ),
  fc.constant<Step>((story) => void story.act(HEAD, { act: 'panelMet' })),
  fc.constant<Step>((story) => void story.act(REACTION, { act: 'recalculate' })),
  fc.constant<Step>(
    (story) => void story.act(COUNSELOR, { act: 'acknowledge', duty: story.state.duties[0]?.id ?? '' }),
  ),
);
const life = fc.array(steps, { maxLength: 25 });

/** Every act and silence of a life, with a look at the stream after each. */
function live(story: FollowUpStory, acts: readonly Step[], look: (before: FollowUpStory['state']) => void): void {
  for (const step of acts) {
    const before = story.state;
    step(story);
    look(before);
  }
}

describe('any life of a follow-up', () => {
  it('owes at least one live duty, and one for the next window, after every act and silence', () => {
    fc.assert(
      fc.property(level, cause, life, (at, why, acts) => {
        const story = begun(at, why);
        live(story, acts, () => {
          const { open, window, duties } = story.state;
          expect(open).toBe(true);
          expect(duties.filter((duty) => duty.subject === 'window')).toHaveLength(1);
          expect(dutyOf(story, 'window')).toMatchObject({ kind: 'followUpContact', limitAt: window?.closesAt });
        });
      }),
    );
  });

  it('has its next window never later than any running rhythm asks, and a rhythm of its level always runs on', () => {
    fc.assert(
      fc.property(level, cause, life, (at, why, acts) => {
        const story = begun(at, why);
        live(story, acts, () => {
          const { rhythms, window } = story.state;
          for (const running of rhythms) expect(window?.closesAt).toBeLessThanOrEqual(running.next.closesAt);
          const asked = story.state.level === 'L0' ? 'L1' : story.state.level;
          expect(rhythms.find((running) => running.key === asked)).toMatchObject({ until: null });
        });
      }),
    );
  });

  it('moves its window to a later one only by a conversation or another calendar', () => {
    const only = (at: Level, why: FollowUpCause, acts: readonly Step[]) => {
      const story = begun(at, why);
      live(story, acts, (before) => {
        const talked = story.facts.slice(before.version).some(({ fact }) => fact.type === 'contactMade');
        if (!talked) expect(story.state.window?.closesAt ?? 0).toBeLessThanOrEqual(before.window?.closesAt ?? 0);
      });
    };
    const later: Step = (story) => story.goTo(story.at + HOUR);
    const again: Step = (story) => void story.act(HEAD, { act: 'repace', level: 'L0', cause: 'crisisHandedOver' });
    const reckoned: Step = (story) => void story.act(REACTION, { act: 'recalculate' });
    fc.assert(fc.property(level, cause, life, only), {
      examples: [['L0', 'crisisHandedOver', [later, again, reckoned]]],
    });
  });
});

describe('any life of a follow-up, when contacts are missed', () => {
  it('leads every miss to a person who traces, until a conversation or a finding', () => {
    fc.assert(
      fc.property(level, cause, life, (at, why, acts) => {
        const story = begun(at, why);
        live(story, acts, () => {
          const tracing = story.state.stage === 'tracing';
          expect(story.state.duties.filter((duty) => duty.kind === 'followUpTrace')).toHaveLength(tracing ? 1 : 0);
          if (story.state.misses > 0 && !tracing) expect(dutyOf(story, 'retry')).toBeDefined();
        });
      }),
    );
  });

  it('N04: by silence alone changes neither level, rhythms nor window', () => {
    fc.assert(
      fc.property(level, cause, life, fc.nat(700), (at, why, acts, days) => {
        const story = begun(at, why);
        live(story, acts, () => undefined);
        const { level: was, rhythms, window, open } = story.state;
        const owed = story.state.duties.map((duty) => duty.id);
        story.silence(story.at + days * DAY, 12 * HOUR);
        expect(story.state).toMatchObject({ level: was, rhythms, window, open });
        const kinds = story.state.duties.map((duty) => duty.id);
        for (const id of owed.filter((duty) => duty !== dutyOf(story, null, 'followUpTrace')?.id)) {
          const passedUp = story.facts.some(
            ({ fact }) => fact.type === 'dutyDone' && fact.duty === id && fact.because === 'passedUp',
          );
          if (!passedUp) expect(kinds).toContain(id);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('folds to the same state from its facts', () => {
    fc.assert(
      fc.property(level, cause, life, (at, why, acts) => {
        const story = begun(at, why);
        live(story, acts, () => undefined);
        const folded = story.facts.reduce(
          (state, { fact, at: then }) => followUpRules.evolve(state, fact, then),
          followUpRules.initial,
        );
        expect(folded).toEqual(story.state);
      }),
    );
  });
});

describe('the table of acts of a follow-up', () => {
  it('gives nobody a button for what only the case, time or a reaction may do', () => {
    const story = begun('L3');
    expect(permitted(FOLLOW_UP_ACTS, story.state, COUNSELOR)).toEqual(['acknowledge', 'recordFollowUp']);
    expect(permitted(FOLLOW_UP_ACTS, story.state, EXPERT)).toEqual([]);
  });

  it('has words in both languages for every stage, act, fact and sign', () => {
    const vocabularies = [followUpStageWords, followUpActWords, followUpFactWords, followUpSignWords];
    for (const label of vocabularies.flatMap((vocabulary) => Object.values(vocabulary))) {
      expect(label['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
      expect(label.en).toMatch(/[a-z]/);
    }
    expect(Object.keys(followUpStageWords)).toEqual([...FOLLOW_UP_STAGES]);
  });
});
