import { CLOSING_REASONS, type CommandOf, DISMISSAL_REASONS } from './case-commands.ts';
import { type CaseDraft, waitsFor } from './case-draft.ts';
import { RHYTHM, seenSinceWarning } from './case-owed.ts';
import { type Outcome, propose } from './case-signatures.ts';
import type { CaseState, Proposal } from './case-state.ts';
import type { Duty } from './duty.ts';
import { higher } from './level.ts';
import { type Refusal, refuse } from './problem.ts';
import type { PersonId } from './role.ts';
import type { Rules } from './stream.ts';

/** A duty that does not hold a closing back: the rhythm's own, the look at the follow-up stream, and this decision's signatures. */
function endsWithTheCase(state: CaseState, duty: Duty, decision: string): boolean {
  // A case that is closed is handed over to nobody.
  if (RHYTHM.has(duty.kind) || duty.kind === 'leaverHandOver') return true;
  if (duty.kind === 'watch') return state.links.some((link) => link.id === duty.subject && link.kind === 'followUp');
  return state.proposals.some((open) => open.decision === decision && waitsFor(duty, open.id));
}

/** N05: what stands against closing or dismissing; undefined when nothing does. */
function obstacle(state: CaseState, rules: Rules, decision: 'dismiss' | 'close'): Refusal | undefined {
  const open = (kind: 'referral' | 'return') =>
    state.links.some((link) => link.kind === kind && link.open) ||
    rules.siblings.some((sibling) => sibling.kind === kind);
  if (open('referral')) return refuse('referralOpen');
  if (open('return')) return refuse('returnOpen');
  if (state.handOver !== null) return refuse('handOverOpen');
  const left = state.duties.filter((duty) => !endsWithTheCase(state, duty, decision));
  if (left.length > 0) return refuse('dutiesOpen', { duties: [...new Set(left.map((duty) => duty.kind))] });
  return decision === 'close' ? notReady(state, rules) : undefined;
}

function notReady(state: CaseState, rules: Rules): Refusal | undefined {
  if (state.steady < rules.policy.steadyToClose)
    return refuse('notSteady', { steady: state.steady, needed: rules.policy.steadyToClose });
  if (state.lastContactAt === null) return refuse('fieldMissing', { field: 'lastContact' });
  return undefined;
}

/** Only the reasons of the list end anything: losing sight of a student is none (N05). */
function reasonRefused(reasonCode: string, reasons: readonly string[]): Refusal | undefined {
  if (reasonCode === '') return refuse('reasonMissing');
  return reasons.includes(reasonCode) ? undefined : refuse('fieldInvalid', { field: 'reasonCode', reasons });
}

export function close(state: CaseState, command: CommandOf<'close'>, draft: CaseDraft): Outcome {
  const refused = reasonRefused(command.reasonCode, CLOSING_REASONS);
  if (refused !== undefined) return refused;
  if (command.plan.text === '') return refuse('fieldMissing', { field: 'plan' });
  const against = obstacle(state, draft.moment.rules, 'close');
  if (against !== undefined) return against;
  draft.add({ type: 'planRevised', goals: [], plan: command.plan });
  return proposeEnd(draft, 'close', command);
}

export function dismiss(
  state: CaseState,
  command: Pick<CommandOf<'dismiss'>, 'reasonCode' | 'reason'>,
  draft: CaseDraft,
): Outcome {
  const refused = reasonRefused(command.reasonCode, DISMISSAL_REASONS);
  if (refused !== undefined) return refused;
  if (!seenSinceWarning(state)) return refuse('dutiesOpen', { duties: ['interview'] });
  const against = obstacle(state, draft.moment.rules, 'dismiss');
  if (against !== undefined) return against;
  return proposeEnd(draft, 'dismiss', command);
}

function proposeEnd(
  draft: CaseDraft,
  decision: 'dismiss' | 'close',
  command: Pick<CommandOf<'dismiss'>, 'reasonCode' | 'reason'>,
): Outcome {
  const { level } = draft.state;
  const { reasonCode, reason } = command;
  return propose(draft, { decision, level, signLevel: level, basis: [], reasonCode, reason });
}

/** Closes in one transaction with the follow-up stream; a closed case owes nothing and pages nobody. */
export function concludeClosing(
  draft: CaseDraft,
  proposal: Proposal,
  persons: readonly PersonId[],
): Refusal | undefined {
  const { state, moment } = draft;
  const decision = proposal.decision === 'dismiss' ? 'dismiss' : 'close';
  const against = obstacle(state, moment.rules, decision);
  if (against !== undefined) return against;
  // Two people at every level: a single one can neither close nor dismiss.
  if (persons.length < 2) return refuse('signerIsProposer');
  draft.done(() => true, decision === 'dismiss' ? 'dismissed' : 'closed');
  for (const link of state.links.filter((one) => one.kind === 'followUp' && one.open))
    draft.also({ kind: 'followUp', id: link.id, starts: false, command: { act: 'end', because: 'caseClosed' } });
  draft.add({
    type: 'caseClosed',
    as: decision === 'dismiss' ? 'dismissed' : 'closed',
    reasonCode: proposal.reasonCode,
    lastContactAt: state.lastContactAt,
    persons,
  });
  return undefined;
}

export function reopen(state: CaseState, command: CommandOf<'reopen'>, draft: CaseDraft): Refusal | undefined {
  const { moment } = draft;
  if (moment.rules.siblings.some((sibling) => sibling.kind === 'case')) return refuse('caseAlreadyOpen');
  const id = moment.mint(0);
  draft.add({ type: 'reopened', as: id, reason: command.reason });
  // The new episode begins no lower than the old one ended, and never at nothing.
  const floor = higher(state.level, 'L1');
  draft.also({
    kind: 'case',
    id,
    starts: true,
    command: {
      act: 'open',
      previous: moment.self,
      warning: moment.mint(1),
      source: 'reopened',
      floor,
      critical: false,
      signs: [],
      reasons: ['reopened'],
      observedAt: moment.at,
    },
  });
  return undefined;
}
