import { deadline } from './calendar.ts';
import { type Duty, stepAt } from './duty.ts';
import { dayOf, DAY, type Instant, startOfDay } from './instant.ts';
import type { Level } from './level.ts';
import { type ClockId, clockOf, type DutyKind } from './policy.ts';
import type { ReferralFact, ReferralState } from './referral-facts.ts';
import type { ReferralStage } from './referral-states.ts';
import { type PersonId, peopleAt } from './role.ts';
import type { Draft, GuardianRef, Moment } from './stream.ts';

export type ReferralDraft = Draft<ReferralState, ReferralFact>;

interface Owed {
  readonly kind: DutyKind;
  readonly clock: ClockId;
}

/** What each stage waits for. null: nothing leads out of it. */
export const OWED = {
  draft: { kind: 'referralConsent', clock: 'referralConsent' },
  received: { kind: 'referralAnswer', clock: 'referralAnswer' },
  awaitingMaterial: { kind: 'referralMaterial', clock: 'referralMaterial' },
  accepted: { kind: 'referralSchedule', clock: 'referralSchedule' },
  scheduled: { kind: 'referralVisit', clock: 'referralVisit' },
  noShow: { kind: 'referralRebook', clock: 'referralRebook.noShow' },
  appointmentCancelled: { kind: 'referralRebook', clock: 'referralRebook.cancelled' },
  visited: { kind: 'referralOutcome', clock: 'referralOutcome' },
  cancellationRequested: { kind: 'referralCancel', clock: 'referralCancel' },
  outcomeAwaitingReview: { kind: 'outcomeReview', clock: 'outcomeReview' },
  declined: null,
  cancelled: null,
  withdrawn: null,
  loopClosed: null,
} as const satisfies Record<ReferralStage, Owed | null>;

const STAGE_KINDS: ReadonlySet<DutyKind> = new Set(Object.values(OWED).flatMap((owed) => (owed ? [owed.kind] : [])));

/** Whether a duty belongs to a stage; the others (approval, notice, protection, a refusal at L4) outlive stages. */
const isStageDuty = (duty: Duty): boolean => STAGE_KINDS.has(duty.kind);

/** The clock for a level: L4 has its own, on wall time. */
const clockAt = (level: Level, id: ClockId): ClockId => (level === 'L4' ? `${id}.L4` : id);

/** Ends what the last stage waited for and opens what the present one does. Call it after the fact that moved the stage. */
export function oweForStage(draft: ReferralDraft, because: string, promised: Instant | null = null): void {
  draft.done(isStageDuty, because);
  openForStage(draft, promised);
}

/** Opens what the present stage waits for; `promised`: a limit that somebody has set already, and that no new stage makes later. */
function openForStage(draft: ReferralDraft, promised: Instant | null = null): void {
  const { state, moment } = draft;
  const owed: Owed | null = OWED[state.stage];
  if (owed === null) return;
  const clock = clockAt(state.level, owed.clock);
  const opening = { kind: owed.kind, clock };
  const appointment = state.stage === 'scheduled' ? state.appointment : null;
  if (appointment) return draft.open({ ...opening, limitAt: resultDue(moment, clock, appointment.at) });
  const own = deadline(moment.rules.calendar, moment.at, clockOf(moment.rules.policy, clock).limit).at;
  draft.open(promised !== null && promised < own ? { ...opening, limitAt: promised } : opening);
}

/** When the result of a visit is due: the clock's time after the appointment, on the same day. Epoch ms. */
function resultDue({ rules }: Moment, clock: ClockId, appointmentAt: Instant): Instant {
  const endOfDay = startOfDay(dayOf(appointmentAt)) + DAY - 1;
  return Math.min(endOfDay, deadline(rules.calendar, appointmentAt, clockOf(rules.policy, clock).limit).at);
}

/**
 * The hospital asked for material: the school's clock starts. Below L4 the hospital's stops until it has what it asked for; at L4 no clock stops, a
 * question buys no time, and the next hospital is asked at the limit.
 */
export function waitForMaterial(draft: ReferralDraft): void {
  if (draft.state.level !== 'L4')
    for (const duty of draft.state.duties.filter((live) => live.kind === 'referralAnswer'))
      draft.add({ type: 'dutyPaused', duty: duty.id, reason: 'awaitingMaterial' });
  openForStage(draft);
}

/** The hospital's clock goes on where it stopped: what was left of every limit and ring is left again. */
export function resumeAnswer(draft: ReferralDraft): void {
  draft.done((duty) => duty.kind === 'referralMaterial', 'materialSupplied');
  for (const duty of draft.state.duties) if (duty.pausedAt !== null) resume(draft, duty, duty.pausedAt);
}

function resume(draft: ReferralDraft, duty: Duty, pausedAt: Instant): void {
  const { at, rules } = draft.moment;
  const rested = at - pausedAt;
  const clock = clockOf(rules.policy, duty.clock);
  const next = duty.step < clock.rings.length ? stepAt(rules, clock, duty, duty.step, pausedAt) + rested : at + 1;
  draft.add({ type: 'dutyResumed', duty: duty.id, limitAt: duty.limitAt + rested, dueAt: Math.max(next, at + 1) });
}

/** Guardians who may be told anything (N10). */
export const safeGuardians = (guardians: readonly GuardianRef[]): readonly GuardianRef[] =>
  guardians.filter((guardian) => !guardian.danger);

/**
 * What an emergency basis owes within 24 hours of the sending, never before it (N13): a second person's approval and the notice to a guardian. A flagged
 * guardian is never told; the report to the authorities who protect the child takes that place (N10, 未成年人保护法 11).
 */
export function oweAfterEmergency(draft: ReferralDraft, invokedBy: PersonId): void {
  const { posts, guardians } = draft.moment.rules;
  const safe = safeGuardians(guardians);
  const [approver] = peopleAt(posts, 'head', [invokedBy]);
  const approval = { kind: 'emergencyApproval', clock: 'emergencyApproval.L4' } as const;
  draft.open(approver === undefined ? approval : { ...approval, holder: approver });
  const [told] = safe;
  if (told) draft.open({ kind: 'emergencyNotice', clock: 'emergencyNotice.L4', subject: told.id });
  if (safe.length < guardians.length || told === undefined) oweProtection(draft);
}

/** A report to those who protect the child, unless one is owed already. */
export function oweProtection(draft: ReferralDraft): void {
  if (draft.state.duties.some((duty) => duty.kind === 'protectionReport')) return;
  draft.open({ kind: 'protectionReport', clock: clockAt(draft.state.level, 'protectionReport') });
}

/** A raise makes running clocks those of L4, from now on; a lowering loosens none. */
export function hastenClocks(draft: ReferralDraft): void {
  const { duties } = draft.state;
  const red = draft.moment.rules.policy.clocks;
  for (const duty of duties.filter((live) => `${live.clock}.L4` in red)) {
    draft.done((live) => live.id === duty.id, 'levelRaised');
    const { kind, subject, holder } = duty;
    // The result of a visit is due by the appointment, at every level.
    const limitAt = kind === 'referralVisit' ? { limitAt: duty.limitAt } : {};
    draft.open({ kind, subject, holder, clock: `${duty.clock}.L4`, ...limitAt });
  }
}
