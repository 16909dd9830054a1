import { type Refusal, refuse } from './problem.ts';
import * as begin from './referral-begin.ts';
import type { ReferralDraft } from './referral-clocks.ts';
import type { ReferralAct, ReferralActName, ReferralCommand, ReferralCommandOf } from './referral-commands.ts';
import type { ReferralState } from './referral-facts.ts';
import * as hospital from './referral-hospital.ts';
import * as school from './referral-school.ts';
import { guardReferral } from './referral-states.ts';
import type { PersonId } from './role.ts';

/** An act of a person: the table, then what it answers, then the telephone, then the act itself. */
export function personal(draft: ReferralDraft, command: ReferralAct): Refusal | undefined {
  const { state, moment } = draft;
  const { person } = moment.actor;
  if (state.version === 0 || !state.open) return refuse('notOpen', { stage: state.stage });
  const allowed = guardReferral(state, command.act, moment.actor);
  if (allowed === 'wrongRole' || allowed === 'wrongStage')
    return refuse(allowed, { act: command.act, stage: state.stage, version: state.version });
  if (person === null) return refuse('wrongRole');
  const refusal = oldView(state, command) ?? (allowed === 'byPhone' ? byPhone(draft, command) : undefined);
  if (refusal) return refusal;
  // The key and the command are of one act; TypeScript cannot see that through the union.
  return (HANDLERS[command.act] as Handler<ReferralActName>)(draft, command, person);
}

/** Refuses an act whose author has not seen what people did since. Rings of the clock make nothing old. */
function oldView(state: ReferralState, { answers, against }: ReferralAct): Refusal | undefined {
  if (answers === undefined && against === undefined) return refuse('fieldMissing', { field: 'answers' });
  const gone = answers !== undefined && !state.duties.some((duty) => duty.id === answers);
  const unseen = against !== undefined && (against < state.personVersion || against > state.version);
  if (!gone && !unseen) return undefined;
  return refuse('stale', { stage: state.stage, version: state.version, personVersion: state.personVersion });
}

/** Duty staff say with whom they spoke, and when. */
function byPhone(draft: ReferralDraft, command: ReferralAct): Refusal | undefined {
  const phone = 'phone' in command ? command.phone : undefined;
  if (phone === undefined) return refuse('fieldMissing', { field: 'phone' });
  if (phone.happenedAt > draft.moment.at) return refuse('fieldInvalid', { field: 'phone.happenedAt' });
  draft.add({ type: 'telephoneAnswerEntered', spokeWith: phone.spokeWith, happenedAt: phone.happenedAt });
}

type Handler<A extends ReferralActName> = (
  draft: ReferralDraft,
  command: ReferralCommandOf<A>,
  by: PersonId,
) => Refusal | undefined;

const HANDLERS: { readonly [A in ReferralActName]: Handler<A> } = {
  giveConsent: begin.giveConsent,
  invokeEmergency: begin.invokeEmergency,
  send: (draft, _command, by) => begin.send(draft, by),
  withdraw: begin.withdraw,
  supplyMaterial: school.supplyMaterial,
  requestCancellation: school.requestCancellation,
  guardianDeclines: school.guardianDeclines,
  reviewOutcome: school.reviewOutcome,
  approveEmergency: school.approveEmergency,
  tellGuardianAfterEmergency: school.tellGuardian,
  recordProtectionReport: school.recordProtectionReport,
  accept: hospital.accept,
  decline: hospital.decline,
  askForMaterial: hospital.askForMaterial,
  schedule: hospital.schedule,
  reschedule: hospital.schedule,
  noShow: hospital.noShow,
  cancelAppointment: hospital.cancelAppointment,
  recordVisit: hospital.recordVisit,
  addInterimNote: hospital.addInterimNote,
  giveOutcome: hospital.giveOutcome,
  referOnward: hospital.referOnward,
  confirmCancellation: hospital.confirmCancellation,
  answerRefusal: hospital.answerRefusal,
};

/** Whether a command is an act of a person, which the table of states permits or not. */
export function isPersonal(command: ReferralCommand): command is ReferralAct {
  return Object.hasOwn(HANDLERS, command.act);
}
