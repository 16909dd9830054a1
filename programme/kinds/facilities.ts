import { words } from '#domain/words';
import { all, inOrder, type Kind, notAhead } from '#programme/kind';

/** Counselling room, mailbox, phone line (A5). Each is looked at again and again, or it is only a sign on a door. */
export const facility: Kind = {
  code: 'facility',
  item: 'A5',
  name: words('心理服务设施', 'facility'),
  fields: {
    topic: {
      type: 'choice',
      label: words('类别', 'kind'),
      as: 'topic',
      of: {
        room: words('心理辅导室', 'counselling room'),
        mailbox: words('心理服务信箱', 'mailbox'),
        phone: words('心理辅导电话', 'phone line'),
      },
    },
    name: { type: 'text', most: 80, label: words('名称', 'name'), as: 'code' },
    where: { type: 'text', most: 120, label: words('位置或号码', 'place or number') },
    openedOn: { type: 'day', label: words('启用日期', 'opened on'), as: 'day' },
    closedOn: { type: 'day', label: words('停用日期', 'closed on'), as: 'until', optional: true },
    hours: { type: 'text', most: 120, label: words('开放时间', 'opening hours'), optional: true },
    checkEveryDays: { type: 'count', least: 1, most: 180, label: words('检查周期（天）', 'looked at every (days)') },
    photos: { type: 'files', purpose: 'photo', most: 5, label: words('照片', 'photos'), optional: true },
  },
  natural: ['topic', 'name'],
  once: 'organisation',
  shared: false,
  life: 'facility',
  check: inOrder('openedOn', 'closedOn'),
};

/** What was found when somebody looked (A5). */
export const facilityCheck: Kind = {
  code: 'facilityCheck',
  item: 'A5',
  name: words('设施检查', 'check of a facility'),
  fields: {
    facility: { type: 'record', kind: 'facility', label: words('设施', 'facility'), as: 'subject' },
    day: { type: 'day', label: words('检查日期', 'day'), as: 'day' },
    found: {
      type: 'choice',
      label: words('结果', 'found'),
      as: 'topic',
      of: { fine: words('正常', 'in order'), faulty: words('有问题', 'at fault') },
    },
    letters: { type: 'count', least: 0, most: 10_000, label: words('来信数', 'letters'), as: 'times', optional: true },
    answered: {
      type: 'count',
      least: 0,
      most: 10_000,
      label: words('已回复数', 'answered'),
      as: 'amount',
      optional: true,
    },
    note: { type: 'text', most: 400, label: words('说明', 'note'), optional: true },
  },
  natural: ['facility', 'day'],
  once: 'organisation',
  shared: false,
  life: null,
  check: all(notAhead('day'), ({ letters, answered }) =>
    typeof answered === 'number' && answered > (typeof letters === 'number' ? letters : 0)
      ? [{ pointer: '/answered', code: 'tooLarge' }]
      : [],
  ),
};
