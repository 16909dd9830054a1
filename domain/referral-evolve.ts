import type { Instant } from './instant.ts';
import type { ReferralFact, ReferralOwnFact, ReferralState } from './referral-facts.ts';
import { ENDED, type ReferralStage } from './referral-states.ts';
import { evolveShared, isDutyFact } from './stream.ts';

type FactOf<T extends ReferralOwnFact['type']> = Extract<ReferralOwnFact, { type: T }>;

/** Facts that time makes: they never make a person's view of the referral old. */
const NOT_BY_PEOPLE: ReadonlySet<string> = new Set<ReferralOwnFact['type']>(['referralRerouted', 'routeNeeded']);

/** Facts that move the stage, and to where; `outcomeReviewed` and the like are ends. All others leave it. */
const STAGE_AFTER = {
  referralRequested: 'draft',
  referralSent: 'received',
  draftWithdrawn: 'withdrawn',
  referralAccepted: 'accepted',
  referralDeclined: 'declined',
  materialAsked: 'awaitingMaterial',
  materialSupplied: 'received',
  appointmentMade: 'scheduled',
  appointmentMissed: 'noShow',
  appointmentCancelled: 'appointmentCancelled',
  visitRecorded: 'visited',
  interimNoteAdded: 'visited',
  outcomeGiven: 'outcomeAwaitingReview',
  outcomeReviewed: 'loopClosed',
  cancellationAsked: 'cancellationRequested',
  cancellationConfirmed: 'cancelled',
} as const satisfies Partial<Record<ReferralOwnFact['type'], ReferralStage>>;

/**
 * Folds one fact into the referral. An ended one stays open while a duty of its own lives, such as the second approval of an emergency basis.
 * Total over all facts: an unknown one would make a rebuilt referral differ from the first.
 */
export function evolveReferral(state: ReferralState, fact: ReferralFact, at: Instant): ReferralState {
  const next = isDutyFact(fact) ? evolveShared(state, fact, at) : evolveOwn(state, fact, at);
  return { ...next, open: !ENDED.includes(next.stage) || next.duties.length > 0 };
}

function evolveOwn(state: ReferralState, fact: ReferralOwnFact, at: Instant): ReferralState {
  const version = state.version + 1;
  const stages: Partial<Record<string, ReferralStage>> = STAGE_AFTER;
  return {
    ...apply(state, fact, at),
    version,
    personVersion: NOT_BY_PEOPLE.has(fact.type) ? state.personVersion : version,
    stage: stages[fact.type] ?? state.stage,
  };
}

function apply(state: ReferralState, fact: ReferralOwnFact, at: Instant): ReferralState {
  switch (fact.type) {
    case 'referralRequested':
      return requested(state, fact);
    case 'consentGiven':
      return { ...state, basis: { kind: 'consent', consent: fact.consent, hospitals: fact.hospitals } };
    case 'emergencyInvoked':
      return { ...state, basis: { kind: 'emergency', by: fact.by } };
    case 'referralSent':
      return { ...state, sentBy: fact.by };
    case 'emergencyApproved':
      return { ...state, emergencyApprovedBy: fact.by };
    case 'guardianDeclined':
      return { ...state, guardianDeclined: true };
    case 'referralAccepted':
      return { ...state, accepted: true, acceptedBy: fact.by };
    case 'referralDeclined':
    case 'cancellationConfirmed':
      return { ...state, accepted: false, appointment: null };
    case 'appointmentMade':
      return { ...state, appointment: { at: fact.appointmentAt } };
    case 'appointmentMissed':
    case 'appointmentCancelled':
      return { ...state, appointment: null };
    case 'visitRecorded':
      return { ...state, appointment: null, visits: [...state.visits, fact.visitedAt] };
    case 'interimNoteAdded':
      return { ...state, notes: [...state.notes, { at, note: fact.note }] };
    case 'outcomeGiven':
      return { ...state, outcome: fact.outcome };
    case 'referralRerouted':
      return { ...state, onSilence: 'rerouted' };
    case 'routeNeeded':
      return { ...state, onSilence: 'ownerAsked' };
    case 'levelChanged':
      return { ...state, level: fact.to };
    case 'ownerChanged':
      return { ...state, owner: fact.to };
    case 'draftWithdrawn':
    case 'materialAsked':
    case 'materialSupplied':
    case 'cancellationAsked':
    case 'outcomeReviewed':
    case 'guardianTold':
    case 'protectionReported':
    case 'telephoneAnswerEntered':
    case 'referredOnward':
    case 'refusalAnswered':
      return state;
    default:
      return fact satisfies never;
  }
}

function requested(state: ReferralState, fact: FactOf<'referralRequested'>): ReferralState {
  const { caseId, requestId, hospital, asked, previous, partOf, level, basis, owner, reason } = fact;
  return { ...state, caseId, requestId, hospital, asked, previous, partOf, level, basis, owner, reason };
}
