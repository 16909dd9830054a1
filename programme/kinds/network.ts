import { words } from '#domain/words';
import { rowsIn, textIn, type Values } from '#programme/field';
import { all, type Beside, type Fault, inOrder, type Kind, NO_FAULTS, notAhead } from '#programme/kind';

const BODY_TOPICS = {
  guidanceCentre: words('心理健康教育指导中心', 'guidance centre'),
  steeringCommittee: words('专业指导委员会', 'professional steering committee'),
  leadingGroup: words('工作领导小组', 'leading group'),
  jointLeadingGroup: words('教育卫健联合领导小组', 'joint education-health leading group'),
  jointExpertGroup: words('教育卫健联合专家组', 'joint education-health expert group'),
  crisisLeadingGroup: words('心理危机干预领导小组', 'crisis-intervention leading group'),
  crisisCommittee: words('心理危机干预专家委员会', 'crisis-intervention expert committee'),
  aidTeam: words('心理援助专业队伍', 'aid team'),
  aidTeamBranch: words('心理援助县区分队', 'county branch of the aid team'),
  coordinatingUnit: words('统筹科室', 'coordinating unit'),
  schoolBody: words('学校心理健康教育组织机构', "school's own body"),
  volunteers: words('心理志愿服务队', 'volunteer team'),
} as const;

const MEMBER_ROLES = {
  chair: words('组长（主任）', 'chair'),
  deputy: words('副组长（副主任）', 'deputy chair'),
  secretary: words('秘书', 'secretary'),
  member: words('成员', 'member'),
} as const;

/** A body without a chair decides nothing: it is refused, and the gap stays visible until somebody is named. */
function chaired(values: Values, { today }: Beside): readonly Fault[] {
  const members = rowsIn(values, 'members');
  const inOffice = members.some((member) => member.role === 'chair' && (textIn(member, 'until') ?? today) >= today);
  const backwards = members.flatMap(({ since, until }, index): readonly Fault[] =>
    since !== undefined && until !== undefined && until < since
      ? [{ pointer: `/members/${index}/until`, code: 'endsBeforeBegin' }]
      : [],
  );
  // A body that has ended needs none any more.
  const needed = (textIn(values, 'until') ?? today) >= today;
  return [...(needed && !inOffice ? [{ pointer: '/members', code: 'chairMissing' } as const] : []), ...backwards];
}

/** A named lead of a school, county unit or the city (A1). */
export const lead: Kind = {
  code: 'lead',
  item: 'A1',
  name: words('负责人', 'named lead'),
  fields: {
    duty: {
      type: 'choice',
      label: words('职责', 'duty'),
      as: 'topic',
      of: {
        inCharge: words('分管领导', 'leader in charge'),
        coordinator: words('具体负责人', 'coordinator'),
        emergency: words('应急联系人', 'emergency contact'),
      },
    },
    name: { type: 'text', most: 40, label: words('姓名', 'name'), as: 'person' },
    phone: { type: 'text', most: 40, label: words('办公电话', 'office phone'), optional: true },
    since: { type: 'day', label: words('任职日期', 'since'), as: 'day' },
    until: { type: 'day', label: words('离任日期', 'until'), as: 'until', optional: true },
  },
  natural: ['duty', 'name', 'since'],
  once: 'organisation',
  shared: true,
  life: null,
  check: inOrder('since', 'until'),
};

