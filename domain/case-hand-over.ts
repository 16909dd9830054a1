import type { CommandOf } from './case-commands.ts';
import { type CaseDraft, has } from './case-draft.ts';
import type { CaseState } from './case-state.ts';
import { atLeast } from './level.ts';
import { type Refusal, refuse } from './problem.ts';
import type { PersonId, Posts } from './role.ts';
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
  draft.done((duty) => duty.kind === 'leaverHandOver', 'offered');
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
  if (isLeaver(state) && !atSchool(draft.moment.rules.posts, person)) draft.add({ type: 'leaverReceived', by: person });
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

/** The student graduated or left for another school. The case goes on where it is, and its owner owes a hand-over to whoever cares next (C9). */
export function markLeaver(state: CaseState, _command: CommandOf<'markLeaver'>, draft: CaseDraft): undefined {
  if (state.open && !isLeaver(state)) draft.add({ type: 'studentLeft' });
}

/** Until somebody elsewhere has accepted, the hand-over is owed: offered to a receiver, or still to be offered. No refusal ends it. */
export function oweLeaver(draft: CaseDraft): void {
  const { state } = draft;
  if (!state.open || !isLeaver(state) || state.handOver !== null) return;
  if (has(state, 'leaverHandOver')) return;
  const clock = atLeast(state.level, 'L3') ? 'leaverHandOver.severe' : 'leaverHandOver';
  draft.open({ kind: 'leaverHandOver', clock, holder: state.owner });
}

function isLeaver({ leftSchoolAt }: CaseState): boolean {
  return leftSchoolAt !== undefined && leftSchoolAt !== null;
}

/** Whoever is called for the school that the student left has not taken the student anywhere. */
function atSchool(posts: Posts, person: PersonId): boolean {
  return (['classTeacher', 'counselor', 'standIn', 'head'] as const).some((post) => posts[post]?.includes(person));
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
