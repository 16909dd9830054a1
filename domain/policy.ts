import type { Limit } from './calendar.ts';
import type { Level } from './level.ts';
import type { Post } from './role.ts';
import type { Thresholds } from './thresholds.ts';

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
  'leaverHandOver',
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
  'referralRefusal',
  'emergencyApproval',
  'emergencyNotice',
  'followUpContact',
  'followUpTrace',
  'homeContact',
  'leavePapers',
  'leaveAssessment',
  'leaveTalk',
  'leaveApplication',
  'returnApplication',
  'returnPapers',
  'returnSchoolReview',
  'returnJoint',
  'returnDecision',
  'returnAppeal',
  'returnPhased',
  'returnResume',
  'campaignOpen',
  'campaignAbsentee',
  'campaignClose',
  'documentRead',
  'documentAnswer',
  'certificateRenewal',
  'bodyRenewal',
  'agreementRenewal',
  'facilityCheck',
  'facilityMend',
  'publicationReview',
  'publicationSignOff',
  'publicationPublish',
  'publicationReach',
  'visitHold',
  'findingMend',
  'findingRecheck',
  'meetingDecision',
  'assessmentAppeal',
  'assessmentFreeze',
  'reportDraft',
  'reportFirstSign',
  'reportSecondSign',
] as const;
export type DutyKind = (typeof DUTY_KINDS)[number];

/** When a ring comes: at a share of the limit, milliseconds before it on the wall, or a time after it. */
export type RingTime = { readonly share: number } | { readonly before: number } | { readonly after: Limit };

export interface Ring {
  readonly when: RingTime;
  /** Who is called with the holder. */
  readonly calls: readonly Post[];
}

/** A limit with the chain of people behind it. */
export interface Clock {
  readonly limit: Limit;
  readonly holder: Post;
  readonly rings: readonly Ring[];
  /** After its last ring the chain repeats with this interval: a duty never falls silent. */
  readonly repeat: Limit;
  /** The interval after somebody has acknowledged the last ring: the call is heard, the duty lives. */
  readonly repeatHeard: Limit;
  /** true: a repeat goes round the whole chain again; false: it calls the last ring's people. */
  readonly round: boolean;
  /** Ms between pages of one step until somebody acknowledges; null = paged once a step. Only what is dangerous now has it. */
  readonly pageEvery: number | null;
  /** The clause of the policy document, shown to people with every ring. */
  readonly clause: string;
}

/** Name of a clock: a duty kind, or a kind with the level or case it is for, such as `interview.L3`. */
export type ClockId = string;

/** From one contact to the next. School days stretch over a weekend, never over a holiday: `atMostDays` caps them in civil days. */
export type Pace = { readonly days: number } | { readonly schoolDays: number; readonly atMostDays: number };

/** A run of contacts at one pace. It is over when every condition holds, and then only with a contact that was made. */
export interface Stretch {
  readonly pace: Pace;
  /** The contact may fall on any day of the target's week (Monday to Sunday), or on the last so many days up to the target. */
  readonly window: 'week' | number;
  /** Contacts made in it; null = the stretch goes on until the stream ends. */
  readonly count: number | null;
  /** Civil days it lasts at least, so that early contacts do not thin it out. */
  readonly leastDays: number;
  /** It also waits for the panel (研判会). */
  readonly untilPanel: boolean;
}

export const RHYTHM_KEYS = ['discharge', 'returned', 'L4', 'L3', 'L2', 'L1'] as const;
export type RhythmKey = (typeof RHYTHM_KEYS)[number];

/** Contacts of a follow-up: first, then stretch after stretch; the last stretch goes on. */
export interface Rhythm {
  /** Window of the first contact in wall time after the event, ms; null = the first stretch says it. */
  readonly first: { readonly opensAfter: number; readonly closesAfter: number } | null;
  readonly stretches: readonly [Stretch, ...Stretch[]];
  /** Civil days for which an event asks for its rhythm, also when the level has fallen since; null = as long as the level. */
  readonly lastsDays: number | null;
  /** Missed contacts in a row until the head is called. */
  readonly missesToHead: number;
}

export interface Policy {
  /** Counts up; a stream pins the version it was opened under. */
  readonly version: number;
  /** What scores and signs propose; checked against the instruments when a policy is published. */
  readonly thresholds: Thresholds;
  readonly clocks: Readonly<Record<ClockId, Clock>>;
  /** Least time at a level before it may be lowered by one, ms. */
  readonly minimumTime: Readonly<Record<Level, number>>;
  /** Assessments in a row that must be steady before a case may close. */
  readonly steadyToClose: number;
  readonly rhythms: Readonly<Record<RhythmKey, Rhythm>>;
  readonly referral: {
    /** Hospital codes in the order in which they are asked (R2). */
    readonly order: readonly string[];
    /** Hospitals asked at most for one request before the bureau and the health side are called to place the child. */
    readonly mostAsked: number;
  };
  readonly returnToSchool: {
    /** Civil days at home without papers until the county is called (未成年人保护法 28). */
    readonly homeRestWithoutPapersDays: number;
    /** Longest leave that one application can ask for, civil days. */
    readonly leaveAtMostDays: number;
    /** Civil days within which the next date of a `notYet` lies. */
    readonly nextDateWithinDays: number;
    /** School days within which a `notYet` can be appealed. */
    readonly appealWithinDays: number;
    readonly phasedWeeks: { readonly least: number; readonly most: number };
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
