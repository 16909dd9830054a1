import type { AbsenteeOutcome, CampaignActName, CampaignFact, CampaignStage, Standing } from './campaign-state.ts';
import type { DutyFact } from './duty.ts';
import { type Vocabulary, words } from './words.ts';

/** What a campaign is called on screen; nothing here says anything about a result. */
export const campaignStageWords: Vocabulary<CampaignStage> = {
  planned: words('已计划', 'planned'),
  open: words('进行中', 'open'),
  chasing: words('未参加学生跟进中', 'looking after those who did not answer'),
  ended: words('已结束', 'ended'),
};

export const campaignActWords: Vocabulary<CampaignActName> = {
  plan: words('制定测评计划', 'plan a campaign'),
  countInterviewers: words('登记当日可访谈人数', 'say how many can interview'),
  open: words('启动测评', 'open it'),
  withdraw: words('撤回计划', 'withdraw the plan'),
  extendWindow: words('延长测评时间', 'extend the window'),
  invitePage: words('发放一批邀请', 'invite a page'),
  remind: words('提醒', 'remind'),
  countAnswers: words('计入已作答', 'count answers'),
  recordRefusal: words('登记不参加', 'record a refusal'),
  handAbsentees: words('指定未参加学生的责任人', 'give those who did not answer an owner'),
  settleAbsentees: words('记录跟进情况', 'record having looked after them'),
  closeAnswering: words('结束作答', 'close answering'),
  deadlinePassed: words('时限已到', 'a limit has passed'),
  callNext: words('呼叫下一人', 'call the next person'),
  recalculate: words('重新计算时限', 'work limits out anew'),
  replaceHolder: words('更换待办人', 'replace the holder'),
  acknowledge: words('已知悉', 'acknowledge'),
};

export const campaignFactWords: Vocabulary<Exclude<CampaignFact, DutyFact>['type']> = {
  campaignPlanned: words('测评已计划', 'The campaign was planned'),
  interviewersCounted: words('可访谈人数已登记', 'The number of interviewers was recorded'),
  campaignOpened: words('测评已启动', 'The campaign opened'),
  windowExtended: words('测评时间已延长', 'The window was extended'),
  pageInvited: words('已发放一批邀请', 'A page was invited'),
  remindersSent: words('已发送提醒', 'Reminders were sent'),
  answersCounted: words('已计入作答', 'Answers were counted'),
  refusalRecorded: words('已登记不参加', 'A refusal was recorded'),
  absenteesHanded: words('未参加学生已有责任人', 'Those who did not answer have an owner'),
  absenteesSettled: words('已跟进未参加学生', 'Those who did not answer were looked after'),
  answeringClosed: words('作答已结束', 'Answering was closed'),
  campaignEnded: words('测评已结束', 'The campaign ended'),
  campaignWithdrawn: words('计划已撤回', 'The plan was withdrawn'),
};

export const standingWords: Vocabulary<Standing> = {
  waiting: words('待邀请', 'waiting'),
  invited: words('已邀请', 'invited'),
  answered: words('已作答', 'answered'),
  refused: words('不参加', 'refused'),
  owned: words('跟进中', 'with an owner'),
  settled: words('已跟进', 'looked after'),
};

export const absenteeOutcomeWords: Vocabulary<AbsenteeOutcome> = {
  spokenWith: words('已与学生交谈', 'spoken with'),
  refused: words('不参加', 'refused'),
  longAbsent: words('长期未到校', 'long absent'),
  movedAway: words('已转走', 'moved away'),
};
