import type { Assessment, CaseDecision, CaseStage, Slot } from '#domain/case-state';
import type { CHANNELS, CONTACT_OUTCOMES, OFFER_OUTCOMES, ROUTES, WATCH_STATES } from '#domain/case-commands';
import type { ToSign } from '#domain/duty-about';
import type { FLOOR_REASONS } from '#domain/floor';
import type { TraceSource } from '#domain/follow-up-state';
import type { APPOINTMENT_CANCELLED_BY, CONSENT_FORMS, MATERIAL_ITEMS, REPORTED_TO } from '#domain/referral-codes';
import type { TalkOutcome } from '#domain/return-to-school-facts';
import { type Vocabulary, words } from '#domain/words';

type Of<T extends readonly string[]> = Vocabulary<T[number]>;

export const stageWords: Vocabulary<CaseStage> = {
  triage: words('研判', 'triage'),
  reassessment: words('复评', 'reassessment'),
  grading: words('定级', 'grading'),
  care: words('辅导跟进', 'care'),
  crisis: words('危机处置', 'crisis'),
  closed: words('结案', 'closed'),
};

export const decisionWords: Vocabulary<CaseDecision> = {
  grade: words('定级', 'the grade'),
  raise: words('升级', 'the raise'),
  lower: words('降级', 'the lowering'),
  standDown: words('解除危机状态', 'the stand-down'),
  dismiss: words('撤销预警', 'the dismissal'),
  close: words('结案', 'the closing'),
};

/** What a duty asks somebody to sign. */
export const toSignWords: Vocabulary<ToSign['decision']> = {
  ...decisionWords,
  ending: words('以其他方式结束', 'another ending'),
};

export const slotWords: Vocabulary<Slot> = {
  head: words('校长', 'the school head'),
  education: words('教育侧', 'the education side'),
  health: words('卫健侧', 'the health side'),
};

export const assessmentWords: Vocabulary<Assessment> = {
  better: words('好转', 'better'),
  steady: words('平稳', 'steady'),
  worse: words('加重', 'worse'),
};

export const channelWords: Of<typeof CHANNELS> = {
  inPerson: words('当面', 'in person'),
  voice: words('电话', 'by phone'),
  video: words('视频', 'by video'),
  message: words('留言', 'by message'),
};

export const contactOutcomeWords: Of<typeof CONTACT_OUTCOMES> = {
  reached: words('已联系上', 'reached'),
  noAnswer: words('无人接听', 'no answer'),
  messageLeft: words('只留了言', 'only a message was left'),
  unableToReach: words('联系不上', 'could not be reached'),
  wrongContact: words('联系方式有误', 'the number is wrong'),
  declined: words('对方不愿交谈', 'did not want to talk'),
  supportPerson: words('只联系到身边的人', 'only someone close was reached'),
};

export const offerWords: Of<typeof OFFER_OUTCOMES> = {
  accepted: words('家庭同意', 'the family agreed'),
  guardianDeclined: words('监护人不同意', 'a guardian declined'),
  alreadyInTreatment: words('已在就诊', 'already in care'),
  notIndicated: words('目前不需要', 'not needed now'),
};

export const routeWords: Of<typeof ROUTES> = {
  otherHospital: words('改请另一家医院', 'another hospital'),
  appeal: words('请市级裁定', 'an appeal to the city'),
  planAtSchool: words('由研判会制定校内方案', 'a plan at school'),
};

export const watchWords: Of<typeof WATCH_STATES> = {
  calm: words('平静', 'calm'),
  distressed: words('难过', 'distressed'),
  agitated: words('激动', 'agitated'),
  asleep: words('已入睡', 'asleep'),
  awayWithEscort: words('由人陪同外出', 'away with an escort'),
};

export const reportedToWords: Of<typeof REPORTED_TO> = {
  police: words('公安机关', 'the police'),
  civilAffairs: words('民政部门', 'civil affairs'),
  educationBureau: words('教育主管部门', 'the education bureau'),
};

export const consentFormWords: Of<typeof CONSENT_FORMS> = {
  signedPaper: words('书面', 'on paper'),
  signedOnline: words('线上签署', 'signed on line'),
  recordedCall: words('电话录音', 'in a recorded call'),
};

export const materialWords: Of<typeof MATERIAL_ITEMS> = {
  answers: words('作答情况', 'answers'),
  safetyFacts: words('安全事实', 'safety facts'),
  contact: words('联系方式', 'a contact'),
  consent: words('同意书', 'the consent'),
  other: words('其他材料', 'something else'),
};

