import type { ChangeLevel, ChangeOwner, RequestReferral } from './child-commands.ts';
import type { Instant } from './instant.ts';
import type {
  APPOINTMENT_CANCELLED_BY,
  CancelReason,
  CONSENT_FORMS,
  DeclineReason,
  HOSPITAL_NEXT_STEPS,
  MATERIAL_ITEMS,
  NOTICE_CHANNELS,
  OUTCOME_ASSESSMENTS,
  OUTCOMES,
  REFUSAL_ANSWERS,
  REPORTED_TO,
  SCHOOL_ADVICE,
  SCHOOL_NEXT_STEPS,
} from './referral-codes.ts';
import type { SharedCommand, StreamId, TextRef } from './stream.ts';

type Coded<T extends readonly string[]> = T[number];

/** What a person's act answers: a duty that lives, or the last version made by people that they have seen. One of the two. */
export interface Naming {
  readonly answers?: string | undefined;
  readonly against?: number | undefined;
}

/** What the hospital said by telephone: with whom the duty staff spoke, and when (epoch ms). */
export interface PhoneCall {
  readonly spokeWith: TextRef;
  readonly happenedAt: Instant;
}
interface Appointment {
  readonly at: Instant;
  readonly place: TextRef | null;
}
interface ByHospital extends Naming {
  readonly phone?: PhoneCall | undefined;
}

/** Feedback to the school. Every field must be given; the text is the hospital's own words to the school, without a diagnosis unless the guardian agreed. */
export interface Outcome {
  readonly result: Coded<typeof OUTCOMES>;
  readonly assessment: Coded<typeof OUTCOME_ASSESSMENTS>;
  readonly schoolAdvice: Coded<typeof SCHOOL_ADVICE>;
  readonly nextStep: Coded<typeof HOSPITAL_NEXT_STEPS>;
  /** The child left in-patient care: a follow-up of its own begins. */
  readonly discharge: boolean;
}

type GiveConsent = Naming & {
  readonly act: 'giveConsent';
  /** Id of the consent record, and the guardian who gave it. */
  readonly consent: string;
  readonly guardian: string;
  readonly form: Coded<typeof CONSENT_FORMS>;
  readonly evidence: TextRef;
  readonly hospitals: readonly string[];
};

type SchoolAct =
  | GiveConsent
  | (Naming & { readonly act: 'invokeEmergency'; readonly reason: TextRef })
  | (Naming & { readonly act: 'send' })
  | (Naming & { readonly act: 'withdraw'; readonly reasonCode: CancelReason; readonly reason: TextRef | null })
  | (Naming & { readonly act: 'supplyMaterial'; readonly material: TextRef })
  | (Naming & {
      readonly act: 'requestCancellation';
      readonly reasonCode: CancelReason;
      readonly reason: TextRef | null;
    })
  | (Naming & { readonly act: 'guardianDeclines'; readonly guardian: string; readonly note: TextRef | null })
  | (Naming & {
      readonly act: 'reviewOutcome';
      readonly nextStep: Coded<typeof SCHOOL_NEXT_STEPS>;
      readonly note: TextRef | null;
    })
  | (Naming & { readonly act: 'approveEmergency'; readonly note: TextRef | null })
  | (Naming & {
      readonly act: 'tellGuardianAfterEmergency';
      readonly guardian: string;
      readonly channel: Coded<typeof NOTICE_CHANNELS>;
      readonly happenedAt: Instant;
      readonly note: TextRef | null;
    })
  | (Naming & {
      readonly act: 'recordProtectionReport';
      readonly to: Coded<typeof REPORTED_TO>;
      readonly receipt: string;
      readonly note: TextRef | null;
    });

type HospitalAct =
  | (ByHospital & { readonly act: 'accept' })
  | (ByHospital & { readonly act: 'decline'; readonly reasonCode: DeclineReason; readonly reason: TextRef })
  | (ByHospital & {
      readonly act: 'askForMaterial';
      readonly items: readonly Coded<typeof MATERIAL_ITEMS>[];
      readonly question: TextRef;
    })
  | (ByHospital & Appointment & { readonly act: 'schedule' })
  | (ByHospital & Appointment & { readonly act: 'reschedule' })
  | (ByHospital & { readonly act: 'noShow' })
  | (ByHospital & { readonly act: 'cancelAppointment'; readonly by: Coded<typeof APPOINTMENT_CANCELLED_BY> })
  | (ByHospital & { readonly act: 'recordVisit'; readonly visitedAt: Instant })
  /** `visitedAt`: the visit it reports; null only for another note on a visit already recorded. */
  | (ByHospital & { readonly act: 'addInterimNote'; readonly visitedAt: Instant | null; readonly note: TextRef })
  /** `visitedAt`: needed where no visit is on record, for an outcome without an attended visit is none. */
  | (ByHospital & {
      readonly act: 'giveOutcome';
      readonly outcome: Outcome;
      readonly feedback: TextRef;
      readonly visitedAt: Instant | null;
    })
  | (ByHospital & { readonly act: 'referOnward'; readonly hospital: string | null; readonly reason: TextRef })
  | (ByHospital & { readonly act: 'confirmCancellation' });

type HealthAct = Naming & {
  readonly act: 'answerRefusal';
  readonly answer: Coded<typeof REFUSAL_ANSWERS>;
  readonly note: TextRef | null;
};

/** The acts of people: what the table of states permits. */
export type ReferralAct = SchoolAct | HospitalAct | HealthAct;
export type ReferralActName = ReferralAct['act'];

/** The next hospital on silence: sent in the transaction in which the first one's limit passed. */
export type RequestNext = Omit<RequestReferral, 'act'> & {
  readonly act: 'requestNext';
  /** The silent one. It stays received and may still accept. */
  readonly previous: StreamId;
  /** The emergency basis begins with this hospital, because the consent does not name it: its approval and notice are owed here. */
  readonly emergencyBegins: boolean;
};

/** Another hospital has accepted: a cancellation request, owed an answer like any other. */
export interface YieldToSibling {
  readonly act: 'yieldToSibling';
  readonly accepted: StreamId;
}

export type ReferralCommand =
  | SharedCommand
  | RequestReferral
  | RequestNext
  | YieldToSibling
  | ChangeOwner
  | ChangeLevel
  | ReferralAct;
export type ReferralCommandOf<A extends ReferralCommand['act']> = Extract<ReferralCommand, { readonly act: A }>;
