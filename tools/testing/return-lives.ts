import fc from 'fast-check';
import { permitted } from '#domain/act-table';
import { DAY, HOUR } from '#domain/instant';
import { RETURN_ACTS } from '#domain/return-to-school-acts';
import { ENDINGS, PAPERS, RECOMMENDATIONS } from '#domain/return-to-school-facts';
import type { ReturnCommand } from '#domain/return-to-school-state';
import type { Actor } from '#domain/role';
import { CLINICIAN, COUNSELOR, COUNTY, EXPERT, HEAD, OTHER_EXPERT, REACTION, TIME } from './pure-stream.ts';
import {
  appealed,
  deferred,
  FLAGGED,
  GUARDIAN,
  leaving,
  owed,
  plainStep,
  type ReturnStory,
  TEXT,
  walkTo,
} from './return-story.ts';

const ACTORS: readonly Actor[] = [COUNSELOR, HEAD, COUNTY, EXPERT, OTHER_EXPERT, CLINICIAN, TIME, REACTION];
const actor = fc.constantFrom(...ACTORS);

/** Acts that are not on the plain way, in any stage, whether they fit there or not. */
export const SIDE: readonly ((story: ReturnStory) => ReturnCommand)[] = [
  deferred,
  appealed,
  (story) => ({ act: 'answerAppeal', answers: owed(story, 'returnAppeal'), reasonCode: 'confirmed', overturned: null }),
  (story) => ({
    act: 'answerAppeal',
    answers: owed(story, 'returnAppeal'),
    reasonCode: 'fit',
    overturned: { weeks: 2, needs: ['partTime'], plan: TEXT },
  }),
  (story) => ({
    act: 'recordPhasedWeek',
    answers: owed(story, 'returnPhased'),
    attends: 'fully',
    goes: 'well',
    note: null,
  }),
  (story) => ({ act: 'extendPhased', answers: owed(story, 'returnPhased'), weeks: 4 }),
  (story) => ({ act: 'completePhased', answers: owed(story, 'returnPhased'), note: null }),
  (story) => ({
    act: 'recordHomeContact',
    answers: owed(story, 'homeContact'),
    guardian: 'guardian-1',
    reached: true,
    note: null,
  }),
  (story) => ({ act: 'recordHomeRest', since: story.at - DAY }),
  (story) => ({ act: 'recordBackAtSchool', answers: owed(story, 'leavePapers') }),
  (story) => ({ act: 'decideLeave', answers: owed(story, 'leaveApplication'), granted: false, reasonCode: 'unclear' }),
  (story) => ({
    act: 'recordSchoolReview',
    answers: owed(story, 'returnSchoolReview'),
    missing: ['hospitalCertificate'],
  }),
  (story) => ({ act: 'approveReturn', answers: owed(story, 'returnDecision'), weeks: 3, needs: [], plan: TEXT }),
  (story) => ({ act: 'requestReturn', applicant: FLAGGED, papers: PAPERS, against: story.state.personVersion }),
  (story) => ({ act: 'requestReturn', applicant: GUARDIAN, papers: [], against: story.state.personVersion }),
  (story) => ({ act: 'signEnding', answers: owed(story, 'coSign') }),
  (story) => ({ act: 'declineEnding', answers: owed(story, 'coSign'), reasonCode: 'notAgreed' }),
  () => ({ act: 'rest', because: 'crisis' }),
  () => ({ act: 'recalculate' }),
];

/** Somebody whom the table lets do it now, so that random lives get far; else the one drawn. */
function ableFor(story: ReturnStory, command: ReturnCommand, drawn: Actor): Actor {
  return ACTORS.find((one) => permitted(RETURN_ACTS, story.state, one).includes(command.act)) ?? drawn;
}

type Step = (story: ReturnStory) => void;
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constant<Step>((story) => {
      const step = plainStep(story);
      if (step) story.act(...step);
    }),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(actor, fc.boolean(), fc.constantFrom(...SIDE)).map(
      ([who, able, side]): Step =>
        (story) => {
          const command = side(story);
          story.act(able ? ableFor(story, command, who) : who, command);
        },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...ENDINGS).map(
      (reason): Step =>
        (story) =>
          void story.act(COUNSELOR, {
            act: 'proposeEnding',
            reason,
            applicant: GUARDIAN,
            document: 'doc-1',
            receivedBy: null,
            against: story.state.personVersion,
          }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(CLINICIAN, EXPERT), fc.constantFrom(...RECOMMENDATIONS)).map(
      ([who, recommendation]): Step =>
        (story) => {
          const against = story.state.personVersion;
          if (who === EXPERT) story.act(who, { act: 'recordExpertAssessment', recommendation, needs: [], against });
          else story.act(who, { act: 'recordHospitalAdvice', recommendation, needs: [], document: null, against });
        },
    ),
  },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 1, max: 60 * 24 }).map(
      (hours): Step =>
        (story) =>
          story.silence(story.at + hours * HOUR),
    ),
  },
);
/** Any sequence of acts and silences, with a good share of those that lead on. */
export const anyReturnLife = fc.array(steps, { minLength: 5, maxLength: 45 });

/** A return on its way at one of the places where lives part. */
export const anyBeginning: fc.Arbitrary<() => ReturnStory> = fc.constantFrom(
  () => leaving(),
  () => walkTo(leaving(), 'onLeave'),
  () => walkTo(leaving(), 'decision'),
  () => walkTo(leaving(), 'phased'),
  notYet,
  () => {
    const story = notYet();
    story.act(COUNSELOR, appealed(story));
    return story;
  },
);

function notYet(): ReturnStory {
  const story = walkTo(leaving(), 'decision');
  story.act(HEAD, deferred(story));
  return story;
}
