import type { DutyFact } from './duty.ts';
import type { Instant } from './instant.ts';
import type { PersonId } from './role.ts';
import type { StreamId, TextRef } from './stream.ts';

export const RETURN_STAGES = [
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
  'notYet',
  'appeal',
  'resting',
  'ended',
] as const;
export type ReturnStage = (typeof RETURN_STAGES)[number];

/** What leave and return are applied for with; the same two papers both times. */
export const PAPERS = ['guardianApplication', 'hospitalCertificate'] as const;
export type Paper = (typeof PAPERS)[number];

/** What a hospital or an expert says about going back to class: a recommendation in codes, never a diagnosis. */
export const RECOMMENDATIONS = ['suitable', 'withConditions', 'notYet'] as const;
export type Recommendation = (typeof RECOMMENDATIONS)[number];

/** What the school provides so that the return can hold. */
export const SUPPORT_NEEDS = [
  'partTime',
  'quietRoom',
  'companion',
  'lighterExams',
  'noSport',
  'noNightStudy',
  'boardsAtHome',
  'medicineKept',
  'hospitalDays',
] as const;
export type SupportNeed = (typeof SUPPORT_NEEDS)[number];

export const TALK_OUTCOMES = ['agreed', 'undecided', 'againstLeave', 'notReached'] as const;
export type TalkOutcome = (typeof TALK_OUTCOMES)[number];

/** The ways a leave ends other than in class again; each needs two people, the last two the county. */
export const ENDINGS = ['stayedInClass', 'graduated', 'transferred', 'leftByRequest'] as const;
export type EndingReason = (typeof ENDINGS)[number];

/** Who applies: a guardian of the child, or the protection body (民政) where no guardian may be turned to. */
export type Applicant =
  | { readonly kind: 'guardian'; readonly guardian: string }
  | { readonly kind: 'protection'; readonly document: string };

export interface Advice {
  readonly by: PersonId | null;
  readonly recommendation: Recommendation;
  readonly needs: readonly SupportNeed[];
}

export interface Phased {
  readonly startedAt: Instant;
  readonly until: Instant;
  readonly weeks: number;
  readonly needs: readonly SupportNeed[];
}

/** By whom an act was done; null only for a reaction without a person. */
interface By {
  readonly by: PersonId | null;
}
interface Noted {
  readonly note: TextRef | null;
}

export type ReturnFact =
  | DutyFact
  | {
      readonly type: 'leaveBegun';
      readonly caseId: StreamId;
      readonly owner: PersonId;
      readonly homeRestSince: Instant | null;
    }
  | ({ readonly type: 'leaveAssessed'; readonly findings: readonly string[]; readonly advised: boolean } & By & Noted)
  | ({ readonly type: 'guardianTalked'; readonly guardian: string | null; readonly outcome: TalkOutcome } & By & Noted)
  | ({
      readonly type: 'leaveApplied';
      readonly applicant: Applicant;
      readonly papers: readonly Paper[];
      readonly until: Instant;
    } & By)
  | ({ readonly type: 'leaveDecided'; readonly granted: boolean; readonly reasonCode: string } & By)
  | ({ readonly type: 'homeRestRecorded'; readonly since: Instant } & By)
  | ({ readonly type: 'backAtSchool' } & By)
  | ({ readonly type: 'returnRequested'; readonly applicant: Applicant; readonly papers: readonly Paper[] } & By)
  | ({ readonly type: 'returnPapersAdded'; readonly papers: readonly Paper[] } & By)
  | ({ readonly type: 'schoolReviewed'; readonly missing: readonly Paper[] } & By)
  | ({ readonly type: 'hospitalAdvised'; readonly document: string | null } & Advice)
  | ({ readonly type: 'expertAssessed' } & Advice)
  | ({ readonly type: 'returnApproved'; readonly phased: Phased; readonly plan: TextRef } & By)
  | ({
      readonly type: 'returnDeferred';
      readonly reasonCode: string;
      readonly nextDate: Instant;
      readonly appealUntil: Instant;
      readonly homePlan: TextRef;
      /** 精神卫生法 70, 未成年人保护法 28: no outcome takes a child off the roll. */
      readonly onRoll: true;
    } & By)
  | ({ readonly type: 'appealFiled'; readonly applicant: Applicant; readonly grounds: TextRef } & By)
  | ({
      readonly type: 'appealAnswered';
      readonly reasonCode: string;
      /** The phased return, when the decision was overturned. */
      readonly phased: Phased | null;
      readonly plan: TextRef | null;
    } & By)
  | ({ readonly type: 'phasedWeekRecorded'; readonly attends: string; readonly goes: string } & By & Noted)
  | ({ readonly type: 'phasedExtended'; readonly weeks: number; readonly until: Instant } & By)
  | ({ readonly type: 'phasedCompleted' } & By & Noted)
  | ({ readonly type: 'homeContacted'; readonly guardian: string | null; readonly reached: boolean } & By & Noted)
  | { readonly type: 'rested'; readonly because: 'crisis' | 'referral' }
  | ({ readonly type: 'resumed'; readonly to: ReturnStage } & By)
  | ({
      readonly type: 'endingProposed';
      readonly reason: EndingReason;
      readonly document: string | null;
      readonly receivedBy: PersonId | null;
    } & By)
  | ({ readonly type: 'endingDeclined'; readonly reasonCode: string } & By)
  | { readonly type: 'returnEnded'; readonly reason: EndingReason; readonly persons: readonly PersonId[] }
  | { readonly type: 'returnOwnerChanged'; readonly to: PersonId };
export type ReturnFactOf<T extends ReturnFact['type']> = Extract<ReturnFact, { readonly type: T }>;
