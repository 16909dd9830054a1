import { type Words, words } from '#domain/words';
import { activity } from '#programme/kinds/activities';
import type { FigureRule } from './figure-rule.ts';

const { topic } = activity.fields;
const TOPICS: Readonly<Record<string, Words>> = topic?.type === 'choice' ? topic.of : {};

/** For each kind of activity: how often, and for how many person-times (人次). A joint activity stands in the records once, and counts once. */
export const ACTIVITY_RULES: readonly FigureRule[] = Object.entries(TOPICS).flatMap(([code, name]) => [
  {
    code: `activities.times.${code}`,
    item: 'A8' as const,
    name: words(`${name['zh-CN']}次数`, `${name.en}: held`),
    rule: words(
      `时段内“${name['zh-CN']}”活动记录的次数之和；联合举办的只计一次`,
      `the times of activities "${name.en}" in the period, summed; one held jointly counts once`,
    ),
    unit: words('次', 'held'),
    kind: 'activity',
    topics: [code],
    when: 'inPeriod' as const,
    measure: 'times' as const,
  },
  {
    code: `activities.heads.${code}`,
    item: 'A8' as const,
    name: words(`${name['zh-CN']}覆盖人次`, `${name.en}: person-times`),
    rule: words(
      `时段内“${name['zh-CN']}”活动记录的参与数之和，同一人参加几次计几次`,
      `the heads of activities "${name.en}" in the period, summed; who came twice counts twice`,
    ),
    unit: words('人次', 'person-times'),
    kind: 'activity',
    topics: [code],
    when: 'inPeriod' as const,
    measure: 'heads' as const,
  },
]);

/** The kinds in the order in which the report tells them. */
export const ACTIVITY_CODES: readonly string[] = Object.keys(TOPICS);
