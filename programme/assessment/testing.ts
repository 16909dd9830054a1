import { DAY, type Instant } from '#domain/instant';
import { type Actor, CLOCK, type Role } from '#domain/role';
import { decideReview } from './review.ts';
import { evolveReview } from './review-evolve.ts';
import { NO_REVIEW, type ReviewCommand, type ReviewCommandOf, type ReviewState } from './review-state.ts';
import type { Score } from './score.ts';

/* For tests: assessments of a school and of its head, and what everybody around them does. */

const DAY_ONE = 20_000 * DAY;
export const UNTIL = DAY_ONE + 10 * DAY;
const REASON = { text: 't1', commitment: 'c1' };

const who = (person: string, role: Role): Actor => ({ person, role, side: 'education' });
const county = who('county', 'countySupervisor');
export const otherCounty = who('county-2', 'countySupervisor');
const city = who('city', 'citySupervisor');
const head = who('head', 'schoolHead');
const headAsExpert = who('head', 'expert');
const expert = who('expert', 'expert');

const SCORE: Score = {
  set: 'school',
  setVersion: 1,
  points: 42,
  outOf: 60,
  lines: [
    { indicator: 'hours', weight: 60, grounds: [], state: 'scored', measured: 0.8, points: 42 },
    {
      indicator: 'trained',
      weight: 40,
      grounds: [],
      state: 'notAssessable',
      obstacle: { because: 'figureMissing', figures: ['staff.teachers'] },
    },
  ],
};

const publish: ReviewCommandOf<'publish'> = {
  act: 'publish',
  subject: { kind: 'school', org: 's1', person: null },
  period: { from: '2024-09-01', to: '2025-08-31' },
  score: SCORE,
  assessors: ['inspector'],
  appealUntil: UNTIL,
};
const ofHead: ReviewCommandOf<'publish'> = { ...publish, subject: { kind: 'head', org: 's1', person: 'head' } };
const appeal = { act: 'appeal', indicator: 'hours', reason: REASON } as const;
const uphold = { act: 'decideAppeal', indicator: 'hours', outcome: 'upheld', points: 50, reason: REASON } as const;
const dismiss = { ...uphold, outcome: 'dismissed', points: null } as const;
export const freeze = { act: 'freeze' } as const;
const correct = { act: 'correct', reason: REASON, score: SCORE, assessors: [], appealUntil: UNTIL + 30 * DAY } as const;

type Step = readonly [Actor, ReviewCommand, at?: Instant];

export const STEPS = {
  publish: [county, publish],
  publishHead: [county, ofHead],
  publishWithCity: [county, { ...publish, assessors: ['city'] }],
  publishByHead: [head, publish],
  publishByClock: [CLOCK, publish],
  ownCounty: [county, { ...publish, subject: { ...publish.subject, kind: 'county' } }],
  namelessHead: [county, { ...ofHead, subject: { ...ofHead.subject, person: null } }],
  headAssessesHead: [county, { ...ofHead, assessors: ['head'] }],
  endsBeforeBegin: [county, { ...publish, period: { from: '2025-09-01', to: '2025-08-31' } }],
  noTimeToAppeal: [county, { ...publish, appealUntil: DAY_ONE }],
  noLines: [county, { ...publish, score: { ...SCORE, lines: [] } }],
  appeal: [head, appeal],
  appealTrained: [head, { ...appeal, indicator: 'trained' }],
  appealNoLine: [head, { ...appeal, indicator: 'none' }],
  appealNoReason: [head, { ...appeal, reason: null }],
  appealLate: [head, appeal, UNTIL + 1],
  appealByCounty: [county, appeal],
  appealByOtherHead: [who('other', 'schoolHead'), appeal],
  uphold: [city, uphold],
  upholdTrained: [expert, { ...uphold, indicator: 'trained', points: 30 }],
  upholdByPublisher: [county, uphold],
  upholdByHead: [head, uphold],
  upholdByHeadAsExpert: [headAsExpert, uphold],
  upholdByExpert: [expert, uphold],
  upholdNoReason: [city, { ...uphold, reason: null }],
  upholdLower: [city, { ...uphold, points: 41 }],
  upholdAboveWeight: [city, { ...uphold, points: 61 }],
  upholdThreeDecimals: [city, { ...uphold, points: 50.005 }],
  upholdNoPoints: [city, { ...uphold, points: null }],
  dismiss: [city, dismiss],
  dismissWithPoints: [city, { ...dismiss, points: 50 }],
  freeze: [otherCounty, freeze, UNTIL + 1],
  freezeEarly: [otherCounty, freeze, UNTIL],
  freezeByPublisher: [county, freeze, UNTIL + 1],
  correct: [city, correct, UNTIL + 5],
  correctNoReason: [city, { ...correct, reason: null }],
  correctOtherSet: [city, { ...correct, score: { ...SCORE, setVersion: 2 } }],
} as const satisfies Record<string, Step>;
export type StepName = keyof typeof STEPS;

/** The state after these acts, or the first refusal. */
export function after(...names: readonly StepName[]): ReviewState | { readonly refused: string } {
  return names.reduce<ReviewState | { readonly refused: string }>((state, name) => {
    if ('refused' in state) return state;
    const [actor, command, at = DAY_ONE]: Step = STEPS[name];
    const decided = decideReview(state, command, { at, actor });
    return 'refused' in decided ? decided : decided.reduce((next, fact) => evolveReview(next, fact, at), state);
  }, NO_REVIEW);
}
