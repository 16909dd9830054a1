import { expect, it } from 'vitest';
import { isCall, newestOf, runsOf } from './timeline-runs.ts';

const calls = (n: number) => Array.from({ length: n }, (_, at) => ({ key: `c${at}`, call: true }));
const act = { key: 'a', call: false };

it('folds all but the newest calls in a row, and never what somebody did', () => {
  const runs = runsOf([...calls(5), act, ...calls(3)]);
  expect(runs.map(({ shown, folded }) => [shown.length, folded.length])).toEqual([
    [2, 3],
    [1, 0],
    [3, 0],
  ]);
  expect(runs.flatMap(({ shown, folded }) => [...shown, ...folded])).toEqual([...calls(5), act, ...calls(3)]);
});

it('takes for a call only what is nothing else', () => {
  const called = { fact: { type: 'dutyCalled' } };
  expect([isCall([called]), isCall([called, { fact: { type: 'graded' } }]), isCall([])]).toEqual([true, false, false]);
});

it('counts what people did, not the calls between, when only the newest are told', () => {
  const story = [act, act, ...calls(40), act, ...calls(40)];
  expect(newestOf(story, 2).filter(({ call }) => !call)).toHaveLength(2);
  expect(newestOf(story, 2)).toHaveLength(82);
  expect(newestOf(story, 5)).toEqual(story.toReversed());
});