export const cancelledByWords: Of<typeof APPOINTMENT_CANCELLED_BY> = {
  hospital: words('医院', 'the hospital'),
  family: words('家庭', 'the family'),
  school: words('学校', 'the school'),
};

export const traceWords: Vocabulary<TraceSource> = {
  classTeacher: words('班主任', 'the class teacher'),
  guardian: words('监护人', 'a guardian'),
  homeVisit: words('家访', 'a home visit'),
  dormitory: words('宿舍', 'the dormitory'),
  police: words('公安机关', 'the police'),
  other: words('其他途径', 'another way'),
};

export const talkWords: Vocabulary<TalkOutcome> = {
  agreed: words('监护人同意', 'the guardian agrees'),
  undecided: words('监护人尚未决定', 'the guardian has not decided'),
  againstLeave: words('监护人不同意休学', 'the guardian is against it'),
  notReached: words('未联系上', 'not reached'),
};

/** Why a sheet or a concern became a warning. Nothing here says what was answered. */
export const warningReasonWords: Of<typeof FLOOR_REASONS> = {
  totalReached: words('总分达到关注线', 'the total reaches a line for attention'),
  outcomeReached: words('询问中有阳性回答', 'a positive answer in the interview'),
  criticalPositive: words('关键题作答需要有人当面了解', 'a critical item asks for a person'),
  criticalUnanswered: words('关键题没有作答，需要当面询问', 'a critical item was not answered: a person asks'),
  criticalRefused: words(
    '关键题学生不想回答，需要当面询问',
    'the student did not want to answer a critical item: a person asks',
  ),
  possiblyHigher: words('有题目没有作答，实际得分可能更高', 'items are missing, the score may be higher'),
  sheetInvalid: words('答卷不能计分', 'the sheet cannot be scored'),
  contradiction: words('回答前后不一致，按较重的处理', 'answers contradict each other, the graver reading stands'),
  sign: words('有人看到需要关注的迹象', 'someone saw signs'),
};

export const warningSourceWords: Vocabulary<string> = {
  screening: words('测评答卷', 'a screening sheet'),
  campaign: words('测评答卷', 'a screening sheet'),
  sheet: words('测评答卷', 'a sheet'),
  answers: words('测评答卷', 'a sheet'),
  import: words('导入的答卷', 'an imported sheet'),
  concern: words('有人表达担心', 'a concern'),
  now: words('有人报告此刻有危险', 'danger at this moment'),
  mailbox: words('心理服务信箱', 'the mailbox'),
  hotline: words('热线来电', 'a call to the line'),
  reopened: words('接续此前的个案', 'an earlier case'),
  refusedRow: words('导入时退回的一行', 'a row that an import refused'),
  followUp: words('一次回访', 'a follow-up contact'),
  secondSource: words('日常观察', 'the view from class'),
};

/** Reasons that decisions are given; one that is not among them is not spoken. */
export const reasonWords: Vocabulary<string> = {
  interviewFindings: words('依据访谈', 'from the interview'),
  secondInstrument: words('依据第二份量表', 'from the second instrument'),
  riskNow: words('此刻有危险', 'danger at this moment'),
  worse: words('情况加重', 'things got worse'),
  steady: words('持续平稳', 'steady for long enough'),
  better: words('明显好转', 'clearly better'),
  returnedWell: words('返校后适应良好', 'well since the return'),
  goalsReached: words('辅导目标已达到', 'the goals were reached'),
  noConcern: words('了解后无需关注', 'nothing to worry about after a talk'),
  safeNow: words('已确认安全', 'safe, seen in person'),
  violenceAtHome: words('疑似家庭暴力', 'signs of violence at home'),
  answeredByMistake: words('作答有误', 'answered by mistake'),
  misunderstood: words('题意理解有误', 'a question was misunderstood'),
  strainOver: words('困扰已过去', 'the strain is over'),
  caredForElsewhere: words('由他处接续照护', 'cared for elsewhere'),
  riskResolved: words('风险已解除', 'the risk is resolved'),
  steppedDown: words('已逐级降低并保持平稳', 'lowered step by step and steady'),
  treatmentEnded: words('医院治疗结束', 'treatment has ended'),
  leftSchool: words('已离校', 'left the school'),
};
