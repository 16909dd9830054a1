import type { DutyFact } from './duty.ts';
import type {
  CancelReason,
  DeclineReason,
  HOSPITAL_NEXT_STEPS,
  OUTCOME_ASSESSMENTS,
  OUTCOMES,
  REFUSAL_ANSWERS,
  SCHOOL_ADVICE,
  SCHOOL_NEXT_STEPS,
} from './referral-codes.ts';
import type { ReferralCommand } from './referral-commands.ts';
import type { ReferralFact } from './referral-facts.ts';
import type { ReferralStage } from './referral-states.ts';
import { type Vocabulary, words } from './words.ts';

/** What a referral is called on screen. */
export const referralStageWords: Vocabulary<ReferralStage> = {
  draft: words('拟稿', 'draft'),
  received: words('已送达待接诊', 'received, awaiting an answer'),
  awaitingMaterial: words('待补材料', 'awaiting material'),
  accepted: words('已接诊', 'accepted'),
  scheduled: words('已预约', 'appointment made'),
  noShow: words('未到诊', 'did not attend'),
  appointmentCancelled: words('预约取消', 'appointment cancelled'),
  visited: words('已就诊', 'seen'),
  cancellationRequested: words('申请撤回', 'cancellation requested'),
  declined: words('已退回', 'declined'),
  cancelled: words('已撤回', 'cancelled'),
  withdrawn: words('未发出, 已收回', 'taken back before sending'),
  outcomeAwaitingReview: words('结论待学校复核', 'outcome awaiting the school'),
  loopClosed: words('闭环', 'loop closed'),
};

export const referralActWords: Vocabulary<ReferralCommand['act']> = {
  request: words('发起转介', 'request a referral'),
  requestNext: words('转请下一家医院', 'ask the next hospital'),
  giveConsent: words('登记监护人同意', 'record consent'),
  invokeEmergency: words('启用紧急依据', 'invoke the emergency basis'),
  send: words('发送转介', 'send'),
  withdraw: words('收回拟稿', 'take the draft back'),
  accept: words('接诊', 'accept'),
  decline: words('退回', 'decline'),
  askForMaterial: words('要求补充材料', 'ask for material'),
  supplyMaterial: words('补充材料', 'supply material'),
  schedule: words('预约', 'make an appointment'),
  reschedule: words('改约', 'change the appointment'),
  noShow: words('登记未到诊', 'record a missed appointment'),
  cancelAppointment: words('取消预约', 'cancel the appointment'),
  recordVisit: words('登记就诊', 'record a visit'),
  addInterimNote: words('补充就诊说明', 'add an interim note'),
  giveOutcome: words('反馈结论', 'give the outcome'),
  referOnward: words('建议转往他院', 'refer onward'),
  requestCancellation: words('申请撤回', 'request cancellation'),
  confirmCancellation: words('确认撤回', 'confirm cancellation'),
  guardianDeclines: words('登记监护人不同意', "record a guardian's refusal"),
  reviewOutcome: words('复核结论', 'review the outcome'),
  approveEmergency: words('补签紧急依据', 'approve the emergency basis'),
  tellGuardianAfterEmergency: words('事后告知监护人', 'tell a guardian afterwards'),
  recordProtectionReport: words('登记保护报告', 'record a protection report'),
  answerRefusal: words('处置红色退回', 'answer a refusal at the most urgent level'),
  yieldToSibling: words('他院已接诊, 请求撤回', 'ask to let go, accepted elsewhere'),
  changeOwner: words('更换责任人', 'change the owner'),
  changeLevel: words('随定级调整时限', 'follow the level'),
  deadlinePassed: words('时限已到', 'a limit has passed'),
  callNext: words('呼叫下一人', 'call the next person'),
  acknowledge: words('已知悉', 'acknowledge'),
  recalculate: words('重新计算时限', 'work limits out anew'),
  replaceHolder: words('更换待办人', 'replace the holder'),
};

