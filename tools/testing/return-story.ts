import type { Duty } from '#domain/duty';
import { DAY, type Instant } from '#domain/instant';
import { returnRules } from '#domain/return-to-school';
import type { Applicant, ReturnFact, ReturnStage } from '#domain/return-to-school-facts';
import { PAPERS } from '#domain/return-to-school-facts';
import type { ReturnCommand, ReturnState } from '#domain/return-to-school-state';
import type { Actor } from '#domain/role';
import { CLINICIAN, COUNSELOR, EXPERT, HEAD, MONDAY, type PureStream, pureStream } from './pure-stream.ts';

export type ReturnStory = PureStream<ReturnState, ReturnCommand, ReturnFact>;

export const TEXT = { text: 'text-1', commitment: 'c1' };
export const GUARDIAN: Applicant = { kind: 'guardian', guardian: 'guardian-1' };
export const FLAGGED: Applicant = { kind: 'guardian', guardian: 'guardian-2' };

/** A leave begun by the case. */
export function leaving(homeRestSince: Instant | null = null, from: Instant = MONDAY): ReturnStory {
  const story = pureStream(returnRules, { act: 'deadlinePassed' }, from);
  story.act(COUNSELOR, { act: 'startLeave', caseId: 'case-1', level: 'L3', owner: 'counselor-1', homeRestSince });
  return story;
}

/** The id of the live duty of a kind, or an id that no duty has. */
export function owed(story: ReturnStory, kind: Duty['kind'], subject: string | null = null): string {
  return story.state.duties.find((duty) => duty.kind === kind && duty.subject === subject)?.id ?? 'none';
}

/** The plain acts of gates 2 to 4. */
function gateStep(
  story: ReturnStory,
  stage: 'schoolReview' | 'jointAssessment' | 'decision',
): readonly [Actor, ReturnCommand] {
  const against = story.state.personVersion;
  const answers = (kind: Duty['kind']) => ({ answers: owed(story, kind) });
  switch (stage) {
    case 'schoolReview':
      return [HEAD, { act: 'recordSchoolReview', missing: [], ...answers('returnSchoolReview') }];
    case 'jointAssessment':
      return story.state.application?.hospital
        ? [EXPERT, { act: 'recordExpertAssessment', recommendation: 'suitable', needs: [], against }]
        : [
            CLINICIAN,
            {
              act: 'recordHospitalAdvice',
              recommendation: 'withConditions',
              needs: ['partTime'],
              document: null,
              against,
            },
          ];
    case 'decision':
      return [HEAD, { act: 'approveReturn', weeks: 2, needs: ['partTime'], plan: TEXT, ...answers('returnDecision') }];
    default:
      return stage satisfies never;
  }
}

/** The plain act that leads from a stage to the next on the way to a phased return, and who does it. */
export function plainStep(story: ReturnStory): readonly [Actor, ReturnCommand] | null {
  const { stage, personVersion: against } = story.state;
  const answers = (kind: Duty['kind'], subject: string | null = null) => ({ answers: owed(story, kind, subject) });
  const note = null;
  switch (stage) {
    case 'leaveAssessment':
      return [
        COUNSELOR,
        { act: 'recordLeaveAssessment', findings: ['cannotAttend'], advised: true, note, ...answers(stage) },
      ];
    case 'leaveTalk':
      return [
        COUNSELOR,
        { act: 'recordLeaveTalk', guardian: 'guardian-1', outcome: 'agreed', note, ...answers(stage) },
      ];
    case 'leaveApplication':
      return [
        COUNSELOR,
        {
          act: 'recordLeaveApplication',
          applicant: GUARDIAN,
          papers: PAPERS,
          until: story.at + 90 * DAY,
          ...answers(stage),
        },
      ];
    case 'leaveDecision':
      return [
        HEAD,
        { act: 'decideLeave', granted: true, reasonCode: 'papersComplete', ...answers('leaveApplication') },
      ];
    case 'onLeave':
    case 'notYet':
      return [COUNSELOR, { act: 'requestReturn', applicant: GUARDIAN, papers: PAPERS, against }];
    case 'returnPapers':
      return [COUNSELOR, { act: 'addReturnPapers', papers: PAPERS, ...answers(stage) }];
    case 'schoolReview':
    case 'jointAssessment':
    case 'decision':
      return gateStep(story, stage);
    case 'resting':
      return [COUNSELOR, { act: 'resume', ...answers('returnResume') }];
    case 'phased':
    case 'appeal':
    case 'ended':
      return null;
    default:
      return stage satisfies never;
  }
}

/** Walks step by step to a stage; throws when a step is refused. */
export function walkTo(story: ReturnStory, stage: ReturnStage): ReturnStory {
  for (let steps = 0; story.state.stage !== stage; steps += 1) {
    const step = plainStep(story);
    const refused = step === null || steps > 20 ? 'no way' : story.act(...step);
    if (refused !== null) throw new Error(`${story.state.stage}: ${refused}`);
  }
  return story;
}

/** Not yet, with the next date in three weeks. */
export function deferred(story: ReturnStory): ReturnCommand {
  const answers = owed(story, story.state.stage === 'phased' ? 'returnPhased' : 'returnDecision');
  return { act: 'deferReturn', answers, reasonCode: 'needsMoreRest', nextDate: story.at + 21 * DAY, homePlan: TEXT };
}

/** An appeal filed by the guardian now. */
export function appealed(story: ReturnStory): ReturnCommand {
  return { act: 'fileAppeal', applicant: GUARDIAN, grounds: TEXT, against: story.state.personVersion };
}
