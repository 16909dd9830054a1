import type { Instant } from './instant.ts';
import type { Level } from './level.ts';
import type { PersonId } from './role.ts';
import type { StreamId, TextRef } from './stream.ts';

/** How a case act begins or ends the streams that hang on it; each is committed in the case act's own transaction. */

export interface RequestReferral {
  readonly act: 'request';
  readonly caseId: StreamId;
  /** One request may be asked of several hospitals, one referral each. */
  readonly requestId: string;
  readonly hospital: string;
  /** Hospitals already asked for this request, oldest first, this one not included. */
  readonly asked: readonly string[];
  readonly level: Level;
  readonly reason: TextRef;
  readonly basis: ReferralBasis;
  /** Part of an earlier request when a hospital refers onward. */
  readonly partOf: string | null;
  readonly owner: PersonId;
  /** When it must have left, epoch ms, if the case promised that earlier; null: the draft's own limit runs. */
  readonly sendBy: Instant | null;
}

/** 个人信息保护法 13, 29: consent names hospitals; in an emergency one named person may send without it (N13). */
export type ReferralBasis =
  | { readonly kind: 'consent'; readonly consent: string; readonly hospitals: readonly string[] }
  | { readonly kind: 'emergency'; readonly by: PersonId }
  | { readonly kind: 'awaited' };

export const FOLLOW_UP_CAUSES = ['graded', 'crisisHandedOver', 'discharged', 'returned', 'leave'] as const;
export type FollowUpCause = (typeof FOLLOW_UP_CAUSES)[number];

export interface StartFollowUp {
  readonly act: 'start';
  readonly caseId: StreamId;
  readonly level: Level;
  readonly cause: FollowUpCause;
  readonly owner: PersonId;
}

/** The denser rhythm wins: a re-pace never thins out contacts that an earlier cause still asks for. */
export interface RepaceFollowUp {
  readonly act: 'repace';
  readonly level: Level;
  readonly cause: FollowUpCause;
}

/** The panel of an L3 has met: daily contact may end (daily until the panel, and at least 3 days). */
export interface PanelMet {
  readonly act: 'panelMet';
}

/** Only in the transaction that closes the case, or with the case's hand-over. */
export interface EndFollowUp {
  readonly act: 'end';
  readonly because: 'caseClosed';
}

export interface StartLeave {
  readonly act: 'startLeave';
  readonly caseId: StreamId;
  readonly level: Level;
  readonly owner: PersonId;
  /** A child who already stays at home without papers: the alert after 10 days counts from here. */
  readonly homeRestSince: number | null;
}

/** The case went to crisis or a referral: the return rests with its history until a person takes it up again. */
export interface RestReturn {
  readonly act: 'rest';
  readonly because: 'crisis' | 'referral';
}

/** The case passed to another owner; the stream's live duties of the old one follow. */
export interface ChangeOwner {
  readonly act: 'changeOwner';
  readonly from: PersonId;
  readonly to: PersonId;
}

/** The case was raised: the stream's clocks become those of the new level. A lowering never loosens a running clock. */
export interface ChangeLevel {
  readonly act: 'changeLevel';
  readonly level: Level;
}
