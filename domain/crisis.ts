import type { CommandOf } from './case-commands.ts';
import { type CaseDraft, has, withdrawThinning } from './case-draft.ts';
import { contactRefused } from './case-guardian.ts';
import { changeLevel, enterCrisis } from './case-level.ts';
import { oweGuardianTalk, oweReassessment, pace } from './case-owed.ts';
import { type Outcome, oweSignatures, propose } from './case-signatures.ts';
import type { CaseState, Proposal } from './case-state.ts';
import { HOUR, type Instant } from './instant.ts';
import { type Refusal, refuse } from './problem.ts';
import { enterCare } from './reassessment.ts';
import type { PersonId } from './role.ts';

/** Entered later under its true time (N13), never ahead of it. */
function notYet(draft: CaseDraft, { happenedAt }: { readonly happenedAt: Instant }): Refusal | undefined {
  return happenedAt > draft.moment.at ? refuse('fieldInvalid', { field: 'happenedAt' }) : undefined;
}

export function declareCrisis(
  state: CaseState,
  command: CommandOf<'declareCrisis'>,
  draft: CaseDraft,
): Refusal | undefined {
  const { person } = draft.moment.actor;
  draft.add({ type: 'crisisDeclared', by: person, signs: command.signs, note: command.note });
  if (state.level === 'L4') enterCrisis(draft);
  else changeLevel(draft, 'L4', 'raise', person === null ? [] : [person], 'crisisDeclared');
  return undefined;
}

/** A named adult is with the student; the duty passes to that person at once. */
export function assignWatch(
  _state: CaseState,
  command: CommandOf<'assignWatch'>,
  draft: CaseDraft,
): Refusal | undefined {
  if (command.watcher === '') return refuse('fieldMissing', { field: 'watcher' });
  const watch = draft.state.duties.find((duty) => duty.kind === 'crisisWatch');
  draft.add({ type: 'watchAssigned', watcher: command.watcher });
  if (watch === undefined) draft.open({ kind: 'crisisWatch', clock: 'crisisWatch', holder: command.watcher });
  else draft.add({ type: 'dutyHandedOver', duty: watch.id, to: command.watcher });
  return undefined;
}

/** One entry answers half an hour; the next half hour begins with it, so that the watch is never empty. */
export function logWatch(state: CaseState, command: CommandOf<'logWatch'>, draft: CaseDraft): Refusal | undefined {
  draft.add({ type: 'watchLogged', state: command.state, note: command.note });
  const watch = state.duties.find((duty) => duty.kind === 'crisisWatch');
  draft.done((duty) => duty.kind === 'crisisWatch', 'logged');
  draft.open({
    kind: 'crisisWatch',
    clock: 'crisisWatch',
    holder: watch?.holder ?? state.crisis?.watcher ?? state.owner,
  });
  return undefined;
}

export function recordGuardianVoice(
  state: CaseState,
  command: CommandOf<'recordGuardianVoice'>,
  draft: CaseDraft,
): Refusal | undefined {
  const { rules } = draft.moment;
  const refused = contactRefused(state, rules, command.guardian) ?? notYet(draft, command);
  if (refused !== undefined) return refused;
  const { guardian, outcome, happenedAt, note } = command;
  draft.add({ type: 'guardianVoiceRecorded', guardian, outcome, happenedAt, note });
  if (outcome === 'reached')
    draft.done((duty) => duty.kind === 'crisisGuardian' || duty.kind === 'guardianTold', 'reached');
  return undefined;
}

export function recordEmergencyCall(
  _state: CaseState,
  command: CommandOf<'recordEmergencyCall'>,
  draft: CaseDraft,
): Refusal | undefined {
  const refused = notYet(draft, command);
  if (refused !== undefined) return refused;
  const { line, outcome, happenedAt, note } = command;
  draft.add({ type: 'emergencyCallRecorded', line, outcome, happenedAt, note });
  // Calling is not arriving: crisisHospital lives until the child is there.
  draft.done((duty) => duty.kind === 'crisisAcknowledge', 'emergencyCalled');
  return undefined;
}

export function recordMeansRemoved(
  _state: CaseState,
  command: CommandOf<'recordMeansRemoved'>,
  draft: CaseDraft,
): Refusal | undefined {
  const refused = notYet(draft, command);
  if (refused !== undefined) return refused;
  draft.add({ type: 'meansRemoved', happenedAt: command.happenedAt, note: command.note });
  draft.done((duty) => duty.kind === 'crisisMeans', 'removed');
  return undefined;
}

