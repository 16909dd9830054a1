import type { calendarDays, calendarYears } from '#db/schema/index';
import { addDays, type Instant } from '#domain/instant';
import { demoCalendar, demoCalendarEntries } from './calendar.ts';

/** chinese-days knows these years as they were published; the later ones were entered. */
const PUBLISHED_YEARS = [2026];

/** The demo calendar as rows of a day and of a year. Where runs overlap, a day has the kind that the calendar gives it. */
export function calendarRows(enteredAt: Instant): {
  readonly days: (typeof calendarDays.$inferInsert)[];
  readonly years: (typeof calendarYears.$inferInsert)[];
} {
  const { days, coveredFrom, coveredTo } = demoCalendar();
  const names = new Map<string, string>();
  for (const { kind, name, from, to } of demoCalendarEntries())
    for (let day = from; day <= to; day = addDays(day, 1)) if (days[day] === kind) names.set(day, name);
  const [first, last] = [Number(coveredFrom.slice(0, 4)), Number(coveredTo.slice(0, 4))];
  return {
    days: Object.entries(days).map(([day, kind]) => ({ day, kind, name: names.get(day) ?? '' })),
    years: Array.from({ length: last - first + 1 }, (_, index) => {
      const year = first + index;
      return { year, source: PUBLISHED_YEARS.includes(year) ? 'published' : 'entered', enteredAt };
    }),
  };
}
