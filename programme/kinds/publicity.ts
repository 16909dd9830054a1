import { words } from '#domain/words';
import { all, type Kind, NO_FAULTS, notAhead } from '#programme/kind';

const CHANNELS = {
  broadcast: words('校园广播', 'school broadcast'),
  board: words('宣传栏', 'notice board'),
  paper: words('校报校刊', 'school paper'),
  website: words('网站', 'website'),
  officialAccount: words('微信公众号', 'official account'),
  microblog: words('微博', 'microblog'),
  shortVideo: words('短视频平台', 'short-video platform'),
} as const;

/** Articles, tips, posters, videos, dramas that may be published (A9). */
export const contentItem: Kind = {
  code: 'contentItem',
  item: 'A9',
  name: words('宣传内容', 'content'),
  fields: {
    code: { type: 'text', most: 40, label: words('内容编号', 'code'), as: 'code' },
    topic: {
      type: 'choice',
      label: words('形式', 'form'),
      as: 'topic',
      of: {
        article: words('科普文章', 'article'),
        tip: words('小贴士', 'tip'),
        poster: words('海报', 'poster'),
        shortVideo: words('短视频', 'short video'),
        drama: words('情景短剧', 'short drama'),
        pupilsWork: words('学生作品', "pupils' work"),
      },
    },
    title: { type: 'text', most: 120, label: words('标题', 'title') },
    day: { type: 'day', label: words('完成日期', 'made on'), as: 'day' },
    text: { type: 'text', most: 20_000, label: words('正文', 'text'), optional: true },
    files: { type: 'files', purpose: 'material', most: 10, label: words('素材', 'files'), optional: true },
  },
  natural: ['code'],
  once: 'city',
  shared: true,
  life: null,
  check: NO_FAULTS,
};

/** One content by one channel on one day: reviewed, signed off, published, its reach entered (A9). */
export const publication: Kind = {
  code: 'publication',
  item: 'A9',
  name: words('发布', 'publication'),
  fields: {
    content: { type: 'record', kind: 'contentItem', label: words('内容编号', 'content'), as: 'subject' },
    topic: { type: 'choice', label: words('渠道', 'channel'), as: 'topic', of: CHANNELS },
    plannedOn: { type: 'day', label: words('计划发布日期', 'planned for') },
    publishedOn: { type: 'day', label: words('实际发布日期', 'published on'), as: 'day', optional: true },
    reach: {
      type: 'count',
      least: 0,
      most: 100_000_000,
      label: words('覆盖人次', 'reach'),
      as: 'heads',
      optional: true,
    },
    link: { type: 'text', most: 300, label: words('链接', 'link'), optional: true },
  },
  natural: ['content', 'topic', 'plannedOn'],
  once: 'organisation',
  shared: false,
  life: 'publication',
  check: all(notAhead('publishedOn'), ({ reach, publishedOn }) =>
    reach !== undefined && publishedOn === undefined ? [{ pointer: '/publishedOn', code: 'missing' }] : [],
  ),
};
