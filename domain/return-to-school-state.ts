import type { ChangeOwner, RestReturn, StartLeave } from './child-commands.ts';
import type { Instant } from './instant.ts';
import type {
  Advice,
  Applicant,
  EndingReason,
  Paper,
  Phased,
  Recommendation,
  ReturnStage,
  SupportNeed,
  TalkOutcome,
} from './return-to-school-facts.ts';
import type { PersonId } from './role.ts';
import type { SharedCommand, StreamId, StreamState, TextRef } from './stream.ts';

/** One application to return with all that was said about it; a new one starts its gates from the first. */
export interface ReturnApplication {
  readonly number: number;
  readonly papers: readonly Paper[];
  readonly hospital: Advice | null;
  readonly expert: Advice | null;
  /** Everyone who reviewed, assessed or decided it: none of them answers its appeal. */
  readonly tookPart: readonly PersonId[];
  /** An appeal was answered: the decision stands for this application. */
  readonly final: boolean;
}

export interface ReturnState extends StreamState {
  readonly stage: ReturnStage;
  readonly caseId: StreamId;
  readonly owner: PersonId;
  /** At home without papers since; null = in school, or on a granted leave. */
  readonly homeRestSince: Instant | null;
  readonly leaveUntil: Instant | null;
  readonly granted: boolean;
  readonly application: ReturnApplication | null;
  readonly nextDate: Instant | null;
  readonly appealUntil: Instant | null;
  readonly phased: Phased | null;
  readonly weeksRecorded: number;
  readonly restedFrom: ReturnStage | null;
  readonly ending: { readonly reason: EndingReason; readonly by: PersonId | null } | null;
}

interface Answers {
  readonly answers: string;
}
interface Against {
  readonly against: number;
}
interface Either {
  readonly answers?: string | undefined;
  readonly against?: number | undefined;
}
interface Noted {
  readonly note: TextRef | null;
}
/** The phased return that an approval, or an overturned decision, sets up. */
export interface PhasedPlan {
  readonly weeks: number;
  readonly needs: readonly SupportNeed[];
  readonly plan: TextRef;
}

export type ReturnCommand =
  | SharedCommand
  | StartLeave
  | RestReturn
  | ChangeOwner
  | ({
      readonly act: 'recordLeaveAssessment';
      readonly findings: readonly string[];
      readonly advised: boolean;
    } & Answers &
      Noted)
  /** `guardian` null: the protection body was spoken with. */
  | ({ readonly act: 'recordLeaveTalk'; readonly guardian: string | null; readonly outcome: TalkOutcome } & Answers &
      Noted)
  | ({
      readonly act: 'recordLeaveApplication';
      readonly applicant: Applicant;
      readonly papers: readonly Paper[];
      readonly until: Instant;
    } & Answers)
  | ({ readonly act: 'decideLeave'; readonly granted: boolean; readonly reasonCode: string } & Answers)
  | { readonly act: 'recordHomeRest'; readonly since: Instant }
  | ({ readonly act: 'recordBackAtSchool' } & Answers)
  | ({ readonly act: 'requestReturn'; readonly applicant: Applicant; readonly papers: readonly Paper[] } & Against)
  | ({ readonly act: 'addReturnPapers'; readonly papers: readonly Paper[] } & Answers)
  /** `missing` empty: the papers are complete. */
  | ({ readonly act: 'recordSchoolReview'; readonly missing: readonly Paper[] } & Answers)
  | ({
      readonly act: 'recordHospitalAdvice';
      readonly recommendation: Recommendation;
      readonly needs: readonly SupportNeed[];
      /** The hospital's paper, when the school records it on the hospital's behalf. */
      readonly document: string | null;
    } & Either)
  | ({
      readonly act: 'recordExpertAssessment';
      readonly recommendation: Recommendation;
      readonly needs: readonly SupportNeed[];
    } & Either)
  | ({ readonly act: 'approveReturn' } & PhasedPlan & Answers)
  | ({
      readonly act: 'deferReturn';
      readonly reasonCode: string;
      readonly nextDate: Instant;
      readonly homePlan: TextRef;
    } & Answers)
  | ({ readonly act: 'fileAppeal'; readonly applicant: Applicant; readonly grounds: TextRef } & Against)
  | ({ readonly act: 'answerAppeal'; readonly reasonCode: string; readonly overturned: PhasedPlan | null } & Answers)
  | ({
      readonly act: 'recordPhasedWeek';
      readonly attends: 'fully' | 'partly' | 'notAtAll';
      readonly goes: 'well' | 'unevenly' | 'badly';
    } & Answers &
      Noted)
  | ({ readonly act: 'extendPhased'; readonly weeks: number } & Answers)
  | ({ readonly act: 'completePhased' } & Answers & Noted)
  | ({ readonly act: 'recordHomeContact'; readonly guardian: string | null; readonly reached: boolean } & Answers &
      Noted)
  | ({ readonly act: 'resume' } & Answers)
  | ({
      readonly act: 'proposeEnding';
      readonly reason: EndingReason;
      readonly applicant: Applicant | null;
      readonly document: string | null;
      /** The person at the new school who has taken the pupil on. */
      readonly receivedBy: PersonId | null;
    } & Against)
  | ({ readonly act: 'signEnding' } & Answers)
  | ({ readonly act: 'declineEnding'; readonly reasonCode: string } & Answers);
export type ReturnActName = ReturnCommand['act'];
export type ReturnCommandOf<A extends ReturnActName> = Extract<ReturnCommand, { readonly act: A }>;

export const NO_RETURN: ReturnState = {
  version: 0,
  open: false,
  stage: 'leaveAssessment',
  duties: [],
  personVersion: 0,
  caseId: '',
  owner: '',
  homeRestSince: null,
  leaveUntil: null,
  granted: false,
  application: null,
  nextDate: null,
  appealUntil: null,
  phased: null,
  weeksRecorded: 0,
  restedFrom: null,
  ending: null,
};
