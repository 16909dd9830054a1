import { answered } from './act-table.ts';
import { dismiss } from './case-closing.ts';
import type { CommandOf, WarningBody } from './case-commands.ts';
import { type CaseDraft, has, tighten, withdrawThinning } from './case-draft.ts';
import { contactRefused } from './case-guardian.ts';
import { changeLevel, enterCrisis } from './case-level.ts';
import { interviewClock, oweGuardianTalk, oweProtection, oweReassessment } from './case-owed.ts';
import type { Outcome } from './case-signatures.ts';
import type { CaseState } from './case-state.ts';
import { higher, type Level, rank } from './level.ts';
import { type Refusal, refuse } from './problem.ts';
import { first } from './stream.ts';
import type { SignFloor } from './thresholds.ts';

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
  withdrawThinning(draft, 'newWarning');
  if (signs.includes('violenceAtHome') && !draft.state.guardianDanger) flag(draft, 'violenceAtHome');
  if (floor === 'L4') {
    if (draft.state.level === 'L4') return enterCrisis(draft);
    return changeLevel(draft, 'L4', 'floor', [], 'floor');
  }
  if (rank(floor) > rank(draft.state.level)) changeLevel(draft, floor, 'floor', [], 'floor');
  if (draft.state.stage === 'crisis') return;
  tighten(draft, 'interview', interviewClock(floor, critical));
  if (
    draft.state.stage === 'triage' &&
    draft.moment.rules.posts.classTeacher?.length &&
    !has(draft.state, 'secondSource')
  )
    draft.open({ kind: 'secondSource', clock: 'secondSource' });
}

export function recordSecondSource(
  _state: CaseState,
  command: CommandOf<'recordSecondSource'>,
  draft: CaseDraft,
): Refusal | undefined {
  draft.add({ type: 'secondSourceRecorded', view: command.view, note: command.note });
  draft.done((duty) => duty.kind === 'secondSource', 'recorded');
  // What belongs to every child's day sets no floor here; a sign that calls for a person does, whoever ticked it and where.
  const { signs } = draft.moment.rules.policy.thresholds;
  const critical = Object.entries(signs).filter(([, floor]) => floor.critical);
  warnOf(draft, 'secondSource', command.view, Object.fromEntries(critical));
  return undefined;
}

/** Signs that were told beside a warning join the case as one, with the highest of their floors. Codes without a floor are no sign. */
export function warnOf(
  draft: CaseDraft,
  source: string,
  codes: readonly string[],
  floors: Readonly<Partial<Record<string, SignFloor>>>,
): void {
  const found = codes.flatMap((sign) => {
    const floor = floors[sign];
    return floor === undefined ? [] : [{ sign, ...floor }];
  });
  if (found.length === 0) return;
  const signs = found.map(({ sign }) => sign);
  warn(draft, {
    warning: draft.moment.mint(4),
    source,
    floor: found.reduce<Level>((most, { level }) => higher(most, level), 'L0'),
    critical: found.some(({ critical }) => critical),
    signs,
    reasons: signs.map((sign) => `sign:${sign}`),
    observedAt: draft.moment.at,
  });
}

/** The structured talk. In triage it leads to reassessment, or to a proposal to dismiss that a second person signs. */
export function recordInterview(state: CaseState, command: CommandOf<'recordInterview'>, draft: CaseDraft): Outcome {
  if (answered(state, command, ['interview']) === undefined) return refuse('unknownDuty');
  if (command.findings.length === 0) return refuse('fieldMissing', { field: 'findings' });
  if (command.outcome === 'noConcern' && (command.reasonCode ?? '') === '') return refuse('reasonMissing');
  draft.add({ type: 'interviewRecorded', findings: command.findings, note: command.note });
  draft.done((duty) => duty.kind === 'interview', 'interviewed');
  if (command.outcome === 'reassess') {
    oweGuardianTalk(draft);
    if (state.stage === 'triage' || state.stage === 'care') oweReassessment(draft);
    return undefined;
  }
  if (state.stage !== 'triage') return undefined;
  return dismiss(draft.state, { reasonCode: command.reasonCode ?? '', reason: command.note }, draft);
}

/** Abuse or a dangerous guardian: contact with guardians stops and protection is called (未保法 11); nobody can switch this off. */
function flag(draft: CaseDraft, reasonCode: string): void {
  draft.add({ type: 'protectionFlagged', reasonCode });
  draft.done((duty) => duty.kind === 'guardianTold' || duty.kind === 'crisisGuardian', 'guardianDanger');
  oweProtection(draft);
}

export function flagProtection(
  state: CaseState,
  command: CommandOf<'flagProtection'>,
  draft: CaseDraft,
): Refusal | undefined {
  // Told once more by somebody else: nothing new, unless the report was already made.
  if (state.guardianDanger && state.protectionReportedAt === null) return undefined;
  if (command.reasonCode === '') return refuse('reasonMissing');
  flag(draft, command.reasonCode);
  return undefined;
}

export function recordProtectionReport(
  state: CaseState,
  command: CommandOf<'recordProtectionReport'>,
  draft: CaseDraft,
): Refusal | undefined {
  if (answered(state, command, ['protectionReport']) === undefined) return refuse('unknownDuty');
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
  const refused = command.with === 'guardian' ? contactRefused(state, draft.moment.rules, command.guardian) : undefined;
  if (refused !== undefined) return refused;
  if (command.outcome === 'reached' && command.channel === 'message') return refuse('countsNotAsContact');
  const { guardian, channel, outcome, note } = command;
  draft.add({ type: 'contactRecorded', with: command.with, guardian, channel, outcome, note });
  if (outcome !== 'reached') return undefined;
  const kinds = command.with === 'guardian' ? ['guardianTold'] : ['safetyCheck'];
  draft.done((duty) => kinds.includes(duty.kind), 'reached');
  return undefined;
}
