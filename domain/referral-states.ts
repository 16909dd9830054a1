import type { ReferralActName } from './referral-commands.ts';
import type { Duty } from './duty.ts';
import type { Actor, ActorRole } from './role.ts';
import { mayAct } from './stream.ts';

/** Where the request to one hospital stands. `withdrawn`: taken back before anything left the school. */
export const REFERRAL_STAGES = [
  'draft',
  'received',
  'awaitingMaterial',
  'accepted',
  'scheduled',
  'noShow',
  'appointmentCancelled',
  'visited',
  'cancellationRequested',
  'declined',
  'cancelled',
  'withdrawn',
  'outcomeAwaitingReview',
  'loopClosed',
] as const;
export type ReferralStage = (typeof REFERRAL_STAGES)[number];

/** Stages that nothing leads out of. Their stream stays open only while a duty of its own still lives. */
export const ENDED: readonly ReferralStage[] = ['declined', 'cancelled', 'withdrawn', 'loopClosed'];

/** Who stands on which side of the loop. `whenCalled`: may act while they hold, or were called to, a live duty. */
export interface Party {
  readonly roles: readonly ActorRole[];
  readonly whenCalled: readonly ActorRole[];
  /** May enter what the hospital said by telephone, under their own name, saying with whom they spoke. */
  readonly byPhone: readonly ActorRole[];
}
const SUPERVISORS = ['countySupervisor', 'citySupervisor'] as const;
export const PARTIES = {
  /** BSeR: the initiator. */
  school: { roles: ['counselor', 'schoolHead'], whenCalled: SUPERVISORS, byPhone: [] },
  approver: { roles: ['schoolHead', ...SUPERVISORS], whenCalled: [], byPhone: [] },
  /** BSeR: the recipient, by who does what there. The school never enters an answer of the hospital. */
  intake: { roles: ['hospitalIntake'], whenCalled: ['clinician'], byPhone: ['healthDuty'] },
  clinician: { roles: ['clinician'], whenCalled: [], byPhone: ['healthDuty'] },
  hospital: { roles: ['hospitalIntake', 'clinician'], whenCalled: [], byPhone: ['healthDuty'] },
  health: { roles: ['healthDuty'], whenCalled: ['citySupervisor'], byPhone: [] },
} as const satisfies Record<string, Party>;
export type PartyName = keyof typeof PARTIES;

/** One permitted act: who may do it, where it leads, and the rows of the BSeR table of transitions that it is (none: an addition of ours). */
export interface ReferralRow {
  readonly by: PartyName;
  readonly to: ReferralStage;
  readonly bser: readonly number[];
}
type Rows = Readonly<Partial<Record<ReferralActName, ReferralRow>>>;

function row<P extends PartyName, T extends ReferralStage>(by: P, to: T, ...bser: readonly number[]) {
  return { by, to, bser } as const;
}

/** What an emergency basis owes afterwards stays possible wherever the referral has gone meanwhile. */
function owedAfterwards<T extends ReferralStage>(stage: T) {
  return {
    approveEmergency: row('approver', stage),
    tellGuardianAfterEmergency: row('school', stage),
    recordProtectionReport: row('school', stage),
  };
}

/**
 * Every state, every act permitted in it, by whom and to where: the transitions of HL7 BSeR (harmonised with IHE 360X) under their row numbers, and our
 * additions. decide() guards with it, the API answers with it, the console draws its buttons from it. Rows 31-34 start at a bare 5.1, which a hospital's
 * system may report and we read as accepted.
 */
