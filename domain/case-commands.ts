import type { Assessment } from './case-state.ts';
import type { ReferralBasis } from './child-commands.ts';
import type { Instant } from './instant.ts';
import type { Level } from './level.ts';
import type { News } from './news.ts';
import type { PersonId } from './role.ts';
import type { SharedCommand, StreamId, TextRef } from './stream.ts';

/** An act says what it answers: the duty it fulfils. A duty that no longer lives makes the act stale. */
interface Answers {
  readonly answers: string;
}
interface MayAnswer {
  readonly answers?: string | undefined;
}
/** Decisions name the last version made by people that their author has seen. */
interface Against {
  readonly against: number;
}

/** A warning as the case sees it: who or what raised it, the floor that the rules propose, codes only. */
export interface WarningBody {
  readonly warning: string;
  readonly source: string;
  readonly floor: Level;
  /** A critical answer or sign, or one that was withheld: a person asks within 24 hours at the latest. */
  readonly critical: boolean;
  readonly signs: readonly string[];
  readonly reasons: readonly string[];
  readonly observedAt: Instant;
}

export const INTERVIEW_OUTCOMES = ['reassess', 'noConcern'] as const;
export const CONTACT_OUTCOMES = [
  'reached',
  'noAnswer',
  'messageLeft',
  'unableToReach',
  'wrongContact',
  'declined',
  'supportPerson',
] as const;
/** Why a warning may be dismissed. */
export const DISMISSAL_REASONS = ['answeredByMistake', 'misunderstood', 'strainOver', 'caredForElsewhere'] as const;
/** Why a case may close. That a student cannot be found is an alarm, never an ending (N05). */
export const CLOSING_REASONS = [
  'riskResolved',
  'steppedDown',
  'treatmentEnded',
  'caredForElsewhere',
  'leftSchool',
] as const;
export const CHANNELS = ['inPerson', 'voice', 'video', 'message'] as const;
export const OFFER_OUTCOMES = ['accepted', 'guardianDeclined', 'alreadyInTreatment', 'notIndicated'] as const;
export const ROUTES = ['otherHospital', 'appeal', 'planAtSchool'] as const;
export const WATCH_STATES = ['calm', 'distressed', 'agitated', 'asleep', 'awayWithEscort'] as const;