/** Leading groups, expert groups, committees, teams, with members and terms (A2). */
export const body: Kind = {
  code: 'body',
  item: 'A2',
  name: words('组织机构', 'body'),
  fields: {
    topic: { type: 'choice', label: words('类别', 'kind'), as: 'topic', of: BODY_TOPICS },
    name: { type: 'text', most: 80, label: words('名称', 'name') },
    mandate: { type: 'text', most: 2_000, label: words('职责', 'mandate'), optional: true },
    since: { type: 'day', label: words('成立日期', 'founded on'), as: 'day' },
    termEndsOn: { type: 'day', label: words('本届任期至', 'term ends on'), optional: true },
    until: { type: 'day', label: words('撤销日期', 'dissolved on'), as: 'until', optional: true },
    members: {
      type: 'rows',
      label: words('成员', 'members'),
      least: 1,
      most: 200,
      fields: {
        name: { type: 'text', most: 40, label: words('姓名', 'name') },
        unit: { type: 'text', most: 80, label: words('单位', 'unit'), optional: true },
        role: { type: 'choice', label: words('职务', 'role'), of: MEMBER_ROLES },
        since: { type: 'day', label: words('起', 'from'), optional: true },
        until: { type: 'day', label: words('止', 'until'), optional: true },
      },
    },
  },
  natural: ['topic', 'name'],
  once: 'organisation',
  shared: true,
  life: 'body',
  check: all(inOrder('since', 'until'), inOrder('since', 'termEndsOn'), chaired),
};

/** One service of a volunteer, with its hours (A2). */
export const service: Kind = {
  code: 'service',
  item: 'A2',
  name: words('志愿服务记录', 'volunteer service'),
  fields: {
    volunteer: { type: 'text', most: 40, label: words('志愿者', 'volunteer'), as: 'person' },
    day: { type: 'day', label: words('日期', 'day'), as: 'day' },
    hours: { type: 'count', least: 1, most: 24, label: words('时长（小时）', 'hours'), as: 'amount' },
    heads: {
      type: 'count',
      least: 0,
      most: 100_000,
      label: words('服务人次', 'person-times'),
      as: 'heads',
      optional: true,
    },
    what: { type: 'text', most: 400, label: words('服务内容', 'what was done') },
  },
  natural: ['volunteer', 'day', 'what'],
  once: 'organisation',
  shared: false,
  life: null,
  check: notAhead('day'),
};

/** A drill of the linkage with the health side (A2). */
export const drill: Kind = {
  code: 'drill',
  item: 'A2',
  name: words('联动演练', 'linkage drill'),
  fields: {
    day: { type: 'day', label: words('日期', 'day'), as: 'day' },
    title: { type: 'text', most: 120, label: words('科目', 'exercise') },
    partners: { type: 'text', most: 200, label: words('参与单位', 'who took part') },
    heads: { type: 'count', least: 1, most: 100_000, label: words('参与人次', 'person-times'), as: 'heads' },
    lessons: { type: 'text', most: 2_000, label: words('复盘与改进', 'lessons'), optional: true },
  },
  natural: ['day', 'title'],
  once: 'city',
  shared: true,
  life: null,
  check: notAhead('day'),
};

/** A joint meeting whose decisions are owed by somebody (A2, A11). */
export const meeting: Kind = {
  code: 'meeting',
  item: 'A2',
  name: words('联席会议', 'joint meeting'),
  fields: {
    day: { type: 'day', label: words('日期', 'day'), as: 'day' },
    title: { type: 'text', most: 120, label: words('议题', 'subject') },
    with: {
      type: 'choices',
      label: words('参会方', 'who met'),
      of: {
        education: words('教育', 'education'),
        health: words('卫健', 'health'),
        police: words('公安', 'police'),
        civilAffairs: words('民政', 'civil affairs'),
        families: words('家长代表', 'parents'),
        community: words('社区', 'community'),
        institutions: words('咨询与治疗机构', 'counselling and treatment institutions'),
      },
    },
    minutes: { type: 'files', purpose: 'material', most: 5, label: words('纪要', 'minutes'), optional: true },
    decisions: {
      type: 'rows',
      label: words('议定事项', 'decisions'),
      least: 0,
      most: 40,
      fields: {
        what: { type: 'text', most: 400, label: words('事项', 'what') },
        owner: {
          type: 'place',
          kinds: ['city', 'centre', 'county', 'school', 'hospital'],
          label: words('责任单位', 'who owes it'),
          optional: true,
        },
        by: { type: 'day', label: words('完成日期', 'by') },
      },
    },
  },
  natural: ['day', 'title'],
  once: 'city',
  shared: false,
  life: 'meeting',
  check: NO_FAULTS,
};
