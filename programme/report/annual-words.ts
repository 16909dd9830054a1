import type { Language } from '#domain/scale';
import type { Tier } from '#domain/programme-access';
import type { Period } from '#programme/period';
import type { Table } from '#programme/table';

interface Section {
  readonly id: string;
  readonly heading: string;
  /** With placeholders of figures; one whose figures are not all at hand is left out. */
  readonly paragraphs: readonly string[];
  /** Only in reports of these; left out: in all. */
  readonly tiers?: readonly Tier[];
}

interface ReportText {
  readonly title: (period: Period) => string;
  readonly span: (from: string, to: string) => string;
  readonly hours: string;
  readonly empty: (span: string) => string;
  readonly opening: (span: string) => string;
  readonly sections: readonly Section[];
  readonly outlook: { readonly heading: string; readonly open: string };
  readonly activities: Pick<Table, 'title' | 'definition' | 'unit' | 'columns'>;
  readonly parts: Pick<Table, 'title' | 'definition' | 'unit' | 'columns'>;
}

const ABOVE = ['county', 'city'] as const;
/** Year or years in words of the title. */
const years = ({ from, to }: Period) =>
  from.slice(0, 4) === to.slice(0, 4) ? from.slice(0, 4) : `${from.slice(0, 4)}-${to.slice(0, 4)}`;

const CHINESE: ReportText = {
  title: (period) => `学生心理健康教育工作年度报告（${years(period)}年）`,
  span: (from, to) => `${from}至${to}`,
  hours: '课时',
  empty: (span) => `${span}，本单位没有登记任何学生心理健康教育工作记录，本报告无数据可列。`,
  opening: (span) => `现将${span}学生心理健康教育工作情况报告如下。文中数据均由工作记录逐条汇总，口径列于附表。`,
  sections: [
    {
      id: 'network',
      heading: '组织机构',
      tiers: ABOVE,
      paragraphs: [
        '设有心理健康教育指导中心{{bodies.guidanceCentre}}、专业指导委员会{{bodies.steeringCommittee}}，成立工作领导小组{{bodies.leadingGroups}}，学校建立组织机构{{bodies.schoolBodies}}。',
        '全市教育系统心理援助专业队伍设县区分队{{bodies.aidTeamBranches}}。时段内印发文件{{documents.issued}}。',
      ],
    },
    {
      id: 'our-school',
      heading: '组织与落实',
      tiers: ['school'],
      paragraphs: [
        '本校心理健康教育组织机构{{bodies.schoolBodies}}；专职心理教师{{staff.fullTime}}、兼职心理教师{{staff.partTime}}，心理健康工作者{{staff.worker}}。',
      ],
    },
    {
      id: 'schools',
      heading: '学校工作指导',
      tiers: ['county'],
      paragraphs: [
        '对所属学校开展督导{{visits.held}}，提出问题{{findings.found}}，逐项限期整改并复查。各学校主要情况见附表。',
      ],
    },
    {
      id: 'curriculum',
      heading: '课程与阵地',
      paragraphs: [
        '要求小学每学年不低于{{hours.asked.primary}}，初中、高中每学年不低于{{hours.asked.secondary}}，并在各学科教学中渗透。本学年各班计划心理课{{curriculum.planned}}，时段内已上{{curriculum.taught}}。',
        '在用心理辅导室{{facilities.room}}、心理服务信箱{{facilities.mailbox}}、心理辅导电话{{facilities.phone}}。',
      ],
    },
    {
      id: 'staff',
      heading: '队伍建设',
      paragraphs: [
        '截至时段最后一天，取得心理健康教师资格证的有{{certificates.teacher}}，取得国家心理咨询师证的有{{certificates.counsellor}}；在岗专职心理教师{{staff.fullTime}}、兼职心理教师{{staff.partTime}}。',
        '时段内开展培训{{trainings.sessions}}，其中全市专题培训班参训{{trainings.cityClass.people}}。',
      ],
    },
    {
      id: 'activities',
      heading: '心理活动',
      paragraphs: [
        '开展心理健康知识宣传{{activities.times.publicity}}，覆盖{{activities.heads.publicity}}；心理健康情景剧评选及展播{{activities.times.psychodrama}}，覆盖{{activities.heads.psychodrama}}；中高考心理健康辅导{{activities.times.examCounselling}}，覆盖{{activities.heads.examCounselling}}；心理健康朋辈关爱行动{{activities.times.peerCare}}，覆盖{{activities.heads.peerCare}}；教师心理健康培训{{activities.times.teacherTraining}}，覆盖{{activities.heads.teacherTraining}}；家庭教育心理健康指导活动{{activities.times.familyGuidance}}，覆盖{{activities.heads.familyGuidance}}；心理健康进社区{{activities.times.community}}，覆盖{{activities.heads.community}}。',
        '以上均按人次计，同一人参加几次计几次；联合举办的活动只计一次。',
      ],
    },
    {
      id: 'publicity',
      heading: '宣传与督导',
      paragraphs: [
        '通过校园广播、宣传栏、校报校刊、网站和新媒体发布宣传内容{{publications.published}}，登记覆盖{{publications.reach}}。',
        '开展督导{{visits.held}}，提出问题{{findings.found}}，均限期整改并由他人复查。',
      ],
    },
    {
      id: 'partners',
      heading: '家校社医协同',
      paragraphs: [
        '与咨询、治疗机构和社区签有现行有效合作协议{{partners.agreements}}，志愿者服务{{volunteers.hours}}。',
      ],
    },
  ],
  outlook: { heading: '下一步工作', open: '由报告单位撰写下一步工作打算' },
  activities: {
    title: '各类活动开展情况',
    definition: '时段内各类活动记录的次数之和与参与数之和；联合举办的只计一次，参与数按人次计',
    unit: '',
    columns: ['活动类别', '次数（次）', '覆盖（人次）'],
  },
  parts: {
    title: '各单位主要情况',
    definition:
      '知识宣传为时段内覆盖人次；持证为时段最后一天持有效证书的人数，一人只计一次；信箱为时段最后一天在用的数量',
    unit: '',
    columns: ['单位', '知识宣传（人次）', '教师资格证（人）', '咨询师证（人）', '信箱（个）'],
  },
};

