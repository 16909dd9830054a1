import type { Limit } from './calendar.ts';
import type { Level } from './level.ts';
import type { Post } from './role.ts';

/** Every kind of duty; each kind has at least one clock of the policy behind it. */
export const DUTY_KINDS = [
  'interview',
  'secondSource',
  'guardianTold',
  'protectionReport',
  'panel',
  'reassess',
  'grade',
  'secondSignature',
  'coSign',
  'session',
  'dynamicReview',
  'watch',
  'referralOffer',
  'chooseRoute',
  'outcomeReview',
  'handOver',
  'safetyCheck',
  'crisisAcknowledge',
  'crisisWatch',
  'crisisGuardian',
  'crisisMeans',
  'crisisHospital',
  'tellCounty',
  'tellCity',
  'referralConsent',
  'referralAnswer',
  'referralMaterial',
  'referralSchedule',
  'referralVisit',
  'referralRebook',
  'referralOutcome',
  'referralCancel',
  'emergencyApproval',
  'emergencyNotice',
  'followUpContact',
  'followUpTrace',
  'homeContact',
  'leavePapers',
  'leaveTalk',
  'leaveApplication',
  'returnApplication',
  'returnPapers',
  'returnSchoolReview',
  'returnJoint',
  'returnDecision',
  'returnAppeal',
  'returnPhased',
  'campaignOpen',
  'campaignAbsentee',
  'campaignClose',
] as const;
export type DutyKind = (typeof DUTY_KINDS)[number];

/** When a ring comes: at a share of the limit, or a time after the limit. */
export type RingTime = { readonly share: number } | { readonly after: Limit };

export interface Ring {
  readonly when: RingTime;
  /** Who is called besides those already called. */
  readonly calls: readonly Post[];
}

/** A limit with the chain of people behind it. */
export interface Clock {
  readonly limit: Limit;
  readonly holder: Post;
  readonly rings: readonly Ring[];
  /** After its last ring the chain repeats with this interval: a duty never falls silent. */
  readonly repeat: Limit;
  /** true: a repeat goes round the whole chain again; false: it calls the last ring's people. */
  readonly round: boolean;
  /** Stage of the page while unacknowledged, ms between pages of one step; null = paged once a step. */
  readonly pageEvery: number | null;
  /** The clause of the policy document, shown to people with every ring. */
  readonly clause: string;
}

/** Name of a clock: a duty kind, or a kind with the level or case it is for, such as `interview.L3`. */
export type ClockId = string;

/** Contacts of a follow-up rhythm: `count` times every `every` days, then the next; the last goes on until the stream ends. */
export interface Rhythm {
  readonly firstWithin: Limit;
  readonly stretches: readonly { readonly everyDays: number; readonly count: number | null }[];
  /** Missed contacts until the head is called. */
  readonly missesToHead: number;
}

export interface Policy {
  readonly version: string;
  readonly clocks: Readonly<Record<ClockId, Clock>>;
  /** Least time at a level before it may be lowered by one, ms. */
  readonly minimumTime: Readonly<Record<Level, number>>;
  /** Assessments in a row that must be steady before a case may close. */
  readonly steadyToClose: number;
  readonly rhythms: {
    readonly discharge: Rhythm;
    readonly L4: Rhythm;
    readonly L3: Rhythm;
    readonly L2: Rhythm;
    readonly L1: Rhythm;
    readonly returned: Rhythm;
  };
  readonly referral: {
    /** Hospital codes in the order in which they are asked (R2). */
    readonly order: readonly string[];
    /** Hospitals asked at most for one request before the bureau and the health side are called to place the child. */
    readonly mostAsked: number;
  };
  readonly returnToSchool: {
    readonly homeRestWithoutPapersDays: number;
    readonly nextDateWithinDays: number;
    readonly appealWithinDays: number;
    readonly phasedWeeks: { readonly least: number; readonly most: number };
    readonly l3RhythmMonths: number;
  };
  readonly screening: {
    readonly perInterviewerADay: number;
    readonly expectedCriticalShare: number;
    /** Minutes after midnight; no batch starts later (N12). */
    readonly latestStartMinute: number;
    readonly remindAfterDays: number;
  };
  readonly helpLines: readonly { readonly name: string; readonly number: string }[];
}

/** The clock of a duty, most particular name first. A missing clock is a fault of the policy document and must stop the act (N21). */
export function clockOf(policy: Policy, id: ClockId): Clock {
  const clock = policy.clocks[id];
  if (clock === undefined) throw new Error(`policy ${policy.version} has no clock ${id}`);
  return clock;
}
