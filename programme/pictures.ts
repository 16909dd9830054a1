import type { ProgrammeItem } from '#domain/programme-access';
import { type Words, words } from '#domain/words';

/** What can be looked at as a picture. */
export const PICTURE_CODES = [
  'openRisk',
  'answerTimes',
  'loop',
  'caseload',
  'funnel',
  'completion',
  'positivesByGrade',
  'positivesByPlace',
  'positivesOverTime',
  'hours',
  'certificates',
  'activities',
] as const;
export type PictureCode = (typeof PICTURE_CODES)[number];

/** heat: a table whose cells are shaded · bars: one length a row · stacked: parts of a whole, a row each · shares: the last column is drawn, how many in a hundred · list: a table, nothing drawn. */
export const PICTURE_FORMS = ['heat', 'bars', 'stacked', 'shares', 'list'] as const;
export type PictureForm = (typeof PICTURE_FORMS)[number];

/** A picture with what its numbers mean. */
export interface Picture {
  readonly code: PictureCode;
  readonly title: Words;
  /** How it is counted, for who reads the numbers. */
  readonly rule: Words;
  readonly unit: Words;
  readonly form: PictureForm;
  /** Over days; otherwise as things stand at this moment. */
  readonly overDays: boolean;
  /** Whose records it counts: an item of the programme, or children, who are protected where they are few. */
  readonly of: ProgrammeItem | 'children' | 'staff' | 'campaigns';
}

const people = words('人', 'pupils');

/** A sign for people to look at, never a finding and never a mark for a school. */
const positive = {
  rule: words(
    '答题窗口在所选日期内开始的测评：交卷人数、作答后出现预警（阳性）的人数和占比；阳性只表示需要有人去谈一谈，不是诊断；单位按代码排列，不作排名',
    'campaigns that opened in the days chosen: pupils who answered, those whose answers gave a warning (positive), and how many that is in a hundred; positive means that a person should talk with the pupil, it is no diagnosis; places stand in the order of their codes, which is no ranking',
  ),
  unit: words('每百名作答学生', 'of a hundred who answered'),
  overDays: true,
  of: 'children',
} as const;

