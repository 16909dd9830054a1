import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY } from '#domain/instant';
import { decideReview, REVIEW_ACTS } from './review.ts';
import { evolveReview } from './review-evolve.ts';
import { NO_REVIEW, type ReviewState } from './review-state.ts';
import { after, freeze, otherCounty, STEPS, UNTIL } from './testing.ts';

describe('an assessment', () => {
  it('is published, appealed line by line, decided and frozen with what then stands', () => {
    expect(after('publish', 'appeal', 'uphold', 'freeze')).toMatchObject({
      version: 4,
      stage: 'frozen',
      revision: 1,
      lines: [
        { indicator: 'hours', points: 50, measured: 0.8, appeal: { by: 'head', decision: { outcome: 'upheld' } } },
        { indicator: 'trained', state: 'notAssessable', appeal: null },
      ],
    });
  });

  it('freezes the total of the lines as they were decided', () => {
    const decided = after('publish', 'appeal', 'uphold') as ReviewState;
    expect(decideReview(decided, freeze, { at: UNTIL + 1, actor: otherCounty })).toEqual([
      { type: 'assessmentFrozen', by: 'county-2', points: 50, outOf: 60 },
    ]);
  });

  it('keeps its points when an appeal is dismissed', () => {
    expect(after('publish', 'appeal', 'dismiss')).toMatchObject({ lines: [{ points: 42 }, {}] });
  });

  it('gives points to a line that could not be assessed, by decision alone', () => {
    expect(after('publish', 'appealTrained', 'upholdTrained')).toMatchObject({
      lines: [{}, { state: 'scored', measured: null, points: 30, weight: 40 }],
    });
  });

  it('is corrected after freezing as a new revision, open to appeal again, with nobody who took part forgotten', () => {
    expect(after('publish', 'appeal', 'uphold', 'freeze', 'correct')).toMatchObject({
      stage: 'published',
      revision: 2,
      lines: [{ points: 42, appeal: null }, { appeal: null }],
      publishedBy: 'city',
      tookPart: ['inspector', 'county', 'head', 'city'],
    });
  });
});

const all = Object.values(STEPS);
const tries = fc.array(
  fc.tuple(
    fc.constantFrom(...all.map(([actor]) => actor)),
    fc.constantFrom(...all.map(([, command]) => command)),
    fc.constantFrom(UNTIL - DAY, UNTIL, UNTIL + DAY, UNTIL + 40 * DAY),
  ),
  { minLength: 40, maxLength: 80, size: 'max' },
);

it('whoever tries whatever, no appeal is decided by one who took part, and nothing but a correction changes what is frozen', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(tries, (tried) => {
      let state = NO_REVIEW;
      for (const [actor, command, at] of tried) {
        const decided = decideReview(state, command, { at, actor });
        if ('refused' in decided) continue;
        seen.add(command.act);
        expect(command.act === 'decideAppeal' && state.tookPart.includes(actor.person ?? '')).toBe(false);
        if (state.stage === 'frozen') expect(command.act).toBe('correct');
        state = decided.reduce((next, fact) => evolveReview(next, fact, at), state);
        for (const line of state.lines) if (line.state === 'scored') expect(line.points <= line.weight).toBe(true);
      }
    }),
    // The hundred that are the same in every run come to every act.
    { numRuns: 500, examples: fc.sample(tries, { numRuns: 100, seed: 7 }).map((tried) => [tried]) },
  );
  expect(seen).toEqual(new Set(Object.keys(REVIEW_ACTS)));
});
