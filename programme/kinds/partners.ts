import { words } from '#domain/words';
import { inOrder, type Kind, NO_FAULTS } from '#programme/kind';

/** A counselling or treatment institution, a service for families, a community (A11). */
export const institution: Kind = {
  code: 'institution',
  item: 'A11',
  name: words('合作机构', 'partner'),
  fields: {
    code: { type: 'text', most: 40, label: words('机构编号', 'code'), as: 'code' },
    topic: {
      type: 'choice',
      label: words('类别', 'kind'),
      as: 'topic',
      of: {
        hospital: words('医院', 'hospital'),
        counselling: words('心理咨询机构', 'counselling institution'),
        family: words('家庭教育服务站点', 'service for families'),
        community: words('社区', 'community'),
      },
    },
    name: { type: 'text', most: 80, label: words('名称', 'name') },
    hospital: {
      type: 'place',
      kinds: ['hospital'],
      label: words('系统内医院', 'hospital in the system'),
      optional: true,
    },
    contact: { type: 'text', most: 80, label: words('联系人', 'contact') },
    phone: { type: 'text', most: 40, label: words('联系电话', 'phone') },
    emergency: { type: 'flag', label: words('应急联系渠道', 'emergency contact') },
    since: { type: 'day', label: words('合作开始', 'since'), as: 'day' },
    until: { type: 'day', label: words('合作结束', 'until'), as: 'until', optional: true },
  },
  natural: ['code'],
  once: 'city',
  shared: true,
  life: null,
  check: inOrder('since', 'until'),
};

/** What was agreed, until when (A11). */
export const agreement: Kind = {
  code: 'agreement',
  item: 'A11',
  name: words('合作协议', 'agreement'),
  fields: {
    institution: { type: 'record', kind: 'institution', label: words('机构编号', 'institution'), as: 'subject' },
    number: { type: 'text', most: 60, label: words('协议编号', 'number'), as: 'code' },
    title: { type: 'text', most: 120, label: words('名称', 'title') },
    since: { type: 'day', label: words('签订日期', 'signed on'), as: 'day' },
    until: { type: 'day', label: words('到期日期', 'ends on'), as: 'until' },
    files: { type: 'files', purpose: 'material', most: 5, label: words('协议文本', 'text'), optional: true },
  },
  natural: ['number'],
  once: 'city',
  shared: true,
  life: 'agreement',
  check: inOrder('since', 'until'),
};

/** Places of a week that an institution keeps for pupils; the way of a referral is chosen with it (A11, R2). */
export const capacity: Kind = {
  code: 'capacity',
  item: 'A11',
  name: words('周接诊容量', 'places of a week'),
  fields: {
    institution: { type: 'record', kind: 'institution', label: words('机构编号', 'institution'), as: 'subject' },
    day: { type: 'day', label: words('该周周一', 'Monday of the week'), as: 'day' },
    places: { type: 'count', least: 0, most: 10_000, label: words('名额', 'places'), as: 'amount' },
  },
  natural: ['institution', 'day'],
  once: 'city',
  shared: true,
  life: null,
  check: NO_FAULTS,
};
