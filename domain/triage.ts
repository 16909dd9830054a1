import {
  type CaseDraft,
  changeLevel,
  clockFor,
  enterCrisis,
  enter,
  ensure,
  guardiansBlocked,
  has,
  oweGuardianTalk,
  tighten,
  withdraw,
} from './case-level.ts';
import { dismiss } from './case-closing.ts';
import type { CommandOf, WarningBody } from './case-commands.ts';
import type { Outcome } from './case-signatures.ts';
import type { CaseState } from './case-state.ts';
import { atLeast, rank } from './level.ts';
import type { ClockId } from './policy.ts';
import { type Refusal, refuse } from './problem.ts';
import { first } from './stream.ts';
import { reopenGrading } from './reassessment.ts';

/** The clock of a talk with the student: critical answers and signs within 24 hours whatever the level (N02, N03). */
function interviewClock(warning: Pick<WarningBody, 'floor' | 'critical'>): ClockId {
  if (atLeast(warning.floor, 'L3')) return 'interview.L3';
  if (warning.critical) return 'interview.critical';
  return warning.floor === 'L2' ? 'interview.L2' : 'interview.L1';
}

/** A case begins with its first warning; the duty exists in the same transaction as the answer that caused it. */
export function open(_state: CaseState, command: CommandOf<'open'>, draft: CaseDraft): Refusal | undefined {
  const owner = first(draft.moment.rules.posts, 'counselor');
  if (owner === null) return refuse('nobodyToHold');
  draft.add({ type: 'caseOpened', owner, previous: command.previous }, { type: 'stageEntered', stage: 'triage' });
  warn(draft, command);
  return undefined;
}

export function addWarning(state: CaseState, command: CommandOf<'addWarning'>, draft: CaseDraft): Refusal | undefined {
  if (state.warnings.some((known) => known.id === command.warning)) return undefined;
  warn(draft, command);
  return undefined;
}

/** A warning joins the case, may raise it, and always leads to a person who looks at it. */
function warn(draft: CaseDraft, warning: WarningBody): void {
  const { warning: id, source, floor, critical, signs, reasons, observedAt } = warning;
  draft.add({ type: 'warningAdded', warning: id, source, floor, critical, signs, reasons, observedAt });
  // Whoever was about to lower, dismiss or close did not know of this.
  withdraw(draft, ['lower', 'dismiss', 'close', 'standDown'], 'newWarning');
  regrade(draft, floor);
  if (signs.includes('violenceAtHome') && !draft.state.guardianDanger) flag(draft, 'violenceAtHome');
  if (floor === 'L4') {
    if (draft.state.level === 'L4') return enterCrisis(draft);
    return changeLevel(draft, 'L4', 'floor', [], 'floor');
  }
  if (rank(floor) > rank(draft.state.level)) changeLevel(draft, floor, 'floor', [], 'floor');
  if (draft.state.stage === 'crisis') return;
  tighten(draft, 'interview', interviewClock(warning));
  if (
    draft.state.stage === 'triage' &&
    draft.moment.rules.posts.classTeacher?.length &&
    !has(draft.state, 'secondSource')
  )
    draft.open({ kind: 'secondSource', clock: 'secondSource' });
}

/** A grade that waits for its second signature below the new floor has been overtaken. */
function regrade(draft: CaseDraft, floor: WarningBody['floor']): void {
  const overtaken = draft.state.proposals.filter((open) => open.decision === 'grade' && rank(open.level) < rank(floor));
  if (overtaken.length === 0) return;
  withdraw(draft, ['grade'], 'newWarning');
  reopenGrading(draft, 'grading');
}

export function recordSecondSource(
  _state: CaseState,
  command: CommandOf<'recordSecondSource'>,
  draft: CaseDraft,
): Refusal | undefined {
  draft.add({ type: 'secondSourceRecorded', view: command.view, note: command.note });
  draft.done((duty) => duty.kind === 'secondSource', 'recorded');
  return undefined;
}

/** The structured talk. In triage it leads to reassessment, or to a proposal to dismiss that a second person signs. */
export function recordInterview(state: CaseState, command: CommandOf<'recordInterview'>, draft: CaseDraft): Outcome {
  if (command.findings.length === 0) return refuse('fieldMissing', { field: 'findings' });
  if (command.outcome === 'noConcern' && (command.reasonCode ?? '') === '') return refuse('reasonMissing');
  draft.add({ type: 'interviewRecorded', findings: command.findings, note: command.note });
  draft.done((duty) => duty.kind === 'interview', 'interviewed');
  if (command.outcome === 'reassess') {
    oweGuardianTalk(draft);
    if (state.stage === 'triage' || state.stage === 'care') reassess(draft);
    return undefined;
  }
  if (state.stage !== 'triage') return undefined;
  return dismiss(draft.state, { reasonCode: command.reasonCode ?? '', reason: command.note }, draft);
}

function reassess(draft: CaseDraft): void {
  enter(draft, 'reassessment');
  ensure(draft, 'reassess', clockFor(draft.moment.rules, 'reassess', draft.state.level));
}

/** Abuse or a dangerous guardian: contact with guardians stops and protection is called (未保法 11); nobody can switch this off. */
export function flag(draft: CaseDraft, reasonCode: string): void {
  draft.add({ type: 'protectionFlagged', reasonCode });
  draft.done((duty) => duty.kind === 'guardianTold' || duty.kind === 'crisisGuardian', 'guardianDanger');
  ensure(draft, 'protectionReport', clockFor(draft.moment.rules, 'protectionReport', draft.state.level));
}

export function flagProtection(
  state: CaseState,
  command: CommandOf<'flagProtection'>,
  draft: CaseDraft,
): Refusal | undefined {
  if (state.guardianDanger) return undefined;
  flag(draft, command.reasonCode);
  return undefined;
}

export function recordProtectionReport(
  _state: CaseState,
  command: CommandOf<'recordProtectionReport'>,
  draft: CaseDraft,
): Refusal | undefined {
  if (command.receipt === '') return refuse('fieldMissing', { field: 'receipt' });
  draft.add({ type: 'protectionReported', to: command.to, receipt: command.receipt, note: command.note });
  draft.done((duty) => duty.kind === 'protectionReport', 'reported');
  return undefined;
}

/** A contact counts only when a conversation took place; a message alone never does. */
export function recordContact(
  state: CaseState,
  command: CommandOf<'recordContact'>,
  draft: CaseDraft,
): Refusal | undefined {
  const { rules } = draft.moment;
  const flagged = rules.guardians.some((guardian) => guardian.id === command.guardian && guardian.danger);
  if (command.with === 'guardian' && (flagged || guardiansBlocked(state, rules))) return refuse('guardianFlagged');
  if (command.with === 'guardian' && command.guardian === null) return refuse('fieldMissing', { field: 'guardian' });
  if (command.outcome === 'reached' && command.channel === 'message') return refuse('countsNotAsContact');
  const { guardian, channel, outcome, note } = command;
  draft.add({ type: 'contactRecorded', with: command.with, guardian, channel, outcome, note });
  if (outcome !== 'reached') return undefined;
  const kinds = command.with === 'guardian' ? ['guardianTold'] : ['safetyCheck'];
  draft.done((duty) => kinds.includes(duty.kind), 'reached');
  return undefined;
}
