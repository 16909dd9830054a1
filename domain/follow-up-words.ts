import type { DutyFact } from './duty.ts';
import type { FollowUpActName, FollowUpFact, FollowUpSign, FollowUpStage } from './follow-up-state.ts';
import { type Vocabulary, words } from './words.ts';

/** What a follow-up is called on screen. Texts name no risk and no result. */
export const followUpStageWords: Vocabulary<FollowUpStage> = {
  planned: words('待回访', 'contact planned'),
  tracing: words('追踪联系中', 'being traced'),
  ended: words('已结束', 'ended'),
};

export const followUpActWords: Vocabulary<FollowUpActName> = {
  start: words('开始回访', 'start follow-up'),
  repace: words('调整回访频次', 'change the rhythm'),
  panelMet: words('研判会已召开', 'the panel has met'),
  changeOwner: words('更换责任人', 'change the owner'),
  end: words('结束回访', 'end follow-up'),
  recordFollowUp: words('记录回访', 'record a contact'),
  recordTrace: words('记录追踪情况', 'record tracing'),
  deadlinePassed: words('时限已到', 'a limit has passed'),
  callNext: words('呼叫下一人', 'call the next person'),
  recalculate: words('重新计算时限', 'work limits out anew'),
  replaceHolder: words('更换待办人', 'replace the holder'),
  acknowledge: words('已知悉', 'acknowledge'),
};

export const followUpFactWords: Vocabulary<Exclude<FollowUpFact, DutyFact>['type']> = {
  followUpStarted: words('开始回访', 'Follow-up began'),
  followUpPaced: words('回访频次已调整', 'The rhythm was changed'),
  panelHeld: words('研判会已召开', 'The panel met'),
  windowsReckoned: words('回访时段按新校历重新计算', 'Contact windows were worked out anew for a new calendar'),
  contactMade: words('已与学生交谈', 'The student was spoken with'),
  contactMissed: words('本次未联系到学生', 'The student was not reached'),
  contactTraced: words('已记录追踪情况', 'Tracing was recorded'),
  followUpOwnerChanged: words('责任人已更换', 'The owner changed'),
  followUpEnded: words('回访随个案结束', 'Follow-up ended with the case'),
};

export const followUpSignWords: Vocabulary<FollowUpSign> = {
  sleepsBadly: words('睡眠不好', 'sleeps badly'),
  eatsBadly: words('饮食不好', 'eats badly'),
  lowMood: words('情绪低落', 'low mood'),
  withdrawn: words('回避与人交往', 'keeps away from others'),
  missesSchool: words('缺课', 'misses school'),
  stoppedTreatment: words('自行中断就诊', 'stopped seeing the hospital'),
  strainAtHome: words('家庭关系紧张', 'strain at home'),
  bullied: words('受到欺凌', 'is bullied'),
  thoughtsOfDeath: words('有轻生的念头', 'thoughts of death'),
  selfHarm: words('有伤害自己的行为', 'has hurt themself'),
  planOrFarewell: words('有计划或告别的表示', 'a plan or a farewell'),
  attempt: words('有尝试的行为', 'an attempt'),
};