export type CaseCommand =
  | SharedCommand
  | News
  | ({ readonly act: 'open'; readonly previous: StreamId | null } & WarningBody)
  | ({ readonly act: 'addWarning' } & WarningBody)
  | ({
      readonly act: 'recordContact';
      readonly with: 'student' | 'guardian';
      readonly guardian: string | null;
      readonly channel: (typeof CHANNELS)[number];
      readonly outcome: (typeof CONTACT_OUTCOMES)[number];
      readonly note: TextRef | null;
    } & MayAnswer)
  | ({
      readonly act: 'recordSecondSource';
      readonly view: readonly string[];
      readonly note: TextRef | null;
    } & MayAnswer)
  | ({
      readonly act: 'recordInterview';
      readonly findings: readonly string[];
      readonly outcome: (typeof INTERVIEW_OUTCOMES)[number];
      readonly reasonCode: string | null;
      readonly note: TextRef | null;
    } & Answers)
  | ({
      readonly act: 'recordReassessment';
      readonly instrument: string | null;
      readonly findings: readonly string[];
      readonly assessment: Assessment;
      readonly note: TextRef | null;
    } & Answers)
  | ({
      readonly act: 'grade';
      readonly level: Level;
      readonly basis: readonly string[];
      readonly reasonCode: string;
      readonly reason: TextRef | null;
    } & Against)
  | {
      readonly act: 'raise';
      readonly level: Level;
      readonly basis: readonly string[];
      readonly reasonCode: string;
      readonly reason: TextRef | null;
    }
  | ({
      readonly act: 'lower';
      readonly level: Level;
      readonly basis: readonly string[];
      readonly reasonCode: string;
      readonly reason: TextRef | null;
    } & Against)
  | ({
      readonly act: 'standDown';
      readonly seenInPerson: boolean;
      readonly findings: readonly string[];
      readonly reasonCode: string;
      readonly reason: TextRef | null;
    } & Against)
  | ({ readonly act: 'dismiss'; readonly reasonCode: string; readonly reason: TextRef | null } & Against)
  | ({
      readonly act: 'close';
      readonly reasonCode: string;
      readonly plan: TextRef;
      readonly reason: TextRef | null;
    } & Against)
  | { readonly act: 'coSign'; readonly proposal: string }
  | {
      readonly act: 'declineProposal';
      readonly proposal: string;
      readonly reasonCode: string;
      readonly reason: TextRef | null;
    }
  | ({ readonly act: 'recordSession'; readonly goals: readonly string[]; readonly note: TextRef | null } & MayAnswer)
  | { readonly act: 'revisePlan'; readonly goals: readonly string[]; readonly plan: TextRef }
  | ({ readonly act: 'recordReview'; readonly assessment: Assessment; readonly note: TextRef | null } & MayAnswer)
  | ({
      readonly act: 'recordPanel';
      readonly attendees: number;
      readonly decisions: readonly string[];
      readonly note: TextRef | null;
    } & Answers)
  | ({
      readonly act: 'recordOffer';
      readonly outcome: (typeof OFFER_OUTCOMES)[number];
      readonly note: TextRef | null;
    } & Answers)
  | ({
      readonly act: 'requestReferral';
      readonly hospital: string | null;
      readonly basis: ReferralBasis;
      readonly reason: TextRef;
      /** The student is worse again: a return to school rests until a person takes it up. */
      readonly relapse?: boolean | undefined;
    } & MayAnswer)
  | ({
      readonly act: 'chooseRoute';
      readonly choice: (typeof ROUTES)[number];
      readonly hospital: string | null;
      readonly basis: ReferralBasis | null;
      readonly reason: TextRef;
    } & Answers)
  | { readonly act: 'startLeave'; readonly homeRestSince: Instant | null }
  | { readonly act: 'flagProtection'; readonly reasonCode: string }
  | ({
      readonly act: 'recordProtectionReport';
      readonly to: 'police' | 'civilAffairs' | 'educationBureau';
      readonly receipt: string;
      readonly note: TextRef | null;
    } & Answers)
  | { readonly act: 'declareCrisis'; readonly signs: readonly string[]; readonly note: TextRef | null }
  | { readonly act: 'assignWatch'; readonly watcher: PersonId }
  | { readonly act: 'logWatch'; readonly state: (typeof WATCH_STATES)[number]; readonly note: TextRef | null }
  | ({
      readonly act: 'recordGuardianVoice';
      readonly guardian: string;
      readonly outcome: (typeof CONTACT_OUTCOMES)[number];
      readonly happenedAt: Instant;
      readonly note: TextRef | null;
    } & MayAnswer)
  | {
      readonly act: 'recordEmergencyCall';
      readonly line: '120' | '110';
      readonly outcome: string;
      readonly happenedAt: Instant;
      readonly note: TextRef | null;
    }
  | ({ readonly act: 'recordMeansRemoved'; readonly happenedAt: Instant; readonly note: TextRef | null } & MayAnswer)
  | ({ readonly act: 'recordArrival'; readonly happenedAt: Instant; readonly note: TextRef | null } & MayAnswer)
  | ({ readonly act: 'recordTold'; readonly whom: 'county' | 'city' } & MayAnswer)
  | {
      readonly act: 'acceptCrisisHandOver';
      readonly to: 'hospital' | 'guardian';
      readonly guardian: string | null;
      readonly receiver: TextRef;
      readonly happenedAt: Instant;
    }
  | { readonly act: 'offerHandOver'; readonly to: PersonId; readonly summary: TextRef }
  | ({ readonly act: 'acceptHandOver' } & Answers)
  | { readonly act: 'declineHandOver'; readonly reasonCode: string; readonly reason: TextRef | null }
  /** The student has left the school for good: whoever cares for the student next has to take the case over. */
  | { readonly act: 'markLeaver' }
  | { readonly act: 'reopen'; readonly reason: TextRef };

export type CaseActName = CaseCommand['act'];
export type CommandOf<A extends CaseActName> = Extract<CaseCommand, { readonly act: A }>;
