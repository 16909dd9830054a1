import type { calendarDays, calendarYears } from '#db/schema/index';
import { daysOf, type Run, type YearList } from '#domain/calendar-list';
import { addDays, type Day, type Instant } from '#domain/instant';
import { demoCalendar, demoCalendarEntries } from './calendar.ts';

/** chinese-days knows these years as they were published; the later ones were entered. */
const PUBLISHED_YEARS = [2026];

/** The demo calendar as rows of a day and of a year, entered by the city. */
export function calendarRows(
  city: string,
  enteredAt: Instant,
): {
  readonly days: (typeof calendarDays.$inferInsert)[];
  readonly years: (typeof calendarYears.$inferInsert)[];
} {
  const lists = demoLists();
  return {
    days: lists.flatMap((list) => daysOf(list).map((listed) => ({ org: city, ...listed }))),
    years: lists.map(({ year, terms }) => ({
      org: city,
      year,
      source: PUBLISHED_YEARS.includes(year) ? 'published' : 'entered',
      terms,
      enteredAt,
    })),
  };
}

/** The demo calendar as a city would enter it, year by year. */
function demoLists(): readonly YearList[] {
  const { coveredFrom, coveredTo } = demoCalendar();
  const [first, last] = [Number(coveredFrom.slice(0, 4)), Number(coveredTo.slice(0, 4))];
  return Array.from({ length: last - first + 1 }, (_, index) => listOf(first + index));
}

function listOf(year: number): YearList {
  const entries = demoCalendarEntries().filter(({ from }) => from.startsWith(`${year}-`));
  const of = (wanted: string) => entries.filter(({ kind }) => kind === wanted);
  const runs = (wanted: string) => of(wanted).map(({ name, from, to }) => ({ name, from, to }));
  return {
    year,
    holidays: runs('holiday'),
    makeUpDays: of('makeUp').map(({ name, from }) => ({ name, day: from })),
    terms: between(year, runs('vacation')),
  };
}

/** What the vacations leave of a year. */
function between(year: number, vacations: readonly Run[]): readonly Run[] {
  const terms: Run[] = [];
  let from: Day = `${year}-01-01`;
  for (const vacation of vacations) {
    terms.push({ name: '学期', from, to: addDays(vacation.from, -1) });
    from = addDays(vacation.to, 1);
  }
  return [...terms, { name: '学期', from, to: `${year}-12-31` }];
}
