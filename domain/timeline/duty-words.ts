import type { DutyKind } from '#domain/policy';
import type { Words } from '#domain/words';

/** What a duty asks for: as something to do, and in English as something that was not done. */
export interface DutyWords extends Words {
  readonly did: string;
}

function duty(chinese: string, english: string, did: string): DutyWords {
  return { 'zh-CN': chinese, en: english, did };
}

export const dutyWords: Readonly<Record<DutyKind, DutyWords>> = {
  interview: duty('与学生访谈', 'interview the student', 'interviewed the student'),
  secondSource: duty('提供日常观察', 'give a second view', 'gave a second view'),
  guardianTold: duty('与监护人沟通', 'speak with a guardian', 'spoke with a guardian'),
  protectionReport: duty('作保护报告', 'make the protection report', 'made the protection report'),
  panel: duty('召开研判会', 'hold the panel', 'held the panel'),
  reassess: duty('复评', 'reassess', 'reassessed'),
  grade: duty('定级', 'decide the level', 'decided the level'),
  secondSignature: duty('完成第二签字', 'give the second signature', 'gave the second signature'),
  coSign: duty('会签', 'co-sign', 'co-signed'),
  session: duty('做下一次辅导', 'hold the next session', 'held the next session'),
  dynamicReview: duty('做动态评估', 'review how the student is', 'reviewed how the student is'),
  watch: duty('查看进展', 'look at how it stands', 'looked at how it stands'),
  referralOffer: duty('建议就诊', 'offer a referral', 'offered a referral'),
  chooseRoute: duty('选择下一步去向', 'choose the way on', 'chose the way on'),
  outcomeReview: duty('复核医院反馈', "read the hospital's outcome", "read the hospital's outcome"),
  handOver: duty('确认接手', 'accept the hand-over', 'accepted the hand-over'),
  safetyCheck: duty('当天确认学生安全', 'make sure the student is safe', 'made sure the student is safe'),
  crisisAcknowledge: duty('确认收到告警', 'acknowledge the alarm', 'acknowledged'),
  crisisWatch: duty('记录陪护情况', 'log the watch', 'logged the watch'),
  crisisGuardian: duty('电话告知监护人', 'tell a guardian by voice', 'told a guardian by voice'),
  crisisMeans: duty('确认环境安全', 'make the surroundings safe', 'made the surroundings safe'),
  crisisHospital: duty('把学生送到医院', 'bring the student to a hospital', 'brought the student to a hospital'),
  tellCounty: duty('报告县级教育部门', 'tell the county', 'told the county'),
  tellCity: duty('报告市级教育部门', 'tell the city', 'told the city'),
  referralConsent: duty('取得同意并发出转介', 'have consent and send the referral', 'sent the referral'),
  referralAnswer: duty('答复转介', 'answer the referral', 'answered the referral'),
  referralMaterial: duty('补充材料', 'supply what was asked for', 'supplied what was asked for'),
  referralSchedule: duty('安排就诊时间', 'make an appointment', 'made an appointment'),
  referralVisit: duty('登记就诊结果', 'record what came of the appointment', 'recorded what came of the appointment'),
  referralRebook: duty('重新预约', 'make a new appointment', 'made a new appointment'),
  referralOutcome: duty('反馈结论', 'give the outcome', 'gave the outcome'),
  referralCancel: duty('答复撤回申请', 'answer the cancellation', 'answered the cancellation'),
  referralRefusal: duty('处置医院退回', 'deal with the refusal', 'dealt with the refusal'),
  emergencyApproval: duty('补签紧急依据', 'approve the emergency afterwards', 'approved the emergency'),
  emergencyNotice: duty('事后告知监护人', 'tell a guardian afterwards', 'told a guardian afterwards'),
  followUpContact: duty('回访学生', 'contact the student', 'reached the student'),
  followUpTrace: duty('追踪学生下落', 'trace the student', 'traced the student'),
  homeContact: duty('联系家庭', 'contact the home', 'contacted the home'),
  leavePapers: duty('补齐在家休息的手续', 'have papers for the rest at home', 'brought papers for the rest at home'),
  leaveAssessment: duty('做休学评估', 'assess the need for a leave', 'assessed the need for a leave'),
  leaveTalk: duty(
    '就休学与监护人沟通',
    'speak with the guardian about a leave',
    'spoke with the guardian about a leave',
  ),
  leaveApplication: duty('办理休学申请', 'deal with the application for leave', 'dealt with the application for leave'),
  returnApplication: duty('收取复学申请', 'have the application to return', 'brought the application to return'),
  returnPapers: duty('补齐复学材料', 'complete the papers', 'completed the papers'),
  returnSchoolReview: duty('做复学初审', 'review the papers', 'reviewed the papers'),
  returnJoint: duty(
    '完成综合评估',
    'give their part of the joint assessment',
    'gave their part of the joint assessment',
  ),
  returnDecision: duty('作复学决定', 'decide on the return', 'decided on the return'),
  returnAppeal: duty('答复申诉', 'answer the appeal', 'answered the appeal'),
  returnPhased: duty('带学生走完过渡期', 'lead through the phased weeks', 'ended the phased weeks'),
  returnResume: duty('决定是否恢复流程', 'take the return up again', 'took the return up again'),
  campaignOpen: duty('启动测评', 'open the campaign', 'opened the campaign'),
  campaignAbsentee: duty('联系未作答学生', 'reach who has not answered', 'reached who has not answered'),
  campaignClose: duty('结束测评', 'close the campaign', 'closed the campaign'),
};
