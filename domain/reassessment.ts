import type { CommandOf } from './case-commands.ts';
import { type CaseDraft, changeLevel, clockFor, ensure, enter, oweCare, withdraw } from './case-level.ts';
import { type Outcome, propose, slotOf, slotsFor } from './case-signatures.ts';
import type { CaseState, Proposal } from './case-state.ts';
import { atLeast, higher, oneBelow, rank } from './level.ts';
import { type Refusal, refuse } from './problem.ts';
import type { PersonId } from './role.ts';

export function recordReassessment(
  _state: CaseState,
  command: CommandOf<'recordReassessment'>,
  draft: CaseDraft,
): Refusal | undefined {
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

/** What a declined grade or dismissal had replaced is owed again. */
export function reopenGrading(draft: CaseDraft, stage: 'grading' | 'reassessment'): void {
  if (draft.state.stage === 'crisis' || draft.state.stage === 'care') return;
  if (stage === 'grading') return oweGrade(draft);
  enter(draft, 'reassessment');
  ensure(draft, 'reassess', clockFor(draft.moment.rules, 'reassess', draft.state.level));
}

/**
 * 定级. The level is decided by a person; at L3/L4, and where a first grade lies below such a floor, by two, one of them of the health side.
 * A grade above the present level takes effect at the first signature: care never waits for paper.
 */
export function grade(state: CaseState, command: CommandOf<'grade'>, draft: CaseDraft): Outcome {
  const { actor } = draft.moment;
  if (command.basis.length === 0 || command.reasonCode === '') return refuse('reasonMissing');
  const lowersFurther = state.graded !== null && rank(command.level) < rank(state.level);
  if (lowersFurther) return refuse('levelNotHigher', { use: 'lower' });
  const signLevel = higher(command.level, state.level);
  if (atLeast(signLevel, 'L3') && slotOf(actor, slotsFor('grade', signLevel)) === null)
    return refuse('wrongRole', { level: signLevel });
  const outcome = propose(draft, {
    decision: 'grade',
    level: command.level,
    signLevel,
    reasonCode: command.reasonCode,
    reason: command.reason,
  });
  if (outcome !== undefined) return outcome;
  draft.done((duty) => duty.kind === 'grade', 'firstSignature');
  if (rank(command.level) > rank(state.level))
    changeLevel(draft, command.level, 'grade', persons(draft), command.reasonCode);
  return undefined;
}

function persons(draft: CaseDraft): readonly PersonId[] {
  const person = draft.moment.actor.person;
  return person === null ? [] : [person];
}

export function raise(state: CaseState, command: CommandOf<'raise'>, draft: CaseDraft): Outcome {
  if (rank(command.level) <= rank(state.level)) return refuse('levelNotHigher', { level: state.level });
  if (command.reasonCode === '') return refuse('reasonMissing');
  withdraw(draft, ['raise', 'lower', 'close', 'dismiss'], 'raisedAgain');
  const { level, reasonCode, reason } = command;
  const outcome = propose(draft, { decision: 'raise', level, signLevel: level, reasonCode, reason });
  if (outcome !== undefined && 'refused' in outcome) return outcome;
  changeLevel(draft, level, 'raise', persons(draft), reasonCode);
  return outcome;
}

/** A signed grade or raise: the level counts as graded, and a case in grading goes on to care; a fresh L4 is in crisis already. */
export function concludeGrade(draft: CaseDraft, proposal: Proposal, by: readonly PersonId[]): void {
  const before = draft.state;
  draft.add({ type: 'graded', level: proposal.level, basis: [proposal.reasonCode], persons: by });
  if (proposal.decision === 'raise') return;
  draft.done((duty) => duty.kind === 'grade', 'graded');
  changeLevel(
    draft,
    proposal.level,
    rank(proposal.level) < rank(before.level) ? 'lower' : 'grade',
    by,
    proposal.reasonCode,
  );
  if (draft.state.stage === 'grading') enterCare(draft);
}

export function enterCare(draft: CaseDraft): void {
  enter(draft, 'care');
  oweCare(draft);
}

/** Lowering: one step, by hand, after the least time at the level, on an assessment later than the raise (N04, N25). */
export function lower(state: CaseState, command: CommandOf<'lower'>, draft: CaseDraft): Outcome {
  const { at, actor, rules } = draft.moment;
  if (state.graded === null) return refuse('wrongStage', { use: 'grade' });
  if (command.reasonCode === '' || command.basis.length === 0) return refuse('reasonMissing');
  if (rank(command.level) >= rank(state.level)) return refuse('levelNotLower', { level: state.level });
  if (command.level !== oneBelow(state.level))
    return refuse('levelNotOneStep', { next: oneBelow(state.level) ?? 'L0' });
  const earliest = state.levelSince + rules.policy.minimumTime[state.level];
  if (at < earliest) return refuse('tooSoon', { earliest });
  const seen = state.lastAssessment;
  if (seen === null || seen.at <= Math.max(state.lastRaiseAt, state.levelSince) || seen.assessment === 'worse')
    return refuse('noFreshAssessment');
  // Below L3 one person may lower, but never the one who raised it alone.
  const slots = slotsFor('lower', state.level);
  const extra = slots.length === 0 && actor.person === state.raisedBy ? (['head'] as const) : slots;
  if (extra.length === 1 && actor.role === 'schoolHead') return refuse('signerRaisedIt');
  const { level, reasonCode, reason } = command;
  return propose(draft, { decision: 'lower', level, signLevel: state.level, reasonCode, reason, slots: extra });
}
