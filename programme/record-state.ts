import type { DutyFact } from '#domain/duty';
import type { Day, Instant } from '#domain/instant';
import type { DutyKind } from '#domain/policy';
import type { PersonId } from '#domain/role';
import type { SharedCommand, StreamState } from '#domain/stream';
import type { LifeCode } from './lives.ts';

export const RECORD_STAGES = ['running', 'ended'] as const;
export type RecordStage = (typeof RECORD_STAGES)[number];

/** `looked`: a record told of it; `at`: when that was told. */
interface Last {
  readonly by: PersonId | null;
  readonly outcome: string;
  readonly looked?: Looked & { readonly at: Instant };
}

/** The life of one programme record. What the record says lies in `records`; here is what is owed because of it. */
export interface RecordState extends StreamState {
  readonly stage: RecordStage;
  readonly life: LifeCode;
  /** Id of the record. */
  readonly record: string;
  /** Who began it, and answers for it. */
  readonly owner: PersonId;
  /** Who did each kind of duty last, and how it ended: the next step may have to be another person's. */
  readonly last: Readonly<Partial<Record<DutyKind, Last>>>;
  /** `kind/subject` of duties that were done for good: a record written anew does not ask for them again. */
  readonly settled: readonly string[];
}

/** Looks that records told of, one after the other, since somebody did what was owed: which of them are not history, and which was the last. */
export interface Looked {
  /** From this day on a look was owed. */
  readonly since: Day;
  /** Day of the last look. */
  readonly until: Day;
}

/** A due with the person who owes it, where that is not the clock's own post. */
export interface NamedDue {
  readonly kind: DutyKind;
  readonly limitAt: Instant | null;
  readonly holder: PersonId | null;
  readonly subject: string | null;
  /** Who may not do it, so no step of the chain calls them. */
  readonly barred?: readonly PersonId[];
}

export type RecordFact =
  | DutyFact
  | { readonly type: 'recordBegun'; readonly life: LifeCode; readonly record: string; readonly owner: PersonId }
  | {
      readonly type: 'dutyFulfilled';
      readonly kind: DutyKind;
      readonly subject: string | null;
      readonly by: PersonId | null;
      readonly outcome: string;
      readonly looked?: Looked;
    }
  /** The record was written anew: what it owes follows its new dates. */
  | { readonly type: 'recordRescheduled'; readonly by: PersonId | null }
  | { readonly type: 'recordEnded'; readonly by: PersonId | null; readonly because: 'fulfilled' | 'withdrawn' };

export type RecordCommand =
  | SharedCommand
  | {
      readonly act: 'begin';
      readonly life: LifeCode;
      readonly record: string;
      readonly dues: readonly NamedDue[];
    }
  /** `next`: the next limit, where the outcome asks for one. `holder`: who owes what is new after it, where that is not the clock's own post. */
  | {
      readonly act: 'fulfil';
      readonly answers: string;
      readonly outcome: string;
      readonly next?: Instant;
      readonly holder?: PersonId;
    }
  /** `anew`: what was judged of it has changed, so that it is to be judged again. */
  | { readonly act: 'reschedule'; readonly dues: readonly NamedDue[]; readonly anew?: boolean }
  /** Another record tells that what is owed was done on a day. `next`: the limit of the next one. */
  | {
      readonly act: 'observe';
      readonly kind: DutyKind;
      readonly outcome: string;
      readonly day: Day;
      readonly next: Instant;
    }
  | { readonly act: 'withdraw' };
export type RecordActName = RecordCommand['act'];
export type RecordCommandOf<A extends RecordActName> = Extract<RecordCommand, { readonly act: A }>;

export const NO_RECORD: RecordState = {
  version: 0,
  open: false,
  stage: 'running',
  duties: [],
  personVersion: 0,
  life: 'document',
  record: '',
  owner: '',
  last: {},
  settled: [],
};
