import type { Instant } from './instant.ts';
import type { Also, StreamId, StreamKind } from './stream.ts';

/**
 * What a referral, follow-up or return tells its case. It is committed to the case in the transaction of the act itself, so there is no moment at which
 * the case does not know, whatever else is down. Rings of the clock are not news.
 */
export const NEWS = {
  referral: [
    'sent',
    'accepted',
    'materialAsked',
    'materialGiven',
    'declined',
    'scheduled',
    'noShow',
    'appointmentCancelled',
    'visited',
    'outcome',
    'rerouted',
    'routeNeeded',
    'referredOnward',
    'cancellationAsked',
    'guardianDeclined',
    'cancelled',
    'reviewed',
    'settled',
    'recalculated',
  ],
  followUp: ['contactMade', 'contactMissed', 'traced', 'paced', 'ended', 'recalculated'],
  return: [
    'assessed',
    'talked',
    'applied',
    'onLeave',
    'requested',
    'schoolReviewed',
    'jointAssessed',
    'approved',
    'notYet',
    'appealed',
    'decided',
    'phasedDone',
    'leaveRefused',
    'homeContacted',
    'resumed',
    'endingProposed',
    'ended',
    'recalculated',
  ],
} as const satisfies Partial<Record<StreamKind, readonly string[]>>;
export type NewsKind = keyof typeof NEWS;
export type NewsCode = (typeof NEWS)[NewsKind][number];

export interface News {
  readonly act: 'reflect';
  readonly stream: StreamId;
  readonly kind: NewsKind;
  readonly code: NewsCode;
  /** Stage of the other stream after the act. */
  readonly stage: string;
  /** Its earliest limit, from which the case's watch duty is set; null when it has ended. */
  readonly limitAt: Instant | null;
  readonly open: boolean;
  /** true when a person acted there: it counts for `personVersion` of the case. */
  readonly byPerson: boolean;
  /** Codes the case decides by: `assessment` better|steady|worse, `signs` seen, `reason`, `discharge` true, `recommendation`. Never texts. */
  readonly detail: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** Wraps news for commit(): the case is locked first, so the order of locks is always case, then its streams by id. */
export function tellCase(caseId: StreamId, news: Omit<News, 'act'>): Also {
  return { kind: 'case', id: caseId, starts: false, command: { act: 'reflect', ...news } };
}
