import type { ProgrammeItem } from '#domain/programme-access';
import type { Words } from '#domain/words';
import { words } from '#domain/words';

/** What a reply to a proposal may speak of: the sections of such letters, each with the item of the programme whose records stand behind it. */
export interface Topic {
  readonly name: Words;
  readonly item: ProgrammeItem;
  /** What is done, with placeholders of figures. A sentence whose figures are all nought is left to people. */
  readonly measures: readonly Words[];
  /** What is to come. */
  readonly plan: Words;
}

/** The list that a writer picks from; its words are our own. */
export const TOPICS = {
  network: {
    name: words('组织架构', 'organisation'),
    item: 'A2',
    measures: [
      words(
        '健全市、县、校三级网络。设有心理健康教育指导中心{{bodies.guidanceCentre}}、专业指导委员会{{bodies.steeringCommittee}}，工作领导小组{{bodies.leadingGroups}}，建立组织机构的学校对应机构{{bodies.schoolBodies}}。',
        'Three levels work together: guidance centres {{bodies.guidanceCentre}}, steering committees {{bodies.steeringCommittee}}, leading groups {{bodies.leadingGroups}}, bodies of schools {{bodies.schoolBodies}}.',
      ),
    ],
    plan: words(
      '逐校核对组织机构和负责人，有空缺的限期补齐。',
      'Every school is checked for its body and its named lead; gaps are filled by a day.',
    ),
  },
  documents: {
    name: words('制度文件', 'documents'),
    item: 'A3',
    measures: [
      words(
        '以文件明确要求。时段内印发方案、通知和工作原则{{documents.issued}}，逐级登记阅知和答复。',
        'What is asked stands in writing: plans, notices and principles issued, {{documents.issued}}, each with its receipts and answers.',
      ),
    ],
    plan: words('结合本提案修订有关方案。', 'The plans are revised in the light of this proposal.'),
  },
  curriculum: {
    name: words('心理课程', 'curriculum'),
    item: 'A4',
    measures: [
      words(
        '开足心理健康教育课程。小学每学年不低于{{hours.asked.primary}}，初中、高中每学年不低于{{hours.asked.secondary}}；本学年各班计划{{curriculum.planned}}，时段内已上{{curriculum.taught}}。',
        'Schools teach the hours asked for: {{hours.asked.primary}} a year in primary, {{hours.asked.secondary}} in junior and senior; planned for all classes {{curriculum.planned}}, taught in the period {{curriculum.taught}}.',
      ),
    ],
    plan: words(
      '按月核对课时进度，有缺口的学校及早补上。',
      'Hours are compared month by month, so that gaps are mended in time.',
    ),
  },
  facilities: {
    name: words('辅导阵地', 'facilities'),
    item: 'A5',
    measures: [
      words(
        '建好用好阵地。在用心理辅导室{{facilities.room}}、心理服务信箱{{facilities.mailbox}}、心理辅导电话{{facilities.phone}}，定期检查。',
        'In use and checked: counselling rooms {{facilities.room}}, mailboxes {{facilities.mailbox}}, phone lines {{facilities.phone}}.',
      ),
    ],
    plan: words(
      '对信箱开启、电话接听情况开展抽查。',
      'Spot checks see whether mailboxes are emptied and phones answered.',
    ),
  },
  staff: {
    name: words('专业队伍', 'staff'),
    item: 'A6',
    measures: [
      words(
        '充实专业力量。{{certificates.teacher}}取得心理健康教师资格证，{{certificates.counsellor}}取得国家心理咨询师证；在岗专职心理教师{{staff.fullTime}}、兼职心理教师{{staff.partTime}}。',
        'Certified as teachers of mental-health education: {{certificates.teacher}}; as counsellors: {{certificates.counsellor}}; in office full-time {{staff.fullTime}}, part-time {{staff.partTime}}.',
      ),
    ],
    plan: words('逐步实现各年级均有兼职心理教师。', 'The aim remains one part-time teacher for each grade.'),
  },
  training: {
    name: words('教师培训', 'training'),
    item: 'A7',
    measures: [
      words(
        '加强培训。时段内开展培训{{trainings.sessions}}，其中全市专题培训班参训{{trainings.cityClass.people}}；教师心理健康培训{{activities.times.teacherTraining}}，覆盖{{activities.heads.teacherTraining}}。',
        'Trainings held: {{trainings.sessions}}; at the class of the city {{trainings.cityClass.people}}; teacher trainings {{activities.times.teacherTraining}} for {{activities.heads.teacherTraining}}.',
      ),
    ],
    plan: words('面向全体教师普及心理健康知识。', 'Every teacher learns the basics.'),
  },
  activities: {
    name: words('心理活动', 'activities'),
    item: 'A8',
    measures: [
      words(
        '活动广泛开展。知识宣传{{activities.times.publicity}}，覆盖{{activities.heads.publicity}}；情景剧评选及展播{{activities.times.psychodrama}}，覆盖{{activities.heads.psychodrama}}；中高考心理健康辅导{{activities.times.examCounselling}}，覆盖{{activities.heads.examCounselling}}；朋辈关爱行动{{activities.times.peerCare}}，覆盖{{activities.heads.peerCare}}。',
        'Publicity {{activities.times.publicity}} for {{activities.heads.publicity}}; psychodrama {{activities.times.psychodrama}} for {{activities.heads.psychodrama}}; examination counselling {{activities.times.examCounselling}} for {{activities.heads.examCounselling}}; peer care {{activities.times.peerCare}} for {{activities.heads.peerCare}}.',
      ),
    ],
    plan: words('办好心理健康教育宣传月等集中活动。', 'The month of publicity and the like go on.'),
  },
  publicity: {
    name: words('宣传载体与渠道', 'publicity'),
    item: 'A9',
    measures: [
      words(
        '拓宽宣传渠道。通过校园广播、宣传栏和新媒体发布内容{{publications.published}}，登记覆盖{{publications.reach}}。',
        'By broadcast, boards and new media {{publications.published}} came out, with a reach of {{publications.reach}}.',
      ),
    ],
    plan: words('制作适合学生和家长的短视频与图文内容。', 'Short videos and texts are made for pupils and parents.'),
  },
  supervision: {
    name: words('督导考核', 'supervision'),
    item: 'A10',
    measures: [
      words(
        '纳入督导和考核。时段内开展督导{{visits.held}}，提出问题{{findings.found}}，均限期整改并由他人复查。',
        'Visits held: {{visits.held}}; findings {{findings.found}}, each mended by a day and checked again by somebody else.',
      ),
    ],
    plan: words('把整改复查结果作为考核依据。', 'What was mended counts in the assessment.'),
  },
  partners: {
    name: words('家校社医协同', 'families, communities, hospitals'),
    item: 'A11',
    measures: [
      words(
        '推动协同育人。现行有效合作协议{{partners.agreements}}；家庭教育指导活动{{activities.times.familyGuidance}}，覆盖{{activities.heads.familyGuidance}}；心理健康进社区{{activities.times.community}}，覆盖{{activities.heads.community}}；志愿服务{{volunteers.hours}}。',
        'Agreements in force {{partners.agreements}}; family guidance {{activities.times.familyGuidance}} for {{activities.heads.familyGuidance}}; in the community {{activities.times.community}} for {{activities.heads.community}}; volunteers served {{volunteers.hours}}.',
      ),
    ],
    plan: words(
      '加强与咨询、治疗机构的联系，畅通信息共享。',
      'Ties with institutions of counselling and treatment grow closer.',
    ),
  },
  intervention: {
    name: words('危机干预机制', 'intervention'),
    item: 'A2',
    measures: [
      words(
        '建立教育与卫健联动的危机识别和干预机制，组建心理援助队伍，设县区分队{{bodies.aidTeamBranches}}。',
        'Education and health act together when a child is at risk; the aid team has county branches, {{bodies.aidTeamBranches}}.',
      ),
    ],
    plan: words('定期演练，重度情况及时转介就医。', 'There are drills, and the severe are referred without delay.'),
  },
  closedLoop: {
    name: words('测评预警闭环', 'screening and early warning'),
    item: 'A12',
    measures: [
      words(
        '定期测评，对发现的问题由专业人员复检、评估、定级，重点学生建立台账，定期辅导、回访并动态评估，等级只由人评定。',
        'Pupils are screened at intervals; what is found is assessed again and graded by people, key pupils stand in a ledger, are counselled, followed up and assessed anew.',
      ),
    ],
    plan: words(
      '健全复学机制，返校学生分阶段恢复学习并持续回访。',
      'Return to school goes by gates, in phases, with follow-up.',
    ),
  },
} as const satisfies Record<string, Topic>;

export type TopicCode = keyof typeof TOPICS;
export const TOPIC_CODES = Object.keys(TOPICS) as [TopicCode, ...TopicCode[]];