export const REFERRAL_TABLE = {
  draft: {
    giveConsent: row('school', 'draft'),
    invokeEmergency: row('school', 'draft'),
    guardianDeclines: row('school', 'draft'),
    send: row('school', 'received', 1),
    withdraw: row('school', 'withdrawn'),
    recordProtectionReport: row('school', 'draft'),
  },
  received: {
    accept: row('intake', 'accepted', 2),
    decline: row('intake', 'declined', 3),
    requestCancellation: row('school', 'cancellationRequested', 4),
    askForMaterial: row('intake', 'awaitingMaterial'),
    guardianDeclines: row('school', 'cancellationRequested'),
    ...owedAfterwards('received'),
  },
  awaitingMaterial: {
    supplyMaterial: row('school', 'received'),
    accept: row('intake', 'accepted'),
    decline: row('intake', 'declined'),
    requestCancellation: row('school', 'cancellationRequested'),
    guardianDeclines: row('school', 'cancellationRequested'),
    ...owedAfterwards('awaitingMaterial'),
  },
  accepted: {
    decline: row('intake', 'declined', 5, 33),
    schedule: row('intake', 'scheduled', 6, 31),
    requestCancellation: row('school', 'cancellationRequested', 7, 34),
    addInterimNote: row('clinician', 'visited', 8, 32),
    giveOutcome: row('clinician', 'outcomeAwaitingReview', 9),
    referOnward: row('clinician', 'accepted'),
    guardianDeclines: row('school', 'cancellationRequested'),
    ...owedAfterwards('accepted'),
  },
  scheduled: {
    decline: row('intake', 'declined', 10),
    reschedule: row('hospital', 'scheduled', 11),
    noShow: row('hospital', 'noShow', 12),
    cancelAppointment: row('hospital', 'appointmentCancelled', 13),
    requestCancellation: row('school', 'cancellationRequested', 14),
    recordVisit: row('clinician', 'visited', 15),
    giveOutcome: row('clinician', 'outcomeAwaitingReview', 16),
    referOnward: row('clinician', 'scheduled'),
    guardianDeclines: row('school', 'cancellationRequested'),
    ...owedAfterwards('scheduled'),
  },
  noShow: {
    decline: row('intake', 'declined', 17),
    reschedule: row('hospital', 'scheduled', 18),
    cancelAppointment: row('hospital', 'appointmentCancelled', 19),
    requestCancellation: row('school', 'cancellationRequested', 20),
    guardianDeclines: row('school', 'cancellationRequested'),
    ...owedAfterwards('noShow'),
  },
  appointmentCancelled: {
    schedule: row('intake', 'scheduled', 21),
    requestCancellation: row('school', 'cancellationRequested', 22),
    guardianDeclines: row('school', 'cancellationRequested'),
    ...owedAfterwards('appointmentCancelled'),
  },
  visited: {
    decline: row('intake', 'declined', 25),
    schedule: row('intake', 'scheduled', 26),
    cancelAppointment: row('hospital', 'appointmentCancelled', 27),
    requestCancellation: row('school', 'cancellationRequested', 28),
    addInterimNote: row('clinician', 'visited', 29),
    giveOutcome: row('clinician', 'outcomeAwaitingReview', 30),
    referOnward: row('clinician', 'visited'),
    guardianDeclines: row('school', 'cancellationRequested'),
    ...owedAfterwards('visited'),
  },
  cancellationRequested: {
    confirmCancellation: row('hospital', 'cancelled', 23),
    giveOutcome: row('clinician', 'outcomeAwaitingReview', 24),
    ...owedAfterwards('cancellationRequested'),
  },
  outcomeAwaitingReview: {
    reviewOutcome: row('school', 'loopClosed'),
    ...owedAfterwards('outcomeAwaitingReview'),
  },
  declined: { answerRefusal: row('health', 'declined'), ...owedAfterwards('declined') },
  cancelled: owedAfterwards('cancelled'),
  withdrawn: { recordProtectionReport: row('school', 'withdrawn') },
  loopClosed: owedAfterwards('loopClosed'),
} as const satisfies Record<ReferralStage, Rows>;

/** How an actor may do an act here, and why not: unknown to the stage, or not theirs. */
export type Standing = 'ok' | 'byPhone' | 'wrongStage' | 'wrongRole';

/** Asks the table. `duties` are the live ones of this referral. */
export function guardReferral(
  at: { readonly stage: ReferralStage; readonly duties: readonly Duty[] },
  act: ReferralActName,
  actor: Actor,
): Standing {
  const rows: Rows = REFERRAL_TABLE[at.stage];
  const found = rows[act];
  if (found === undefined) return 'wrongStage';
  const party: Party = PARTIES[found.by];
  if (party.roles.includes(actor.role)) return 'ok';
  if (party.byPhone.includes(actor.role)) return 'byPhone';
  const called = party.whenCalled.includes(actor.role) && at.duties.some((duty) => mayAct(duty, actor.person));
  return called ? 'ok' : 'wrongRole';
}

/** The acts this actor may do now, in the order of the table. */
export function permittedReferralActs(
  at: { readonly stage: ReferralStage; readonly open: boolean; readonly duties: readonly Duty[] },
  actor: Actor,
): readonly ReferralActName[] {
  if (!at.open) return [];
  const acts = Object.keys(REFERRAL_TABLE[at.stage]) as ReferralActName[];
  return acts.filter((act) => ['ok', 'byPhone'].includes(guardReferral(at, act, actor)));
}
