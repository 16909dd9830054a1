import type { ReferralActName } from '#domain/referral-commands';
import type { ReferralStage } from '#domain/referral-states';

/** Duties of a referral that the school owes; the hospital waits for them. */
export const SCHOOL_OWES: ReadonlySet<string> = new Set(['referralConsent', 'referralMaterial', 'outcomeReview']);

/** What moves a referral on from where it stands, first what is usual; whoever may do none of them waits. */
const NEXT: Readonly<Partial<Record<ReferralStage, readonly ReferralActName[]>>> = {
  draft: ['send', 'giveConsent'],
  received: ['accept'],
  awaitingMaterial: ['supplyMaterial', 'accept'],
  accepted: ['schedule', 'giveOutcome'],
  scheduled: ['recordVisit', 'noShow'],
  noShow: ['reschedule'],
  appointmentCancelled: ['schedule'],
  visited: ['giveOutcome', 'schedule'],
  cancellationRequested: ['confirmCancellation'],
  outcomeAwaitingReview: ['reviewOutcome'],
  declined: ['answerRefusal'],
};

/** The one act that is offered large. */
export function usualAct(stage: string, permitted: readonly string[]): string | undefined {
  return NEXT[stage as ReferralStage]?.find((act) => permitted.includes(act));
}
