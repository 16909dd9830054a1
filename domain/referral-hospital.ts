import { dayOf, type Instant, MINUTE } from './instant.ts';
import { type Refusal, refuse } from './problem.ts';
import { oweForStage, type ReferralDraft, waitForMaterial } from './referral-clocks.ts';
import type { ReferralCommandOf } from './referral-commands.ts';
import { tell, tellWhenSettled } from './referral-news.ts';
import { siblingsOf, yieldSiblings } from './referral-route.ts';

/* What the hospital answers: through the inbox, its own system, or by telephone through duty staff. */

/** How far another system's clock may run ahead of ours. */
const SKEW = 5 * MINUTE;

/** Takes the child. Of two hospitals that accept one request the first wins; every other one still asked is asked to let go, in the same transaction. */
export function accept(draft: ReferralDraft): Refusal | undefined {
  const { moment, state } = draft;
  const elsewhere = siblingsOf(state, moment.rules).find((other) => other.accepted);
  if (elsewhere !== undefined) return refuse('acceptedElsewhere', { stage: elsewhere.stage });
  draft.add({ type: 'referralAccepted', by: moment.actor.person });
  oweForStage(draft, 'accepted');
  yieldSiblings(draft);
  tell(draft, 'accepted');
}

/** Ends this referral with a reason; the case owner chooses the way on. A refusal at L4 alarms the health commission (精神卫生法 28). */
export function decline(draft: ReferralDraft, command: ReferralCommandOf<'decline'>): undefined {
  const { reasonCode, reason } = command;
  draft.add({ type: 'referralDeclined', reasonCode, reason });
  oweForStage(draft, 'declined');
  const alarm = draft.state.level === 'L4';
  if (alarm) draft.open({ kind: 'referralRefusal', clock: 'referralRefusal.L4' });
  const called = draft.state.duties.find((duty) => duty.kind === 'referralRefusal')?.holder;
  tell(draft, 'declined', { reason: reasonCode, alarm, ...(called === undefined ? {} : { called }) });
}

/** What the health side did about a refusal at L4. */
export function answerRefusal(draft: ReferralDraft, command: ReferralCommandOf<'answerRefusal'>): undefined {
  const { answer, note } = command;
  draft.add({ type: 'refusalAnswered', answer, note });
  draft.done((duty) => duty.kind === 'referralRefusal', 'refusalAnswered');
  tellWhenSettled(draft);
}

export function askForMaterial(
  draft: ReferralDraft,
  command: ReferralCommandOf<'askForMaterial'>,
): Refusal | undefined {
  const { items, question } = command;
  if (items.length === 0) return refuse('fieldMissing', { field: 'items' });
  draft.add({ type: 'materialAsked', items, question });
  waitForMaterial(draft);
  tell(draft, 'materialAsked');
}

/** An appointment, first or again: today or later. It is not a visit (N24). */
export function schedule(
  draft: ReferralDraft,
  command: ReferralCommandOf<'schedule' | 'reschedule'>,
): Refusal | undefined {
  const { at, place } = command;
  if (dayOf(at) < dayOf(draft.moment.at)) return refuse('fieldInvalid', { field: 'at' });
  draft.add({ type: 'appointmentMade', appointmentAt: at, place });
  oweForStage(draft, command.act);
  tell(draft, 'scheduled', { appointmentAt: at });
}

/** The child did not come. Nobody has missed an appointment that still lies ahead. */
export function noShow(draft: ReferralDraft): Refusal | undefined {
  const appointmentAt = draft.state.appointment?.at ?? null;
  if (appointmentAt !== null && appointmentAt > draft.moment.at + SKEW)
    return refuse('tooSoon', { earliest: appointmentAt });
  draft.add({ type: 'appointmentMissed', appointmentAt });
  oweForStage(draft, 'noShow');
  tell(draft, 'noShow');
}