export const referralFactWords: Vocabulary<Exclude<ReferralFact, DutyFact>['type']> = {
  referralRequested: words('发起转介', 'A referral was requested'),
  consentGiven: words('监护人已同意', 'A guardian consented'),
  emergencyInvoked: words('已启用紧急依据', 'The emergency basis was invoked'),
  referralSent: words('转介已发送', 'The referral was sent'),
  draftWithdrawn: words('拟稿已收回', 'The draft was taken back'),
  telephoneAnswerEntered: words('值班人员代录电话答复', 'An answer by telephone was entered'),
  referralAccepted: words('医院已接诊', 'The hospital accepted'),
  referralDeclined: words('医院已退回', 'The hospital declined'),
  materialAsked: words('医院要求补充材料', 'The hospital asked for material'),
  materialSupplied: words('学校已补充材料', 'The school supplied material'),
  appointmentMade: words('已预约', 'An appointment was made'),
  appointmentMissed: words('未到诊', 'The appointment was missed'),
  appointmentCancelled: words('预约已取消', 'The appointment was cancelled'),
  visitRecorded: words('已就诊', 'A visit took place'),
  interimNoteAdded: words('医院补充说明', 'The hospital added a note'),
  outcomeGiven: words('医院已反馈结论', 'The hospital gave its outcome'),
  outcomeReviewed: words('学校已复核结论', 'The school reviewed the outcome'),
  referredOnward: words('医院建议转往他院', 'The hospital referred onward'),
  cancellationAsked: words('已申请撤回', 'Cancellation was requested'),
  cancellationConfirmed: words('医院已确认撤回', 'The hospital confirmed the cancellation'),
  guardianDeclined: words('监护人不同意', 'A guardian declined'),
  emergencyApproved: words('紧急依据已补签', 'The emergency basis was approved'),
  guardianTold: words('监护人已知悉', 'A guardian was told'),
  protectionReported: words('已作保护报告', 'A protection report was made'),
  refusalAnswered: words('卫健部门已处置退回', 'The health side answered the refusal'),
  referralRerouted: words('未获答复, 已转请下一家医院', 'No answer: the next hospital was asked'),
  routeNeeded: words('未获答复, 请责任人选择去向', 'No answer: the owner must choose'),
  levelChanged: words('时限已随定级调整', 'Limits follow the new level'),
  ownerChanged: words('责任人已更换', 'The owner changed'),
};

export const declineReasonWords: Vocabulary<DeclineReason> = {
  noCapacity: words('暂无接诊能力', 'no capacity'),
  outsideScope: words('不属本院范围', 'outside the scope of this hospital'),
  noDoctorForAge: words('无相应年龄段医生', 'no doctor for this age'),
  alreadyInCare: words('已在就诊', 'already in care'),
  materialMissing: words('材料不足', 'material missing'),
  other: words('其他', 'other'),
};

export const cancelReasonWords: Vocabulary<CancelReason> = {
  noLongerNeeded: words('已不需要', 'no longer needed'),
  otherHospital: words('改请他院', 'another hospital is asked'),
  guardianDeclined: words('监护人不同意', 'a guardian declined'),
  acceptedElsewhere: words('他院已接诊', 'accepted elsewhere'),
  moved: words('学生已迁出', 'the student moved'),
  mistake: words('误发', 'sent by mistake'),
  other: words('其他', 'other'),
};

export const outcomeWords: Vocabulary<(typeof OUTCOMES)[number]> = {
  assessedOnly: words('已评估', 'assessed'),
  outpatientCare: words('门诊随访', 'outpatient care'),
  admitted: words('已住院', 'admitted'),
  discharged: words('已出院', 'discharged'),
  caredElsewhere: words('由他院接续', 'cared for elsewhere'),
};

export const outcomeAssessmentWords: Vocabulary<(typeof OUTCOME_ASSESSMENTS)[number]> = {
  better: words('好转', 'better'),
  steady: words('平稳', 'steady'),
  worse: words('加重', 'worse'),
  notComparable: words('不可比较', 'not comparable'),
};

export const schoolAdviceWords: Vocabulary<(typeof SCHOOL_ADVICE)[number]> = {
  suitable: words('适宜在校', 'suitable for school'),
  withConditions: words('附条件在校', 'suitable with conditions'),
  notYet: words('暂不宜在校', 'not back at school yet'),
  notAsked: words('未涉及', 'not asked'),
};

export const hospitalNextStepWords: Vocabulary<(typeof HOSPITAL_NEXT_STEPS)[number]> = {
  schoolSupport: words('学校支持', 'support at school'),
  returnVisit: words('复诊', 'return visit'),
  continueTreatment: words('继续就诊', 'continue at the hospital'),
  otherHospital: words('转往他院', 'another hospital'),
};

export const schoolNextStepWords: Vocabulary<(typeof SCHOOL_NEXT_STEPS)[number]> = {
  continueCare: words('继续辅导', 'continue care'),
  regrade: words('重新定级', 'grade again'),
  adjustPlan: words('调整方案', 'adjust the plan'),
  startLeave: words('办理休学', 'start a leave'),
  prepareReturn: words('准备复学', 'prepare the return'),
  newReferral: words('再次转介', 'refer again'),
};

export const refusalAnswerWords: Vocabulary<(typeof REFUSAL_ANSWERS)[number]> = {
  hospitalInstructed: words('已责成医院接诊', 'the hospital was told to accept'),
  placedElsewhere: words('已安排他院', 'placed at another hospital'),
  refusalJustified: words('退回理由成立', 'the refusal was justified'),
};
