import { words } from '#domain/words';
import { all, inOrder, type Kind, notAhead } from '#programme/kind';

/** A visit of the responsible inspector, planned or held, with its checklist (A10). Kept for the school that is visited. */
export const visit: Kind = {
  code: 'visit',
  item: 'A10',
  name: words('督导', 'supervision visit'),
  fields: {
    code: { type: 'text', most: 40, label: words('督导编号', 'code'), as: 'code' },
    topic: {
      type: 'choice',
      label: words('类别', 'kind'),
      as: 'topic',
      of: {
        routine: words('责任督学日常督导', 'routine'),
        special: words('专项督导', 'special'),
        comprehensive: words('教育综合督导', 'comprehensive'),
      },
    },
    plannedOn: { type: 'day', label: words('计划日期', 'planned for') },
    heldOn: { type: 'day', label: words('实际日期', 'held on'), as: 'day', optional: true },
    inspector: { type: 'text', most: 40, label: words('责任督学', 'inspector'), as: 'person' },
    checklist: {
      type: 'rows',
      label: words('检查要点', 'checklist'),
      least: 0,
      most: 60,
      fields: {
        point: { type: 'text', most: 200, label: words('要点', 'point') },
        met: { type: 'flag', label: words('符合', 'met'), optional: true },
        note: { type: 'text', most: 400, label: words('说明', 'note'), optional: true },
      },
    },
  },
  natural: ['code'],
  once: 'city',
  shared: false,
  life: 'visit',
  check: notAhead('heldOn'),
};

/** What has to be mended, until when; checked again by somebody who did not mend it (A10). */
export const finding: Kind = {
  code: 'finding',
  item: 'A10',
  name: words('督导问题', 'finding'),
  fields: {
    visit: { type: 'record', kind: 'visit', label: words('督导编号', 'visit'), as: 'subject' },
    number: { type: 'count', least: 1, most: 999, label: words('问题序号', 'number'), as: 'times' },
    topic: {
      type: 'choice',
      label: words('方面', 'about'),
      as: 'topic',
      of: {
        network: words('组织机构', 'bodies'),
        curriculum: words('课程', 'curriculum'),
        facilities: words('设施', 'facilities'),
        staff: words('队伍', 'staff'),
        activities: words('活动', 'activities'),
        intervention: words('预警与干预工作规范', 'how warning and care are kept'),
      },
    },
    day: { type: 'day', label: words('提出日期', 'found on'), as: 'day' },
    what: { type: 'text', most: 2_000, label: words('问题', 'what') },
    mendBy: { type: 'day', label: words('整改期限', 'mend by') },
    evidence: { type: 'files', purpose: 'evidence', most: 5, label: words('佐证', 'evidence'), optional: true },
  },
  natural: ['visit', 'number'],
  once: 'organisation',
  shared: false,
  life: 'finding',
  check: all(notAhead('day'), inOrder('day', 'mendBy')),
};
