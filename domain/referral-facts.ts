import type { ReferralBasis } from './child-commands.ts';
import type { Ground } from './consent.ts';
import type { DutyFact } from './duty.ts';
import type { Instant } from './instant.ts';
import type { Level } from './level.ts';
import type { Outcome, PhoneCall } from './referral-commands.ts';
import type { ReferralStage } from './referral-states.ts';
import type { PersonId } from './role.ts';
import type { StreamId, StreamState, TextRef } from './stream.ts';

/** The request to one hospital (FHIR Task). Several may share one request (FHIR ServiceRequest). */
export interface ReferralState extends StreamState {
  readonly stage: ReferralStage;
  readonly caseId: StreamId;
  readonly requestId: string;
  readonly hospital: string;
  /** Hospitals asked before this one for the same request, oldest first. */
  readonly asked: readonly string[];
  /** The silent referral this one follows. */
  readonly previous: StreamId | null;
  /** The request that a hospital referred onward. */
  readonly partOf: string | null;
  readonly level: Level;
  readonly owner: PersonId;
  readonly reason: TextRef;
  readonly basis: ReferralBasis;
  readonly sentBy: PersonId | null;
  /** From accept until 4.0 or 6.0: at most one referral of a request. */
  readonly accepted: boolean;
  readonly acceptedBy: PersonId | null;
  readonly appointment: { readonly at: Instant } | null;
  readonly visits: readonly Instant[];
  readonly notes: readonly { readonly at: Instant; readonly note: TextRef }[];
  readonly outcome: Outcome | null;
  readonly guardianDeclined: boolean;
  readonly emergencyApprovedBy: PersonId | null;
  /** What came of silence at the limit: nothing yet, the next hospital asked, or the case owner asked to choose. */
  readonly onSilence: 'nothing' | 'rerouted' | 'ownerAsked';
}

export const NO_REFERRAL: ReferralState = {
  version: 0,
  open: false,
  stage: 'draft',
  duties: [],
  personVersion: 0,
  caseId: '',
  requestId: '',
  hospital: '',
  asked: [],
  previous: null,
  partOf: null,
  level: 'L0',
  owner: '',
  reason: { text: '', commitment: '' },
  basis: { kind: 'awaited' },
  sentBy: null,
  accepted: false,
  acceptedBy: null,
  appointment: null,
  visits: [],
  notes: [],
  outcome: null,
  guardianDeclined: false,
  emergencyApprovedBy: null,
  onSilence: 'nothing',
};

interface Requested {
  readonly type: 'referralRequested';
  readonly caseId: StreamId;
  readonly requestId: string;
  readonly hospital: string;
  readonly asked: readonly string[];
  readonly previous: StreamId | null;
  readonly partOf: string | null;
  readonly level: Level;
  readonly reason: TextRef;
  readonly basis: ReferralBasis;
  readonly owner: PersonId;
}

interface ConsentGiven {
  readonly type: 'consentGiven';
  readonly consent: string;
  readonly guardian: string;
  readonly form: string;
  readonly evidence: TextRef;
  readonly hospitals: readonly string[];
}

type SchoolFact =
  | Requested
  | ConsentGiven
  | { readonly type: 'emergencyInvoked'; readonly by: PersonId; readonly reason: TextRef }
  /** What left the school; the ledger of disclosures is drawn from it. `by` null: sent on by the clock. */
  | {
      readonly type: 'referralSent';
      readonly by: PersonId | null;
      readonly hospital: string;
      readonly basis: 'consent' | 'emergency';
      readonly packet: readonly string[];
    }
  | { readonly type: 'draftWithdrawn'; readonly reasonCode: string; readonly reason: TextRef | null }
  | { readonly type: 'materialSupplied'; readonly material: TextRef; readonly ground: Ground }
  | { readonly type: 'cancellationAsked'; readonly reasonCode: string; readonly reason: TextRef | null }
  | { readonly type: 'guardianDeclined'; readonly guardian: string; readonly note: TextRef | null }
  | { readonly type: 'outcomeReviewed'; readonly nextStep: string; readonly note: TextRef | null }
  | { readonly type: 'emergencyApproved'; readonly by: PersonId; readonly note: TextRef | null }
  | {
      readonly type: 'guardianTold';
      readonly guardian: string;
      readonly channel: string;
      readonly happenedAt: Instant;
      readonly note: TextRef | null;
    }
  | {
      readonly type: 'protectionReported';
      readonly to: string;
      readonly receipt: string;
      readonly note: TextRef | null;
    };

type HospitalFact =
  /** Stands before the fact it reports: entered by duty staff under their own name. */
  | ({ readonly type: 'telephoneAnswerEntered' } & PhoneCall)
  | { readonly type: 'referralAccepted'; readonly by: PersonId | null }
  | { readonly type: 'referralDeclined'; readonly reasonCode: string; readonly reason: TextRef }
  | { readonly type: 'materialAsked'; readonly items: readonly string[]; readonly question: TextRef }
  | { readonly type: 'appointmentMade'; readonly appointmentAt: Instant; readonly place: TextRef | null }
  | { readonly type: 'appointmentMissed'; readonly appointmentAt: Instant | null }
  | { readonly type: 'appointmentCancelled'; readonly by: string }
  | { readonly type: 'visitRecorded'; readonly visitedAt: Instant }
  | { readonly type: 'interimNoteAdded'; readonly note: TextRef }
  | { readonly type: 'outcomeGiven'; readonly outcome: Outcome; readonly feedback: TextRef }
  | { readonly type: 'referredOnward'; readonly hospital: string | null; readonly reason: TextRef }
  | { readonly type: 'cancellationConfirmed' }
  | { readonly type: 'refusalAnswered'; readonly answer: string; readonly note: TextRef | null };

type OwnFact =
  | { readonly type: 'referralRerouted'; readonly referral: StreamId; readonly hospital: string }
  | { readonly type: 'routeNeeded'; readonly because: 'noHospitalLeft' | 'hospitalNotInConsent' }
  | { readonly type: 'levelChanged'; readonly from: Level; readonly to: Level }
  | { readonly type: 'ownerChanged'; readonly from: PersonId; readonly to: PersonId };

export type ReferralFact = DutyFact | SchoolFact | HospitalFact | OwnFact;
/** The facts of a referral itself, without those about its duties. */
export type ReferralOwnFact = Exclude<ReferralFact, DutyFact>;
