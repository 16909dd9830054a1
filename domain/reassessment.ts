import { answered } from './act-table.ts';
import type { CommandOf } from './case-commands.ts';
import { type CaseDraft, clockFor, ensure, enter, withdraw, withdrawThinning } from './case-draft.ts';
import { changeLevel, enterCrisis } from './case-level.ts';
import { oweCare } from './case-owed.ts';
import { type Outcome, propose, slotOf, slotsFor, slotsForLowering } from './case-signatures.ts';
import type { CaseState, Proposal } from './case-state.ts';
import { atLeast, higher, type Level, oneBelow, rank } from './level.ts';
import { type Refusal, refuse } from './problem.ts';
import type { PersonId } from './role.ts';

export function recordReassessment(
  state: CaseState,
  command: CommandOf<'recordReassessment'>,
  draft: CaseDraft,
): Refusal | undefined {
  if (answered(state, command, ['reassess']) === undefined) return refuse('unknownDuty');
  if (command.instrument === null && command.findings.length === 0)
    return refuse('fieldMissing', { field: 'findings' });
  const { instrument, findings, assessment, note } = command;
  draft.add({ type: 'reassessmentRecorded', instrument, findings, note });
  draft.add({ type: 'reviewRecorded', assessment, source: 'review', note: null });
  draft.done((duty) => duty.kind === 'reassess', 'reassessed');
  oweGrade(draft);
  return undefined;
}

function oweGrade(draft: CaseDraft): void {
  enter(draft, 'grading');
  ensure(draft, 'grade', clockFor(draft.moment.rules, 'grade', draft.state.level));
}

/**
 * 定级. The level is decided by a person; at L3/L4, and where a first grade lies below such a floor, by two, one of them of the health side.
 * A grade above the present level takes effect at the first signature: care never waits for paper.
 */
export function grade(state: CaseState, command: CommandOf<'grade'>, draft: CaseDraft): Outcome {
  const { actor } = draft.moment;
  if (command.basis.length === 0 || command.reasonCode === '') return refuse('reasonMissing');
  // What people have decided goes down by lowering only; a floor or a declared crisis above it is provisional until graded.
  if (state.graded !== null && rank(command.level) < rank(state.graded))
    return refuse('levelNotHigher', { use: 'lower' });
  const signLevel = higher(command.level, state.level);
  if (atLeast(signLevel, 'L3') && slotOf(actor, slotsFor('grade', signLevel)) === null)
    return refuse('wrongRole', { level: signLevel });
  const lowering = rank(command.level) < rank(state.level);
  const slots = lowering ? slotsForLowering(state, actor, 'grade') : slotsFor('grade', signLevel);
  if ('refused' in slots) return slots;
  const { level, reasonCode, reason } = command;
  const { basis } = command;
  const outcome = propose(draft, { decision: 'grade', level, signLevel, basis, reasonCode, reason, slots });
  if (outcome !== undefined) return outcome;
  draft.done((duty) => duty.kind === 'grade', 'firstSignature');
  if (rank(command.level) > rank(state.level))
    changeLevel(draft, command.level, 'grade', persons(draft), command.reasonCode);
  else if (command.level === 'L4' && !inSafeHands(draft)) enterCrisis(draft);
  return undefined;
}

/** The child was handed over in this crisis: a signed L4 then leads on to care, not into the crisis again. */
function inSafeHands(draft: CaseDraft): boolean {
  return draft.state.crisis?.handedOver === true;
}

function persons(draft: CaseDraft): readonly PersonId[] {
  const person = draft.moment.actor.person;
  return person === null ? [] : [person];
}

export function raise(state: CaseState, command: CommandOf<'raise'>, draft: CaseDraft): Outcome {
  if (rank(command.level) <= rank(state.level)) return refuse('levelNotHigher', { level: state.level });
  if (command.reasonCode === '' || command.basis.length === 0) return refuse('reasonMissing');
  withdraw(draft, (open) => open.decision === 'raise', 'raisedAgain');
  withdrawThinning(draft, 'raisedAgain');
  const { level, basis, reasonCode, reason } = command;
  const outcome = propose(draft, { decision: 'raise', level, signLevel: level, basis, reasonCode, reason });
  if (outcome !== undefined && 'refused' in outcome) return outcome;
  changeLevel(draft, level, 'raise', persons(draft), reasonCode);
  return outcome;
}

/** A signed grade or raise: the level counts as graded, and a case in grading goes on to care; a fresh L4 is in crisis already. */
export function concludeGrade(draft: CaseDraft, proposal: Proposal, by: readonly PersonId[]): void {
  const before = draft.state;
  const graded = { type: 'graded', level: proposal.level, basis: proposal.basis, persons: by } as const;
  // A raise is no first grade: until one is given, the next grade is still the first.
  if (proposal.decision === 'raise') return before.graded === null ? undefined : draft.add(graded);
  draft.add(graded);
  draft.done((duty) => duty.kind === 'grade', 'graded');
  // What was raised before is judged now: a signature under the old raise would say something else than this grade.
  withdraw(draft, (open) => open.decision === 'raise', 'graded');
  changeLevel(
    draft,
    proposal.level,
    rank(proposal.level) < rank(before.level) ? 'lower' : 'grade',
    by,
    proposal.reasonCode,
  );
  if (draft.state.stage !== 'grading') return;
  if (draft.state.level === 'L4' && !inSafeHands(draft)) return enterCrisis(draft);
  enterCare(draft);
}

export function enterCare(draft: CaseDraft): void {
  enter(draft, 'care');
  oweCare(draft);
}

/** Lowering: one step, by hand, after the least time at the level, on an assessment later than the raise (N04, N25). */
export function lower(state: CaseState, command: CommandOf<'lower'>, draft: CaseDraft): Outcome {
  const { level, reasonCode, reason, basis } = command;
  if (state.graded === null) return refuse('wrongStage', { use: 'grade' });
  if (reasonCode === '' || basis.length === 0) return refuse('reasonMissing');
  const refused = lowerRefused(draft, level);
  if (refused !== undefined) return refused;
  const slots = slotsForLowering(state, draft.moment.actor, 'lower');
  if ('refused' in slots) return slots;
  return propose(draft, { decision: 'lower', level, signLevel: state.level, basis, reasonCode, reason, slots });
}

/** Why the level may not be lowered to this one now; looked at when it is proposed and again when it is signed. */
export function lowerRefused({ state, moment }: CaseDraft, level: Level): Refusal | undefined {
  if (rank(level) >= rank(state.level)) return refuse('levelNotLower', { level: state.level });
  const next = oneBelow(state.level) ?? 'L0';
  if (level !== next) return refuse('levelNotOneStep', { next });
  const earliest = state.levelSince + moment.rules.policy.minimumTime[state.level];
  if (moment.at < earliest) return refuse('tooSoon', { earliest });
  const seen = state.lastAssessment;
  if (seen === null || seen.at <= Math.max(state.lastRaiseAt, state.levelSince) || seen.assessment === 'worse')
    return refuse('noFreshAssessment');
  return undefined;
}