export function cancelAppointment(draft: ReferralDraft, command: ReferralCommandOf<'cancelAppointment'>): undefined {
  draft.add({ type: 'appointmentCancelled', by: command.by });
  oweForStage(draft, 'appointmentCancelled');
  tell(draft, 'appointmentCancelled', { by: command.by });
}

/** The child was seen. A visit is not an outcome. */
export function recordVisit(draft: ReferralDraft, command: ReferralCommandOf<'recordVisit'>): Refusal | undefined {
  const { visitedAt } = command;
  if (ahead(draft, visitedAt)) return refuse('fieldInvalid', { field: 'visitedAt' });
  draft.add({ type: 'visitRecorded', visitedAt });
  oweForStage(draft, 'visited');
  tell(draft, 'visited', { visitedAt });
}

/** A note on a visit. A new visit starts the clock for the outcome again; another note on the same one does not. */
export function addInterimNote(
  draft: ReferralDraft,
  command: ReferralCommandOf<'addInterimNote'>,
): Refusal | undefined {
  const { visitedAt, note } = command;
  const refusal = visitNeeded(draft, visitedAt);
  if (refusal) return refusal;
  if (visitedAt !== null) draft.add({ type: 'visitRecorded', visitedAt });
  draft.add({ type: 'interimNoteAdded', note });
  if (visitedAt !== null) oweForStage(draft, 'visited');
  tell(draft, 'visited', visitedAt === null ? { note: true } : { visitedAt, note: true });
}

/** Completes the hospital's part: an attended visit and full feedback, or it is refused (N24). */
export function giveOutcome(draft: ReferralDraft, command: ReferralCommandOf<'giveOutcome'>): Refusal | undefined {
  const { outcome, feedback, visitedAt } = command;
  const missing = missingFeedback(command);
  if (missing !== null) return refuse('feedbackMissing', { field: missing });
  const refusal = visitNeeded(draft, visitedAt);
  if (refusal) return refusal;
  if (visitedAt !== null) draft.add({ type: 'visitRecorded', visitedAt });
  draft.add({ type: 'outcomeGiven', outcome, feedback });
  oweForStage(draft, 'outcomeGiven');
  const { result, assessment, schoolAdvice, nextStep, discharge } = outcome;
  tell(draft, 'outcome', { result, assessment, recommendation: schoolAdvice, nextStep, discharge });
}

function missingFeedback({ outcome, feedback }: ReferralCommandOf<'giveOutcome'>): string | null {
  // Callers are typed, hospitals' systems are not: an empty code or text is no feedback.
  const codes = [outcome.result, outcome.assessment, outcome.schoolAdvice, outcome.nextStep];
  if (codes.some((code) => code === undefined)) return 'outcome';
  return feedback?.text ? null : 'feedback';
}

/** Refuses a visit that lies ahead, and a report without any visit at all. */
function visitNeeded(draft: ReferralDraft, visitedAt: Instant | null): Refusal | undefined {
  if (visitedAt === null)
    return draft.state.visits.length > 0 ? undefined : refuse('feedbackMissing', { field: 'visitedAt' });
  return ahead(draft, visitedAt) ? refuse('fieldInvalid', { field: 'visitedAt' }) : undefined;
}

const ahead = (draft: ReferralDraft, instant: Instant): boolean => instant > draft.moment.at + SKEW;

/** The hospital refers to another one: a request of its own, part of this one, with its own consent, which the case begins. */
export function referOnward(draft: ReferralDraft, command: ReferralCommandOf<'referOnward'>): undefined {
  const { hospital, reason } = command;
  draft.add({ type: 'referredOnward', hospital, reason });
  tell(draft, 'referredOnward', { partOf: draft.state.requestId, to: hospital ?? '' });
}

export function confirmCancellation(draft: ReferralDraft): undefined {
  draft.add({ type: 'cancellationConfirmed' });
  oweForStage(draft, 'cancellationConfirmed');
  tell(draft, 'cancelled');
}
