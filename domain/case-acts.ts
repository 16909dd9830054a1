import { type ActTable, guard, permitted, type TableRow } from './act-table.ts';
import type { CaseActName, CaseCommand } from './case-commands.ts';
import type { CaseStage, CaseState } from './case-state.ts';
import type { Refusal } from './problem.ts';
import { type Actor, type ActorRole, STAFF_OF_CHILDREN } from './role.ts';

const OPEN = ['triage', 'reassessment', 'grading', 'care', 'crisis'] as const satisfies readonly CaseStage[];
const CALM = ['triage', 'reassessment', 'grading', 'care'] as const satisfies readonly CaseStage[];
const SUPERVISORS = ['countySupervisor', 'citySupervisor'] as const;
const SIGNERS = ['schoolHead', 'expert'] as const;
/** Who may stand in for a signer where nobody of a place may sign. */
const STAND_INS = [...SUPERVISORS, 'healthDuty'] as const;

function row(
  stages: readonly (CaseStage | 'none')[],
  by: readonly ActorRole[] | 'case',
  names: TableRow['names'] = 'nothing',
  dutyHolder: TableRow['dutyHolder'] = false,
): TableRow {
  return { stages, by, names, dutyHolder };
}

/** The one table of the case: it guards decide(), answers the API and draws the console's buttons. */
export const CASE_ACTS = {
  open: row(['none'], ['system', 'counselor', ...SUPERVISORS]),
  addWarning: row(OPEN, ['system', 'counselor']),
  reflect: row([...OPEN, 'closed'], 'case'),
  deadlinePassed: row([...OPEN, 'closed'], ['clock']),
  callNext: row([...OPEN, 'closed'], ['clock']),
  recalculate: row(OPEN, ['system']),
  replaceHolder: row(OPEN, ['system']),
  acknowledge: row(OPEN, [], 'nothing', true),
  recordContact: row(OPEN, ['counselor'], 'nothing', true),
  recordSecondSource: row(OPEN, ['classTeacher', 'counselor']),
  declareCrisis: row(OPEN, STAFF_OF_CHILDREN),
  raise: row(OPEN, ['counselor', ...SIGNERS]),
  lower: row(CALM, ['counselor', ...SIGNERS], 'version'),
  coSign: row(OPEN, [...SIGNERS, ...STAND_INS]),
  declineProposal: row(OPEN, ['counselor', ...SIGNERS, ...STAND_INS]),
  offerHandOver: row(OPEN, ['counselor', 'schoolHead', ...SUPERVISORS]),
  acceptHandOver: row(OPEN, [], 'duty', ['handOver']),
  declineHandOver: row(OPEN, ['counselor', 'schoolHead', ...SUPERVISORS], 'nothing', ['handOver']),
  markLeaver: row([...OPEN, 'closed'], ['system']),
  requestReferral: row(OPEN, ['counselor', 'schoolHead']),
  startLeave: row(OPEN, ['counselor', 'schoolHead']),
  flagProtection: row(OPEN, ['classTeacher', 'counselor', 'schoolHead', ...SUPERVISORS]),
  recordProtectionReport: row(OPEN, ['counselor', 'schoolHead'], 'duty', ['protectionReport']),
  recordArrival: row(OPEN, ['counselor', 'schoolHead'], 'nothing', true),
  recordTold: row(OPEN, ['schoolHead', ...SUPERVISORS], 'nothing', ['tellCounty', 'tellCity']),
  recordInterview: row(CALM, ['counselor'], 'duty'),
  dismiss: row(['triage'], ['counselor'], 'version'),
  recordReassessment: row(['reassessment'], ['counselor', 'expert'], 'duty'),
  grade: row(['grading'], ['counselor', ...SIGNERS], 'version'),
  // A student who is assessed anew goes on being cared for.
  recordSession: row(['reassessment', 'grading', 'care'], ['counselor']),
  revisePlan: row(OPEN, ['counselor']),
  recordReview: row(CALM, ['counselor', 'expert']),
  recordPanel: row(OPEN, ['schoolHead', ...SUPERVISORS], 'duty', ['panel']),
  recordOffer: row(OPEN, ['counselor', 'schoolHead'], 'duty', ['referralOffer']),
  chooseRoute: row(OPEN, ['counselor', 'schoolHead'], 'duty', ['chooseRoute']),
  assignWatch: row(['crisis'], ['schoolHead'], 'nothing', true),
  logWatch: row(['crisis'], ['counselor', 'schoolHead'], 'nothing', true),
  recordGuardianVoice: row(OPEN, ['counselor', 'schoolHead'], 'nothing', true),
  recordEmergencyCall: row(OPEN, ['counselor', 'schoolHead'], 'nothing', true),
  recordMeansRemoved: row(OPEN, ['counselor', 'schoolHead'], 'nothing', true),
  acceptCrisisHandOver: row(['crisis'], ['counselor', 'schoolHead'], 'nothing', true),
  standDown: row(['crisis'], ['counselor', ...SIGNERS], 'version'),
  close: row(['care'], ['counselor', ...SIGNERS], 'version'),
  reopen: row(['closed'], ['counselor', ...SUPERVISORS]),
} as const satisfies ActTable & Record<CaseActName, TableRow>;

/** Undefined when the table lets this actor do this act now, else why not. */
export function guardCase(state: CaseState, command: CaseCommand, actor: Actor): Refusal | undefined {
  return guard(CASE_ACTS, state, command, actor);
}

/** The acts that this actor may do now: what the API answers and the console draws. */
export function permittedCaseActs(state: CaseState, actor: Actor): readonly CaseActName[] {
  return permitted(CASE_ACTS, state, actor);
}
