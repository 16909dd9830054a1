import type { Block, Figures, OfficialDocument, Run } from '#programme/document';
import { runsOf } from '#programme/document-edit';
import type { Table } from '#programme/table';

/* A city that does not exist answers a proposal and reports its year. All names, bodies and figures are made up. */

const DAYS = { from: '2025-09-01', to: '2026-08-31' } as const;

const KINDS = [
  ['publicity', '知识宣传', 349, 477_883],
  ['drama', '情景剧评选及展播', 21, 25_700],
  ['examination', '中高考考前辅导', 110, 60_797],
  ['peers', '朋辈关爱行动', 25, 12_091],
  ['teachers', '教师专题培训', 23, 4_885],
  ['family', '家庭教育指导', 56, 32_850],
  ['community', '进社区活动', 25, 1_380],
] as const;

const COUNTIES = ['梧州区', '青台区', '临泽县', '云溪县', '南屏县', '东桥县', '白鹭县', '石门县', '望江县'] as const;

const figure = (value: number, unit: string, shown = String(value)) => ({ value, shown, unit });

const SAMPLE_FIGURES: Figures = {
  ...Object.fromEntries(
    KINDS.flatMap(([code, , times, heads]) => [
      [`activities.times.${code}`, figure(times, '次')],
      [`activities.heads.${code}`, figure(heads, '人次')],
    ]),
  ),
  ...Object.fromEntries(
    COUNTIES.flatMap((_, n) => [
      [`hours.primary@${n}`, figure(10 + (n % 5), '课时')],
      [`hours.junior@${n}`, figure(11 + ((n * 2) % 5), '课时')],
      [`staff.fullTime@${n}`, figure(40 + n * 13, '人')],
    ]),
  ),
  'activities.times': figure(609, '次'),
  'activities.heads': figure(615_586, '人次'),
  'training.april': figure(963, '人', '960余'),
  'staff.certified.teacher': figure(239, '人'),
  'staff.certified.counsellor': figure(837, '人'),
  'bodies.branches': figure(7, '个'),
  'hours.share': figure(93.5, '%'),
  'referral.days': { value: null, shown: '无记录', unit: '' },
};

const cell = (code: string): Run => ({ figure: code });

const described = (title: string, columns: readonly string[], definition: string) =>
  ({ title, columns, definition, period: DAYS, scope: '全市', recordsTo: '2026-09-10' }) as const;

export const SAMPLE_TABLES: Readonly<Record<string, Table>> = {
  'activities.byKind': {
    ...described(
      '各类活动开展情况',
      ['活动类别', '次数', '覆盖人次'],
      '按活动记录计次，人次按每次到场人数累加，联合举办的只计一次。',
    ),
    unit: '次、人次',
    rows: KINDS.map(([code, name]) => [
      { text: name },
      cell(`activities.times.${code}`),
      cell(`activities.heads.${code}`),
    ]),
    total: [{ text: '合计' }, cell('activities.times'), cell('activities.heads')],
  },
  'hours.byCounty': {
    ...described('各县（区）课时完成情况', ['县（区）', '小学', '初中'], '每班全学年已上课时的平均数。'),
    unit: '课时',
    rows: COUNTIES.map((name, n) => [{ text: name }, cell(`hours.primary@${n}`), cell(`hours.junior@${n}`)]),
    total: null,
  },
  'staff.byCounty': {
    ...described('各县（区）专职教师', ['县（区）', '专职教师'], '报告期末日在岗的专职教师。'),
    unit: '人',
    rows: COUNTIES.map((name, n) => [{ text: name }, cell(`staff.fullTime@${n}`)]),
    total: null,
  },
};

type Written = readonly [kind: 'h1' | 'h2' | 'h3' | 'h4' | 'p' | 'point', text: string];

/** Text blocks with ids by place. */
function written(prefix: string, texts: readonly Written[]): readonly Block[] {
  return texts.map(([kind, text], at) => {
    const block = { id: `${prefix}${at + 1}`, runs: runsOf(text) };
    if (kind === 'p' || kind === 'point') return { ...block, kind: kind === 'p' ? 'paragraph' : 'point' };
    return { ...block, kind: 'heading', level: Number(kind.slice(1)) as 1 | 2 | 3 | 4 };
  });
}

const ISSUED = {
  language: 'zh-CN',
  issuer: '心桥市教育局',
  signer: '林知远',
  figures: SAMPLE_FIGURES,
  tables: SAMPLE_TABLES,
  contact: { name: '周以宁', phone: '000-1234567' },
  printed: { office: '心桥市教育局办公室', date: '2026-09-20' },
  date: '2026-09-18',
} as const;

