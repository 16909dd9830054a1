import { type Calendar, isSchoolDay } from '#domain/calendar';
import { addDays, type Day } from '#domain/instant';
import { type Vocabulary, words } from '#domain/words';
import { schoolYear } from './period.ts';

/** Where a class stands with its hours of the school year (A4). */
export const HOURS_STATES = {
  met: words('已达标', 'has had its hours'),
  onWay: words('按计划可达标', 'will have them as planned'),
  behind: words('预计不达标', 'will not have them as planned'),
  noPlan: words('无课时计划', 'has no timetable'),
} as const satisfies Vocabulary<string>;
export type HoursState = keyof typeof HOURS_STATES;

/** Share of the school days of a school year (named by its first calendar year) that lie after a day: 1 before it begins, 0 when it is over. */
export function shareLeft(calendar: Calendar, year: number, today: Day): number {
  const { from, to } = schoolYear(year);
  let all = 0;
  let left = 0;
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (!isSchoolDay(calendar, day)) continue;
    all += 1;
    if (day > today) left += 1;
  }
  if (all === 0) return today < from ? 1 : 0;
  return left / all;
}