export const PICTURES: Readonly<Record<PictureCode, Picture>> = {
  openRisk: {
    code: 'openRisk',
    title: words('在案风险（等级与单位）', 'Open risk by level and place'),
    rule: words(
      '此刻未结案的个案，按人定的等级和所在单位计；未定级的按规则提示的下限计',
      'cases that are open at this moment by their level and place; a case without a grade counts by the floor that rules propose',
    ),
    unit: words('个案', 'cases'),
    form: 'heat',
    overDays: false,
    of: 'children',
  },
  answerTimes: {
    code: 'answerTimes',
    title: words('响应与时限', 'Answers against the clock'),
    rule: words(
      '时限落在所选日期内的待办，按种类计：期限内完成、逾期完成、逾期未完成；没有时限的待办不计',
      'duties whose limit lies in the days chosen, by kind: done in time, done late, late and not done; duties without a limit are left out',
    ),
    unit: words('项', 'duties'),
    form: 'stacked',
    overDays: true,
    of: 'children',
  },
  loop: {
    code: 'loop',
    title: words('转介闭环', 'How far referrals have come'),
    rule: words(
      '所选日期内仍在进行或在其间结束的转介，按此刻所处的阶段计；学校读过医院结论并作出下一步才算闭环',
      'referrals that were open in the days chosen or ended in them, by the stage where they stand now; a loop is closed when the school has read the outcome and acted',
    ),
    unit: words('份', 'referrals'),
    form: 'bars',
    overDays: true,
    of: 'children',
  },
  caseload: {
    code: 'caseload',
    title: words('人均个案量', 'Caseload per counselor'),
    rule: words(
      '此刻每位个案负责人名下未结案的个案数；学校以上只计各档的人数',
      'open cases of each owner at this moment; above a school, owners by how many they have',
    ),
    unit: words('个案', 'cases'),
    form: 'stacked',
    overDays: false,
    of: 'staff',
  },
  funnel: {
    code: 'funnel',
    title: words('筛查漏斗', 'Screening, step by step'),
    rule: words(
      '答题窗口与所选日期有交叠的测评：应测、已邀请、已作答、作答后出现预警、预警后已由人定级的学生数',
      'campaigns whose window meets the days chosen: pupils to be asked, invited, who answered, whose answers gave a warning, and whose case was then graded by people',
    ),
    unit: people,
    form: 'bars',
    overDays: true,
    of: 'children',
  },
  completion: {
    code: 'completion',
    title: words('测评完成情况', 'Campaign completion'),
    rule: words(
      '答题窗口与所选日期有交叠的测评：已作答、拒绝、缺测有人跟进、尚未作答的学生数',
      'campaigns whose window meets the days chosen: pupils who answered, who refused, who were absent and are looked after, and who have not answered yet',
    ),
    unit: people,
    form: 'stacked',
    overDays: true,
    of: 'campaigns',
  },
  positivesByGrade: {
    code: 'positivesByGrade',
    title: words('筛查阳性率（年级）', 'Positive screenings by grade'),
    ...positive,
    form: 'shares',
  },
  positivesByPlace: {
    code: 'positivesByPlace',
    title: words('筛查阳性率（单位）', 'Positive screenings by place'),
    ...positive,
    form: 'list',
  },
  positivesOverTime: {
    code: 'positivesOverTime',
    title: words('筛查阳性率（近五个学年）', 'Positive screenings over five school years'),
    ...positive,
    form: 'shares',
  },
  hours: {
    code: 'hours',
    title: words('心理课课时与 12/14 课时要求', 'Class hours against 12 and 14'),
    rule: words(
      '所选截止日所在学年的班级：小学不低于 12 课时，初高中不低于 14 课时；按已上课时和余下教学日的计划判断',
      'classes of the school year of the last day chosen: at least 12 hours in primary, 14 in junior and senior schools; judged by hours taught and what is planned for the school days left',
    ),
    unit: words('班', 'classes'),
    form: 'stacked',
    overDays: true,
    of: 'A4',
  },
  certificates: {
    code: 'certificates',
    title: words('资格证书到期情况', 'Certificates by expiry'),
    rule: words(
      '未撤回的资格证书记录，按今天起算的到期时间计；一人多证分别计',
      'records of certificates that stand, by how long they still hold from today; each certificate counts',
    ),
    unit: words('份', 'certificates'),
    form: 'stacked',
    overDays: false,
    of: 'A6',
  },
  activities: {
    code: 'activities',
    title: words('活动次数（种类与月份）', 'Activities by kind and month'),
    rule: words(
      '开始日期在所选日期内、未撤回的活动记录的次数合计',
      'times held, summed over records of activities that stand and began in the days chosen',
    ),
    unit: words('次', 'times'),
    form: 'stacked',
    overDays: true,
    of: 'A8',
  },
};

/** Pictures that can be drawn of the same days a year before as well: whatever counts by days that stay what they were. */
export const COMPARED: readonly PictureCode[] = [
  'answerTimes',
  'funnel',
  'completion',
  'positivesByGrade',
  'positivesByPlace',
  'hours',
  'activities',
];

/** Limits of what one person looks after, as the picture of caseloads tells them above a school. */
export const LOADS = [10, 20, 30] as const;

/** When certificates end, counted in days from today; 'none' for those that do not. */
export const EXPIRIES = {
  over: words('已过期', 'over'),
  soon: words('60 天内', 'within 60 days'),
  half: words('61—180 天', '61 to 180 days'),
  year: words('181—365 天', '181 to 365 days'),
  later: words('一年以后', 'after a year'),
  none: words('长期有效', 'without end'),
} as const;

/** Steps of a screening. */
export const FUNNEL = {
  asked: words('应测', 'to be asked'),
  invited: words('已邀请', 'invited'),
  answered: words('已作答', 'answered'),
  warned: words('出现预警', 'gave a warning'),
  graded: words('已由人定级', 'graded by people'),
} as const;

/** What pictures of positives tell of each row, in this order. */
export const POSITIVES = {
  answered: words('作答', 'answered'),
  positive: words('阳性', 'positive'),
  share: words('占比（%）', 'share (%)'),
} as const;

/** Where pupils of a campaign stand, in the words of the picture. */
export const COMPLETION = {
  answered: words('已作答', 'answered'),
  refused: words('拒绝', 'refused'),
  followed: words('缺测有人跟进', 'absent, looked after'),
  open: words('尚未作答', 'not yet answered'),
} as const;

export const PUNCTUALITY = {
  inTime: words('期限内完成', 'in time'),
  late: words('逾期完成', 'late'),
  owed: words('逾期未完成', 'late and not done'),
} as const;