export function recordArrival(
  _state: CaseState,
  command: CommandOf<'recordArrival'>,
  draft: CaseDraft,
): Refusal | undefined {
  const refused = notYet(draft, command);
  if (refused !== undefined) return refused;
  draft.add({ type: 'arrivalRecorded', happenedAt: command.happenedAt, note: command.note });
  draft.done((duty) => duty.kind === 'crisisHospital', 'arrived');
  return undefined;
}

/** Telling is a duty of its own: an acknowledged crisis must still be told. */
export function recordTold(_state: CaseState, command: CommandOf<'recordTold'>, draft: CaseDraft): Refusal | undefined {
  draft.add({ type: 'told', whom: command.whom });
  draft.done((duty) => duty.kind === (command.whom === 'county' ? 'tellCounty' : 'tellCity'), 'told');
  return undefined;
}

/**
 * A named person at the hospital, or a guardian who escorts the child there, has taken over (N06). Telling county and city, the talk with the
 * guardian and, for an escort, the arrival stay owed.
 */
export function acceptCrisisHandOver(
  state: CaseState,
  command: CommandOf<'acceptCrisisHandOver'>,
  draft: CaseDraft,
): Refusal | undefined {
  const { rules } = draft.moment;
  const to = command.to === 'guardian' ? contactRefused(state, rules, command.guardian) : undefined;
  const refused = to ?? notYet(draft, command);
  if (refused !== undefined) return refused;
  if (command.receiver.text === '') return refuse('fieldMissing', { field: 'receiver' });
  // The child is elsewhere now: what was to be stood down has ended another way.
  withdrawThinning(draft, 'handedOver');
  draft.add({ type: 'crisisHandedOver', to: command.to, receiver: command.receiver, happenedAt: command.happenedAt });
  const over =
    command.to === 'hospital'
      ? ['crisisAcknowledge', 'crisisWatch', 'crisisMeans', 'crisisHospital']
      : ['crisisAcknowledge', 'crisisWatch', 'crisisMeans'];
  draft.done((duty) => over.includes(duty.kind), 'handedOver');
  if (command.to === 'guardian') escorted(draft);
  if (state.graded === null) toReassessment(draft);
  else enterCare(draft);
  // Cared for at once, but nobody has judged this level yet: both sides sign it like any raise.
  if (state.graded !== null) oweSignatures(draft);
  pace(draft, 'crisisHandedOver');
  return undefined;
}

/**
 * The child is on the way with a guardian: the arrival stays owed, by the owner, who knows whom to call, and no longer every five minutes. The first limit
 * stands, with an hour for the way.
 */
function escorted(draft: CaseDraft): void {
  const red = draft.state.duties.find((duty) => duty.kind === 'crisisHospital');
  if (red === undefined) return;
  const limitAt = Math.max(red.limitAt, draft.moment.at + HOUR);
  draft.open({ kind: 'crisisHospital', clock: 'crisisHospital.escorted', limitAt });
  draft.done((duty) => duty.id === red.id, 'superseded');
}

function toReassessment(draft: CaseDraft): void {
  oweReassessment(draft);
  if (!has(draft.state, 'crisisGuardian')) oweGuardianTalk(draft);
}

/** Only after the student was seen in person, with structured findings, and signed by both sides. The level stays. */
export function standDown(_state: CaseState, command: CommandOf<'standDown'>, draft: CaseDraft): Outcome {
  if (!command.seenInPerson) return refuse('fieldInvalid', { field: 'seenInPerson' });
  if (command.findings.length === 0) return refuse('fieldMissing', { field: 'findings' });
  if (command.reasonCode === '') return refuse('reasonMissing');
  const { level } = draft.state;
  return propose(draft, {
    decision: 'standDown',
    level,
    signLevel: level,
    basis: command.findings,
    reasonCode: command.reasonCode,
    reason: command.reason,
  });
}

export function concludeStandDown(draft: CaseDraft, { basis }: Proposal, persons: readonly PersonId[]): void {
  draft.add({ type: 'stoodDown', persons, findings: basis });
  const ended = ['crisisAcknowledge', 'crisisWatch', 'crisisMeans', 'crisisHospital'];
  draft.done((duty) => ended.includes(duty.kind), 'stoodDown');
  toReassessment(draft);
}
