import type { CommandOf } from './case-commands.ts';
import type { CaseDraft } from './case-level.ts';
import type { CaseState } from './case-state.ts';
import { atLeast } from './level.ts';
import { type Refusal, refuse } from './problem.ts';
import { passDuties } from './shared-acts.ts';

/** Offered is not accepted: until the named receiver accepts, everything stays with the present owner (N06). */
export function offerHandOver(
  state: CaseState,
  command: CommandOf<'offerHandOver'>,
  draft: CaseDraft,
): Refusal | undefined {
  if (state.handOver !== null) return refuse('handOverOpen');
  if (command.to === state.owner) return refuse('fieldInvalid', { field: 'to' });
  draft.add({ type: 'handOverOffered', to: command.to, summary: command.summary });
  draft.open({
    kind: 'handOver',
    clock: atLeast(state.level, 'L3') ? 'handOver.severe' : 'handOver',
    holder: command.to,
  });
  return undefined;
}

/** The receiver answers for everything from here on; the former owner can read and no more. */
export function acceptHandOver(
  state: CaseState,
  _command: CommandOf<'acceptHandOver'>,
  draft: CaseDraft,
): Refusal | undefined {
  const { person } = draft.moment.actor;
  if (state.handOver === null) return refuse('wrongStage');
  if (person !== state.handOver.to) return refuse('notReceiver');
  const from = state.owner;
  draft.add({ type: 'handOverAccepted', from, to: person });
  draft.done((duty) => duty.kind === 'handOver', 'accepted');
  passDuties(draft, from, person);
  for (const link of state.links.filter((one) => one.open))
    draft.also({ kind: link.kind, id: link.id, starts: false, command: { act: 'changeOwner', from, to: person } });
  return undefined;
}
