import { words } from '#domain/words';
import { all, inOrder, type Kind } from '#programme/kind';

/** Plans, notices, principles with addressees, read receipts and due answers (A3). A new version is a new version of the record. */
export const document: Kind = {
  code: 'document',
  item: 'A3',
  name: words('文件', 'document'),
  fields: {
    topic: {
      type: 'choice',
      label: words('类别', 'kind'),
      as: 'topic',
      of: {
        plan: words('实施方案', 'plan'),
        notice: words('通知', 'notice'),
        principle: words('工作原则', 'principle'),
        rule: words('制度', 'rule'),
      },
    },
    number: { type: 'text', most: 40, label: words('文号', 'number'), as: 'code' },
    title: { type: 'text', most: 200, label: words('标题', 'title') },
    issuedOn: { type: 'day', label: words('印发日期', 'issued on'), as: 'day' },
    replacedOn: { type: 'day', label: words('废止日期', 'replaced on'), as: 'until', optional: true },
    addressees: {
      type: 'places',
      kinds: ['county', 'school', 'centre', 'hospital'],
      most: 300,
      label: words('主送单位', 'addressees'),
      optional: true,
    },
    readBy: { type: 'day', label: words('阅知截止', 'to be read by'), optional: true },
    answerBy: { type: 'day', label: words('回复截止', 'to be answered by'), optional: true },
    text: { type: 'text', most: 20_000, label: words('正文', 'text'), optional: true },
    files: { type: 'files', purpose: 'material', most: 10, label: words('附件', 'attachments'), optional: true },
  },
  natural: ['number'],
  once: 'city',
  shared: true,
  life: 'document',
  check: all(inOrder('issuedOn', 'replacedOn'), inOrder('issuedOn', 'readBy'), inOrder('issuedOn', 'answerBy')),
};
