import { words } from '#domain/words';
import { all, inOrder, type Kind, notAhead } from '#programme/kind';

/** A training with its sessions and effect (A7). */
export const training: Kind = {
  code: 'training',
  item: 'A7',
  name: words('培训', 'training'),
  fields: {
    code: { type: 'text', most: 40, label: words('培训编号', 'code'), as: 'code' },
    title: { type: 'text', most: 120, label: words('名称', 'title') },
    topic: {
      type: 'choice',
      label: words('类别', 'kind'),
      as: 'topic',
      of: {
        cityClass: words('全市专题培训班', 'training class of the city'),
        lecture: words('专题报告会', 'lecture'),
        countyClass: words('县区培训', 'training of a county'),
        schoolClass: words('校本培训', 'training of a school'),
      },
    },
    day: { type: 'day', label: words('开始日期', 'begins on'), as: 'day' },
    until: { type: 'day', label: words('结束日期', 'ends on'), optional: true },
    sessions: { type: 'count', least: 1, most: 200, label: words('场次', 'sessions'), as: 'times' },
    speakers: { type: 'text', most: 200, label: words('主讲', 'speakers'), optional: true },
    effect: { type: 'text', most: 2_000, label: words('成效', 'effect'), optional: true },
    materials: { type: 'files', purpose: 'material', most: 10, label: words('材料', 'materials'), optional: true },
  },
  natural: ['code'],
  once: 'city',
  shared: true,
  life: null,
  check: inOrder('day', 'until'),
};

/** One person at one training (A7); signed in by list or by code. */
export const attendance: Kind = {
  code: 'attendance',
  item: 'A7',
  name: words('培训签到', 'attendance'),
  fields: {
    training: { type: 'record', kind: 'training', label: words('培训编号', 'training'), as: 'subject' },
    staffNumber: { type: 'text', most: 40, label: words('教职工编号', 'staff number'), as: 'person' },
    name: { type: 'text', most: 40, label: words('姓名', 'name') },
    topic: {
      type: 'choice',
      label: words('身份', 'as'),
      as: 'topic',
      of: {
        viceHead: words('分管副校长', 'vice head in charge'),
        psychTeacher: words('心理教师', 'psychology teacher'),
        classTeacher: words('班主任', 'class teacher'),
        teacher: words('其他教师', 'other teacher'),
      },
    },
    day: { type: 'day', label: words('签到日期', 'day'), as: 'day' },
    by: {
      type: 'choice',
      label: words('方式', 'how'),
      of: { list: words('名单', 'list'), code: words('扫码', 'QR code') },
    },
  },
  natural: ['training', 'staffNumber'],
  once: 'city',
  shared: false,
  life: null,
  check: all(notAhead('day')),
};
