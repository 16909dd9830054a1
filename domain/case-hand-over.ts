import type { CommandOf } from './case-commands.ts';
import type { CaseDraft } from './case-draft.ts';
import type { CaseState } from './case-state.ts';
import { atLeast } from './level.ts';
import { type Refusal, refuse } from './problem.ts';
import { decideShared, passDuties } from './shared-acts.ts';
import { mayAct } from './stream.ts';

/** Offered is not accepted: until the named receiver accepts, everything stays with the present owner (N06). */
export function offerHandOver(
  state: CaseState,
  command: CommandOf<'offerHandOver'>,
  draft: CaseDraft,
): Refusal | undefined {
  const { actor } = draft.moment;
  if (state.handOver !== null) return refuse('handOverOpen');
  // A counselor hands over what is theirs; heads and supervisors assign.
  if (actor.role === 'counselor' && actor.person !== state.owner) return refuse('notDutyHolder');
  if (command.to === state.owner || command.to === '') return refuse('fieldInvalid', { field: 'to' });
  draft.add({ type: 'handOverOffered', to: command.to, summary: command.summary });
  const clock = atLeast(state.level, 'L3') ? 'handOver.severe' : 'handOver';
  draft.open({ kind: 'handOver', clock, holder: command.to });
  return undefined;
}

/** The receiver answers for everything from here on; the former owner can read and no more. */
export function acceptHandOver(
  state: CaseState,
  _command: CommandOf<'acceptHandOver'>,
  draft: CaseDraft,
): Refusal | undefined {
  const { person } = draft.moment.actor;
  if (state.handOver === null) return refuse('unknownDuty');
  if (person !== state.handOver.to) return refuse('notReceiver');
  const from = state.owner;
  draft.add({ type: 'handOverAccepted', from, to: person });
  draft.done((duty) => duty.kind === 'handOver', 'accepted');
  passDuties(draft, from, person);
  for (const link of state.links.filter((one) => one.open))
    draft.also({ kind: link.kind, id: link.id, starts: false, command: { act: 'changeOwner', from, to: person } });
  return undefined;
}

/** The receiver says no, or whoever assigns thinks again: the owner stays the owner, and another can be asked. */
export function declineHandOver(
  state: CaseState,
  command: CommandOf<'declineHandOver'>,
  draft: CaseDraft,
): Refusal | undefined {
  const { actor } = draft.moment;
  if (state.handOver === null) return refuse('unknownDuty');
  if (command.reasonCode === '') return refuse('reasonMissing');
  const asked = state.duties.some((duty) => duty.kind === 'handOver' && mayAct(duty, actor.person));
  const assigns = actor.role !== 'counselor' && actor.role !== 'classTeacher' && actor.role !== 'expert';
  if (!asked && !assigns && actor.person !== state.owner) return refuse('notReceiver');
  draft.add({ type: 'handOverDeclined', reasonCode: command.reasonCode, reason: command.reason });
  draft.done((duty) => duty.kind === 'handOver', 'declined');
  return undefined;
}

/** Somebody left: duties, ownership, an offered hand-over and a watch pass to the successor in one act. */
export function replaceHolder(
  state: CaseState,
  command: CommandOf<'replaceHolder'>,
  draft: CaseDraft,
): Refusal | undefined {
  const { from, to } = command;
  const known = [state.owner, state.handOver?.to, state.crisis?.watcher];
  if (known.includes(from)) draft.add({ type: 'personReplaced', from, to });
  if (draft.state.handOver === null) draft.done((duty) => duty.kind === 'handOver', 'receiverIsOwner');
  return decideShared(draft, command);
}
