import { concludeClosing } from './case-closing.ts';
import type { CommandOf } from './case-commands.ts';
import { type CaseDraft, ensure, thins, waitsFor, withdraw } from './case-draft.ts';
import { changeLevel } from './case-level.ts';
import { missing, oppositeOf, personsOf, placeFor, placeOf } from './case-signatures.ts';
import { oweReassessment } from './case-owed.ts';
import type { CaseState, Proposal } from './case-state.ts';
import { concludeStandDown } from './crisis.ts';
import { rank } from './level.ts';
import { type Refusal, refuse } from './problem.ts';
import type { PersonId } from './role.ts';
import { concludeGrade, lowerRefused } from './reassessment.ts';

export function coSign(
  state: CaseState,
  command: CommandOf<'coSign'>,
  draft: CaseDraft,
): Refusal | Proposal | undefined {
  const { actor } = draft.moment;
  const proposal = state.proposals.find((open) => open.id === command.proposal);
  if (proposal === undefined) return refuse('noSuchProposal');
  if (actor.person === null) return refuse('wrongRole');
  if (proposal.by === actor.person) return refuse('signerIsProposer');
  if (oppositeOf(state, proposal) === actor.person)
    return refuse(thins(proposal, state.level) ? 'signerRaisedIt' : 'signerLoweredIt');
  if (proposal.signed.some((signature) => signature.person === actor.person)) return refuse('alreadySigned');
  const slot = placeFor(draft, proposal, actor);
  if (slot === null) return refuse('wrongSide', { missing: missing(proposal) });
  draft.add({
    type: 'signed',
    proposal: proposal.id,
    signature: { slot, person: actor.person, role: actor.role },
  });
  draft.done((duty) => waitsFor(duty, proposal.id) && duty.subject === placeOf(proposal.id, slot), 'signed');
  const now = draft.state.proposals.find((open) => open.id === proposal.id);
  return now !== undefined && missing(now).length === 0 ? now : undefined;
}

/** All places are filled: the decision takes effect. Its conditions are looked at once more, for the case may have moved on. */
export function conclude(draft: CaseDraft, proposal: Proposal): Refusal | undefined {
  const persons = personsOf(proposal);
  const settle = () =>
    draft.add({ type: 'proposalWithdrawn', proposal: proposal.id, because: 'concluded', reason: null });
  switch (proposal.decision) {
    case 'dismiss':
    case 'close':
      return concludeClosing(draft, proposal, persons);
    case 'grade':
    case 'raise':
      settle();
      concludeGrade(draft, proposal, persons);
      return undefined;
    case 'lower':
      return concludeLower(draft, proposal, persons);
    case 'standDown':
      settle();
      concludeStandDown(draft, proposal, persons);
      return undefined;
    default:
      return proposal.decision satisfies never;
  }
}

/** What was fresh when it was proposed may be old by now: worse news since then keeps the level. */
function concludeLower(draft: CaseDraft, proposal: Proposal, persons: readonly PersonId[]): Refusal | undefined {
  const { level, reasonCode } = proposal;
  const refused = lowerRefused(draft, level);
  if (refused !== undefined) return refused;
  draft.add({ type: 'proposalWithdrawn', proposal: proposal.id, because: 'concluded', reason: null });
  // A raise nobody has countersigned in all this time is no longer the question.
  withdraw(draft, (open) => open.decision === 'raise', 'lowered');
  changeLevel(draft, level, 'lower', persons, reasonCode);
  draft.add({ type: 'graded', level, basis: proposal.basis, persons });
  // The contacts of this level stay daily until the panel has met, so somebody must owe it.
  if (level === 'L3') ensure(draft, 'panel', 'panel');
  return undefined;
}

/** A signer who disagrees, or a proposer who thinks again: the proposal ends with a reason, and what the stage needs is owed again. */
export function declineProposal(
  state: CaseState,
  command: CommandOf<'declineProposal'>,
  draft: CaseDraft,
): Refusal | undefined {
  const { actor } = draft.moment;
  const proposal = state.proposals.find((open) => open.id === command.proposal);
  if (proposal === undefined) return refuse('noSuchProposal');
  if (command.reasonCode === '') return refuse('reasonMissing');
  if (actor.person !== proposal.by && placeFor(draft, proposal, actor) === null)
    return refuse('wrongSide', { missing: missing(proposal) });
  draft.add({ type: 'proposalWithdrawn', proposal: proposal.id, because: command.reasonCode, reason: command.reason });
  draft.done((duty) => waitsFor(duty, proposal.id), 'declined');
  // The level stands, and nobody has judged it: it is judged now.
  const { stage, level, graded } = draft.state;
  if (proposal.decision === 'raise' && stage === 'care' && rank(level) > rank(graded ?? 'L0')) oweReassessment(draft);
  return undefined;
}
