import type { DutyFact } from './duty.ts';
import type { Day, Instant } from './instant.ts';
import type { PersonId } from './role.ts';
import type { SharedCommand, StreamState } from './stream.ts';

export const CAMPAIGN_STAGES = ['planned', 'open', 'chasing', 'ended'] as const;
export type CampaignStage = (typeof CAMPAIGN_STAGES)[number];

/** Where a pupil stands. Whoever is `owned` did not answer and is a named person's to look after; `settled` = that person has. */
export const STANDINGS = ['waiting', 'invited', 'answered', 'refused', 'owned', 'settled'] as const;
export type Standing = (typeof STANDINGS)[number];

export const ABSENTEE_OUTCOMES = ['spokenWith', 'refused', 'longAbsent', 'movedAway'] as const;
export type AbsenteeOutcome = (typeof ABSENTEE_OUTCOMES)[number];

/** Pupils of one class, counted by standing: the campaign knows numbers and class ids, never who. */
export type ClassCount = { readonly class: string; readonly size: number } & { readonly [S in Standing]: number };

/** So many pupils of a class who stood here; read from their rows in the same transaction. */
export interface PupilCount<S extends Standing = Standing> {
  readonly class: string;
  readonly from: S;
  readonly count: number;
}

export interface CampaignState extends StreamState {
  readonly stage: CampaignStage;
  readonly owner: PersonId;
  readonly instrument: string;
  readonly instrumentVersion: string;
  readonly window: { readonly opensAt: Instant; readonly closesAt: Instant };
  readonly openedAt: Instant | null;
  readonly interviewers: number;
  readonly classes: readonly ClassCount[];
  /** Invitations sent on the last day on which any were sent. */
  readonly invitedOn: { readonly day: Day; readonly count: number } | null;
}

export type CampaignFact =
  | DutyFact
  | {
      readonly type: 'campaignPlanned';
      readonly owner: PersonId;
      readonly instrument: string;
      readonly instrumentVersion: string;
      readonly window: CampaignState['window'];
      readonly interviewers: number;
      readonly classes: readonly { readonly class: string; readonly size: number }[];
    }
  | { readonly type: 'interviewersCounted'; readonly interviewers: number }
  | { readonly type: 'campaignOpened' }
  | { readonly type: 'windowExtended'; readonly closesAt: Instant }
  | { readonly type: 'pageInvited'; readonly day: Day; readonly pupils: readonly PupilCount<'waiting'>[] }
  | { readonly type: 'remindersSent'; readonly count: number }
  | { readonly type: 'answersCounted'; readonly pupils: readonly PupilCount[] }
  | { readonly type: 'refusalRecorded'; readonly pupil: PupilCount; readonly of: 'student' | 'guardian' }
  | { readonly type: 'absenteesHanded'; readonly owner: PersonId; readonly pupils: readonly PupilCount[] }
  | {
      readonly type: 'absenteesSettled';
      readonly by: PersonId | null;
      readonly pupils: PupilCount<'owned'>;
      readonly outcome: AbsenteeOutcome;
    }
  | { readonly type: 'answeringClosed' }
  | { readonly type: 'campaignEnded' }
  | { readonly type: 'campaignWithdrawn'; readonly by: PersonId | null; readonly reasonCode: string };

export type CampaignCommand =
  | SharedCommand
  | {
      readonly act: 'plan';
      readonly instrument: string;
      readonly instrumentVersion: string;
      readonly window: CampaignState['window'];
      readonly interviewers: number;
      readonly classes: readonly { readonly class: string; readonly size: number }[];
    }
  | { readonly act: 'countInterviewers'; readonly interviewers: number }
  /** `wordingVerified`: two named people have confirmed the wording, or the city is a demonstration. */
  | { readonly act: 'open'; readonly answers: string; readonly wordingVerified: boolean }
  | { readonly act: 'extendWindow'; readonly closesAt: Instant }
  | { readonly act: 'invitePage'; readonly pupils: readonly PupilCount<'waiting'>[] }
  | { readonly act: 'remind'; readonly count: number }
  | { readonly act: 'countAnswers'; readonly pupils: readonly PupilCount[] }
  | { readonly act: 'recordRefusal'; readonly pupil: PupilCount; readonly of: 'student' | 'guardian' }
  | {
      readonly act: 'handAbsentees';
      readonly class: string;
      readonly waiting: number;
      readonly invited: number;
      readonly owner: PersonId;
    }
  | {
      readonly act: 'settleAbsentees';
      readonly answers: string;
      readonly count: number;
      readonly outcome: AbsenteeOutcome;
    }
  /** `answered`: answers that have come in and are not counted yet, so that nobody is told of pupils left who are not. */
  | { readonly act: 'closeAnswering'; readonly answers: string; readonly answered?: readonly PupilCount[] }
  | { readonly act: 'withdraw'; readonly answers: string; readonly reasonCode: string };
export type CampaignActName = CampaignCommand['act'];
export type CampaignCommandOf<A extends CampaignActName> = Extract<CampaignCommand, { readonly act: A }>;

export const NO_CAMPAIGN: CampaignState = {
  version: 0,
  open: false,
  stage: 'planned',
  duties: [],
  personVersion: 0,
  owner: '',
  instrument: '',
  instrumentVersion: '',
  window: { opensAt: 0, closesAt: 0 },
  openedAt: null,
  interviewers: 0,
  classes: [],
  invitedOn: null,
};
