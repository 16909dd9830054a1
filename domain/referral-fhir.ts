import type { ReferralStage } from './referral-states.ts';

/** FHIR R4 Task.status values in use here. */
export type TaskStatus =
  | 'draft'
  | 'received'
  | 'on-hold'
  | 'accepted'
  | 'in-progress'
  | 'rejected'
  | 'cancelled'
  | 'completed';

/** HL7 BSeR TaskBusinessStatusCS, and codes of our own where the guide has none. */
export interface BusinessStatus {
  readonly bser: string | null;
  readonly local: 'awaiting-consent' | 'declined-by-guardian' | 'awaiting-school-review' | 'loop-closed' | null;
}

const TASK = {
  draft: ['draft', null],
  received: ['received', '2.0'],
  awaitingMaterial: ['on-hold', '2.0'],
  accepted: ['accepted', '3.0'],
  scheduled: ['in-progress', '5.1.1'],
  noShow: ['in-progress', '5.1.2'],
  appointmentCancelled: ['in-progress', '5.1.3'],
  visited: ['in-progress', '5.1.4'],
  cancellationRequested: ['in-progress', '5.2'],
  declined: ['rejected', '4.0'],
  cancelled: ['cancelled', '6.0'],
  withdrawn: ['cancelled', null],
  outcomeAwaitingReview: ['completed', '7.0'],
  loopClosed: ['completed', '7.0'],
} as const satisfies Record<ReferralStage, readonly [TaskStatus, string | null]>;

/** The Task.status that a stage shows to the other side. */
export function taskStatus(stage: ReferralStage): TaskStatus {
  return TASK[stage][0];
}

/** The Task.businessStatus of a referral. A guardian's refusal is a business status: the Task stays in progress and goes by 5.2. */
export function businessStatus(state: {
  readonly stage: ReferralStage;
  readonly guardianDeclined: boolean;
  readonly basis: { readonly kind: string };
}): BusinessStatus {
  return { bser: TASK[state.stage][1], local: localStatus(state) };
}

function localStatus({
  stage,
  guardianDeclined,
  basis,
}: Parameters<typeof businessStatus>[0]): BusinessStatus['local'] {
  if (stage === 'draft') return basis.kind === 'awaited' ? 'awaiting-consent' : null;
  if (stage === 'cancellationRequested') return guardianDeclined ? 'declined-by-guardian' : null;
  if (stage === 'outcomeAwaitingReview') return 'awaiting-school-review';
  return stage === 'loopClosed' ? 'loop-closed' : null;
}

/**
 * The stage that a business status reported by a hospital's system stands for, or null when it names none of its own acts. `5.1` is in the guide's table
 * of transitions but absent from its code system: accepted inbound as "accepted, in progress", never emitted.
 */
export function stageReported(code: string): ReferralStage | null {
  if (code === '5.1') return 'accepted';
  if (code === '7.0') return 'outcomeAwaitingReview';
  const stages = Object.keys(TASK) as ReferralStage[];
  return stages.find((stage) => TASK[stage][1] === code) ?? null;
}
