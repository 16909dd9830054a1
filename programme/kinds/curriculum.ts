import { words } from '#domain/words';
import { countIn, textIn } from '#programme/field';
import { all, type Fault, type Kind, NO_FAULTS, notAhead } from '#programme/kind';
import { schoolYearOf } from '#programme/period';

/** `2025` stands for September 2025 to August 2026. */
const schoolYear = {
  type: 'count',
  least: 2000,
  most: 2100,
  label: words('学年（起始年）', 'school year (first year)'),
} as const;

/** Hours that a class is to have in a school year (A4). */
export const timetable: Kind = {
  code: 'timetable',
  item: 'A4',
  name: words('心理课课时计划', 'planned class hours'),
  fields: {
    class: { type: 'place', kinds: ['class'], label: words('班级', 'class'), as: 'code' },
    schoolYear: { ...schoolYear, as: 'times' },
    hours: { type: 'count', least: 0, most: 400, label: words('计划课时', 'planned hours'), as: 'amount' },
    teacher: { type: 'text', most: 40, label: words('任课教师', 'teacher'), optional: true },
  },
  natural: ['class', 'schoolYear'],
  once: 'organisation',
  shared: false,
  life: null,
  check: NO_FAULTS,
};

/** Hours that were taught, with evidence (A4). */
export const lesson: Kind = {
  code: 'lesson',
  item: 'A4',
  name: words('已上心理课', 'class hours taught'),
  fields: {
    class: { type: 'place', kinds: ['class'], label: words('班级', 'class'), as: 'code' },
    day: { type: 'day', label: words('上课日期', 'day'), as: 'day' },
    period: { type: 'count', least: 1, most: 16, label: words('节次', 'period of the day') },
    hours: { type: 'count', least: 1, most: 8, label: words('课时', 'hours'), as: 'amount' },
    title: { type: 'text', most: 120, label: words('课题', 'subject'), optional: true },
    teacher: { type: 'text', most: 40, label: words('任课教师', 'teacher'), optional: true },
    evidence: { type: 'files', purpose: 'evidence', most: 5, label: words('佐证', 'evidence'), optional: true },
  },
  natural: ['class', 'day', 'period'],
  once: 'organisation',
  shared: false,
  life: null,
  check: all(notAhead('day'), (values, { hours }): readonly Fault[] => {
    // The timetable comes first: hours beyond it are a slip of the pen or a plan that has to be mended.
    if (hours === undefined) return [];
    const taught = (hours?.taught ?? 0) + (countIn(values, 'hours') ?? 0);
    return taught > (hours?.planned ?? 0) ? [{ pointer: '/hours', code: 'overTimetable' }] : [];
  }),
};

/** Psychological content taught within another subject; noted, never counted as class hours (A4). */
export const infusion: Kind = {
  code: 'infusion',
  item: 'A4',
  name: words('学科渗透', 'subject infusion'),
  fields: {
    class: { type: 'place', kinds: ['class'], label: words('班级', 'class'), as: 'code' },
    day: { type: 'day', label: words('日期', 'day'), as: 'day' },
    subject: { type: 'text', most: 40, label: words('学科', 'subject'), as: 'topic' },
    title: { type: 'text', most: 120, label: words('内容', 'content') },
  },
  natural: ['class', 'day', 'subject', 'title'],
  once: 'organisation',
  shared: false,
  life: null,
  check: notAhead('day'),
};

/** The class and school year whose hours a lesson counts in; null without a class or day. */
export function hoursAskedBy(
  values: Parameters<Kind['check']>[0],
): { readonly class: string; readonly schoolYear: number } | null {
  const [group, day] = [textIn(values, 'class'), textIn(values, 'day')];
  return group === undefined || day === undefined ? null : { class: group, schoolYear: schoolYearOf(day) };
}
