import type { ActTable, TableRow } from './act-table.ts';
import type { DutyKind } from './policy.ts';
import type { ReturnStage } from './return-to-school-facts.ts';
import type { ReturnActName } from './return-to-school-state.ts';

type Row = TableRow & { readonly stages: readonly (ReturnStage | 'none')[] };

const LEAVING = ['leaveAssessment', 'leaveTalk', 'leaveApplication', 'leaveDecision'] as const;
/** The child is at home: the family is spoken with regularly. */
const AT_HOME = [
  'onLeave',
  'returnPapers',
  'schoolReview',
  'jointAssessment',
  'decision',
  'notYet',
  'appeal',
  'resting',
] as const;
const OPEN = [...LEAVING, ...AT_HOME, 'phased'] as const;

function row(stages: Row['stages'], by: Row['by'], names: Row['names'] = 'nothing', dutyHolder = false): Row {
  return { stages, by, names, dutyHolder };
}

/** Who may do what at which gate. A guardian's acts are recorded by the counselor; no gate can be reached but through the one before it. */
export const RETURN_ACTS = {
  startLeave: row(['none'], 'case'),
  // Never refused: a crisis must not fail on the state of a return.
  rest: row([...OPEN, 'ended'], 'case'),
  changeOwner: row([...OPEN, 'ended'], 'case'),
  deadlinePassed: row([...OPEN, 'ended'], ['clock']),
  callNext: row([...OPEN, 'ended'], ['clock']),
  recalculate: row(OPEN, ['system']),
  replaceHolder: row(OPEN, ['system']),
  acknowledge: row(OPEN, [], 'nothing', true),
  recordLeaveAssessment: row(['leaveAssessment'], ['counselor', 'expert'], 'duty'),
  recordLeaveTalk: row(['leaveTalk'], ['counselor'], 'duty'),
  recordLeaveApplication: row(['leaveApplication'], ['counselor'], 'duty'),
  decideLeave: row(['leaveDecision'], ['schoolHead'], 'duty'),
  recordHomeRest: row([...LEAVING, 'resting'], ['classTeacher', 'counselor', 'schoolHead']),
  recordBackAtSchool: row([...LEAVING, 'resting'], ['classTeacher', 'counselor', 'schoolHead'], 'duty'),
  requestReturn: row(['onLeave', 'notYet'], ['counselor'], 'version'),
  addReturnPapers: row(['returnPapers'], ['counselor'], 'duty'),
  recordSchoolReview: row(['schoolReview'], ['schoolHead'], 'duty'),
  recordHospitalAdvice: row(['jointAssessment'], ['clinician', 'counselor'], 'either'),
  recordExpertAssessment: row(['jointAssessment'], ['expert'], 'either'),
  approveReturn: row(['decision'], ['schoolHead'], 'duty'),
  deferReturn: row(['decision', 'phased'], ['schoolHead'], 'duty'),
  fileAppeal: row(['notYet'], ['counselor', 'countySupervisor'], 'version'),
  answerAppeal: row(['appeal'], ['expert', 'countySupervisor'], 'duty'),
  recordPhasedWeek: row(['phased'], ['counselor', 'classTeacher'], 'duty'),
  extendPhased: row(['phased'], ['schoolHead'], 'duty'),
  completePhased: row(['phased'], ['schoolHead'], 'duty'),
  recordHomeContact: row(AT_HOME, ['counselor'], 'duty', true),
  resume: row(['resting'], ['counselor', 'schoolHead'], 'duty'),
  proposeEnding: row(OPEN, ['counselor'], 'version'),
  signEnding: row(OPEN, ['schoolHead', 'countySupervisor'], 'duty'),
  declineEnding: row(OPEN, ['schoolHead', 'countySupervisor'], 'duty'),
} as const satisfies Record<ReturnActName, Row> & ActTable;

/** The duties an act may answer; naming a live duty of another kind is as stale as naming none. */
export const RETURN_ANSWERS: { readonly [A in ReturnActName]?: readonly DutyKind[] } = {
  recordLeaveAssessment: ['leaveAssessment'],
  recordLeaveTalk: ['leaveTalk'],
  recordLeaveApplication: ['leaveApplication'],
  decideLeave: ['leaveApplication'],
  recordBackAtSchool: ['leavePapers'],
  addReturnPapers: ['returnPapers'],
  recordSchoolReview: ['returnSchoolReview'],
  recordHospitalAdvice: ['returnJoint'],
  recordExpertAssessment: ['returnJoint'],
  approveReturn: ['returnDecision'],
  deferReturn: ['returnDecision', 'returnPhased'],
  answerAppeal: ['returnAppeal'],
  recordPhasedWeek: ['returnPhased'],
  extendPhased: ['returnPhased'],
  completePhased: ['returnPhased'],
  recordHomeContact: ['homeContact'],
  resume: ['returnResume'],
  signEnding: ['coSign'],
  declineEnding: ['coSign'],
};
