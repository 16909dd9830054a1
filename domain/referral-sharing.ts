import type { DutyKind } from './policy.ts';
import type { ReferralFact, ReferralOwnFact, ReferralState } from './referral-facts.ts';
import { isDutyFact } from './stream.ts';

/* What the hospital asked reads of a referral: what was sent to it and what it answered itself. All else is the school's own (个人信息保护法 6, 19; N16). */

type FactOf<T extends ReferralOwnFact['type']> = Extract<ReferralOwnFact, { readonly type: T }>;

/** The fields of each fact that the hospital reads; null: it does not read of it at all. */
const SHARED: { readonly [T in ReferralOwnFact['type']]: readonly Exclude<keyof FactOf<T>, 'type'>[] | null } = {
  referralRequested: ['hospital', 'requestId', 'partOf', 'level', 'reason'],
  referralSent: ['by', 'hospital', 'basis', 'packet'],
  materialSupplied: ['material'],
  cancellationAsked: ['reasonCode', 'reason'],
  outcomeReviewed: ['nextStep'],
  telephoneAnswerEntered: ['spokeWith', 'happenedAt'],
  referralAccepted: ['by'],
  referralDeclined: ['reasonCode', 'reason'],
  materialAsked: ['items', 'question'],
  appointmentMade: ['appointmentAt', 'place'],
  appointmentMissed: ['appointmentAt'],
  appointmentCancelled: ['by'],
  visitRecorded: ['visitedAt'],
  interimNoteAdded: ['note'],
  outcomeGiven: ['outcome', 'feedback'],
  referredOnward: ['hospital', 'reason'],
  cancellationConfirmed: [],
  refusalAnswered: ['answer'],
  levelChanged: ['from', 'to'],
  // The school's papers, its talks with guardians and authorities, its second thoughts, and other hospitals.
  consentGiven: null,
  emergencyInvoked: null,
  draftWithdrawn: null,
  guardianDeclined: null,
  emergencyApproved: null,
  guardianTold: null,
  protectionReported: null,
  referralRerouted: null,
  routeNeeded: null,
  ownerChanged: null,
};

/** Duties of a referral that the hospital sees: those that it owes, and the two of the school that it waits for. */
export const SHARED_DUTIES = [
  'referralAnswer',
  'referralSchedule',
  'referralVisit',
  'referralRebook',
  'referralOutcome',
  'referralCancel',
  'referralMaterial',
  'outcomeReview',
] as const satisfies readonly DutyKind[];

/** Whether the hospital sees a duty of the referral. */
export function sharedDuty({ kind }: { readonly kind: string }): boolean {
  return SHARED_DUTIES.some((shared) => shared === kind);
}

/** Whether the hospital learns that a fact of this type happened. */
export function sharedType(type: string): boolean {
  return !Object.hasOwn(SHARED, type) || SHARED[type as ReferralOwnFact['type']] !== null;
}

/** What the hospital reads of a fact of the referral itself; null: it does not read of it. */
export function sharedFields(fact: ReferralOwnFact): { readonly type: string } | null {
  const names: readonly string[] | null = SHARED[fact.type];
  if (names === null) return null;
  const shared = Object.fromEntries(Object.entries(fact).filter(([name]) => names.includes(name)));
  // Whether another hospital was asked before is told without saying which referral that was.
  const previous = fact.type === 'referralRequested' ? { previous: fact.previous === null ? null : '' } : {};
  return { ...shared, ...previous, type: fact.type };
}

/** A fact as the hospital reads it; null: it does not. `known`: ids of the duties that it sees, which its facts add to. */
function sharedFact(fact: ReferralFact, known: Set<string>): { readonly type: string } | null {
  if (isDutyFact(fact)) {
    if (fact.type === 'dutyOpened' && sharedDuty(fact.duty)) known.add(fact.duty.id);
    return known.has(fact.type === 'dutyOpened' ? fact.duty.id : fact.duty) ? fact : null;
  }
  return sharedFields(fact);
}

/** The facts of one referral, in order, as far as the hospital reads them. */
export function sharedFacts<F extends { readonly fact: { readonly type: string } }>(facts: readonly F[]): readonly F[] {
  const known = new Set<string>();
  return facts.flatMap((one) => {
    // Facts of a referral, decided by its rules.
    const fact = sharedFact(one.fact as ReferralFact, known);
    return fact === null ? [] : [{ ...one, fact }];
  });
}

/** Words that the school wrote to the hospital, by the fields of the ledger. */
const WORDS: Readonly<Record<string, string>> = {
  referralRequested: 'reason',
  materialSupplied: 'material',
  cancellationAsked: 'reason',
};

/** The last words of the school among these facts: with which fact they were sent, and what there was of them so far; null: none. */
export function schoolWords(
  facts: readonly { readonly version: number; readonly fact: { readonly type: string } }[],
): { readonly version: number; readonly fields: readonly string[] } | null {
  const written = facts.filter(({ fact }) => Object.hasOwn(WORDS, fact.type));
  const last = written.at(-1);
  if (last === undefined) return null;
  return { version: last.version, fields: [...new Set(written.map(({ fact }) => WORDS[fact.type] ?? ''))] };
}

/** The state of a referral as far as the hospital reads it. */
export function sharedState(state: ReferralState): Readonly<Record<string, unknown>> {
  const { requestId, partOf, hospital, level, reason, basis, sentBy, accepted, acceptedBy } = state;
  const { stage, open, appointment, visits, notes, outcome } = state;
  const asked = { requestId, partOf, hospital, level, reason, basis: { kind: basis.kind }, sentBy };
  return { stage, open, ...asked, accepted, acceptedBy, appointment, visits, notes, outcome };
}
