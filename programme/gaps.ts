import type { ProgrammeItem, Tier } from '#domain/programme-access';
import type { Post } from '#domain/role';
import { type Words, words } from '#domain/words';

/** Something that an organisation should have and has not, or that is late, or soon over: said before anybody asks (A1, A2). */
interface Gap {
  readonly code: GapCode;
  readonly item: ProgrammeItem;
  /** Whose gap it can be. */
  readonly tiers: readonly Tier[];
  readonly name: Words;
  /** In a sentence, when it is one. */
  readonly rule: Words;
  /** What ends it. */
  readonly act: Words;
  /** Who is to act where no duty names a person. */
  readonly post: Post;
}

/** Days before an end within which it is said. The bureau's certificates and agreements: policy 10.3, 10.5; terms: 10.4. */
export const SOON_DAYS = { certificate: 60, agreement: 60, term: 30 } as const;

export const GAP_CODES = [
  'noLead',
  'noEmergencyContact',
  'noLeadingGroup',
  'noAidTeamBranch',
  'noSchoolBody',
  'bodyWithoutChair',
  'termEnding',
  'documentLate',
  'decisionLate',
  'noTimetable',
  'hoursBehind',
  'noRoom',
  'noMailbox',
  'noPhone',
  'checkLate',
  'mendLate',
  'noPsychologyTeacher',
  'gradesUncovered',
  'certificateEnding',
  'noHeadcount',
  'teachersUncovered',
  'publicationLate',
  'visitLate',
  'findingLate',
  'agreementEnding',
] as const;
export type GapCode = (typeof GAP_CODES)[number];

const SCHOOL = ['school'] as const;
const COUNTY = ['county'] as const;
const OFFICES = ['county', 'city'] as const;
const ALL = ['school', 'county', 'city'] as const;

const gap = (
  code: GapCode,
  item: ProgrammeItem,
  tiers: readonly Tier[],
  name: Words,
  rule: Words,
  act: Words,
  post: Post = 'programme',
): Gap => ({ code, item, tiers, name, rule, act, post });

const aOf = (english: string) => `${/^[aeiou]/.test(english) ? 'an' : 'a'} ${english}`;
const missing = (
  code: GapCode,
  item: ProgrammeItem,
  tiers: readonly Tier[],
  [chinese, english]: readonly [string, string],
  post?: Post,
): Gap =>
  gap(
    code,
    item,
    tiers,
    words(`缺${chinese}`, `no ${english}`),
    words(`今日没有有效的${chinese}记录`, `no record of ${aOf(english)} holds today`),
    words(`明确并登记${chinese}`, `name and record ${aOf(english)}`),
    post,
  );
const late = (
  code: GapCode,
  item: ProgrammeItem,
  [chinese, english]: readonly [string, string],
  [does, doing]: readonly [string, string],
  tiers: readonly Tier[] = ALL,
): Gap =>
  gap(
    code,
    item,
    tiers,
    words(`${chinese}逾期`, `${english} is late`),
    words(`${chinese}已过期限且未完成`, `${english}: its limit has passed and it is not done`),
    words(does, doing),
  );
const ending = (
  code: GapCode,
  item: ProgrammeItem,
  tiers: readonly Tier[],
  days: number,
  [chinese, english]: readonly [string, string],
): Gap =>
  gap(
    code,
    item,
    tiers,
    words(`${chinese}将到期`, `${english} ends soon`),
    words(
      `${chinese}在 ${days} 天内到期，或到期不足 ${days} 天仍未处理`,
      `${english} ends within ${days} days, or ended less than ${days} days ago and nobody has seen to it`,
    ),
    words(`续办${chinese}，或登记不再续办`, `renew the ${english}, or record that it is left to end`),
  );

