import type { Assessment } from './case-state.ts';
import type { CHANNELS, CONTACT_OUTCOMES } from './case-commands.ts';
import type {
  ChangeOwner,
  EndFollowUp,
  FollowUpCause,
  PanelMet,
  RepaceFollowUp,
  StartFollowUp,
} from './child-commands.ts';
import type { DutyFact } from './duty.ts';
import type { Instant } from './instant.ts';
import type { Level } from './level.ts';
import type { RhythmKey } from './policy.ts';
import type { PersonId } from './role.ts';
import type { SharedCommand, StreamId, StreamState, TextRef } from './stream.ts';

export const FOLLOW_UP_STAGES = ['planned', 'tracing', 'ended'] as const;
export type FollowUpStage = (typeof FOLLOW_UP_STAGES)[number];

export type Channel = (typeof CHANNELS)[number];
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number];

/** What a conversation showed, in codes: observations, never findings of a disorder (精神卫生法 23). */
export const FOLLOW_UP_SIGNS = [
  'sleepsBadly',
  'eatsBadly',
  'lowMood',
  'withdrawn',
  'missesSchool',
  'stoppedTreatment',
  'strainAtHome',
  'bullied',
  'thoughtsOfDeath',
  'selfHarm',
  'planOrFarewell',
  'attempt',
] as const;
export type FollowUpSign = (typeof FOLLOW_UP_SIGNS)[number];

/** Signs that make a contact `worse`, whatever was ticked: the worse reading counts. */
export const GRAVE_SIGNS: ReadonlySet<FollowUpSign> = new Set([
  'thoughtsOfDeath',
  'selfHarm',
  'planOrFarewell',
  'attempt',
]);

export const TRACE_SOURCES = ['classTeacher', 'guardian', 'homeVisit', 'dormitory', 'police', 'other'] as const;
export type TraceSource = (typeof TRACE_SOURCES)[number];

/** A contact falls somewhere in here: from, to. Epoch ms; `to` is the limit. */
export interface ContactWindow {
  readonly opensAt: Instant;
  readonly closesAt: Instant;
}

/** What the next window of a rhythm is counted by; it is counted anew from here when the calendar changes. */
export interface RhythmPosition {
  readonly stretch: number;
  /** Contacts made in this stretch. */
  readonly made: number;
  readonly countedFrom: Instant;
}

/** A rhythm on its way: each keeps its own position, so that several can run and none thins another out. */
export interface RunningRhythm extends RhythmPosition {
  readonly key: RhythmKey;
  readonly startedAt: Instant;
  /** Past this it ends with the next contact it is given; null = as long as its level. Time alone never ends it. */
  readonly until: Instant | null;
  /** Since when this stretch runs. */
  readonly since: Instant;
  readonly panelMet: boolean;
  /** Where the rhythm stood when it was begun anew with a contact still promised: the promise stays, under any calendar. */
  readonly promised?: RhythmPosition;
  readonly next: ContactWindow;
}

export interface FollowUpState extends StreamState {
  readonly stage: FollowUpStage;
  readonly caseId: StreamId;
  readonly owner: PersonId;
  readonly level: Level;
  readonly rhythms: readonly RunningRhythm[];
  /** The next contact window: that of the densest rhythm. null before the start and after the end. */
  readonly window: (ContactWindow & { readonly rhythm: RhythmKey }) | null;
  /** Attempts and windows missed since the student was last reached. */
  readonly misses: number;
  /** The close of the window whose passing was counted last: one miss for each window. */
  readonly missedWindow: Instant | null;
  /** When the last attempt failed: an older conversation, entered late, does not undo it. */
  readonly lastAttemptAt: Instant;
  readonly lastContactAt: Instant | null;
}

export type FollowUpFact =
  | DutyFact
  | {
      readonly type: 'followUpStarted';
      readonly caseId: StreamId;
      readonly owner: PersonId;
      readonly level: Level;
      readonly cause: FollowUpCause;
      readonly rhythms: readonly RunningRhythm[];
    }
  | {
      readonly type: 'followUpPaced';
      readonly level: Level;
      readonly cause: FollowUpCause;
      readonly rhythms: readonly RunningRhythm[];
    }
  | { readonly type: 'panelHeld'; readonly rhythms: readonly RunningRhythm[] }
  | { readonly type: 'windowsReckoned'; readonly rhythms: readonly RunningRhythm[] }
  | {
      readonly type: 'contactMade';
      readonly by: PersonId | null;
      readonly channel: Channel;
      readonly assessment: Assessment;
      readonly reported: Assessment;
      readonly signs: readonly FollowUpSign[];
      readonly sheet: string | null;
      readonly happenedAt: Instant;
      /** Later than the last failed attempt: misses and traces end. */
      readonly settles: boolean;
      readonly rhythms: readonly RunningRhythm[];
      readonly note: TextRef | null;
    }
  | {
      readonly type: 'contactMissed';
      readonly by: PersonId | null;
      readonly outcome: Exclude<ContactOutcome, 'reached'> | 'windowPassed';
      readonly channel: Channel | null;
      readonly signs: readonly FollowUpSign[];
      /** Close of the window that passed; null for an attempt. */
      readonly window: Instant | null;
      readonly happenedAt: Instant;
      readonly note: TextRef | null;
    }
  | {
      readonly type: 'contactTraced';
      readonly by: PersonId | null;
      readonly source: TraceSource;
      readonly found: boolean;
      readonly note: TextRef | null;
    }
  | { readonly type: 'followUpOwnerChanged'; readonly to: PersonId }
  | { readonly type: 'followUpEnded'; readonly because: 'caseClosed' };

export interface RecordFollowUp {
  readonly act: 'recordFollowUp';
  /** The contact or trace duty it answers, or the version seen when nothing was due. */
  readonly answers?: string | undefined;
  readonly against?: number | undefined;
  readonly outcome: ContactOutcome;
  readonly channel: Channel;
  /** How the student is; asked when reached, meaningless otherwise. */
  readonly assessment: Assessment | null;
  readonly signs: readonly FollowUpSign[];
  /** The answer sheet behind the view, if one was filled in. */
  readonly sheet: string | null;
  /** Whom a supportPerson was, when a guardian. */
  readonly guardian: string | null;
  /** When it truly happened, for entries made later (paper, no network); not in the future. */
  readonly happenedAt: Instant;
  readonly note: TextRef | null;
}

export interface RecordTrace {
  readonly act: 'recordTrace';
  readonly answers: string;
  readonly source: TraceSource;
  readonly guardian: string | null;
  readonly found: boolean;
  readonly note: TextRef | null;
}

export type FollowUpCommand =
  | SharedCommand
  | StartFollowUp
  | RepaceFollowUp
  | PanelMet
  | EndFollowUp
  | ChangeOwner
  | RecordFollowUp
  | RecordTrace;
export type FollowUpActName = FollowUpCommand['act'];

export const NO_FOLLOW_UP: FollowUpState = {
  version: 0,
  open: false,
  stage: 'planned',
  duties: [],
  personVersion: 0,
  caseId: '',
  owner: '',
  level: 'L1',
  rhythms: [],
  window: null,
  misses: 0,
  missedWindow: null,
  lastAttemptAt: 0,
  lastContactAt: null,
};
