import { moveDuty } from './shared-acts.ts';
import { DAY, dayOf } from './instant.ts';
import { type Refusal, refuse } from './problem.ts';
import { owe, type ReturnDraft, tell } from './return-to-school-duties.ts';
import type { EndingReason, ReturnStage } from './return-to-school-facts.ts';
import { applicantRefused } from './return-to-school-leave.ts';
import type { ReturnCommandOf } from './return-to-school-state.ts';

const WEEK = 7 * DAY;

export function recordWeek(draft: ReturnDraft, command: ReturnCommandOf<'recordPhasedWeek'>): undefined {
  const { attends, goes, note } = command;
  draft.add({ type: 'phasedWeekRecorded', by: draft.moment.actor.person, attends, goes, note });
  return tell(draft, 'approved', { attends, goes });
}

/** More weeks, up to the most of the policy. Refuses `outsideWindow`. */
export function extendPhased(draft: ReturnDraft, { weeks }: ReturnCommandOf<'extendPhased'>): Refusal | undefined {
  const { state, moment } = draft;
  const { most } = moment.rules.policy.returnToSchool.phasedWeeks;
  if (state.phased === null) return refuse('wrongStage');
  if (!Number.isInteger(weeks) || weeks <= state.phased.weeks || weeks > most) return refuse('outsideWindow', { most });
  const until = state.phased.startedAt + weeks * WEEK;
  draft.add({ type: 'phasedExtended', by: moment.actor.person, weeks, until });
  for (const duty of draft.state.duties.filter((live) => live.kind === 'returnPhased')) moveDuty(draft, duty, until);
  return tell(draft, 'approved', { weeks });
}

/** The return is complete: by the head's act after the agreed weeks, never by time. Refuses `tooSoon`, `fieldMissing` without a recorded week. */
export function completePhased(draft: ReturnDraft, command: ReturnCommandOf<'completePhased'>): Refusal | undefined {
  const { state, moment } = draft;
  if (state.phased === null) return refuse('wrongStage');
  // On the last day at any hour: an act that may only come after its own limit would always be late.
  if (dayOf(moment.at) < dayOf(state.phased.until)) return refuse('tooSoon', { earliest: state.phased.until });
  if (state.weeksRecorded === 0) return refuse('fieldMissing', { field: 'phasedWeek' });
  draft.done(() => true, 'completed');
  draft.add({ type: 'phasedCompleted', by: moment.actor.person, note: command.note });
  return tell(draft, 'phasedDone', { returned: true });
}

/** A relapse: the return rests with its history, whatever stage it was in; the case ordered it, so it is not told again. */
export function rest(draft: ReturnDraft, because: 'crisis' | 'referral'): undefined {
  const { stage, open } = draft.state;
  if (!open || stage === 'resting') return;
  draft.add({ type: 'rested', because });
  draft.done((duty) => duty.kind === 'coSign', 'rested');
  owe(draft, 'rested');
}

/** Where a return goes on: at the step it was in, but never past the joint assessment, which a relapse has made old. */
function resumedAt(from: ReturnStage | null): ReturnStage {
  if (from === null) return 'leaveAssessment';
  return from === 'decision' || from === 'phased' ? 'jointAssessment' : from;
}

/** A person takes it up again; not while the student's case is in crisis. */
export function resume(draft: ReturnDraft): Refusal | undefined {
  const { state, moment } = draft;
  const crisis = moment.rules.siblings.some((other) => other.kind === 'case' && other.stage === 'crisis');
  if (crisis) return refuse('wrongStage', { case: 'crisis' });
  draft.add({ type: 'resumed', by: moment.actor.person, to: resumedAt(state.restedFrom) });
  owe(draft, 'resumed');
  return tell(draft, 'resumed');
}

const BEFORE_LEAVE: ReadonlySet<ReturnStage> = new Set([
  'leaveAssessment',
  'leaveTalk',
  'leaveApplication',
  'leaveDecision',
]);
/** The county signs when a child leaves the school, so that no school can lose one quietly (未成年人保护法 28). */
const BY_COUNTY: ReadonlySet<EndingReason> = new Set(['transferred', 'leftByRequest']);

function endingRefused(draft: ReturnDraft, command: ReturnCommandOf<'proposeEnding'>): Refusal | undefined {
  const { state, moment } = draft;
  const { reason, document, receivedBy, applicant } = command;
  if (state.ending !== null) return refuse('proposalPending');
  if (reason === 'stayedInClass') return BEFORE_LEAVE.has(state.stage) ? undefined : refuse('wrongStage');
  if (document === null) return refuse('fieldMissing', { field: 'document' });
  if (reason === 'transferred' && receivedBy === null) return refuse('fieldMissing', { field: 'receivedBy' });
  if (reason !== 'leftByRequest') return undefined;
  return applicant
    ? applicantRefused(moment.rules.guardians, applicant)
    : refuse('fieldMissing', { field: 'applicant' });
}

/** Another end than back in class: proposed by one person, signed by another. Refuses `proposalPending`, `wrongStage`, `fieldMissing`, `guardianFlagged`. */
export function proposeEnding(draft: ReturnDraft, command: ReturnCommandOf<'proposeEnding'>): Refusal | undefined {
  const refused = endingRefused(draft, command);
  if (refused) return refused;
  const { reason, document, receivedBy } = command;
  draft.add({ type: 'endingProposed', by: draft.moment.actor.person, reason, document, receivedBy });
  const clock = BY_COUNTY.has(reason) ? 'coSign.returnEndingCounty' : 'coSign.returnEnding';
  draft.open({ kind: 'coSign', clock });
  return tell(draft, 'endingProposed', { reason });
}

/** Who may sign or decline: another person than the proposer, at the level the reason asks for. */
function signerRefused(draft: ReturnDraft): Refusal | undefined {
  const { state, moment } = draft;
  const { ending } = state;
  if (ending === null) return refuse('noSuchProposal');
  if (ending.by === moment.actor.person) return refuse('signerIsProposer');
  const county = BY_COUNTY.has(ending.reason);
  return county && moment.actor.role !== 'countySupervisor' ? refuse('wrongRole') : undefined;
}

export function signEnding(draft: ReturnDraft): Refusal | undefined {
  const refused = signerRefused(draft);
  if (refused) return refused;
  const { ending } = draft.state;
  if (ending === null) return refuse('noSuchProposal');
  const persons = [ending.by, draft.moment.actor.person].filter((person) => person !== null);
  draft.done(() => true, 'ended');
  draft.add({ type: 'returnEnded', reason: ending.reason, persons });
  return tell(draft, 'ended', { reason: ending.reason });
}

export function declineEnding(draft: ReturnDraft, command: ReturnCommandOf<'declineEnding'>): Refusal | undefined {
  const refused = signerRefused(draft);
  if (refused) return refused;
  draft.add({ type: 'endingDeclined', by: draft.moment.actor.person, reasonCode: command.reasonCode });
  draft.done((duty) => duty.kind === 'coSign', 'declined');
  return undefined;
}