/** Every gap, in the order of the items. */
export const GAPS: readonly Gap[] = [
  missing('noLead', 'A1', ALL, ['负责人', 'named lead'], 'head'),
  missing('noEmergencyContact', 'A2', OFFICES, ['医教联动应急联系人', 'emergency contact of the linkage']),
  missing('noLeadingGroup', 'A2', COUNTY, ['工作领导小组', 'leading group']),
  missing('noAidTeamBranch', 'A2', COUNTY, ['心理援助分队', 'branch of the aid team']),
  missing('noSchoolBody', 'A2', SCHOOL, ['心理健康教育组织机构', 'body for mental-health education'], 'head'),
  gap(
    'bodyWithoutChair',
    'A2',
    ALL,
    words('机构缺组长', 'a body without a chair'),
    words('仍在运行的机构没有在任的组长（主任）', 'a body that is there has no chair in office'),
    words('补选组长并更新成员', 'name a chair and record the members'),
  ),
  ending('termEnding', 'A2', ALL, SOON_DAYS.term, ['机构任期', 'term of the body']),
  late(
    'documentLate',
    'A3',
    ['文件阅办', 'reading or answering a document'],
    ['阅知或回复文件', 'read or answer the document'],
  ),
  late('decisionLate', 'A2', ['会议议定事项', 'a decision of a meeting'], ['落实并登记', 'carry it out and record it']),
  gap(
    'noTimetable',
    'A4',
    SCHOOL,
    words('班级缺课时计划', 'classes without a timetable'),
    words('本学年没有课时计划的班级数', 'classes without planned hours for this school year'),
    words('登记课时计划', 'record the timetable'),
  ),
  gap(
    'hoursBehind',
    'A4',
    SCHOOL,
    words('课时预计不达标', 'hours that will not be reached'),
    words(
      '已上课时加余下教学日按计划可上课时，仍低于小学 12、初高中 14 课时的班级数',
      'classes whose hours taught, and those that the rest of the school days hold as planned, stay under 12 in primary and 14 in junior and senior schools',
    ),
    words('增排课时', 'plan more hours'),
  ),
  missing('noRoom', 'A5', SCHOOL, ['心理辅导室', 'counselling room']),
  missing('noMailbox', 'A5', SCHOOL, ['心理服务信箱', 'mailbox']),
  missing('noPhone', 'A5', SCHOOL, ['心理辅导电话', 'published telephone line']),
  late(
    'checkLate',
    'A5',
    ['设施检查', 'the check of a facility'],
    ['检查并登记', 'check it and record what was found'],
  ),
  late('mendLate', 'A5', ['设施整改', 'the mending of a facility'], ['整改并登记', 'mend it and record it']),
  missing('noPsychologyTeacher', 'A6', SCHOOL, ['专兼职心理教师', 'psychology teacher'], 'head'),
  gap(
    'gradesUncovered',
    'A6',
    SCHOOL,
    words('年级未配心理教师', 'grades without a psychology teacher'),
    words('没有专职或兼职心理教师负责的年级数', 'grades for which no full- or part-time teacher is named'),
    words('为年级明确心理教师', 'name a teacher for the grade'),
    'head',
  ),
  ending('certificateEnding', 'A6', ALL, SOON_DAYS.certificate, ['资格证书', 'certificate']),
  gap(
    'noHeadcount',
    'A6',
    SCHOOL,
    words('缺学年基数', 'numbers of the school year are missing'),
    words('本学年没有教职工与学生人数', 'no numbers of teachers and pupils for this school year'),
    words('登记学年基数', 'record the numbers'),
  ),
  gap(
    'teachersUncovered',
    'A7',
    SCHOOL,
    words('教师未受训', 'teachers not trained'),
    words('本学年未参加培训的教职工数', 'teachers who came to no training in this school year'),
    words('组织未参训教师培训', 'train those who are left'),
  ),
  late('publicationLate', 'A9', ['宣传发布', 'a publication'], ['审核、签发或发布', 'review, sign off or publish it']),
  late('visitLate', 'A10', ['督导', 'a visit'], ['开展督导并登记', 'hold the visit and record it']),
  late(
    'findingLate',
    'A10',
    ['督导问题整改', 'the mending of a finding'],
    ['整改或复查', 'mend it, or check it again'],
  ),
  ending('agreementEnding', 'A11', ALL, SOON_DAYS.agreement, ['合作协议', 'agreement']),
];

/** The kind of record with which a gap ends, and the topic of it where only one will do. */
export const MENDED_BY: Readonly<Record<GapCode, { readonly kind: string; readonly topic?: string }>> = {
  noLead: { kind: 'lead', topic: 'inCharge' },
  noEmergencyContact: { kind: 'lead', topic: 'emergency' },
  noLeadingGroup: { kind: 'body', topic: 'leadingGroup' },
  noAidTeamBranch: { kind: 'body', topic: 'aidTeamBranch' },
  noSchoolBody: { kind: 'body', topic: 'schoolBody' },
  bodyWithoutChair: { kind: 'body' },
  termEnding: { kind: 'body' },
  documentLate: { kind: 'document' },
  decisionLate: { kind: 'meeting' },
  noTimetable: { kind: 'timetable' },
  hoursBehind: { kind: 'timetable' },
  noRoom: { kind: 'facility', topic: 'room' },
  noMailbox: { kind: 'facility', topic: 'mailbox' },
  noPhone: { kind: 'facility', topic: 'phone' },
  checkLate: { kind: 'facility' },
  mendLate: { kind: 'facility' },
  noPsychologyTeacher: { kind: 'staff' },
  gradesUncovered: { kind: 'staff' },
  certificateEnding: { kind: 'certificate' },
  noHeadcount: { kind: 'headcount' },
  teachersUncovered: { kind: 'training' },
  publicationLate: { kind: 'publication' },
  visitLate: { kind: 'visit' },
  findingLate: { kind: 'finding' },
  agreementEnding: { kind: 'agreement' },
};

const BY_CODE = new Map(GAPS.map((one) => [one.code, one]));

export function gapOf(code: GapCode): Gap {
  const found = BY_CODE.get(code);
  if (found === undefined) throw new Error(`no gap ${code}`);
  return found;
}
