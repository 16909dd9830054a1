import { followUpStageWords } from '#domain/follow-up-words';
import { referralStageWords } from '#domain/referral-words';
import { returnStageWords } from '#domain/return-to-school-words';
import type { Words } from '#domain/words';
import type { Station } from './track-steps.tsx';

/** The way of a stream as it should go; a stage beside it is shown as where it stands. */
interface Way {
  readonly words: Readonly<Record<string, Words>>;
  readonly way: readonly string[];
}

/** Four steps out, five gates back. */
export const RETURN_WAY: Way = {
  words: returnStageWords,
  way: [
    'leaveAssessment',
    'leaveTalk',
    'leaveApplication',
    'leaveDecision',
    'onLeave',
    'returnPapers',
    'schoolReview',
    'jointAssessment',
    'decision',
    'phased',
    'ended',
  ],
};

/** By kind of stream. */
export const WAYS: Readonly<Record<string, Way>> = {
  referral: {
    words: referralStageWords,
    way: ['draft', 'received', 'accepted', 'scheduled', 'visited', 'outcomeAwaitingReview', 'loopClosed'],
  },
  followUp: { words: followUpStageWords, way: ['planned', 'ended'] },
  return: RETURN_WAY,
};

/** What a case knows of a stream that has not told it anything yet. */
const BEGUN = 'started';

/** The stations of a way, with where the stream stands. */
export function stationsOf(
  { way, words }: Way,
  stage: string,
  say: (pair: Words | undefined) => string,
): readonly Station[] {
  const at = stage === BEGUN ? 0 : way.indexOf(stage);
  const last = at === way.length - 1;
  const stations = way.map((key, index): Station => {
    const state = index < at || (last && index === at) ? 'done' : index === at ? 'now' : 'ahead';
    return { key, title: say(words[key]), state };
  });
  return at >= 0 ? stations : [{ key: stage, title: say(words[stage]) || stage, state: 'broken' }, ...stations];
}