/** A reply to a proposal, in the form that such replies have. */
export function sampleReply(): OfficialDocument {
  return {
    ...ISSUED,
    kind: 'proposalReply',
    marks: { result: 'A', public: true },
    number: { word: '心教函', year: 2026, sequence: 12 },
    title: ['心桥市教育局', '关于对市政协三届二次会议第 16 号提案的', '答复'],
    addressees: ['市政协教科卫体委员会'],
    blocks: written('p', REPLY),
    attachments: [],
    copies: [
      { to: '市政协提案委', count: 2 },
      { to: '市委市政府督查局', count: 2 },
    ],
  };
}

const REPLY: readonly Written[] = [
  [
    'p',
    '贵单位提出的《关于加强青少年心理健康教育工作的建议》收悉。感谢贵单位对全市教育事业的关心。经研究，现答复如下：',
  ],
  [
    'point',
    '完善组织架构。成立全市中小学心理健康教育指导中心和专业指导委员会，在各县（区）设立{{bodies.branches}}援助分队，形成市、县、校三级网络，并将这项工作列入年度考核和责任督学日常督导的内容。',
  ],
  [
    'point',
    '建强专业队伍。4月份举办全市专题培训班，分管副校长、专兼职教师和班主任代表共{{training.april}}参加。截至目前，全市{{staff.certified.teacher}}取得教师资格证，{{staff.certified.counsellor}}取得咨询师证。',
  ],
  [
    'point',
    '活动全面覆盖。本学年共开展知识宣传{{activities.times.publicity}}，覆盖{{activities.heads.publicity}}；情景剧评选及展播{{activities.times.drama}}，覆盖{{activities.heads.drama}}；朋辈关爱行动{{activities.times.peers}}，覆盖{{activities.heads.peers}}。',
  ],
  ['p', '在今后的工作中，我们将着重做好以下几个方面：'],
  ['point', '促进家校社协同共育。加强学校与校外机构之间的联系和信息共享，把服务做到学生身边。'],
  ['point', '丰富宣传载体与渠道。用好校园广播、宣传栏和校报，定期发布科普文章，制作生动有趣的短视频。'],
  ['p', '再次感谢贵单位对我市教育工作的关心和支持！'],
];

const OPENING: readonly Written[] = [
  ['p', '现将2025—2026学年全市中小学心理健康教育工作情况报告如下，报告时段为2025年9月1日至2026年8月31日。'],
  ['h1', '基本情况'],
  ['h2', '组织机构'],
  ['p', '全市建立市、县、校三级工作网络，设立{{bodies.branches}}县（区）援助分队，各中小学均有专人负责。'],
  ['h2', '课程开设'],
  ['h3', '课时完成情况。'],
  ['p', '按小学每学年不少于12课时、初高中每学年不少于14课时计算，完成率为{{hours.share}}。各县（区）课时见下图。'],
  ['h4', '需要说明的问题。'],
  ['p', '少数学校课时记录不全，转介平均用时{{referral.days}}，已要求限期补记。'],
];

/** A report of a year with everything that a document can hold: four levels of headings, tables, charts, attachments. */
export function sampleReport(): OfficialDocument {
  return {
    ...ISSUED,
    kind: 'cityReport',
    marks: null,
    number: { word: '心教', year: 2026, sequence: 8 },
    title: ['心桥市教育局', '关于2025—2026学年中小学心理健康教育', '工作情况的报告'],
    addressees: ['市人民政府'],
    blocks: [
      ...written('a', OPENING),
      { kind: 'chart', id: 'hours-chart', form: 'bar', table: 'hours.byCounty', series: [1, 2], unit: '课时' },
      ...written('b', [
        ['h1', '活动开展'],
        ['p', '全年共开展各类活动{{activities.times}}，覆盖{{activities.heads}}，分类情况见下表。'],
      ]),
      { kind: 'table', id: 'activities-table', table: 'activities.byKind' },
      ...written('c', [
        ['h1', '下一步打算'],
        ['point', '补齐课时。对课时不足的学校逐校约谈，下学年第一学期末复查。'],
        ['point', '加强队伍。三年内实现各年级均有一名兼职教师。'],
        ['p', '特此报告。'],
      ]),
    ],
    attachments: ['2025—2026学年各县（区）课时完成情况表', '2025—2026学年专业队伍情况表'],
    copies: [{ to: '省教育厅' }, { to: '市卫生健康委' }],
  };
}
