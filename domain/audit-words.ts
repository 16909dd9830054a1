import { campaignActWords } from './campaign-words.ts';
import { caseActWords } from './case-words.ts';
import { followUpActWords } from './follow-up-words.ts';
import { REFUSAL_CODES } from './problem.ts';
import { referralActWords } from './referral-words.ts';
import { returnActWords } from './return-to-school-words.ts';
import { type Words, words } from './words.ts';

type Table = Readonly<Record<string, Words>>;

/** What is done beside the lives of children: to records of the programme, to people and their accounts, to the tree, to links and files. */
const OTHER_ACTS: Table = {
  begin: words('开始办理', 'began'),
  fulfil: words('办结一项待办', 'did what was owed'),
  observe: words('登记所见', 'recorded what was seen'),
  reschedule: words('更改期限', 'changed a deadline'),
  withdraw: words('撤回', 'withdrew'),
  publish: words('公布考核结果', 'published an assessment'),
  appeal: words('提出考核申诉', 'appealed against an assessment'),
  decideAppeal: words('答复考核申诉', 'answered an appeal'),
  freeze: words('封存', 'froze'),
  correct: words('更正', 'corrected'),
  publishIndicators: words('发布考核指标', 'published indicators'),
  keepRecord: words('登记业务记录', 'entered a record'),
  changeRecord: words('更改业务记录', 'changed a record'),
  approveRecord: words('审批业务记录', 'approved a record'),
  withdrawRecord: words('撤回业务记录', 'withdrew a record'),
  editReport: words('编写报告', 'wrote in a report'),
  openReport: words('打开报告', 'opened a report'),
  addPerson: words('新增人员', 'added a person'),
  appoint: words('任命', 'appointed'),
  changePost: words('调整岗位', 'changed a post'),
  endAppointment: words('结束任职', 'ended an appointment'),
  givePassword: words('发新密码', 'gave a password'),
  changeMail: words('更换邮箱', 'changed a mail address'),
  takeSecondFactor: words('解除手机验证码', 'took a second factor off'),
  closeAccount: words('停用账号', 'closed an account'),
  openAccount: words('恢复账号', 'opened an account again'),
  moveOrganisation: words('改变单位隶属', 'moved an organisation'),
  mergeOrganisation: words('合并单位', 'merged an organisation'),
  rollOver: words('学年升级', 'turned the school year'),
  enterCalendarYear: words('录入校历', 'entered a calendar'),
  releaseImport: words('写入答卷文件', 'let a file of answers in'),
  releaseRecords: words('写入业务记录文件', 'let a file of records in'),
  makeGuardianLink: words('开通监护人链接', 'made a link for a guardian'),
  revokeGuardianLink: words('停用监护人链接', 'ended a link of a guardian'),
  guardian: words('监护人打开链接', 'a guardian opened the link'),
  giveConsent: words('登记同意', 'recorded a consent'),
  revokeConsent: words('撤回同意', 'took a consent back'),
  refuseConsent: words('登记不同意', 'recorded a refusal'),
  assent: words('学生同意作答', 'a pupil agreed to answer'),
  storeSheet: words('保存答卷', 'kept a sheet of answers'),
  addPupil: words('登记学生', 'entered a pupil'),
  changePupil: words('更改学生信息', "changed a pupil's details"),
  keepFile: words('保存文件', 'kept a file'),
  openFile: words('打开文件', 'opened a file'),
  withdrawFile: words('撤下文件', 'withdrew a file'),
  showCode: words('显示签到码', 'showed a code for signing in'),
  courierAddress: words('取用通知地址', 'took the address of a notice'),
};

/** Without a kind: an auditor sees which case a line is about, and of a campaign that it is none. */
const ACTS: Table = {
  ...followUpActWords,
  ...returnActWords,
  ...referralActWords,
  ...caseActWords,
  ...campaignActWords,
};
/** The same act is called otherwise by kind: `begin` of a campaign is not that of a report. */
const BY_KIND: Readonly<Record<string, Table>> = {
  campaign: campaignActWords,
  case: caseActWords,
  referral: referralActWords,
  followUp: followUpActWords,
  return: returnActWords,
  record: OTHER_ACTS,
};

/** A look, with its thing in the place of `{}`. */
const LOOKS: Table = {
  read: words('查看{}', 'read: {}'),
  readTimeline: words('查看{}经过', 'read the story of: {}'),
  readTexts: words('阅读{}原文', 'read the words of: {}'),
  permitted: words('查看{}可做的事', 'looked at what can be done: {}'),
  list: words('查看{}列表', 'listed: {}'),
  count: words('查看{}数量', 'counted: {}'),
  export: words('导出{}', 'exported: {}'),
};

const THINGS: Table = {
  case: words('个案', 'case'),
  cases: words('个案', 'cases'),
  referral: words('转介', 'referral'),
  referrals: words('转介', 'referrals'),
  followUp: words('回访', 'follow-up'),
  'follow-ups': words('回访', 'follow-ups'),
  return: words('复学', 'return to school'),
  returns: words('复学', 'returns to school'),
  campaign: words('测评', 'campaign'),
  campaigns: words('测评', 'campaigns'),
  caseSummary: words('个案摘要', 'case summary'),
  referralLetter: words('转介信', 'letter of referral'),
  returnLetter: words('复学通知', 'letter about the return'),
  ledger: words('台账', 'ledger'),
  readLog: words('查阅记录', 'read log'),
  unusual: words('异常查阅', 'unusual reading'),
  oversight: words('督导', 'oversight'),
  duties: words('待办', 'duties'),
  students: words('学生', 'students'),
  picture: words('图表', 'a picture'),
  completion: words('测评完成情况', 'how far a screening is'),
  guardianLinks: words('监护人链接', 'links of guardians'),
  responses: words('测评结果', 'results of a screening'),
  consents: words('同意书', 'consents'),
  disclosures: words('对外提供记录', 'what left the house'),
  sheets: words('答卷', 'answers'),
  records: words('业务记录', 'records of the programme'),
};

/** Looks that have a name of their own. */
const NAMED_LOOKS: Table = {
  readPacket: words('查看转介单', 'read a referral packet'),
  openIdentity: words('打开学生身份', 'opened an identity'),
  listName: words('在名单中看到学生姓名', 'saw a name in a list'),
  listStudent: words('在名单中看到学生（无姓名）', 'saw a pupil in a list, without a name'),
  proveCase: words('核验个案', 'checked a case'),
  listLeaver: words('查看离校学生的未结个案', 'looked at open cases of those who leave'),
  listPlaces: words('查看学生就读经历', 'looked at the classes a pupil was in'),
};

const REFUSALS: ReadonlySet<string> = new Set(REFUSAL_CODES);

/**
 * What a line of the audit says. `kind`: of the stream it is about. An act that was refused is said to be: nothing was recorded by it. Undefined: a code
 * without words.
 */
export function auditWords(action: string, kind: string | null): Words | undefined {
  const [act = '', of = ''] = action.split(/[:/]/);
  const look = LOOKS[act];
  if (look !== undefined) return filled(look, THINGS[of]);
  const said = BY_KIND[kind ?? '']?.[act] ?? NAMED_LOOKS[act] ?? OTHER_ACTS[act] ?? ACTS[act];
  if (said === undefined || !REFUSALS.has(of)) return said;
  return words(`${said['zh-CN']}（被拒，未记录）`, `${said.en} (refused, nothing recorded)`);
}

function filled(look: Words, thing: Words | undefined): Words | undefined {
  if (thing === undefined) return undefined;
  return words(look['zh-CN'].replace('{}', thing['zh-CN']), look.en.replace('{}', thing.en));
}
