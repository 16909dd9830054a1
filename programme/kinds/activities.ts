import { words } from '#domain/words';
import { all, inOrder, type Kind, notAhead } from '#programme/kind';

/** The letter's seven kinds and others. */
const ACTIVITY_TOPICS = {
  publicity: words('心理健康知识宣传', 'mental-health publicity'),
  psychodrama: words('心理健康情景剧评选及展播', 'psychodrama contest and showing'),
  examCounselling: words('中高考心理健康辅导', 'examination counselling'),
  peerCare: words('心理健康朋辈关爱行动', 'peer care'),
  teacherTraining: words('教师心理健康培训', 'teacher training'),
  familyGuidance: words('家庭教育心理健康指导活动', 'family guidance'),
  community: words('心理健康进社区', 'in the community'),
  other: words('其他', 'other'),
} as const;

/** Something that was held, with how often and for how many (A8). The letter counts person-times (人次), for each record. */
export const activity: Kind = {
  code: 'activity',
  item: 'A8',
  name: words('活动', 'activity'),
  fields: {
    topic: { type: 'choice', label: words('类别', 'kind'), as: 'topic', of: ACTIVITY_TOPICS },
    title: { type: 'text', most: 120, label: words('名称', 'title'), as: 'code' },
    day: { type: 'day', label: words('日期', 'day'), as: 'day' },
    untilDay: { type: 'day', label: words('结束日期', 'last day'), optional: true },
    place: { type: 'text', most: 120, label: words('地点', 'place') },
    times: { type: 'count', least: 1, most: 1_000, label: words('次数', 'times'), as: 'times' },
    heads: { type: 'count', least: 0, most: 1_000_000, label: words('参与数', 'heads'), as: 'heads' },
    counted: {
      type: 'choice',
      label: words('计数方式', 'counted as'),
      of: { personTimes: words('人次', 'person-times'), persons: words('人数', 'persons') },
    },
    audience: {
      type: 'choices',
      label: words('对象', 'audience'),
      of: {
        pupils: words('学生', 'pupils'),
        parents: words('家长', 'parents'),
        teachers: words('教师', 'teachers'),
        residents: words('居民', 'residents'),
      },
    },
    jointWith: {
      type: 'places',
      kinds: ['city', 'centre', 'county', 'school', 'hospital'],
      most: 40,
      label: words('联合举办单位', 'held together with'),
      optional: true,
    },
    month: { type: 'flag', label: words('宣传月活动', 'of the publicity month'), optional: true },
    photos: { type: 'files', purpose: 'photo', most: 10, label: words('照片', 'photos'), optional: true },
    consent: { type: 'flag', label: words('照片中学生已获同意', 'pupils in photos agreed'), optional: true },
  },
  natural: ['topic', 'day', 'title', 'place'],
  once: 'city',
  shared: false,
  life: null,
  check: all(notAhead('day'), inOrder('day', 'untilDay'), ({ photos, consent }) =>
    Array.isArray(photos) && photos.length > 0 && consent === undefined
      ? [{ pointer: '/consent', code: 'missing' }]
      : [],
  ),
};

/** What the publicity month is to hold (A8). */
export const activityPlan: Kind = {
  code: 'activityPlan',
  item: 'A8',
  name: words('活动计划', 'planned activity'),
  fields: {
    topic: { type: 'choice', label: words('类别', 'kind'), as: 'topic', of: ACTIVITY_TOPICS },
    title: { type: 'text', most: 120, label: words('名称', 'title'), as: 'code' },
    day: { type: 'day', label: words('计划日期', 'planned for'), as: 'day' },
    month: { type: 'flag', label: words('宣传月活动', 'of the publicity month'), optional: true },
    heads: {
      type: 'count',
      least: 0,
      most: 1_000_000,
      label: words('预计参与数', 'heads expected'),
      as: 'heads',
      optional: true,
    },
  },
  natural: ['topic', 'day', 'title'],
  once: 'organisation',
  shared: false,
  life: null,
  check: () => [],
};
