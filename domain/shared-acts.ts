import { deadline } from './calendar.ts';
import { calledBehind, type Duty, type DutyFact, heardUntil, ringsDue, stepAt } from './duty.ts';
import { clockOf } from './policy.ts';
import { type Refusal, refuse } from './problem.ts';
import type { PersonId } from './role.ts';
import { mayAct, type Moment, type SharedCommand, type StreamState } from './stream.ts';

/** The part of a draft that the acts shared by all streams need; every stream's draft has it. */
export interface DutyDraft {
  readonly moment: Moment;
  readonly state: StreamState;
  add(...facts: readonly DutyFact[]): void;
}

/**
 * The commands every stream understands. `fixed` names duties whose limit is not the clock's own (a window, an agreed date): the stream works those out
 * anew itself. Refuses `unknownDuty` and `notDutyHolder`.
 */
export function decideShared(
  draft: DutyDraft,
  command: SharedCommand,
  fixed: (duty: Duty) => boolean = () => false,
): Refusal | undefined {
  const { duties } = draft.state;
  const { at, rules } = draft.moment;
  switch (command.act) {
    case 'deadlinePassed':
      for (const duty of duties) draft.add(...ringsDue(rules, duty, at));
      return undefined;
    case 'callNext':
      return callNext(draft, command);
    case 'acknowledge':
      return acknowledged(draft, command.duty);
    case 'recalculate':
      for (const duty of duties.filter((live) => !fixed(live))) recalculated(draft, duty);
      return undefined;
    case 'replaceHolder':
      return passDuties(draft, command.from, command.to);
    default:
      return command satisfies never;
  }
}

/** Whoever is called may act on the duty from now on. A duty that was done meanwhile, or whose whole chain was called, asks nothing. */
function callNext(draft: DutyDraft, { duty: id, unreached }: SharedCommand & { act: 'callNext' }): undefined {
  const duty = draft.state.duties.find((live) => live.id === id);
  const called = duty === undefined ? [] : calledBehind(draft.moment.rules, duty, unreached);
  if (called.length > 0) draft.add({ type: 'dutyCalled', duty: id, called, unreached });
}

function acknowledged(draft: DutyDraft, id: string): Refusal | undefined {
  const duty = draft.state.duties.find((live) => live.id === id);
  const { person } = draft.moment.actor;
  if (duty === undefined) return refuse('unknownDuty');
  if (person === null || !mayAct(duty, person)) return refuse('notDutyHolder');
  const known = duty.acknowledged;
  if (known?.by === person && known.step === duty.step) return undefined;
  const dueAt = heardUntil(draft.moment.rules, duty, draft.moment.at);
  draft.add({ type: 'dutyAcknowledged', duty: id, by: person, dueAt });
  return undefined;
}

function recalculated(draft: DutyDraft, duty: Duty): void {
  const { policy, calendar } = draft.moment.rules;
  const { limit } = clockOf(policy, duty.clock);
  // Wall time knows no calendar.
  if (limit.basis !== 'wall') moveDuty(draft, duty, deadline(calendar, duty.openedAt, limit).at);
}

/** Moves a limit that is still ahead. One that has passed stays passed: its chain is on its way to people. */
export function moveDuty(draft: DutyDraft, duty: Duty, limitAt: number): void {
  if (limitAt === duty.limitAt || duty.limitAt <= draft.moment.at || duty.pausedAt !== null) return;
  const { rules } = draft.moment;
  const clock = clockOf(rules.policy, duty.clock);
  const dueAt = stepAt(rules, clock, { openedAt: duty.openedAt, limitAt }, 0, limitAt);
  draft.add({ type: 'dutyMoved', duty: duty.id, limitAt, dueAt });
}

/** Every live duty of one person passes to another: nothing stays with somebody who has left. */
export function passDuties(draft: DutyDraft, from: PersonId, to: PersonId): undefined {
  for (const duty of draft.state.duties.filter((live) => live.holder === from))
    draft.add({ type: 'dutyHandedOver', duty: duty.id, to });
}

/** The earliest limit that lies ahead, else the earliest passed one; null when nothing is owed. What a case's watch is set by. */
export function nextLimitOf(state: StreamState, at: number): number | null {
  const limits = state.duties.map((duty) => duty.limitAt);
  if (limits.length === 0) return null;
  const ahead = limits.filter((limit) => limit > at);
  return Math.min(...(ahead.length > 0 ? ahead : limits));
}

/** Works limits out anew by `change`, and tells the case when that moved the one which its watch follows: a look at the old day comes too early or too late. */
export function recalculating(
  draft: { readonly moment: Moment; readonly state: StreamState },
  change: () => void,
  tell: () => void,
): undefined {
  const { at } = draft.moment;
  const before = nextLimitOf(draft.state, at);
  change();
  if (nextLimitOf(draft.state, at) !== before) tell();
}
