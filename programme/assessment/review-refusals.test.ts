import { expect, it } from 'vitest';
import { after, type StepName } from './testing.ts';

const FROZEN = 'publish appeal uphold freeze';

/** What was done before, the act that is refused, and the code. */
const REFUSED: readonly (readonly [string, StepName, string])[] = [
  ['', 'ownCounty', 'wrongRole'],
  ['', 'publishByHead', 'wrongRole'],
  ['', 'publishByClock', 'wrongRole'],
  ['', 'namelessHead', 'fieldInvalid'],
  ['', 'headAssessesHead', 'tookPart'],
  ['', 'endsBeforeBegin', 'fieldInvalid'],
  ['', 'noTimeToAppeal', 'fieldInvalid'],
  ['', 'noLines', 'fieldInvalid'],
  ['', 'appeal', 'wrongStage'],
  ['publish', 'publish', 'wrongStage'],
  ['publish', 'appealNoLine', 'fieldInvalid'],
  ['publish', 'appealNoReason', 'reasonMissing'],
  ['publish', 'appealLate', 'appealTooLate'],
  ['publish', 'appealByCounty', 'wrongRole'],
  ['publishHead', 'appealByOtherHead', 'wrongRole'],
  ['publish appeal', 'appeal', 'appealOpen'],
  ['publish appeal dismiss', 'appeal', 'decisionFinal'],
  ['publish', 'uphold', 'noSuchProposal'],
  ['publish appeal', 'upholdByPublisher', 'tookPart'],
  ['publishWithCity appeal', 'uphold', 'tookPart'],
  ['publish appeal', 'upholdByHead', 'wrongRole'],
  ['publishHead appeal', 'upholdByHeadAsExpert', 'tookPart'],
  ['publish appeal dismiss', 'upholdByExpert', 'decisionFinal'],
  ['publish appeal', 'upholdNoReason', 'reasonMissing'],
  ['publish appeal', 'upholdLower', 'fieldInvalid'],
  ['publish appeal', 'upholdAboveWeight', 'fieldInvalid'],
  ['publish appeal', 'upholdThreeDecimals', 'fieldInvalid'],
  ['publish appeal', 'upholdNoPoints', 'fieldInvalid'],
  ['publish appeal', 'dismissWithPoints', 'fieldInvalid'],
  ['publish', 'freezeEarly', 'tooSoon'],
  ['publish appeal', 'freeze', 'appealOpen'],
  ['publish', 'freezeByPublisher', 'signerIsProposer'],
  ['publish', 'correct', 'wrongStage'],
  [FROZEN, 'appeal', 'wrongStage'],
  [FROZEN, 'freeze', 'wrongStage'],
  [FROZEN, 'correctNoReason', 'reasonMissing'],
  [FROZEN, 'correctOtherSet', 'fieldInvalid'],
  [`${FROZEN} correct appeal`, 'uphold', 'tookPart'],
];

it.each(REFUSED)('after "%s" an assessment refuses %s: %s', (before, act, refused) => {
  const steps = before.split(' ').filter((name) => name !== '') as StepName[];
  expect('refused' in after(...steps)).toBe(false);
  expect(after(...steps, act)).toMatchObject({ refused });
});
