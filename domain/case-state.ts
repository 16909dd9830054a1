import type { Duty } from './duty.ts';
import type { Instant } from './instant.ts';
import type { Level } from './level.ts';
import type { NewsKind } from './news.ts';
import type { ActorRole, PersonId } from './role.ts';
import type { StreamId, StreamState } from './stream.ts';

export const CASE_STAGES = ['triage', 'reassessment', 'grading', 'care', 'crisis', 'closed'] as const;
export type CaseStage = (typeof CASE_STAGES)[number];

/** Decisions that wait for other people's signatures. */
export const DECISIONS = ['grade', 'raise', 'lower', 'standDown', 'dismiss', 'close'] as const;
export type CaseDecision = (typeof DECISIONS)[number];

/** A place a signature is owed in. `head`: the second person below L3. `education` and `health`: the two sides at L3/L4. */
export const SLOTS = ['head', 'education', 'health'] as const;
export type Slot = (typeof SLOTS)[number];

export interface Signature {
  readonly slot: Slot;
  readonly person: PersonId;
  readonly role: ActorRole;
}

/** A decision that somebody proposed and others must sign; it stays open until they do, nothing happens by silence. */
export interface Proposal {
  readonly id: string;
  readonly decision: CaseDecision;
  /** The level it would lead to; the present level for standDown, dismiss and close. */
  readonly level: Level;
  /** null: a level that rules set and that nobody proposed. */
  readonly by: PersonId | null;
  readonly slots: readonly Slot[];
  readonly signed: readonly Signature[];
  /** What it rests on, in codes: instruments, interviews, findings. */
  readonly basis: readonly string[];
  readonly reasonCode: string;
}

export interface LevelStep {
  readonly at: Instant;
  readonly from: Level;
  readonly to: Level;
  /** floor: proposed by rules and not yet judged; grade, raise, lower: decided by people. */
  readonly by: 'floor' | 'grade' | 'raise' | 'lower';
  readonly persons: readonly PersonId[];
}

export const ASSESSMENTS = ['better', 'steady', 'worse'] as const;
export type Assessment = (typeof ASSESSMENTS)[number];

export interface LinkedStream {
  readonly id: StreamId;
  readonly kind: NewsKind;
  /** The request a referral belongs to; null for the others. */
  readonly requestId: string | null;
  /** The hospital asked, once its referral has said so. */
  readonly hospital: string | null;
  readonly stage: string;
  readonly open: boolean;
}

export interface WarningRef {
  readonly id: string;
  readonly floor: Level;
  readonly critical: boolean;
  /** When it was observed, and when the case learnt of it. */
  readonly at: Instant;
  readonly addedAt: Instant;
}

export interface CrisisState {
  readonly since: Instant;
  readonly watcher: PersonId | null;
  readonly lastWatchEntry: Instant;
  readonly handedOver: boolean;
}

export interface CaseState extends StreamState {
  readonly stage: CaseStage;
  readonly level: Level;
  /** The last level that a human decided in this episode, with all signatures. */
  readonly graded: Level | null;
  /** The highest floor of this episode. */
  readonly floor: Level;
  readonly owner: PersonId;
  readonly warnings: readonly WarningRef[];
  readonly levels: readonly LevelStep[];
  readonly proposals: readonly Proposal[];
  /** Who proposed the last raise by hand: that person signs no lowering (N25). */
  readonly raisedBy: PersonId | null;
  /** Who proposed the last lowering: that person signs no raise (N25). */
  readonly loweredBy: PersonId | null;
  readonly lastRaiseAt: Instant;
  readonly levelSince: Instant;
  readonly lastAssessment: { readonly at: Instant; readonly assessment: Assessment } | null;
  readonly steady: number;
  readonly interviewedAt: Instant | null;
  readonly reassessedAt: Instant | null;
  readonly guardianTold: boolean;
  readonly lastContactAt: Instant | null;
  readonly hasPlan: boolean;
  /** Abuse, or a guardian as the source of danger, is flagged: the protection branch replaces every contact with guardians (N10). */
  readonly guardianDanger: boolean;
  /** Set by the report to those who protect the child; null again when a new danger is flagged. */
  readonly protectionReportedAt: Instant | null;
  readonly links: readonly LinkedStream[];
  readonly handOver: { readonly to: PersonId } | null;
  /** When the student left the school, until somebody elsewhere has taken the case over; missing in cases of before. */
  readonly leftSchoolAt?: Instant | null;
  readonly crisis: CrisisState | null;
  /** The case this one continues, when it was re-opened. */
  readonly previous: StreamId | null;
}

/** The state before the first fact. `owner` is filled by caseOpened. */
export const NO_CASE: CaseState = {
  version: 0,
  open: false,
  stage: 'triage',
  duties: [] as readonly Duty[],
  personVersion: 0,
  level: 'L0',
  graded: null,
  floor: 'L0',
  owner: '',
  warnings: [],
  levels: [],
  proposals: [],
  raisedBy: null,
  loweredBy: null,
  lastRaiseAt: 0,
  levelSince: 0,
  lastAssessment: null,
  steady: 0,
  interviewedAt: null,
  reassessedAt: null,
  guardianTold: false,
  lastContactAt: null,
  hasPlan: false,
  guardianDanger: false,
  protectionReportedAt: null,
  links: [],
  handOver: null,
  leftSchoolAt: null,
  crisis: null,
  previous: null,
};
