import { expect, it } from 'vitest';
import type { CaseFact } from '#domain/case-facts';
import type { Proposal } from '#domain/case-state';
import { POLICY_V1 } from '#domain/policy-v1/index';
import type { TimelineFact } from '#domain/timeline';
import type { TimelinePerson } from '#domain/timeline/people';
import { levelLines } from './level-lines.ts';
import { sayIn } from './paper.ts';

const person = (role: TimelinePerson['role'], side: TimelinePerson['side']): TimelinePerson => ({
  role,
  post: null,
  side,
  name: null,
});
const PEOPLE = new Map([
  ['counselor', person('counselor', 'education')],
  ['clinician', person('clinician', 'health')],
]);
const PROPOSAL: Proposal = {
  id: '1',
  decision: 'grade',
  level: 'L3',
  by: 'counselor',
  slots: ['health'],
  signed: [],
  basis: ['interview'],
  reasonCode: 'worse',
};

/** Each act's facts a minute after those of the one before it. */
function linesOf(...acts: readonly (readonly CaseFact[])[]): readonly string[] {
  const facts = acts.flatMap((told, n) =>
    told.map((fact): TimelineFact => {
      return { stream: 'case', kind: 'case', version: n + 1, at: n * 60_000, actor: 'counselor', act: `a${n}`, fact };
    }),
  );
  const story = { facts, people: PEOPLE, hospitals: new Map(), policyOf: () => POLICY_V1 };
  return levelLines({ story, texts: new Map() }, PEOPLE, sayIn('zh-CN')).map(({ text }) => text);
}

const floor: CaseFact = {
  type: 'levelChanged',
  from: 'L0',
  to: 'L3',
  by: 'floor',
  persons: [],
  reasonCode: 'sign',
};
const proposed: CaseFact = { type: 'proposed', proposal: PROPOSAL, reason: null };
const graded: CaseFact = { type: 'graded', level: 'L3', basis: ['interview'], persons: ['counselor', 'clinician'] };

it('has the names under a grade that leaves the level where the rules had put it', () => {
  const [first, second, ...more] = linesOf([floor], [proposed], [graded]);
  expect(first).toMatch(/^L0（常规） → L3（橙）；按规则提出/);
  expect(second).toBe('L3（橙）；评定，等级不变；依据：访谈；理由：情况加重；签字：心理教师、医院医生');
  expect(more).toEqual([]);
});

it('says a grade that moves the level once', () => {
  const moved: CaseFact = { ...floor, from: 'L2', by: 'grade', persons: ['counselor', 'clinician'] };
  expect(linesOf([proposed], [moved, graded])).toHaveLength(1);
});
