import { words } from '#domain/words';
import { inOrder, type Kind, NO_FAULTS } from '#programme/kind';

/** Number by which a member of staff is known in the whole city; two certificates of one person are one person. */
const staffNumber = { type: 'text', most: 40, label: words('教职工编号', 'staff number'), as: 'person' } as const;

/** Psychological staff of a school (A6). */
export const staff: Kind = {
  code: 'staff',
  item: 'A6',
  name: words('心理健康教育人员', 'psychological staff'),
  fields: {
    staffNumber,
    name: { type: 'text', most: 40, label: words('姓名', 'name') },
    topic: {
      type: 'choice',
      label: words('岗位', 'post'),
      as: 'topic',
      of: {
        fullTime: words('专职心理教师', 'full-time teacher'),
        partTime: words('兼职心理教师', 'part-time teacher'),
        worker: words('心理健康工作者', 'mental-health worker'),
      },
    },
    grade: { type: 'count', least: 1, most: 12, label: words('负责年级', 'grade'), as: 'amount', optional: true },
    since: { type: 'day', label: words('任职日期', 'since'), as: 'day' },
    until: { type: 'day', label: words('离任日期', 'until'), as: 'until', optional: true },
  },
  natural: ['staffNumber', 'topic', 'since'],
  once: 'organisation',
  shared: false,
  life: null,
  check: inOrder('since', 'until'),
};

/** A certificate of a member of staff (A6). */
export const certificate: Kind = {
  code: 'certificate',
  item: 'A6',
  name: words('资格证书', 'certificate'),
  fields: {
    staffNumber,
    name: { type: 'text', most: 40, label: words('姓名', 'name') },
    topic: {
      type: 'choice',
      label: words('证书类别', 'kind'),
      as: 'topic',
      of: {
        teacher: words('心理健康教师资格证', 'teacher of mental-health education'),
        counsellor: words('国家心理咨询师证', 'national psychological counsellor'),
        other: words('其他', 'other'),
      },
    },
    issuer: { type: 'text', most: 80, label: words('发证机构', 'issuer') },
    number: { type: 'text', most: 60, label: words('证书编号', 'number'), as: 'code' },
    issuedOn: { type: 'day', label: words('发证日期', 'issued on'), as: 'day' },
    expiresOn: { type: 'day', label: words('有效期至', 'expires on'), as: 'until', optional: true },
    scan: { type: 'files', purpose: 'evidence', most: 2, label: words('扫描件', 'scan'), optional: true },
  },
  natural: ['topic', 'number'],
  once: 'city',
  shared: false,
  life: 'certificate',
  check: inOrder('issuedOn', 'expiresOn'),
};

/** How many there are of whom, by school year: what ratios and coverage are taken of (A6, A7). */
export const headcount: Kind = {
  code: 'headcount',
  item: 'A6',
  name: words('学年基数', 'numbers of a school year'),
  fields: {
    schoolYear: {
      type: 'count',
      least: 2000,
      most: 2100,
      label: words('学年（起始年）', 'school year (first year)'),
      as: 'times',
    },
    teachers: { type: 'count', least: 0, most: 10_000, label: words('教职工人数', 'teachers'), as: 'amount' },
    pupils: { type: 'count', least: 0, most: 100_000, label: words('学生人数', 'pupils'), as: 'heads' },
  },
  natural: ['schoolYear'],
  once: 'organisation',
  shared: false,
  life: null,
  check: NO_FAULTS,
};
