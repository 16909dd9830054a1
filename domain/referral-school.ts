import { groundNow } from './consent.ts';
import { guardianRefused } from './guardian.ts';
import { type Refusal, refuse } from './problem.ts';
import { type ReferralDraft, oweForStage, resumeAnswer, safeGuardians } from './referral-clocks.ts';
import type { ReferralCommandOf } from './referral-commands.ts';
import { tell, tellWhenSettled } from './referral-news.ts';
import { yields } from './referral-route.ts';
import type { PersonId } from './role.ts';

/* What the school does once the packet has left. */

/** More leaves the school, so what the packet leaned on must still stand; an emergency, and any child at L4, waits for no consent (N13). */
export function supplyMaterial(
  draft: ReferralDraft,
  command: ReferralCommandOf<'supplyMaterial'>,
): Refusal | undefined {
  const ground = groundNow(draft.moment.rules.consents, draft.state);
  if (ground === undefined) return refuse('consentMissing');
  draft.add({ type: 'materialSupplied', material: command.material, ground });
  resumeAnswer(draft);
  tell(draft, 'materialGiven');
}

/** Asks the hospital to let go. Only its confirmation, or an outcome after all, ends this referral; silence never does. */
export function requestCancellation(
  draft: ReferralDraft,
  command: Pick<ReferralCommandOf<'requestCancellation'>, 'reasonCode' | 'reason'>,
): undefined {
  const { reasonCode, reason } = command;
  draft.add({ type: 'cancellationAsked', reasonCode, reason });
  oweForStage(draft, 'cancellationAsked');
  tell(draft, 'cancellationAsked', { reason: reasonCode });
}

/**
 * A guardian declines. What was sent goes by 5.2 and stays in progress; a draft stays a draft, for another consent, an emergency or a withdrawal is a
 * person's decision. The case is told either way, for its protection review.
 */
export function guardianDeclines(draft: ReferralDraft, command: ReferralCommandOf<'guardianDeclines'>): undefined {
  const { guardian, note } = command;
  draft.add({ type: 'guardianDeclined', guardian, note });
  if (draft.state.stage !== 'draft') {
    // What the guardian said stays in the school; the hospital reads the code.
    draft.add({ type: 'cancellationAsked', reasonCode: 'guardianDeclined', reason: null });
    oweForStage(draft, 'guardianDeclined');
  }
  tell(draft, 'guardianDeclined');
}

/** Another hospital took the child: this one is asked to let go, and a draft that never left is taken back. Harmless twice. */
export function yieldToSibling(draft: ReferralDraft): undefined {
  if (!yields(draft.state)) return;
  if (draft.state.stage !== 'draft')
    return requestCancellation(draft, { reasonCode: 'acceptedElsewhere', reason: null });
  draft.add({ type: 'draftWithdrawn', reasonCode: 'acceptedElsewhere', reason: null });
  oweForStage(draft, 'acceptedElsewhere');
  tell(draft, 'cancelled', { reason: 'acceptedElsewhere' });
}

/** The school has read the outcome and says what it does next: only this closes the loop. */
export function reviewOutcome(draft: ReferralDraft, command: ReferralCommandOf<'reviewOutcome'>): undefined {
  const { nextStep, note } = command;
  draft.add({ type: 'outcomeReviewed', nextStep, note });
  oweForStage(draft, 'outcomeReviewed');
  tell(draft, 'reviewed', { nextStep });
}

/** The second person's approval of an emergency, afterwards. Whoever invoked it does not approve it. */
export function approveEmergency(
  draft: ReferralDraft,
  command: ReferralCommandOf<'approveEmergency'>,
  by: PersonId,
): Refusal | undefined {
  const { basis, emergencyApprovedBy } = draft.state;
  if (basis.kind !== 'emergency') return refuse('noSuchProposal');
  if (emergencyApprovedBy !== null) return refuse('alreadySigned');
  if (basis.by === by) return refuse('signerIsProposer');
  draft.add({ type: 'emergencyApproved', by, note: command.note });
  draft.done((duty) => duty.kind === 'emergencyApproval', 'emergencyApproved');
  tellWhenSettled(draft);
}

/** A guardian was told what left the school and why. Never one who is flagged as a danger (N10). */
export function tellGuardian(
  draft: ReferralDraft,
  command: ReferralCommandOf<'tellGuardianAfterEmergency'>,
): Refusal | undefined {
  const { guardian, channel, happenedAt, note } = command;
  const refusal = guardianRefused(draft.moment.rules.guardians, guardian);
  if (refusal) return refusal;
  draft.add({ type: 'guardianTold', guardian, channel, happenedAt, note });
  draft.done((duty) => duty.kind === 'emergencyNotice', 'guardianTold');
  tellWhenSettled(draft);
}

/** The report to those who protect the child. Where no guardian may be told any more, it stands for the notice too. */
export function recordProtectionReport(
  draft: ReferralDraft,
  command: ReferralCommandOf<'recordProtectionReport'>,
): Refusal | undefined {
  const { to, receipt, note } = command;
  if (receipt.trim() === '') return refuse('fieldMissing', { field: 'receipt' });
  const nobodyToTell = safeGuardians(draft.moment.rules.guardians).length === 0;
  draft.add({ type: 'protectionReported', to, receipt, note });
  draft.done((duty) => duty.kind === 'protectionReport', 'protectionReported');
  if (nobodyToTell) draft.done((duty) => duty.kind === 'emergencyNotice', 'guardianFlagged');
  tellWhenSettled(draft);
}
