import { words } from '#domain/words';
import { ACTIVITY_RULES } from './activity-rules.ts';
import type { FigureRule } from './figure-rule.ts';

const people = words('人', 'people');
const bodies = words('个', 'bodies');

const body = (code: string, topic: string, chinese: string, english: string): FigureRule => ({
  code: `bodies.${code}`,
  item: 'A2',
  name: words(chinese, english),
  rule: words(
    `时段最后一天仍在运行的“${chinese}”记录数`,
    `bodies of the kind "${english}" that are there on the last day`,
  ),
  unit: bodies,
  kind: 'body',
  topics: [topic],
  when: 'atEnd',
  measure: 'records',
});

const certificate = (topic: string, chinese: string, english: string): FigureRule => ({
  code: `certificates.${topic}`,
  item: 'A6',
  name: words(`持有${chinese}人数`, `people holding a certificate: ${english}`),
  rule: words(
    `时段最后一天持有有效“${chinese}”的人数；一人多证只计一人`,
    `people who hold a valid certificate "${english}" on the last day; two certificates of one person are one person`,
  ),
  unit: people,
  kind: 'certificate',
  topics: [topic],
  when: 'atEnd',
  measure: 'people',
});

const staff = (topic: string, chinese: string, english: string): FigureRule => ({
  code: `staff.${topic}`,
  item: 'A6',
  name: words(`${chinese}人数`, english),
  rule: words(`时段最后一天在岗的${chinese}人数`, `${english} in office on the last day`),
  unit: people,
  kind: 'staff',
  topics: [topic],
  when: 'atEnd',
  measure: 'people',
});

const facility = (topic: string, chinese: string, english: string): FigureRule => ({
  code: `facilities.${topic}`,
  item: 'A5',
  name: words(`${chinese}数量`, `${english}s`),
  rule: words(`时段最后一天在用的${chinese}数量`, `${english}s in use on the last day`),
  unit: words('个', ''),
  kind: 'facility',
  topics: [topic],
  when: 'atEnd',
  measure: 'records',
});

/** Every figure of the programme, by item. Codes are for good: a rule that changes its meaning gets a new code. */
export const FIGURE_RULES: readonly FigureRule[] = [
  body('guidanceCentre', 'guidanceCentre', '心理健康教育指导中心', 'guidance centre'),
  body('steeringCommittee', 'steeringCommittee', '专业指导委员会', 'steering committee'),
  body('leadingGroups', 'leadingGroup', '工作领导小组', 'leading groups'),
  body('aidTeamBranches', 'aidTeamBranch', '心理援助县区分队', 'county branches of the aid team'),
  body('schoolBodies', 'schoolBody', '学校组织机构', "schools' own bodies"),
  {
    code: 'volunteers.hours',
    item: 'A2',
    name: words('志愿服务时长', 'hours of volunteers'),
    rule: words('时段内志愿服务记录的小时数之和', 'the hours of services of volunteers in the period, summed'),
    unit: words('小时', 'hours'),
    kind: 'service',
    when: 'inPeriod',
    measure: 'amount',
  },
  {
    code: 'documents.issued',
    item: 'A3',
    name: words('印发文件数', 'documents issued'),
    rule: words('时段内印发的文件数', 'documents issued in the period'),
    unit: words('份', 'documents'),
    kind: 'document',
    when: 'inPeriod',
    measure: 'records',
  },
  {
    code: 'curriculum.planned',
    item: 'A4',
    name: words('计划课时', 'class hours planned'),
    rule: words(
      '时段所在学年各班心理课计划课时之和',
      'the hours planned for all classes in the school year in which the period ends',
    ),
    unit: words('课时', 'hours'),
    kind: 'timetable',
    when: 'schoolYear',
    measure: 'amount',
  },
  {
    code: 'curriculum.taught',
    item: 'A4',
    name: words('已上课时', 'class hours taught'),
    rule: words(
      '时段内各班已上心理课课时之和；学科渗透不计',
      'the class hours taught in the period; infusion in other subjects is not counted',
    ),
    unit: words('课时', 'hours'),
    kind: 'lesson',
    when: 'inPeriod',
    measure: 'amount',
  },
  facility('room', '心理辅导室', 'counselling room'),
  facility('mailbox', '心理服务信箱', 'mailbox'),
  facility('phone', '心理辅导电话', 'phone line'),
  staff('fullTime', '专职心理教师', 'full-time teachers'),
  staff('partTime', '兼职心理教师', 'part-time teachers'),
  staff('worker', '心理健康工作者', 'mental-health workers'),
  certificate('teacher', '心理健康教师资格证', 'teacher of mental-health education'),
  certificate('counsellor', '国家心理咨询师证', 'national psychological counsellor'),
  {
    code: 'trainings.cityClass.people',
    item: 'A7',
    name: words('全市专题培训班参训人数', 'people at the training class of the city'),
    rule: words(
      '时段内全市专题培训班签到的人数；一人参加几次只计一人',
      'people who signed in at training classes of the city in the period, each once',
    ),
    unit: people,
    kind: 'attendance',
    of: { kind: 'training', topics: ['cityClass'] },
    when: 'inPeriod',
    measure: 'people',
    roughly: true,
  },
  {
    code: 'trainings.sessions',
    item: 'A7',
    name: words('培训场次', 'training sessions'),
    rule: words('时段内开始的培训的场次之和', 'the sessions of trainings that began in the period, summed'),
    unit: words('场', 'sessions'),
    kind: 'training',
    when: 'inPeriod',
    measure: 'times',
  },
  ...ACTIVITY_RULES,
  {
    code: 'publications.published',
    item: 'A9',
    name: words('发布条数', 'publications'),
    rule: words('时段内实际发布的宣传内容条数', 'contents published in the period'),
    unit: words('条', ''),
    kind: 'publication',
    when: 'inPeriod',
    measure: 'records',
  },
  {
    code: 'publications.reach',
    item: 'A9',
    name: words('发布覆盖人次', 'reach of publications'),
    rule: words('时段内发布内容登记的覆盖人次之和', 'the reach entered for contents published in the period, summed'),
    unit: words('人次', 'person-times'),
    kind: 'publication',
    when: 'inPeriod',
    measure: 'heads',
  },
  {
    code: 'visits.held',
    item: 'A10',
    name: words('督导次数', 'supervision visits'),
    rule: words('时段内实际开展的督导次数', 'visits held in the period'),
    unit: words('次', 'held'),
    kind: 'visit',
    when: 'inPeriod',
    measure: 'records',
  },
  {
    code: 'findings.found',
    item: 'A10',
    name: words('发现问题数', 'findings'),
    rule: words('时段内提出的督导问题数', 'findings made in the period'),
    unit: words('个', ''),
    kind: 'finding',
    when: 'inPeriod',
    measure: 'records',
  },
  {
    code: 'partners.agreements',
    item: 'A11',
    name: words('有效合作协议数', 'agreements in force'),
    rule: words('时段最后一天有效的合作协议数', 'agreements in force on the last day'),
    unit: words('份', ''),
    kind: 'agreement',
    when: 'atEnd',
    measure: 'records',
  },
];

const BY_CODE = new Map(FIGURE_RULES.map((rule) => [rule.code, rule]));

export function figureRule(code: string): FigureRule | undefined {
  return BY_CODE.get(code);
}
