import type { DutyFact } from './duty.ts';
import type {
  EndingReason,
  Paper,
  Recommendation,
  ReturnFact,
  ReturnStage,
  SupportNeed,
} from './return-to-school-facts.ts';
import type { ReturnActName } from './return-to-school-state.ts';
import { type Vocabulary, words } from './words.ts';

/** What leave and return are called on screen. */
export const returnStageWords: Vocabulary<ReturnStage> = {
  leaveAssessment: words('休学评估', 'assessment before a leave'),
  leaveTalk: words('与监护人沟通', 'talk with the guardian'),
  leaveApplication: words('提交休学申请', 'application for leave'),
  leaveDecision: words('休学审批', 'decision on the leave'),
  onLeave: words('休学中', 'on leave'),
  returnPapers: words('提交复学材料', 'papers for the return'),
  schoolReview: words('学校初审', 'school review'),
  jointAssessment: words('综合评估', 'joint assessment'),
  decision: words('复学审批', 'decision on the return'),
  phased: words('过渡期', 'phased return'),
  notYet: words('暂缓复学', 'not yet'),
  appeal: words('申诉中', 'under appeal'),
  resting: words('暂停', 'resting'),
  ended: words('已结束', 'ended'),
};

export const returnActWords: Vocabulary<ReturnActName> = {
  startLeave: words('发起休学', 'begin a leave'),
  rest: words('暂停复学流程', 'let it rest'),
  changeOwner: words('更换责任人', 'change the owner'),
  deadlinePassed: words('时限已到', 'a limit has passed'),
  callNext: words('呼叫下一人', 'call the next person'),
  recalculate: words('重新计算时限', 'work limits out anew'),
  replaceHolder: words('更换待办人', 'replace the holder'),
  acknowledge: words('已知悉', 'acknowledge'),
  recordLeaveAssessment: words('记录休学评估', 'record the assessment'),
  recordLeaveTalk: words('记录与监护人沟通', 'record the talk'),
  recordLeaveApplication: words('登记休学申请', 'record the application for leave'),
  decideLeave: words('审批休学', 'decide on the leave'),
  recordHomeRest: words('登记在家休息', 'record a rest at home'),
  recordBackAtSchool: words('登记返校', 'record being back at school'),
  requestReturn: words('登记复学申请', 'record the application to return'),
  addReturnPapers: words('补交材料', 'add papers'),
  recordSchoolReview: words('记录学校初审', 'record the school review'),
  recordHospitalAdvice: words('记录医院复学建议', 'record the hospital’s recommendation'),
  recordExpertAssessment: words('记录学校专家评估', 'record the expert’s assessment'),
  approveReturn: words('同意复学', 'approve the return'),
  deferReturn: words('暂缓复学', 'defer the return'),
  fileAppeal: words('登记申诉', 'file an appeal'),
  answerAppeal: words('答复申诉', 'answer the appeal'),
  recordPhasedWeek: words('记录过渡周', 'record a phased week'),
  extendPhased: words('延长过渡期', 'extend the phased weeks'),
  completePhased: words('完成过渡期', 'complete the phased return'),
  recordHomeContact: words('记录家庭联系', 'record contact with the home'),
  resume: words('恢复流程', 'take it up again'),
  proposeEnding: words('提议结束', 'propose another ending'),
  signEnding: words('签署结束', 'sign the ending'),
  declineEnding: words('不同意结束', 'decline the ending'),
};

export const returnFactWords: Vocabulary<Exclude<ReturnFact, DutyFact>['type']> = {
  leaveBegun: words('已发起休学评估', 'A leave was looked into'),
  leaveAssessed: words('休学评估已完成', 'The need for a leave was assessed'),
  guardianTalked: words('已与监护人沟通', 'The guardian was spoken with'),
  leaveApplied: words('已提交休学申请', 'Leave was applied for'),
  leaveDecided: words('休学申请已审批', 'The leave was decided on'),
  homeRestRecorded: words('学生在家休息，手续待补', 'The student rests at home without papers'),
  backAtSchool: words('学生已返校', 'The student is back at school'),
  returnRequested: words('已申请复学', 'Return was applied for'),
  returnPapersAdded: words('已补交材料', 'Papers were added'),
  schoolReviewed: words('学校初审已完成', 'The school reviewed the papers'),
  hospitalAdvised: words('已收到医院复学建议', 'The hospital’s recommendation came'),
  expertAssessed: words('学校专家评估已完成', 'The school’s expert assessed'),
  returnApproved: words('同意复学，进入过渡期', 'The return was approved, in phases'),
  returnDeferred: words('暂缓复学，保留学籍', 'Not yet; the student stays on the roll'),
  appealFiled: words('已提出申诉', 'An appeal was filed'),
  appealAnswered: words('申诉已答复', 'The appeal was answered'),
  phasedWeekRecorded: words('过渡周已记录', 'A phased week was recorded'),
  phasedExtended: words('过渡期已延长', 'The phased weeks were extended'),
  phasedCompleted: words('过渡期已完成', 'The phased return is complete'),
  homeContacted: words('已联系家庭', 'The home was contacted'),
  rested: words('流程暂停，历史保留', 'It rests, with its history'),
  resumed: words('流程已恢复', 'It was taken up again'),
  endingProposed: words('已提议结束', 'Another ending was proposed'),
  endingDeclined: words('结束提议未获同意', 'The ending was declined'),
  returnEnded: words('已签署结束', 'It was ended by signature'),
  returnOwnerChanged: words('责任人已更换', 'The owner changed'),
};

export const paperWords: Vocabulary<Paper> = {
  guardianApplication: words('监护人申请', 'the guardian’s application'),
  hospitalCertificate: words('县级以上医院证明', 'a certificate of a hospital of county level or above'),
};

export const recommendationWords: Vocabulary<Recommendation> = {
  suitable: words('适宜复学', 'suitable'),
  withConditions: words('附条件复学', 'with conditions'),
  notYet: words('暂不宜复学', 'not yet'),
};

export const supportNeedWords: Vocabulary<SupportNeed> = {
  partTime: words('部分时间到校', 'part of the day at school'),
  quietRoom: words('安静休息处', 'a quiet room'),
  companion: words('同伴或老师陪伴', 'a companion'),
  lighterExams: words('调整考试安排', 'lighter exams'),
  noSport: words('暂免体育', 'no sport'),
  noNightStudy: words('不上晚自习', 'no evening study'),
  boardsAtHome: words('走读', 'lives at home'),
  medicineKept: words('学校代管药品', 'medicine kept by the school'),
  hospitalDays: words('按时复诊', 'days for the hospital'),
};

export const endingWords: Vocabulary<EndingReason> = {
  stayedInClass: words('继续在校，未休学', 'stayed in class'),
  graduated: words('已毕业', 'graduated'),
  transferred: words('已转学并由接收学校确认', 'transferred, and received by a named person'),
  leftByRequest: words('监护人书面申请离校', 'left by the guardian’s written request'),
};