const ENGLISH: ReportText = {
  title: (period) => `Annual report on mental-health education, ${years(period)}`,
  span: (from, to) => `from ${from} to ${to}`,
  hours: 'class hours',
  empty: (span) => `No record of mental-health education was kept here ${span}; this report has no figures.`,
  opening: (span) =>
    `This report tells of mental-health education ${span}. Every figure is summed from records, one by one; how each is counted stands with the tables.`,
  sections: [
    {
      id: 'network',
      heading: 'Bodies',
      tiers: ABOVE,
      paragraphs: [
        'There are guidance centres: {{bodies.guidanceCentre}}; steering committees: {{bodies.steeringCommittee}}; leading groups: {{bodies.leadingGroups}}; schools with a body of their own: {{bodies.schoolBodies}}.',
        'The aid team has county branches: {{bodies.aidTeamBranches}}. Issued in the period: {{documents.issued}}.',
      ],
    },
    {
      id: 'our-school',
      heading: 'The school',
      tiers: ['school'],
      paragraphs: [
        'Bodies of the school: {{bodies.schoolBodies}}; full-time teachers {{staff.fullTime}}, part-time {{staff.partTime}}, other mental-health workers {{staff.worker}}.',
      ],
    },
    {
      id: 'schools',
      heading: 'Guidance of schools',
      tiers: ['county'],
      paragraphs: [
        'Visits to schools: {{visits.held}}; findings: {{findings.found}}, each to be mended by a day and checked again. What each school did stands in the table.',
      ],
    },
    {
      id: 'curriculum',
      heading: 'Curriculum and facilities',
      paragraphs: [
        'Primary schools are asked for at least {{hours.asked.primary}} a school year, junior and senior schools for {{hours.asked.secondary}}, besides what other subjects bring. Planned for the school year: {{curriculum.planned}}; taught in the period: {{curriculum.taught}}.',
        'In use: counselling rooms {{facilities.room}}, mailboxes {{facilities.mailbox}}, phone lines {{facilities.phone}}.',
      ],
    },
    {
      id: 'staff',
      heading: 'Staff',
      paragraphs: [
        'On the last day {{certificates.teacher}} held a certificate as teacher of mental-health education and {{certificates.counsellor}} one as national psychological counsellor; full-time teachers in office: {{staff.fullTime}}, part-time: {{staff.partTime}}.',
        'Trainings held: {{trainings.sessions}}; at the training class of the city: {{trainings.cityClass.people}}.',
      ],
    },
    {
      id: 'activities',
      heading: 'Activities',
      paragraphs: [
        'Publicity {{activities.times.publicity}} for {{activities.heads.publicity}}; psychodrama {{activities.times.psychodrama}} for {{activities.heads.psychodrama}}; examination counselling {{activities.times.examCounselling}} for {{activities.heads.examCounselling}}; peer care {{activities.times.peerCare}} for {{activities.heads.peerCare}}; teacher training {{activities.times.teacherTraining}} for {{activities.heads.teacherTraining}}; family guidance {{activities.times.familyGuidance}} for {{activities.heads.familyGuidance}}; in the community {{activities.times.community}} for {{activities.heads.community}}.',
        'All are person-times: who came twice counts twice. What was held jointly counts once.',
      ],
    },
    {
      id: 'publicity',
      heading: 'Publicity and supervision',
      paragraphs: [
        'Published by broadcast, boards, papers, websites and new media: {{publications.published}}, with a reach of {{publications.reach}}.',
        'Visits held: {{visits.held}}; findings: {{findings.found}}, each to be mended by a day and checked again by somebody else.',
      ],
    },
    {
      id: 'partners',
      heading: 'Families, communities, hospitals',
      paragraphs: ['Agreements in force: {{partners.agreements}}; served by volunteers: {{volunteers.hours}}.'],
    },
  ],
  outlook: { heading: 'What comes next', open: 'what the reporting body intends' },
  activities: {
    title: 'Activities by kind',
    definition:
      'The times and the heads of the records of each kind in the period, summed; what was held jointly counts once; heads are person-times',
    unit: '',
    columns: ['Kind', 'Times', 'Person-times'],
  },
  parts: {
    title: 'Units below',
    definition:
      'Publicity: person-times in the period; certificates: people with a valid one on the last day, each once; mailboxes: in use on the last day',
    unit: '',
    columns: [
      'Unit',
      'Publicity (person-times)',
      'Teacher certificates (people)',
      'Counsellor certificates (people)',
      'Mailboxes',
    ],
  },
};

/** The words of annual reports, our own. Figures stand in them as placeholders. */
export const REPORT_WORDS: Readonly<Record<Language, ReportText>> = { 'zh-CN': CHINESE, en: ENGLISH };
